// A thread in the side panel: the message, its replies, a composer.
import { Composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { MessageList } from "./messages.js";

export class Thread {
  constructor({ api, state, channel, ts, close }) {
    Object.assign(this, { api, state, channel, ts });
    this.list = new MessageList({ api, state, inThread: true, label: "Thread" });
    this.composer = new Composer({ state, label: "Reply", inThread: true, send: (text) => this.#send(text), attach: (file, text) => api.upload({ channel, thread_ts: ts, text, ...file }) });
    const place = state.channels.get(channel);
    this.title = h("h2", { tabindex: -1 }, "Thread", h("span", { class: "muted" }, place.kind === "im" ? place.name : `#${place.name}`));
    this.node = h("div", { class: "panel-inner" },
      h("header", { class: "panel-head" }, this.title, h("button", { type: "button", class: "ghost", "aria-label": "Close the thread", on: { click: close } }, icon("close"))),
      this.list.node, this.composer.node);
    state.on("thread", (changed) => changed.channel === channel && changed.ts === ts && this.draw());
  }

  async load() {
    const since = this.state.clock;
    const answer = await this.api.messages(this.channel, { thread: this.ts });
    this.state.setThread(this.channel, this.ts, answer.messages, since);
  }

  draw() {
    this.list.draw(this.state.thread(this.channel, this.ts));
  }

  #send(text) {
    this.list.atEnd = true;
    return this.api.send(this.channel, text, this.ts);
  }

  focus() {
    this.composer.box.focus();
  }
}

// The channel one looks at: its messages and the composer.
import { h, icon, replace } from "./dom.js";
import { Composer } from "./composer.js";
import { MessageList } from "./messages.js";
import { wanted, welcome } from "./welcome.js";

const SHORT = 3; // messages: so few that a newcomer reads the first steps from their beginning

export class Channel {
  constructor({ api, state, openThread, openTour }) {
    Object.assign(this, { api, state, openTour, id: null, entering: null, read: null, turn: 0 });
    this.list = new MessageList({ api, state, openThread, label: "Messages", onSeen: (ts) => this.#seen(ts) });
    this.composer = new Composer({ state, label: "Message", send: (text) => this.#send(text), attach: (file, text) => this.#attach(file, text) });
    this.join = h("div", { class: "join" });
    this.node = h("div", { class: "channel" }, this.list.node, this.composer.node, this.join);
    state.on("messages", ({ channel }) => channel === this.id && this.draw());
    state.on("channels", () => this.id && this.#bottom());
    document.addEventListener("visibilitychange", () => this.list.atEnd && this.list.toEnd());
  }

  get channel() {
    return this.state.channels.get(this.id);
  }

  get label() {
    return ["im", "mpim"].includes(this.channel.kind) ? this.state.nameOf(this.channel) : `#${this.channel.name}`;
  }

  async open(id) {
    this.id = id;
    this.list.clear(`Messages in ${this.label}`, this.channel.unread ? this.channel.last_read : null);
    this.composer.label(`Message ${this.label}`);
    this.#bottom();
    this.intro();
    if (this.state.messages.has(id)) this.draw();
    await this.load();
  }

  async load() {
    const id = this.id;
    if (!id) return;
    const turn = (this.turn += 1);
    const since = this.state.clock;
    const answer = await this.api.messages(id);
    if (turn !== this.turn) return; // a later look is under way or done
    this.state.setMessages(id, answer.messages, since);
    this.#earlier(answer.has_more);
    if (this.list.before.querySelector(".welcome") && answer.messages.length <= SHORT) this.list.toStart();
  }

  #earlier(more) {
    if (!more) return this.intro();
    const older = async () => {
      const first = this.state.list(this.id)[0];
      const answer = await this.api.messages(this.id, { before: first.ts });
      this.list.atEnd = false;
      this.state.setMessages(this.id, [...answer.messages, ...this.state.list(this.id)]);
      this.#earlier(answer.has_more);
    };
    replace(this.list.before, h("button", { type: "button", class: "button", on: { click: older } }, "Show earlier messages"));
    return undefined;
  }

  intro() {
    if (!this.channel) return;
    const shut = () => this.intro();
    const type = (text) => this.composer.put(text);
    const first = this.channel.name === "dr-incident" && wanted() ? welcome(this.state, { type, openTour: this.openTour, shut }) : null;
    const about = ["im", "mpim"].includes(this.channel.kind) ? `Your direct messages with ${this.label}. Nobody else reads them.` : `The beginning of ${this.label}.`;
    replace(this.list.before, h("p", { class: "beginning muted" }, about, this.channel.topic ? ` ${this.channel.topic}.` : ""), first);
    if (this.list.atEnd) this.list.toEnd();
  }

  draw() {
    this.list.draw(this.state.list(this.id));
  }

  #bottom() {
    const archived = Boolean(this.channel?.archived);
    const inside = this.channel?.is_member !== false && !archived;
    this.composer.node.hidden = !inside;
    this.join.hidden = inside;
    if (inside) {
      this.#entered();
      return;
    }
    if (archived) {
      replace(this.join, h("span", {}, icon("archive"), ` ${this.label} is archived: one reads it, nobody writes in it.`));
      return;
    }
    const join = () => {
      this.entering = this.id;
      return this.api.join(this.id);
    };
    replace(this.join, h("span", {}, icon("eye"), ` You are looking at ${this.label} from outside.`), h("button", { type: "button", class: "button primary", on: { click: join } }, "Join"));
  }

  /** Only now, at the socket's news of it: what is hidden takes no focus, and older news may hide it once more. */
  #entered() {
    if (this.entering === this.id) this.composer.box.focus();
    this.entering = null;
  }

  #send(text) {
    this.list.atEnd = true;
    return text.startsWith("/") ? this.#command(text) : this.api.send(this.id, text);
  }

  #attach(file, text) {
    this.list.atEnd = true;
    return this.api.upload({ channel: this.id, text, ...file });
  }

  /** A command that fails is told by Slackbot in the channel; only a dead server is told here. */
  async #command(text) {
    try {
      await this.api.command(this.id, text);
    } catch (problem) {
      if (problem.code === "unreachable") throw problem;
    }
  }

  #seen(ts) {
    if (!this.id || document.hidden || !this.channel?.is_member) return;
    const mark = `${this.id}:${ts}`;
    if (this.read === mark) return;
    this.read = mark;
    this.api.read(this.id, ts).catch(() => { this.read = null; });
  }
}

// One message: who, when, what; edited in place.
import { avatar } from "./avatar.js";
import { draw } from "./blocks/index.js";
import { Context } from "./context.js";
import { files, reactions } from "./attachments.js";
import { announce, h, icon, keepFocus, replace } from "./dom.js";
import { tools } from "./message_tools.js";
import { mrkdwn } from "./mrkdwn.js";
import * as time from "./time.js";

export class Message {
  /** `openThread(ts)` or null where threads are not offered. */
  constructor(message, { api, state, openThread = null, inThread = false }) {
    Object.assign(this, { api, state, openThread, inThread, ts: message.ts });
    this.blocks = h("div", { class: "blocks" });
    this.context = new Context({ key: `${inThread ? "thread" : "channel"}/${message.ts}`, api, state, where: { channel: message.channel, ts: message.ts }, root: () => this.blocks });
    this.head = h("div", { class: "message-head" });
    this.side = h("div", { class: "message-side" });
    this.foot = h("div", { class: "message-foot" });
    this.files = h("div", { class: "message-files" });
    this.body = h("div", { class: "message-body" }, this.head, this.blocks, this.files, this.foot);
    this.tools = message.ephemeral || message.subtype?.startsWith("channel_") ? null : tools({ api, state, openThread, message: () => this.message });
    this.node = h("li", { class: "message", tabindex: -1, dataset: { ts: message.ts } }, this.side, this.body, this.tools?.node);
    this.update(message);
  }

  update(message, compact = false) {
    const print = JSON.stringify([message, compact]);
    if (print === this.print) return;
    this.print = print;
    this.message = message;
    const author = this.state.people.get(message.user) ?? { id: message.user ?? "?", real_name: message.username ?? message.user ?? "Unknown", is_bot: message.is_bot };
    this.node.classList.toggle("compact", compact);
    this.node.classList.toggle("ephemeral", Boolean(message.ephemeral));
    this.node.classList.toggle("system", /^channel_/.test(message.subtype ?? ""));
    this.node.classList.toggle("mentions-me", Boolean(message.mentions_me));
    this.#head(author, message, compact);
    this.#content(message);
    this.#foot(message);
  }

  #head(author, message, compact) {
    const stamp = h("time", { class: "stamp", datetime: time.moment(message.ts).toISOString(), title: time.full(message.ts) }, time.clock(message.ts));
    replace(this.side, compact ? stamp : avatar({ ...author, is_bot: author.is_bot || message.is_bot }));
    const isApp = (author.is_bot || message.is_bot) && author.id !== "USLACKBOT";
    replace(this.head,
      message.pinned ? h("div", { class: "only-you pinned" }, icon("pin"), "Pinned") : null,
      message.ephemeral ? h("div", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
      h("span", { class: compact ? "visually-hidden" : "who" }, h("strong", {}, author.real_name ?? author.name), isApp ? h("span", { class: "app-badge" }, "APP") : null, compact ? null : stamp));
  }

  #content(message) {
    const blocks = contentBlocks(message);
    this.context.form.take(blocks);
    draw(this.blocks, blocks, this.context);
    this.blocks.classList.toggle("edited", Boolean(message.edited));
    this.files.replaceChildren(...[files(message.files)].filter(Boolean));
  }

  #foot(message) {
    const edited = message.edited && !message.ephemeral ? h("span", { class: "edited-mark", title: message.edited.ts ? `Edited ${time.full(message.edited.ts)}` : null }, "(edited)") : null;
    const toggle = (name, mine) => this.api.react({ channel: message.channel, ts: message.ts, name, remove: mine }).catch((problem) => announce(problem.message, true));
    keepFocus(this.foot, () => replace(this.foot, edited, reactions(message.reactions, { me: this.state.me?.id, names: this.state.names, toggle }), this.#replies(message)));
    this.foot.hidden = this.foot.childElementCount === 0;
  }

  #replies(message) {
    if (!this.openThread || !message.reply_count || (message.thread_ts && message.thread_ts !== message.ts)) return null;
    const faces = (message.reply_users ?? []).slice(0, 4).map((id) => this.state.people.get(id)).filter(Boolean);
    const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
    const last = message.latest_reply ? h("span", { class: "muted" }, `last ${time.clock(message.latest_reply)}`) : null;
    return h("button", { type: "button", class: "replies", dataset: { key: `replies/${message.ts}` }, on: { click: () => this.openThread(message.ts) } }, faces.map((one) => avatar(one, "tiny")), h("span", {}, count), last);
  }
}

/** The blocks to draw: the message's own, its text where it has none, and its attachments'. */
function contentBlocks(message) {
  const own = message.blocks?.length ? message.blocks : message.text ? [{ type: "section", block_id: "text", text: { type: "mrkdwn", text: message.text } }] : [];
  const attached = (message.attachments ?? []).flatMap((one, index) => attachmentBlocks(one, index));
  return [...own, ...attached];
}

function attachmentBlocks(one, index) {
  if (one.blocks?.length) return one.blocks;
  const text = [one.pretext, one.title ? `*${one.title}*` : null, one.text ?? one.fallback, one.footer].filter(Boolean).join("\n");
  return text ? [{ type: "section", block_id: `attachment-${index}`, text: { type: "mrkdwn", text } }] : [];
}

/** The message in words, for notices. */
export function plain(message, names) {
  const holder = document.createElement("div");
  holder.append(mrkdwn(message.text || message.blocks?.find((one) => one.text)?.text?.text || "", names));
  return holder.textContent;
}

// The list of messages of a channel or a thread: drawn by difference, kept at its end.
import { h, replace } from "./dom.js";
import { Message } from "./message.js";
import * as time from "./time.js";

const TOGETHER = 300; // seconds within which one person's messages stand under one name
const NEAR_END = 80; // pixels

export class MessageList {
  constructor({ api, state, openThread = null, inThread = false, label, onSeen = () => {} }) {
    Object.assign(this, { api, state, openThread, inThread, onSeen, shown: new Map(), days: new Map(), atEnd: true, readUpTo: null, parked: false, begun: null });
    this.list = h("ol", { class: "messages", "aria-label": label });
    this.before = h("div", { class: "before" });
    this.fresh = h("button", { type: "button", class: "fresh", hidden: true, on: { click: () => this.toEnd() } }, "New messages below");
    this.scroller = h("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": label, on: { scroll: () => this.#scrolled(), keydown: (event) => this.#key(event) } }, this.before, this.list);
    this.node = h("div", { class: "message-area" }, this.scroller, this.fresh);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.scroller);
  }

  /** `readUpTo`: the newest message read before; a line tells what is new since. */
  clear(label, readUpTo = null) {
    this.readUpTo = readUpTo;
    this.shown.clear();
    this.days.clear();
    replace(this.list, [0, 1, 2].map(() => h("li", { class: "skeleton", "aria-hidden": "true" }, h("span", {}), h("span", {}))));
    this.list.setAttribute("aria-busy", "true");
    replace(this.before);
    this.atEnd = true;
    this.parked = false;
    this.fresh.hidden = true;
    this.list.setAttribute("aria-label", label);
    this.scroller.setAttribute("aria-label", label);
  }

  draw(messages) {
    const known = this.shown;
    this.list.removeAttribute("aria-busy");
    this.shown = new Map();
    const nodes = [];
    let previous = null;
    for (const message of messages) {
      if (this.inThread && previous && previous === messages[0]) nodes.push(this.#replies(messages.length - 1));
      else if (!previous || time.dayKey(previous.ts) !== time.dayKey(message.ts)) nodes.push(this.#day(message.ts));
      if (this.#isFirstNew(previous, message)) nodes.push(this.newLine ??= h("li", { class: "day new-line" }, h("span", {}, "New")));
      const shown = known.get(message.ts) ?? new Message(message, { api: this.api, state: this.state, openThread: message.ephemeral ? null : this.openThread, inThread: this.inThread });
      shown.update(message, !(this.inThread && previous === messages[0]) && together(previous, message));
      this.shown.set(message.ts, shown);
      nodes.push(shown.node);
      previous = message;
    }
    const added = previous && !known.has(previous.ts);
    this.#place(nodes);
    if (this.#bring()) return;
    if (added && this.parked) this.atEnd = true;
    this.parked &&= !added;
    if (this.atEnd && added && known.size && this.#tall(previous.ts)) this.#beginning(previous.ts);
    else if (this.atEnd) this.toEnd();
    else if (added) this.fresh.hidden = false;
  }

  #tall(ts) {
    return this.shown.get(ts).node.offsetHeight > this.scroller.clientHeight;
  }

  /** What is taller than the view is read from its beginning, not from its end. */
  #beginning(ts) {
    this.atEnd = false;
    this.shown.get(ts).node.scrollIntoView({ block: "start" });
    this.begun = this.scroller.scrollTop;
    this.#seen();
  }

  #isFirstNew(previous, message) {
    if (!this.readUpTo || message.ts <= this.readUpTo || message.user === this.state.me?.id) return false;
    return !previous || previous.ts <= this.readUpTo;
  }

  /** The message brought into sight and answered, or null. */
  reveal(ts) {
    const node = this.shown.get(ts)?.node ?? null;
    this.atEnd = false;
    node?.scrollIntoView({ block: "nearest" });
    return node;
  }

  focusNewest(fits) {
    const found = [...this.shown.values()].findLast((one) => fits(one.message));
    if (!found) return false;
    this.reveal(found.ts).focus();
    return true;
  }

  /** Arrow keys go from message to message; T, R and M are the bar's buttons. */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...this.shown.values()];
    const at = rows.findIndex((one) => one.node === document.activeElement);
    if (at < 0 && document.activeElement !== this.scroller) return;
    const to = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at < 0 ? 0 : at + 1, Home: 0, End: rows.length - 1 }[event.key];
    const act = at >= 0 && rows[at].tools?.keys[event.key.toLowerCase()];
    if (to === undefined && !act) return;
    event.preventDefault();
    if (act) return act();
    this.atEnd = false;
    return rows[Math.max(0, Math.min(rows.length - 1, to))]?.node.focus();
  }

  #day(ts) {
    const key = time.dayKey(ts);
    if (!this.days.has(key)) this.days.set(key, h("li", { class: "day" }, h("span", {}, time.day(ts))));
    return this.days.get(key);
  }

  #replies(count) {
    this.count ??= h("li", { class: "day" }, h("span", {}));
    this.count.firstChild.textContent = count === 1 ? "1 reply" : `${count} replies`;
    return this.count;
  }

  #place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.list.children]) if (!wanted.has(child)) child.remove();
    nodes.forEach((node, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.begun = null;
    this.atEnd = true;
    this.#seen();
  }

  /** Brings one message into sight and marks it for a moment. */
  show(ts) {
    this.linked = ts; // it may not be drawn yet, and is drawn again
    setTimeout(() => {
      this.linked = null;
      this.shown.get(ts)?.node.classList.remove("linked");
    }, 4000);
    this.#bring();
  }

  #bring() {
    const node = this.linked && this.shown.get(this.linked)?.node;
    if (!node) return false;
    this.atEnd = false;
    node.scrollIntoView({ block: "center" });
    node.classList.add("linked");
    return true;
  }

  /** Before anybody has scrolled, the beginning is read first; the next message is followed. */
  toStart() {
    this.parked = true;
    this.atEnd = this.scroller.scrollHeight <= this.scroller.clientHeight;
    this.scroller.scrollTop = 0;
  }

  #scrolled() {
    const rest = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    this.atEnd = rest < NEAR_END && this.scroller.scrollTop !== this.begun;
    if (this.scroller.scrollTop > 0) this.parked = false;
    if (this.atEnd) this.#seen();
  }

  #seen() {
    this.fresh.hidden = true;
    const last = [...this.shown.values()].findLast((one) => !one.message.ephemeral);
    if (last) this.onSeen(last.ts);
  }
}

const isCard = (message) => Boolean(message.is_bot && message.blocks?.length > 1);

function together(previous, message) {
  if (!previous || message.ephemeral || previous.ephemeral || isCard(message) || isCard(previous)) return false;
  if (previous.user !== message.user || previous.subtype !== message.subtype) return false;
  return time.dayKey(previous.ts) === time.dayKey(message.ts) && Number.parseFloat(message.ts) - Number.parseFloat(previous.ts) < TOGETHER;
}

// What a message, a modal or the Home gives its blocks: names, form, and the way to the app.
import { ApiError } from "./api.js";
import { announce, h, icon } from "./dom.js";
import { confirm } from "./dialog.js";
import { Form } from "./form.js";
import { keyOf } from "./blocks/key.js";

/** `where`: `{channel, ts}` or `{view_id}`; `root()` answers the element that holds the blocks. */
export class Context {
  constructor({ key, api, state, where, root }) {
    Object.assign(this, { key, api, state, where, root });
    this.names = state.names;
    this.form = new Form();
    this.pending = new Set();
    this.errors = {};
  }

  people = () => [...this.state.people.values()].filter((one) => !one.deleted && !one.is_bot);
  channels = () => this.state.channelList().channels;

  options = (block, element, query) =>
    this.api.options({ ...this.where, block_id: block.block_id, action_id: element.action_id, query, state: this.form.values() });

  /** One click: asks for confirmation, waits for the app's ack, shows what went wrong. */
  act = async (block, element, value, option = null) => {
    const key = keyOf(this, block, element);
    if (this.pending.has(key)) return;
    const question = option?.confirm ?? element.confirm;
    if (question && !(await confirm(question, this.names))) return;
    this.#wait(key, true);
    this.#problem(block, null);
    try {
      await this.api.action({ ...this.where, block_id: block.block_id, action_id: element.action_id, value, state: this.form.values() });
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      this.#problem(block, problem.message);
    } finally {
      this.#wait(key, false);
    }
  };

  #wait(key, waiting) {
    if (waiting) this.pending.add(key);
    else this.pending.delete(key);
    for (const node of this.root().querySelectorAll(`button[data-key="${CSS.escape(key)}"]`)) {
      if (waiting) node.setAttribute("aria-busy", "true");
      else node.removeAttribute("aria-busy");
      if (waiting) node.setAttribute("aria-disabled", "true");
      else node.removeAttribute("aria-disabled");
    }
  }

  #problem(block, message) {
    const holder = this.root().querySelector(`[data-block="${CSS.escape(block.block_id)}"]`);
    holder?.querySelector(".act-error")?.remove();
    if (!message || !holder) return;
    holder.append(h("div", { class: "act-error" }, icon("warn"), h("span", {}, message)));
    announce(message, true);
  }
}

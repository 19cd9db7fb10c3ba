// The modal: the top view of this person's stack, in a native dialog.
import { draw } from "./blocks/index.js";
import { label } from "./blocks/text.js";
import { Context } from "./context.js";
import { spoken, trapFocus } from "./dialog.js";
import { announce, append, h, hush, icon, replace } from "./dom.js";

const FIRST_STOP = ".block-input input:not([type=hidden]), .block-input textarea";

export class Modal {
  constructor({ api, state }) {
    Object.assign(this, { api, state, contexts: new Map(), view: null, busy: false });
    this.title = h("h2", { id: "modal-title", tabindex: -1 });
    this.back = h("button", { type: "button", class: "ghost", "aria-label": "Back", on: { click: () => this.close(false) } }, h("span", { class: "turned" }, icon("send")));
    this.corner = h("button", { type: "button", class: "ghost", "aria-label": "Close the dialog", on: { click: () => this.close(true) } }, icon("close"));
    this.body = h("div", { class: "modal-body" });
    this.problem = h("div", { class: "modal-problem", role: "alert", hidden: true });
    this.foot = h("div", { class: "dialog-foot" });
    this.form = h("form", { novalidate: true, on: { submit: (event) => this.#submit(event) } },
      h("header", { class: "modal-head" }, this.back, this.title, this.corner), this.body, this.problem, this.foot);
    this.dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" }, this.form, spoken());
    this.dialog.addEventListener("cancel", (event) => { event.preventDefault(); if (event.target === this.dialog) this.close(false); });
    trapFocus(this.dialog);
    document.body.append(this.dialog);
    state.on("views", () => this.draw());
  }

  draw() {
    const view = this.state.stack.at(-1) ?? null;
    const ids = new Set(this.state.stack.map((one) => one.id));
    for (const id of [...this.contexts.keys()]) if (!ids.has(id)) this.contexts.delete(id);
    if (!view) return this.#shut();
    const another = this.view?.id !== view.id;
    if (another) {
      replace(this.body);
      hush(this.dialog);
    }
    this.view = view;
    this.#content(view, another);
    return undefined;
  }

  #context(view) {
    if (!this.contexts.has(view.id)) this.contexts.set(view.id, new Context({ key: view.id, api: this.api, state: this.state, where: { view_id: view.id }, root: () => this.body }));
    return this.contexts.get(view.id);
  }

  #content(view, another) {
    const context = this.#context(view);
    const hadInputs = this.body.querySelector(FIRST_STOP) !== null;
    if (context.hash !== view.hash) context.errors = {};
    context.hash = view.hash;
    context.form.take(view.blocks, view.state?.values ?? {});
    this.title.textContent = label(view.title, this.state.names);
    this.back.hidden = this.state.stack.length < 2;
    draw(this.body, view.blocks, context);
    if (another) this.body.scrollTop = 0;
    this.#say(null);
    this.#buttons(view);
    if (!this.dialog.open) {
      this.opener = document.activeElement;
      this.dialog.showModal();
    }
    if (another || !hadInputs) this.#focus();
  }

  #buttons(view) {
    const hasInput = view.blocks.some((block) => block.type === "input");
    const submit = view.submit ?? (hasInput ? { text: "Submit" } : null);
    const held = this.foot.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    replace(this.foot);
    append(this.foot, [
      h("button", { type: "button", class: "button", dataset: { key: "modal/close" }, on: { click: () => this.close(false) } }, label(view.close, this.state.names) || (submit ? "Cancel" : "Close")),
      submit ? h("button", { type: "submit", class: "button primary", dataset: { key: "modal/submit" }, disabled: view.submit_disabled }, label(submit, this.state.names)) : null,
    ]);
    if (held) this.foot.querySelector(`[data-key="${held}"]`)?.focus();
    this.#mark();
  }

  #focus() {
    const first = this.body.querySelector("[autofocus]") ?? this.body.querySelector(FIRST_STOP);
    if (first) first.focus({ preventScroll: true });
    else if (!this.body.contains(document.activeElement)) this.title.focus();
  }

  #shut() {
    this.view = null;
    this.busy = false;
    if (!this.dialog.open) return;
    this.dialog.close();
    hush(this.dialog);
    this.opener?.focus?.();
  }

  #say(text) {
    this.problem.hidden = !text;
    replace(this.problem, text ? [icon("warn"), h("span", {}, text)] : null);
  }

  #mark() {
    const submit = this.foot.querySelector("[type=submit]");
    this.form.setAttribute("aria-busy", String(this.busy));
    if (this.busy) submit?.setAttribute("aria-disabled", "true");
    else submit?.removeAttribute("aria-disabled");
  }

  async #submit(event) {
    event.preventDefault();
    const view = this.view;
    if (this.busy || !view || view.submit_disabled) return;
    this.busy = true;
    this.#mark();
    this.#say(null);
    const context = this.#context(view);
    try {
      await this.api.submit(view.id, context.form.values());
    } catch (problem) {
      this.#refused(view, context, problem);
    } finally {
      this.busy = false;
      this.#mark();
    }
  }

  #refused(view, context, problem) {
    if (problem.code !== "field_errors") {
      this.#say(problem.message);
      return;
    }
    context.errors = problem.answer.errors ?? {};
    draw(this.body, view.blocks, context);
    const shown = new Set(view.blocks.map((block) => block.block_id));
    const lost = Object.entries(context.errors).filter(([id]) => !shown.has(id)).map(([, text]) => text);
    this.#say(lost.join(" "));
    this.body.querySelector(".field.invalid :is(input, textarea)")?.focus();
    announce(Object.values(context.errors).join(" "), true);
  }

  async close(all) {
    const view = this.view;
    if (!view) return;
    try {
      await this.api.close(view.id, all);
    } catch (problem) {
      announce(problem.message, true);
    }
    if (this.view?.id !== view.id) return;
    this.state.stack = all ? [] : this.state.stack.slice(0, -1);
    this.draw();
  }
}

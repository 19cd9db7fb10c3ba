// The side panel of all that happens outside of the chat: Azure and its site, the wire, switches.
import { h, icon, replace } from "./dom.js";

export class Backstage {
  /** `parts`: [{id, title, node, show(visible)}]; the one shown last is kept. */
  constructor({ parts, close }) {
    Object.assign(this, { parts, at: parts[0].id, visible: false });
    this.tabs = parts.map((part) => this.#tab(part));
    this.body = h("div", { class: "backstage-body", id: "backstage-body", role: "tabpanel" });
    this.title = h("h2", { class: "visually-hidden" }, "Behind the scenes");
    this.node = h("section", { class: "panel-inner backstage", "aria-label": "Behind the scenes" },
      h("header", { class: "panel-head" }, this.title,
        h("div", { class: "backstage-tabs", role: "tablist", "aria-label": "Behind the scenes", on: { keydown: (event) => this.#key(event) } }, this.tabs),
        h("button", { type: "button", class: "ghost", "aria-label": "Close behind the scenes", on: { click: close } }, icon("close"))),
      this.body);
  }

  #tab(part) {
    return h("button", { type: "button", role: "tab", class: "tab", id: `backstage-${part.id}`, "aria-controls": "backstage-body", "aria-selected": "false", on: { click: () => this.open(part.id) } }, part.title);
  }

  open(id = this.at) {
    this.at = id;
    this.show(true);
    const part = this.parts.find((one) => one.id === id);
    this.parts.forEach((one, index) => {
      this.tabs[index].setAttribute("aria-selected", String(one === part));
      this.tabs[index].tabIndex = one === part ? 0 : -1;
    });
    this.body.setAttribute("aria-labelledby", `backstage-${id}`);
    if (this.body.firstChild !== part.node) replace(this.body, part.node);
  }

  show(visible) {
    this.visible = visible;
    for (const part of this.parts) part.show(visible && part.id === this.at);
  }

  focus() {
    this.tabs[this.parts.findIndex((one) => one.id === this.at)].focus();
  }

  /** Arrow keys go from tab to tab, as in the ARIA pattern; Tab leaves the row. */
  #key(event) {
    const now = this.parts.findIndex((one) => one.id === this.at);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: this.parts.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.open(this.parts[(to + this.parts.length) % this.parts.length].id);
    this.focus();
  }
}

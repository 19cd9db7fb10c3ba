// A list one can search: combobox by the ARIA pattern, its popup in the top layer.
import { append, freshId, h, icon, replace } from "./dom.js";

/**
 * `load(query)` answers `{groups: [{label, options: [{value, text, description}]}], note}`; `value`
 * is any JSON. `chosen()` answers the options chosen now; `onPick(option)`, `onRemove(option)`.
 */
export class Select {
  constructor({ key, name, placeholder, load, chosen, onPick, onRemove, multiple = false, describedBy = null, wait = 0 }) {
    Object.assign(this, { load, chosen, onPick, onRemove, multiple, wait, turn: 0, active: -1, rows: [] });
    const list = freshId("list");
    this.input = h("input", {
      type: "text", role: "combobox", class: "select-input", autocomplete: "off", spellcheck: "false", dataset: { key }, "aria-label": name, placeholder,
      "aria-expanded": "false", "aria-controls": list, "aria-autocomplete": "list", "aria-describedby": describedBy,
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event), mousedown: () => this.#toggle(), click: () => this.open && this.input.select(), blur: () => this.#shut() },
    });
    this.popup = h("div", { id: list, role: "listbox", class: "select-popup", popover: "manual", "aria-label": name, on: { mousedown: (event) => event.preventDefault() } });
    this.chips = h("div", { class: "chips", role: "list", "aria-label": `${name}: chosen` });
    this.node = h("div", { class: "select" }, this.chips, h("div", { class: "select-box" }, this.input, h("span", { class: "select-arrow" }, icon("down"))), this.popup);
    this.place = () => this.#place();
    this.show();
  }

  get open() {
    return this.input.getAttribute("aria-expanded") === "true";
  }

  /** Shows what is chosen. */
  show() {
    const chosen = this.chosen();
    if (!this.multiple) this.input.value = chosen[0]?.text ?? "";
    else replace(this.chips, chosen.map((option) => this.#chip(option)));
    this.chips.hidden = !this.multiple || chosen.length === 0;
  }

  #chip(option) {
    const remove = () => { this.onRemove(option); this.show(); this.input.focus(); };
    return h("span", { class: "chip", role: "listitem" }, option.text,
      h("button", { type: "button", class: "chip-remove", "aria-label": `Remove ${option.text}`, on: { click: remove } }, icon("close")));
  }

  #toggle() {
    if (this.open) this.#shut();
    else this.#search("");
  }

  #typed() {
    clearTimeout(this.timer);
    const query = this.input.value;
    this.timer = setTimeout(() => this.#search(query), this.wait);
    this.#expand();
  }

  #expand() {
    if (this.open) return;
    this.input.setAttribute("aria-expanded", "true");
    this.popup.showPopover();
    window.addEventListener("scroll", this.place, true);
    window.addEventListener("resize", this.place);
    this.#place();
  }

  async #search(query) {
    this.#expand();
    const turn = (this.turn += 1);
    const slow = setTimeout(() => turn === this.turn && this.#note("Searching…"), 120);
    try {
      const found = await this.load(query);
      if (turn === this.turn && this.open) this.#list(found);
    } catch (problem) {
      if (turn === this.turn && this.open) this.#note(problem.message, "problem");
    } finally {
      clearTimeout(slow);
    }
  }

  #note(text, className = "") {
    this.rows = [];
    this.#activate(-1);
    replace(this.popup, h("div", { class: `select-note ${className}`, role: "option", "aria-disabled": "true", "aria-selected": "false" }, text));
    this.#place();
  }

  #list({ groups, note }) {
    this.rows = [];
    this.popup.replaceChildren();
    for (const group of groups) append(this.popup, this.#group(group));
    if (note) append(this.popup, h("div", { class: "select-note", role: "option", "aria-disabled": "true", "aria-selected": "false" }, note));
    if (!this.rows.length && !note) return this.#note("Nothing found");
    const chosen = this.rows.findIndex((row) => row.node.getAttribute("aria-selected") === "true");
    this.#activate(chosen >= 0 ? chosen : Math.min(0, this.rows.length - 1));
    this.#place();
    return undefined;
  }

  #group({ label, options }) {
    const rows = options.map((option) => this.#row(option));
    if (!label) return rows;
    const id = freshId("group");
    return h("div", { role: "group", "aria-labelledby": id }, h("div", { id, class: "select-group" }, label), rows);
  }

  #row(option) {
    const index = this.rows.length;
    const chosen = this.chosen().some((one) => one.key === option.key);
    // Chosen as the button goes down: a list that comes anew before it is up would swallow the click.
    const press = (event) => event.button === 0 && (event.preventDefault(), this.#pick(index));
    const node = h("div", { id: freshId("option"), role: "option", class: "select-option", "aria-selected": String(chosen), on: { mousedown: press, click: () => this.#pick(index), mousemove: () => this.#activate(index, false) } },
      h("span", { class: "option-text" }, option.text), option.description ? h("span", { class: "option-more" }, option.description) : null);
    this.rows.push({ option, node });
    return node;
  }

  #activate(index, scroll = true) {
    this.rows[this.active]?.node.classList.remove("active");
    this.active = index;
    const row = this.rows[index];
    if (!row) return this.input.removeAttribute("aria-activedescendant");
    row.node.classList.add("active");
    this.input.setAttribute("aria-activedescendant", row.node.id);
    if (scroll) row.node.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  #pick(index) {
    const row = this.rows[index];
    if (!row) return;
    const chosen = this.multiple && this.chosen().find((one) => one.key === row.option.key);
    this.#shut();
    if (chosen) this.onRemove(chosen);
    else this.onPick(row.option);
    this.input.value = "";
    this.show();
  }

  #shut() {
    clearTimeout(this.timer);
    this.turn += 1;
    if (this.open) {
      this.input.setAttribute("aria-expanded", "false");
      this.#activate(-1);
      this.rows = [];
      replace(this.popup);
      if (this.popup.isConnected) this.popup.hidePopover();
      window.removeEventListener("scroll", this.place, true);
      window.removeEventListener("resize", this.place);
    }
    if (this.multiple) this.input.value = "";
    else this.show();
  }

  #key(event) {
    const act = KEYS[event.key];
    if (act && act(this, event)) event.preventDefault();
  }

  move(step) {
    if (!this.open) this.#search("");
    else if (this.rows.length) this.#activate((this.active + step + this.rows.length) % this.rows.length);
    return true;
  }

  edge(last) {
    if (!this.open || !this.rows.length) return false;
    this.#activate(last ? this.rows.length - 1 : 0);
    return true;
  }

  enter() {
    if (!this.open) this.#search("");
    else this.#pick(this.active);
    return true;
  }

  escape(event) {
    if (!this.open) return false;
    event.stopPropagation();
    this.#shut();
    return true;
  }

  erase() {
    if (this.open || !this.chosen().length || (this.multiple && this.input.value)) return false;
    this.onRemove(this.chosen().at(-1));
    this.show();
    return true;
  }

  #place() {
    const box = this.input.closest(".select-box").getBoundingClientRect();
    const below = window.innerHeight - box.bottom - 12;
    const above = box.top - 12;
    const up = below < 180 && above > below;
    const room = Math.min(320, up ? above : below);
    Object.assign(this.popup.style, {
      left: `${box.left}px`, minWidth: `${box.width}px`, maxWidth: `${Math.max(box.width, Math.min(480, window.innerWidth - box.left - 12))}px`, maxHeight: `${room}px`,
      top: up ? "auto" : `${box.bottom + 4}px`, bottom: up ? `${window.innerHeight - box.top + 4}px` : "auto",
    });
  }
}

const KEYS = {
  ArrowDown: (select) => select.move(1),
  ArrowUp: (select) => select.move(-1),
  Home: (select) => select.edge(false),
  End: (select) => select.edge(true),
  Enter: (select) => select.enter(),
  Escape: (select, event) => select.escape(event),
  Backspace: (select) => select.erase(),
  Delete: (select) => select.erase(),
};

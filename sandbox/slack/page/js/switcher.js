// Ctrl+K: type a few letters, arrow to a channel or a person, Enter.
import { avatar } from "./avatar.js";
import { trapFocus } from "./dialog.js";
import { freshId, h, icon, replace } from "./dom.js";

/** `places`: [{id, name, more, sign}]; answers through `go(id)`. */
export function switcher(places, go) {
  const before = document.activeElement;
  const list = freshId("places");
  const state = { rows: [], at: 0 };
  const box = h("input", { type: "text", class: "input", role: "combobox", "aria-label": "Go to", placeholder: "Go to a channel, the Home, a panel…", autocomplete: "off", spellcheck: "false", "aria-controls": list, "aria-expanded": "true", "aria-autocomplete": "list" });
  const rows = h("div", { id: list, class: "switcher-list", role: "listbox", "aria-label": "Places" });
  const dialog = h("dialog", { class: "switcher", "aria-label": "Go to" }, h("div", { class: "switcher-box" }, icon("search"), box), rows,
    h("p", { class: "switcher-foot muted" }, "↑ ↓ choose, Enter goes, Esc closes"));
  const end = (id = null) => { dialog.close(); if (id) go(id); else before?.focus?.(); };
  const mark = (index) => {
    state.at = index;
    rows.querySelectorAll("[role=option]").forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    const row = rows.querySelectorAll("[role=option]")[index];
    if (row) box.setAttribute("aria-activedescendant", row.id);
    else box.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  };
  const draw = () => {
    const words = box.value.toLowerCase().replace(/^[#@]/, "");
    state.rows = places.filter((one) => `${one.name} ${one.more ?? ""}`.toLowerCase().includes(words)).slice(0, 20);
    replace(rows, state.rows.map((one, index) => h("div", { class: "hint", role: "option", id: freshId("place"), "aria-selected": "false", on: { click: () => end(one.id), mousemove: () => state.at !== index && mark(index) } },
      h("span", { class: "switcher-name" }, one.person ? avatar(one.person, "tiny") : icon(one.icon ?? "dot"), one.name), h("span", { class: "hint-usage plain" }, one.more ?? ""))),
    state.rows.length ? null : h("p", { class: "select-note", role: "status" }, "Nothing of that name."));
    mark(state.rows.length ? 0 : -1);
  };
  box.addEventListener("input", draw);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && state.rows.length) mark((state.at + step + state.rows.length) % state.rows.length);
    else if (event.key === "Enter") end(state.rows[state.at]?.id);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); end(); });
  dialog.addEventListener("click", (event) => event.target === dialog && end());
  dialog.addEventListener("close", () => dialog.remove());
  trapFocus(dialog);
  document.body.append(dialog);
  draw();
  dialog.showModal();
  box.focus();
}

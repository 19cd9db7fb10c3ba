// Short notices in the corner, said to screen readers too.
import { announce, h, icon } from "./dom.js";

const STAYS = 8000;

export function toast(title, text, onOpen = null) {
  const holder = document.getElementById("toasts");
  const remove = () => node.remove();
  const body = [h("strong", {}, title), h("span", { class: "toast-text" }, text)];
  const node = h("div", { class: "toast" },
    onOpen ? h("button", { type: "button", class: "toast-body", on: { click: () => { remove(); onOpen(); } } }, body) : h("div", { class: "toast-body" }, body),
    h("button", { type: "button", class: "ghost", "aria-label": "Dismiss", on: { click: remove } }, icon("close")));
  holder.append(node);
  while (holder.children.length > 3) holder.firstElementChild.remove();
  announce(`${title}. ${text}`);
  setTimeout(remove, STAYS);
}

// The overflow menu: a menu button by the ARIA pattern.
import { freshId, h, icon } from "../dom.js";
import { keyOf } from "./key.js";
import { label } from "./text.js";

export function overflow(block, given, context) {
  const id = freshId("menu");
  const items = (given.options ?? []).map((option) => item(option, (event) => {
    shut();
    trigger.focus();
    context.act(block, given, { type: "overflow", selected_option: option }, option);
    event.stopPropagation();
  }, context));
  const menu = h("div", { id, class: "menu", role: "menu", popover: "auto", "aria-label": "More actions" }, items);
  const trigger = h("button", { type: "button", class: "button icon-button", "aria-label": "More actions", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id, dataset: { key: keyOf(context, block, given) } }, icon("more"));
  const shut = () => menu.isConnected && menu.matches(":popover-open") && menu.hidePopover();
  const show = () => {
    menu.showPopover();
    place(menu, trigger);
    items[0]?.focus();
  };
  trigger.addEventListener("click", () => (menu.matches(":popover-open") ? shut() : show()));
  menu.addEventListener("toggle", ({ newState }) => trigger.setAttribute("aria-expanded", String(newState === "open")));
  menu.addEventListener("keydown", (event) => keys(event, items, () => { shut(); trigger.focus(); }));
  return h("div", { class: "overflow" }, trigger, menu);
}

function item(option, click, context) {
  const more = label(option.description, context.names);
  const link = /^https?:/i.test(option.url ?? "") ? { href: option.url, target: "_blank", rel: "noopener noreferrer" } : { type: "button" };
  return h(link.href ? "a" : "button", { class: "menu-item", role: "menuitem", tabindex: -1, ...link, on: { click } }, label(option.text, context.names), more ? h("span", { class: "option-more" }, more) : null);
}

function place(menu, trigger) {
  const box = trigger.getBoundingClientRect();
  const height = menu.offsetHeight;
  const top = box.bottom + height + 12 > window.innerHeight ? Math.max(8, box.top - height - 4) : box.bottom + 4;
  const left = Math.max(8, Math.min(box.left, window.innerWidth - menu.offsetWidth - 8));
  Object.assign(menu.style, { top: `${top}px`, left: `${left}px` });
}

export function keys(event, items, escape) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[(to + items.length) % items.length]?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    escape();
  }
}

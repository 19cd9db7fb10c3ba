// A menu button by the ARIA pattern: its popup in the top layer, arrow keys, focus back at the end.
import { freshId, h, icon } from "./dom.js";

/**
 * `items`: [{label, more?, icon?, href?, run?, danger?, blank?}] or a function that answers them. `props` go to
 * the trigger; `content` is what stands in it.
 */
export function menuButton({ name, items, props = {}, content }) {
  const id = freshId("menu");
  const menu = h("div", { id, class: "menu", role: "menu", popover: "auto", "aria-label": name });
  const trigger = h("button", { type: "button", "aria-label": name, "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id, ...props }, content ?? icon("more"));
  const shut = () => menu.isConnected && menu.matches(":popover-open") && menu.hidePopover();
  const back = () => { shut(); trigger.focus(); };
  const rows = () => [...menu.querySelectorAll("[role=menuitem]")];
  const show = () => {
    menu.replaceChildren(...(typeof items === "function" ? items() : items).map((one) => item(one, back)));
    menu.showPopover();
    place(menu, trigger);
    rows()[0]?.focus();
  };
  trigger.addEventListener("click", () => (menu.matches(":popover-open") ? shut() : show()));
  menu.addEventListener("toggle", ({ newState }) => trigger.setAttribute("aria-expanded", String(newState === "open")));
  menu.addEventListener("keydown", (event) => keys(event, rows(), back));
  return { trigger, menu, show };
}

function item(one, back) {
  const link = one.href ? { href: one.href, ...(one.blank ? { target: "_blank", rel: "noopener" } : {}) } : { type: "button" };
  const click = (event) => { event.stopPropagation(); back(); one.run?.(); };
  return h(one.href ? "a" : "button", { class: one.danger ? "menu-item danger" : "menu-item", role: "menuitem", tabindex: -1, ...link, on: { click } },
    h("span", { class: "menu-label" }, one.icon ? icon(one.icon) : null, one.label), one.more ? h("span", { class: "option-more" }, one.more) : null);
}

function place(menu, trigger) {
  const box = trigger.getBoundingClientRect();
  const height = menu.offsetHeight;
  const top = box.bottom + height + 12 > window.innerHeight ? Math.max(8, box.top - height - 4) : box.bottom + 4;
  const left = Math.max(8, Math.min(box.left, window.innerWidth - menu.offsetWidth - 8));
  Object.assign(menu.style, { top: `${top}px`, left: `${left}px` });
}

function keys(event, items, escape) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    event.stopPropagation();
    items[(to + items.length) % items.length]?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    escape();
  }
}

// The overflow element: a menu of its options.
import { menuButton } from "../menu.js";
import { keyOf } from "./key.js";
import { label } from "./text.js";
import { h } from "../dom.js";

export function overflow(block, given, context) {
  const items = (given.options ?? []).map((option) => ({
    label: label(option.text, context.names), more: label(option.description, context.names),
    href: /^https?:/i.test(option.url ?? "") ? option.url : null, blank: true,
    run: () => context.act(block, given, { type: "overflow", selected_option: option }, option),
  }));
  const { trigger, menu } = menuButton({ name: "More actions", items, props: { class: "button icon-button", dataset: { key: keyOf(context, block, given) } } });
  return h("div", { class: "overflow" }, trigger, menu);
}

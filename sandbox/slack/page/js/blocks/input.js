// The input block: label, element, hint and the error beside it.
import { freshId, h, icon } from "../dom.js";
import { element } from "./elements.js";
import { label } from "./text.js";

const GROUPED = new Set(["radio_buttons", "checkboxes"]);

export function input(block, context) {
  const id = freshId("field");
  const name = label(block.label, context.names);
  const error = context.errors?.[block.block_id];
  const hint = label(block.hint, context.names);
  const described = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(Boolean).join(" ") || null;
  const grouped = GROUPED.has(block.element.type);
  const field = { id, label: name, labelId: `${id}-label`, required: !block.optional, invalid: Boolean(error), describedBy: described, dispatch: block.dispatch_action === true };
  const optional = block.optional ? h("span", { class: "optional" }, " (optional)") : null;
  return h("div", { class: error ? "field invalid" : "field", dataset: { action: block.element.action_id ?? "" }, role: grouped ? null : "group", "aria-labelledby": grouped ? null : `${id}-label` },
    h(grouped ? "span" : "label", { class: "field-label", id: `${id}-label`, for: grouped ? null : id }, name, optional),
    element(block, block.element, context, field),
    error ? h("div", { class: "field-error", id: `${id}-error` }, icon("warn"), h("span", {}, error)) : null,
    hint ? h("div", { class: "field-hint", id: `${id}-hint` }, hint) : null);
}

// Interactive elements. Each keeps its value in the form and tells the app through `context.act`.
import { freshId, h, icon } from "../dom.js";
import { Select } from "../select.js";
import { keyOf } from "./key.js";
import { loader, rowOf } from "./options.js";
import { overflow } from "./overflow.js";
import { label, textNode } from "./text.js";


export function element(block, given, context, field = {}) {
  const make = MAKERS[given.type];
  return make ? make(block, given, context, field) : h("span", { class: "unknown" }, `(${given.type})`);
}

function button(block, given, context) {
  const style = given.style === "primary" ? "button primary" : given.style === "danger" ? "button danger" : "button";
  const key = keyOf(context, block, given);
  const node = h(given.url ? "a" : "button", {
    class: style, dataset: { key }, "aria-label": given.accessibility_label, ...(given.url ? safeLink(given.url) : { type: "button" }),
    on: { click: () => context.act(block, given, { type: "button", value: given.value }) },
  }, label(given.text, context.names));
  if (context.pending.has(key)) node.setAttribute("aria-disabled", "true");
  return node;
}

const safeLink = (url) => (/^https?:/i.test(url) ? { href: url, target: "_blank", rel: "noopener noreferrer" } : { role: "button", tabindex: 0 });

function textInput(block, given, context, field) {
  const trigger = given.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => field.dispatch && context.act(block, given, context.form.set(block, given, node.value || null));
  let timer;
  const typed = () => {
    context.form.set(block, given, node.value || null);
    clearTimeout(timer);
    if (trigger.includes("on_character_entered")) timer = setTimeout(tell, 300);
  };
  const pressed = (event) => {
    if (event.key !== "Enter" || given.multiline) return;
    if (!field.dispatch) return;
    event.preventDefault();
    if (trigger.includes("on_enter_pressed")) tell();
  };
  const node = h(given.multiline ? "textarea" : "input", {
    class: "input", dataset: { key: keyOf(context, block, given) }, id: field.id, value: context.form.get(block, given) ?? "", ...INPUT_KINDS[given.type], rows: given.multiline ? 4 : null,
    placeholder: label(given.placeholder, context.names), maxlength: given.max_length, minlength: null, autocomplete: "off", spellcheck: given.multiline ? null : "false",
    "aria-required": field.required ? "true" : null, "aria-invalid": field.invalid ? "true" : null, "aria-describedby": field.describedBy, autofocus: given.focus_on_load,
    step: given.is_decimal_allowed ? "any" : null, min: given.min_value, max: given.max_value,
    on: { input: typed, keydown: pressed },
  });
  return node;
}

const INPUT_KINDS = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email" },
  url_text_input: { type: "url" },
  number_input: { type: "number" },
  datepicker: { type: "date" },
  timepicker: { type: "time" },
  datetimepicker: { type: "datetime-local" },
};

function picker(block, given, context, field) {
  const node = h("input", {
    class: "input picker", dataset: { key: keyOf(context, block, given) }, id: field.id, ...INPUT_KINDS[given.type], value: pickerText(given, context.form.get(block, given)),
    "aria-label": field.id ? null : label(given.placeholder, context.names) || "Date", "aria-invalid": field.invalid ? "true" : null, "aria-describedby": field.describedBy,
    on: { change: () => changed(block, given, context, field, pickerValue(given, node.value)) },
  });
  return node;
}

function pickerText(given, value) {
  if (value === null || given.type !== "datetimepicker") return value ?? "";
  const local = new Date(value * 1000);
  return new Date(local.getTime() - local.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

const pickerValue = (given, text) => (!text ? null : given.type === "datetimepicker" ? Math.floor(new Date(text).getTime() / 1000) : text);

/** The form remembers; elements that act at once tell the app as well. */
function changed(block, given, context, field, value) {
  const state = context.form.set(block, given, value);
  if (block.type !== "input" || field.dispatch) context.act(block, given, state);
}

function select(block, given, context, field) {
  const single = !given.type.startsWith("multi_");
  const now = () => context.form.get(block, given);
  const chosen = () => (single ? [now()] : now()).filter((one) => one !== null).map((one) => rowOf(one, context));
  const set = (value) => changed(block, given, context, field, value);
  const without = (row) => now().filter((one) => rowOf(one, context).key !== row.key);
  const made = new Select({
    key: keyOf(context, block, given), name: field.label ?? (label(given.placeholder, context.names) || "Choose"), placeholder: label(given.placeholder, context.names) || "Choose an option",
    load: loader(block, given, context), chosen, multiple: !single, describedBy: field.describedBy, wait: given.type.includes("external") ? 150 : 0,
    onPick: (row) => set(single ? row.option : [...now(), row.option]),
    onRemove: (row) => set(single ? null : without(row)),
  });
  if (field.id) made.input.id = field.id;
  if (field.required) made.input.setAttribute("aria-required", "true");
  if (field.invalid) made.input.setAttribute("aria-invalid", "true");
  return made.node;
}

function choices(block, given, context, field) {
  const many = given.type === "checkboxes";
  const group = freshId("choice");
  const isOn = (option) => {
    const now = context.form.get(block, given);
    return many ? now.some((one) => one.value === option.value) : now?.value === option.value;
  };
  const toggle = (option, on) => {
    const others = many ? context.form.get(block, given).filter((one) => one.value !== option.value) : [];
    changed(block, given, context, field, many ? (on ? [...others, option] : others) : option);
  };
  return h("div", { class: "choices", role: many ? "group" : "radiogroup", "aria-labelledby": field.labelId, "aria-describedby": field.describedBy, "aria-required": field.required && !many ? "true" : null },
    (given.options ?? []).map((option, index) => {
      const more = option.description ? freshId("more") : null;
      const box = h("input", { type: many ? "checkbox" : "radio", name: group, checked: isOn(option), "aria-describedby": more, dataset: { key: `${keyOf(context, block, given)}/${index}` }, on: { change: () => toggle(option, box.checked) } });
      return h("label", { class: "choice" }, box, h("span", { class: "choice-text" }, textNode(option.text, context.names),
        option.description ? h("span", { class: "choice-more", id: more }, textNode(option.description, context.names)) : null));
    }));
}

function image(block, given) {
  return h("img", { class: "thumb", src: localImage(given.image_url), alt: given.alt_text ?? "" });
}

/** Only pictures of this page's own origin or inline ones: the sandbox fetches nothing from outside. */
export const localImage = (url) => (/^(?:data:image\/(?:png|gif|jpeg|webp)|\/|http:\/\/(?:127\.0\.0\.1|localhost)[:/])/.test(url ?? "") ? url : null);


const MAKERS = {
  button, workflow_button: button, overflow, image,
  plain_text_input: textInput, email_text_input: textInput, url_text_input: textInput, number_input: textInput,
  datepicker: picker, timepicker: picker, datetimepicker: picker,
  static_select: select, external_select: select, users_select: select, channels_select: select, conversations_select: select,
  multi_static_select: select, multi_external_select: select, multi_users_select: select, multi_channels_select: select, multi_conversations_select: select,
  radio_buttons: choices, checkboxes: choices,
};

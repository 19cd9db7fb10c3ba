// Building the document without ever parsing text as HTML: strings become text nodes.

/**
 * Makes an element. `props`: `class`, `on` ({event: handler}), `dataset`, properties that must be
 * set as such (`value`, `checked`, `disabled`, `hidden`, `selected`), all else as attributes;
 * null, undefined and false are left out. Children: nodes, strings, numbers, arrays, null.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProperty(node, name, value);
  append(node, children);
  return node;
}

const AS_PROPERTY = new Set(["value", "checked", "disabled", "hidden", "selected", "readOnly"]);

function setProperty(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "on") for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (AS_PROPERTY.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

export function replace(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

let counter = 0;

/** An id that is free in this document. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

const SVG = "http://www.w3.org/2000/svg";

/** A line icon, drawn here so that nothing is fetched; hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 20 20", width: 18, height: 18, class: "icon", "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.dot);
  svg.append(path);
  return svg;
}

const PATHS = {
  dot: "M10 8.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3",
  close: "M5 5l10 10M15 5L5 15",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  send: "M3.5 10h12M10.5 5l5 5-5 5",
  thread: "M4 4.5h12v8.5H9l-3.5 3v-3H4z",
  hash: "M8 3.500L6.500 16.500M13.500 3.500L12 16.500M4 7.500h13M3.500 12.500h13",
  more: "M4.600 10a.4.4 0 1 0 .8 0 .4.4 0 0 0-.8 0M9.600 10a.4.4 0 1 0 .8 0 .4.4 0 0 0-.8 0M14.600 10a.4.4 0 1 0 .8 0 .4.4 0 0 0-.8 0",
  down: "M6 8l4 4 4-4",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4M13 13l3.5 3.5",
  sun: "M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6M10 2.5v1.6M10 15.9v1.6M2.5 10h1.6M15.9 10h1.6M4.7 4.7l1.1 1.1M14.2 14.2l1.1 1.1M4.7 15.3l1.1-1.1M14.2 5.8l1.1-1.1",
  moon: "M16 11.5A6.5 6.5 0 0 1 8.5 4 6.5 6.5 0 1 0 16 11.5",
  auto: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  site: "M3.5 16.5V8L10 4l6.5 4v8.5M7 16.5v-5h6v5M3 16.5h14",
  help: "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M10 14.5h.01M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  out: "M8 4H4v12h4M12 6.5l3.5 3.5-3.5 3.5M15 10H8",
  warn: "M10 3.5l7 12.5H3zM10 8.5v3.5M10 14h.01",
  copy: "M7 7V4h9v9h-3M4 7h9v9H4z",
  wire: "M3 7h11l-3-3M17 13H6l3 3",
  switch: "M6.500 6h7a4 4 0 0 1 0 8h-7a4 4 0 0 1 0-8M13.500 8.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3",
  flag: "M5 17V3.500h10l-2 3.500 2 3.500H5",
  pin: "M7 3h6l-.8 5L15 11H5l2.800-3zM10 11v6",
  clip: "M14.5 9.500l-5 5a3 3 0 0 1-4.250-4.250l6-6a2 2 0 0 1 2.850 2.850l-5.800 5.800a.9.9 0 0 1-1.300-1.300l5-5",
  link: "M8.500 11.500l3-3M9 6l1.500-1.500a3.200 3.200 0 0 1 4.500 4.500L13.500 10.500M11 14l-1.500 1.500A3.200 3.200 0 0 1 5 11l1.500-1.500",
  smile: "M10 2.800a7.200 7.200 0 1 0 0 14.400 7.200 7.200 0 0 0 0-14.400M7.500 8.300h.01M12.500 8.300h.01M6.800 12c1.600 2.300 4.800 2.300 6.400 0",
  lock: "M5.500 9h9v7.500h-9zM7.200 9V6.500a2.800 2.800 0 0 1 5.600 0V9",
  archive: "M3.500 4.500h13v3.500h-13zM4.500 8v8h11V8M8 11h4",
  people: "M7.500 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M3 16c0-3 2-4.500 4.500-4.500S12 13 12 16M13 5.200a2.300 2.300 0 0 1 0 4.300M14 11.800c1.900.4 3 1.900 3 4.200",
  split: "M3 4h14v12H3zM10 4v12",
  check: "M4.500 10.500l3.500 3.500 7.500-8",
  clip: "M14.500 9l-5 5a3 3 0 0 1-4.300-4.300l6-6a2 2 0 0 1 2.900 2.900l-5.700 5.700a1 1 0 0 1-1.500-1.500L12 6",
  file: "M5.500 3h6l3.500 3.500V17h-9.500zM11.500 3v3.500H15",
  key: "M3 6h14v8.500H3zM6 9h.01M9 9h.01M12 9h.01M15 9h.01M7 12h6",
  app: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z",
};

/** What was said inside of `dialog` is not heard again in what it shows next. */
export function hush(dialog) {
  for (const region of dialog.querySelectorAll("[data-live]")) region.textContent = "";
}

/** Runs `change` on the document and gives the focus back to the element of the same data-key. */
export function keepFocus(root, change) {
  const before = document.activeElement;
  const held = before && root.contains(before) ? before.closest("[data-key]") : null;
  const selection = held && "selectionStart" in before ? safeSelection(before) : null;
  const typed = held?.getAttribute("role") === "combobox" && held.getAttribute("aria-expanded") === "true" ? held.value : null;
  change();
  if (!held || (before.isConnected && document.activeElement === before)) return;
  // An app that resets a field gives it a new id; one's place is still the field of that name.
  const name = held.getAttribute("aria-label");
  const again = root.querySelector(`[data-key="${CSS.escape(held.dataset.key)}"]`) ?? (name && root.querySelector(`[data-key][aria-label="${CSS.escape(name)}"]`));
  if (!again) return;
  again.focus({ preventScroll: true });
  if (typed) {
    // Somebody searches a list while its block is drawn anew: the search goes on in the new one.
    again.value = typed;
    again.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (selection && "setSelectionRange" in again) restore(again, selection);
}

function safeSelection(input) {
  return input.selectionStart === null ? null : [input.selectionStart, input.selectionEnd];
}

function restore(input, [from, to]) {
  try {
    input.setSelectionRange(from, to);
  } catch {
    // Number and date inputs have no selection.
  }
}

/** Says something to screen readers without showing it; errors interrupt, news wait their turn. */
export function announce(text, urgent = false) {
  const region = document.querySelector(`dialog[open] [data-live="${urgent ? "urgent" : "polite"}"]`) ?? document.getElementById(urgent ? "alarm" : "announcer");
  if (!region) return;
  // The same words twice in a row would not be said again.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

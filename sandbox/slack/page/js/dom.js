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
  app: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z",
};

/** Runs `change` on the document and gives the focus back to the element of the same data-key. */
export function keepFocus(root, change) {
  const before = document.activeElement;
  const held = before && root.contains(before) ? before.closest("[data-key]") : null;
  const selection = held && "selectionStart" in before ? safeSelection(before) : null;
  change();
  if (!held || (before.isConnected && document.activeElement === before)) return;
  const again = root.querySelector(`[data-key="${CSS.escape(held.dataset.key)}"]`);
  if (!again) return;
  again.focus({ preventScroll: true });
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

/** Says something to screen readers without showing it. */
export function announce(text) {
  const region = document.getElementById("announcer");
  if (region) region.textContent = text;
}

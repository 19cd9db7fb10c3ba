// Blocks to DOM, kept where nothing changed, so that what one types and where one stands stays.
import { h, keepFocus } from "../dom.js";
import { element, localImage } from "./elements.js";
import { input } from "./input.js";
import { richText } from "./rich_text.js";
import { chart, table } from "./table.js";
import { label, textBox, textNode } from "./text.js";
import { mrkdwn } from "../mrkdwn.js";

const MAKERS = {
  header: (block, context) => h("h3", { class: "block-header" }, label(block.text, context.names)),
  section,
  context: contextBlock,
  divider: () => h("hr"),
  actions: (block, context) => h("div", { class: "actions" }, (block.elements ?? []).map((one) => element(block, one, context))),
  context_actions: (block, context) => h("div", { class: "actions" }, (block.elements ?? []).map((one) => element(block, one, context))),
  input,
  rich_text: richText,
  image,
  table,
  data_table: table,
  data_visualization: chart,
  markdown: (block, context) => h("div", { class: "mrkdwn" }, mrkdwn(block.text, context.names)),
  container: (given, context) => h("section", { class: "container" },
    given.rich_text_title ? richText(given.rich_text_title, context) : h("h4", {}, label(given.title, context.names)),
    given.subtitle ? textBox(given.subtitle, context.names, "context-text") : null,
    (given.child_blocks ?? []).map((one) => h("div", { class: `block block-${one.type}`, dataset: { block: one.block_id } }, block(one, context)))),
  alert: (block, context) => h("div", { class: `alert ${block.level ?? ""}`, role: "note" }, textNode(block.text ?? block.title, context.names)),
};

export function block(given, context) {
  const make = MAKERS[given.type];
  return make ? make(given, context) : h("div", { class: "unknown" }, `This page cannot show a “${given.type}” block.`);
}

function section(given, context) {
  const body = h("div", { class: "section-body" },
    given.text ? textBox(given.text, context.names, "section-text") : null,
    given.fields ? h("div", { class: "section-fields" }, given.fields.map((field) => textBox(field, context.names, "section-field"))) : null);
  if (!given.accessory) return h("div", { class: "section" }, body);
  const kind = given.accessory.type === "image" ? "section with-image" : "section with-accessory";
  return h("div", { class: kind }, body, h("div", { class: "accessory" }, element(given, given.accessory, context)));
}

function contextBlock(given, context) {
  return h("div", { class: "context" }, (given.elements ?? []).map((one) =>
    one.type === "image" ? element(given, one, context) : textBox(one, context.names, "context-text")));
}

function image(given, context) {
  return h("figure", { class: "image" }, given.title ? h("figcaption", {}, label(given.title, context.names)) : null,
    h("img", { src: localImage(given.image_url), alt: given.alt_text ?? "" }));
}

/** Draws `blocks` into `root`; a block that is as before keeps its node, focus and selection. */
export function draw(root, blocks, context) {
  const before = new Map([...root.children].map((node) => [node.dataset.block, node]));
  const nodes = (blocks ?? []).map((given, index) => {
    const id = given.block_id ?? `at-${index}`;
    const print = JSON.stringify([given, context.errors?.[given.block_id] ?? null]);
    const old = before.get(id);
    if (old && old.print === print) return old;
    const node = h("div", { class: `block block-${given.type}`, dataset: { block: id } }, block(given, context));
    node.print = print;
    return node;
  });
  keepFocus(root, () => place(root, nodes));
}

/** Moves as little as possible: a node that is taken out and put back would lose its focus. */
function place(root, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...root.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (root.children[index] !== node) root.insertBefore(node, root.children[index] ?? null);
  });
}

// The table block: the first row is the header.
import { h } from "../dom.js";
import { textNode } from "./text.js";
import { richText } from "./rich_text.js";

export function table(block, context) {
  const [head = [], ...rows] = block.rows ?? [];
  const align = (index) => `align-${block.column_settings?.[index]?.align ?? "left"}`;
  const cells = (row, tag) =>
    row.map((cell, index) => h(tag, { class: align(index), scope: tag === "th" ? "col" : null }, content(cell, context)));
  return h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, h("tr", {}, cells(head, "th"))), h("tbody", {}, rows.map((row) => h("tr", {}, cells(row, "td"))))));
}

/** A data visualization as its numbers: this page draws no charts. */
export function chart(block, context) {
  const { segments, series, axis_config: axes } = block.chart ?? {};
  const cell = (value) => ({ type: "raw_text", text: String(value ?? "") });
  const value = (one, label) => one.data?.find((point) => point.label === label)?.value;
  const rows = segments
    ? [[cell(""), cell("Value")], ...segments.map((one) => [cell(one.label), cell(one.value)])]
    : [[cell(axes?.x_label), ...(series ?? []).map((one) => cell(one.name))],
       ...(axes?.categories ?? []).map((label) => [cell(label), ...(series ?? []).map((one) => cell(value(one, label)))])];
  return h("figure", { class: "image" }, h("figcaption", {}, block.title), table({ rows }, context));
}

function content(cell, context) {
  if (!cell) return "";
  if (cell.type === "rich_text") return richText(cell, context);
  if (cell.type === "raw_text") return cell.text;
  if (cell.type === "raw_number") return String(cell.number ?? cell.value ?? cell.text ?? "");
  return textNode(cell, context.names);
}

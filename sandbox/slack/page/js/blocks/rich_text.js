// rich_text: sections, lists, quotes and preformatted text with styled pieces.
import { h } from "../dom.js";
import { emoji } from "../emoji.js";
import { link, mrkdwn } from "../mrkdwn.js";

export function richText(block, context) {
  return h("div", { class: "mrkdwn rich-text" }, (block.elements ?? []).map((element) => part(element, context)));
}

function part(element, context) {
  const pieces = () => (element.elements ?? []).map((piece) => inline(piece, context.names));
  switch (element.type) {
    case "rich_text_section": return h("div", { class: "lines" }, pieces());
    case "rich_text_quote": return h("blockquote", {}, pieces());
    case "rich_text_preformatted": return h("pre", {}, h("code", {}, pieces()));
    case "rich_text_list": return list(element, context);
    default: return h("div", {}, `(${element.type})`);
  }
}

function list(element, context) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const items = (element.elements ?? []).map((item) => h("li", {}, (item.elements ?? []).map((piece) => inline(piece, context.names))));
  const node = h(tag, tag === "ol" && element.offset ? { start: element.offset + 1 } : {}, items);
  if (element.indent) node.style.marginInlineStart = `${element.indent * 1.4}em`;
  return node;
}

const TOKENS = {
  user: (piece) => `<@${piece.user_id}>`,
  channel: (piece) => `<#${piece.channel_id}>`,
  usergroup: (piece) => `<!subteam^${piece.usergroup_id}>`,
  broadcast: (piece) => `<!${piece.range}>`,
  date: (piece) => `<!date^${piece.timestamp}^${piece.format}|${piece.fallback ?? ""}>`,
};

function inline(piece, names) {
  if (piece.type === "text") return styled(piece.text, piece.style);
  if (piece.type === "link") return link(piece.url, piece.text ?? piece.url);
  if (piece.type === "emoji") return emoji(piece.name);
  if (piece.type in TOKENS) return mrkdwn(TOKENS[piece.type](piece), names);
  return piece.text ?? "";
}

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u" };

function styled(text, style = {}) {
  const lines = text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
  return Object.entries(STYLES).reduce((node, [key, tag]) => (style?.[key] ? [h(tag, {}, node)] : node), lines);
}

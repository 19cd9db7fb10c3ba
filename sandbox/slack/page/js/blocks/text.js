// Text objects: mrkdwn is formatted, plain_text is shown as it is.
import { h } from "../dom.js";
import { mrkdwn, words } from "../mrkdwn.js";

export function textNode(text, names) {
  if (!text) return document.createDocumentFragment();
  if (typeof text === "string") return document.createTextNode(text);
  if (text.type === "mrkdwn") return mrkdwn(text.text, names, { verbatim: text.verbatim });
  return document.createTextNode(text.text ?? "");
}

/** The bare words of a text object: for labels and titles. */
export function label(text, names) {
  if (!text) return "";
  return text.type === "mrkdwn" ? words(text.text, names) : (text.text ?? "");
}

export function textBox(text, names, className) {
  return h("div", { class: `${className} ${text?.type === "mrkdwn" ? "mrkdwn" : "plain"}` }, textNode(text, names));
}

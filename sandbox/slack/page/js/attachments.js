// What hangs on a message: files with a preview, and reactions.
import { localImage } from "./blocks/elements.js";
import { h, icon } from "./dom.js";
import { emoji } from "./emoji.js";

const UNITS = ["bytes", "KB", "MB", "GB"];

function size(bytes) {
  let [value, unit] = [Number(bytes) || 0, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value < 10 && unit ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

export function files(list) {
  if (!list?.length) return null;
  return h("ul", { class: "files", "aria-label": "Files" }, list.map((one) => h("li", {}, file(one))));
}

function file(one) {
  const title = one.title || one.name || "File";
  const picture = /^image\/(png|gif|jpeg|webp)$/.test(one.mimetype ?? "") ? localImage(one.url) : null;
  const facts = [one.pretty_type || one.filetype || one.mimetype, one.size === undefined ? null : size(one.size)].filter(Boolean).join(" · ");
  const link = h("a", { class: "file-link", href: one.url, download: one.name ?? "", "aria-label": `Download ${title}` }, icon("file"), h("span", { class: "file-name" }, title), h("span", { class: "muted" }, facts));
  return picture ? h("figure", { class: "file-image" }, h("figcaption", {}, link), h("img", { src: picture, alt: one.alt_txt || title, loading: "lazy" })) : h("div", { class: "file-card" }, link);
}

/** `toggle(name, mine)` adds or takes back this person's reaction. */
export function reactions(list, { me, names, toggle }) {
  return (list ?? []).map((one) => {
    const mine = Boolean(one.users?.includes(me));
    const who = (one.users ?? []).map((id) => (id === me ? "you" : names.person(id) ?? id)).join(", ");
    return h("button", { type: "button", class: "reaction", "aria-pressed": String(mine), title: `${who} reacted with :${one.name}:`, "aria-label": `${one.name.replaceAll("_", " ")}, ${one.count}: ${who}`, dataset: { key: `reaction/${one.name}` }, on: { click: () => toggle(one.name, mine) } },
      h("span", { "aria-hidden": "true" }, emoji(one.name)), h("span", { "aria-hidden": "true" }, String(one.count)));
  });
}

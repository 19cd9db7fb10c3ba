// A person's or the app's picture: initials on a quiet colour of their own.
import { h, icon } from "./dom.js";

const HUES = [12, 38, 95, 150, 190, 215, 255, 290, 325];

function hue(id) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return HUES[sum % HUES.length];
}

export const initials = (person) =>
  person.initials ?? (person.real_name ?? person.name ?? "?").split(/\s+/).slice(0, 2).map((word) => word[0]).join("").toUpperCase();

export function avatar(person, size = "") {
  const node = h("span", { class: `avatar ${size} ${person.id === "USLACKBOT" ? "app slackbot" : person.is_bot ? "app" : ""}`, "aria-hidden": "true" }, person.is_bot ? icon(person.id === "USLACKBOT" ? "help" : "app") : initials(person));
  if (!person.is_bot) node.style.setProperty("--hue", hue(person.id));
  return node;
}

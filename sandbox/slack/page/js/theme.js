// Light, dark, or as the system says; the choice is kept in this browser.
import { h, icon, replace } from "./dom.js";

const ORDER = ["auto", "light", "dark"];
const LOOKS = { auto: ["auto", "As the system"], light: ["sun", "Light"], dark: ["moon", "Dark"] };
const KEY = "sandbox-theme";

const current = () => (ORDER.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "auto");

export function apply() {
  document.documentElement.dataset.theme = current();
}

export function toggle() {
  const button = h("button", { type: "button", class: "ghost", on: { click: turn } });
  const show = () => {
    const [picture, name] = LOOKS[current()];
    button.setAttribute("aria-label", `Theme: ${name}. Change it.`);
    button.title = `Theme: ${name}`;
    replace(button, icon(picture));
  };
  function turn() {
    localStorage.setItem(KEY, ORDER[(ORDER.indexOf(current()) + 1) % ORDER.length]);
    apply();
    show();
  }
  show();
  return button;
}

// A word to a newcomer above the first channel's messages; shut for good by a click.
import { h, icon } from "./dom.js";

const KEY = "sandbox-welcome-shut";

export const wanted = () => localStorage.getItem(KEY) !== "yes";

export function welcome(state, { type, openTour, shut }) {
  const close = () => { localStorage.setItem(KEY, "yes"); shut(); };
  const first = state.startHere[0] ?? "/failback-ps help";
  return h("section", { class: "welcome", "aria-label": "Welcome" },
    h("header", {}, h("h2", {}, "Bring up your first process server"), h("button", { type: "button", class: "ghost", "aria-label": "Hide the welcome", on: { click: close } }, icon("close"))),
    h("p", {}, "A real bot, on a Slack and an Azure of your own machine. Nothing leaves it: ask for a server, approve it as somebody else, break things, and look at every payload."),
    h("div", { class: "button-row" },
      h("button", { type: "button", class: "button primary", on: { click: openTour } }, icon("flag"), "Start the guided tour"),
      h("button", { type: "button", class: "button", on: { click: () => type(first) } }, h("span", {}, "Type ", h("code", {}, first)))));
}

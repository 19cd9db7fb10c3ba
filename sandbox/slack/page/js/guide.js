// The first steps of a newcomer, above the first channel's messages; shut for good by a click.
import { h, icon } from "./dom.js";
import { personUrl } from "./signin.js";

const KEY = "sandbox-guide-shut";

export const wanted = () => localStorage.getItem(KEY) !== "yes";

export function guide(state, { type, openSite, shut }) {
  const close = () => { localStorage.setItem(KEY, "yes"); shut(); };
  const lead = [...state.people.values()].find((one) => one.groups?.includes("S0LEADS01") && one.id !== state.me.id);
  const first = state.startHere[0] ?? "/failback-ps help";
  const name = lead?.real_name.split(" ")[0] ?? "a lead";
  return h("section", { class: "guide", "aria-label": "How to begin" },
    h("header", {}, h("h2", {}, "Bring up your first process server"), h("button", { type: "button", class: "ghost", "aria-label": "Hide the first steps", on: { click: close } }, icon("close"))),
    h("ol", {},
      step("Ask for it", ["Type ", h("code", {}, first), " below in #dr-incident, fill in the form, and read the plan."], h("button", { type: "button", class: "button primary", on: { click: () => type(first) } }, "Type it for me")),
      step(`Approve it as ${name}`, ["Nobody approves their own plan: sign in as a lead in another tab and press Approve on the card."],
        lead ? h("a", { class: "button", href: personUrl(lead.id, "C0INCIDENT"), target: "_blank", rel: "opener" }, `Open a tab as ${name}`) : null),
      step("Register it on site", ["When the bot asks, do what a person does over RDP: open the Site panel and register the server."], h("button", { type: "button", class: "button", on: { click: openSite } }, "Open the Site panel"))));
}

function step(title, text, action) {
  return h("li", {}, h("h3", {}, title), h("p", {}, text), action);
}

export const again = () => localStorage.removeItem(KEY);

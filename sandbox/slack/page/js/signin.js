// The first screen: who are you?
import { people } from "./api.js";
import { avatar } from "./avatar.js";
import { h, icon, replace } from "./dom.js";
import * as theme from "./theme.js";

// What each may do follows from the groups; the sandbox's policy names these two.
const ROLES = [
  ["S0LEADS01", "Lead", "Approves or denies plans, and may ask for operations too. Never approves what they asked for themselves."],
  ["S0ONCALL1", "Requester", "Asks for operations: types /failback-ps deploy and follows it to the end."],
];
const BYSTANDER = ["", "Bystander", "Reads along. The policy lets them ask for nothing; try it and read why."];

export const role = (person) => ROLES.find(([group]) => person.groups?.includes(group)) ?? BYSTANDER;

/** `channel`: where to go once signed in; none: the first one. */
export async function signIn(root, channel = "") {
  const list = h("ul", { class: "persons" });
  const title = h("h1", {}, "Who are you today?");
  const problem = h("p", { class: "problem", role: "alert" });
  replace(root, h("main", { class: "signin" },
    h("div", { class: "signin-card" },
      h("div", { class: "signin-brand" }, h("img", { src: "/icon.svg", alt: "", width: 40, height: 40 }), theme.toggle()),
      title,
      h("p", { class: "muted" }, "This is a chat workspace on your own machine, with a real bot in it and a local Azure behind it. Pick a person; open more tabs to be several at once."),
      problem, list,
      h("p", { class: "signin-tip" }, icon("help"), h("span", {}, "New here? Begin as ", h("strong", {}, "Rita"), ", then open a second tab as ", h("strong", {}, "Lena"), " to approve.")))));
  try {
    const answer = await people();
    title.textContent = `Sign in to ${answer.team.name}`;
    document.title = `${answer.team.name} workspace (sandbox)`;
    replace(list, answer.people.map((person) => card(person, channel)));
  } catch (trouble) {
    problem.textContent = trouble.message;
  }
}

function card(person, channel) {
  const [, name, can] = role(person);
  return h("li", {}, h("a", { class: "person", href: personUrl(person.id, channel) }, avatar(person, "large"),
    h("span", { class: "person-text" }, h("span", { class: "person-name" }, person.real_name, h("span", { class: `role role-${name.toLowerCase()}` }, name)),
      h("span", { class: "muted" }, can))));
}

export function personUrl(id, channel = "") {
  const url = new URL("/", location.origin);
  url.searchParams.set("as", id);
  url.hash = channel;
  return url.pathname + url.search + url.hash;
}

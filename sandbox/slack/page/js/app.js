// The page's beginning: who is it, and what is shown: sign-in, one workspace, or two side by side.
import { panels } from "./api.js";
import { h, replace } from "./dom.js";
import { permalink } from "./permalink.js";
import { personUrl, signIn } from "./signin.js";
import { split } from "./split.js";
import * as theme from "./theme.js";
import { Workplace } from "./workplace.js";

const PERSON = "sandbox-person";

/** Who is signed in in this tab: by the address, else as before; "?signout" forgets. */
function signedIn() {
  const query = new URLSearchParams(location.search);
  if (query.has("signout")) sessionStorage.removeItem(PERSON);
  return query.get("as") ?? sessionStorage.getItem(PERSON);
}

async function begin() {
  theme.apply();
  const root = document.getElementById("root");
  const beside = new URLSearchParams(location.search).get("split");
  if (beside) return split(root, beside.split(","), location.hash.slice(1));
  const link = permalink(location);
  const user = signedIn();
  if (!user) return signIn(root, link?.channel);
  // Two panes of one window share its storage: there the address alone says who it is.
  if (window === window.top) sessionStorage.setItem(PERSON, user);
  history.replaceState(null, "", personUrl(user, link?.channel ?? location.hash.slice(1)));
  const sites = await panels().then((answer) => answer.panels, () => []);
  const place = new Workplace(root, user, sites.find((one) => one.id === "azure")?.url ?? null);
  try {
    await place.start();
    if (link) place.show(link);
  } catch (problem) {
    sessionStorage.removeItem(PERSON);
    replace(root, h("main", { class: "signin" }, h("div", { class: "signin-card" }, h("h1", {}, "Not signed in"), h("p", {}, problem.message), h("a", { class: "button", href: "/?signout" }, "Choose a person"))));
  }
  return undefined;
}

begin();

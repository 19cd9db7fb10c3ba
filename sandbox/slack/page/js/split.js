// Two people in one window, each in a pane of their own; from 1280 pixels on.
import { people } from "./api.js";
import { h, icon, replace } from "./dom.js";
import { personUrl } from "./signin.js";

export async function split(root, ids, channel) {
  const known = new Map((await people()).people.map((one) => [one.id, one]));
  const shown = ids.filter((id) => known.has(id)).slice(0, 2);
  document.title = `${shown.map((id) => known.get(id).real_name.split(" ")[0]).join(" and ")} (sandbox)`;
  const pane = (id) => h("iframe", { class: "pane", src: personUrl(id, channel), title: known.get(id).real_name });
  replace(root, h("main", { class: "split" }, h("h1", { class: "visually-hidden" }, "Two people side by side"),
    shown.map((id) => h("section", { class: "split-half", "aria-label": known.get(id).real_name },
      h("header", { class: "split-head" }, h("strong", {}, known.get(id).real_name),
        h("a", { class: "ghost", href: personUrl(id, channel), "aria-label": `Only ${known.get(id).real_name}`, title: `Only ${known.get(id).real_name}` }, icon("close"))),
      pane(id)))));
}

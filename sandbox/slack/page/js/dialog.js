// Small questions in the middle of the screen: the native dialog brings focus trap and inertness.
import { freshId, h } from "./dom.js";
import { label, textNode } from "./blocks/text.js";

/** Live regions of a dialog's own: what is outside of an open one is not read out. */
export const spoken = () => [h("div", { class: "visually-hidden", role: "status", dataset: { live: "polite" } }), h("div", { class: "visually-hidden", role: "alert", dataset: { live: "urgent" } })];

/** Keeps Tab inside `dialog`; the native one lets it wander to the browser's own controls. */
export function trapFocus(dialog) {
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll("button, input, textarea, select, a[href], [tabindex='0']")]
      .filter((node) => !node.disabled && node.tabIndex >= 0 && node.offsetParent !== null);
    if (!stops.length) return;
    const from = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== from && dialog.contains(document.activeElement)) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  });
}

/** Slack's confirm object: answers whether the person confirmed. */
export function confirm(question, names) {
  const title = freshId("confirm");
  return new Promise((resolve) => {
    const end = (answer) => { dialog.close(); dialog.remove(); resolve(answer); };
    const button = (className, text, answer) => h("button", { type: "button", class: className, on: { click: () => end(answer) } }, text);
    const style = question.style === "danger" ? "button danger solid" : "button primary";
    const dialog = h("dialog", { class: "confirm", role: "alertdialog", "aria-labelledby": title, "aria-describedby": `${title}-text` },
      h("h2", { id: title }, label(question.title, names) || "Are you sure?"),
      h("div", { id: `${title}-text`, class: "mrkdwn" }, textNode(question.text, names)),
      h("div", { class: "dialog-foot" }, button("button", label(question.deny, names) || "Cancel", false), button(style, label(question.confirm, names) || "Yes", true)));
    const before = document.activeElement;
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); event.stopPropagation(); end(false); });
    dialog.addEventListener("close", () => before?.focus?.());
    trapFocus(dialog);
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector(".dialog-foot .button:last-child").focus();
  });
}

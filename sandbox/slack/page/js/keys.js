// Shortcuts of the whole page, as chat products have them, and the sheet that lists them.
import { trapFocus } from "./dialog.js";
import { h, icon } from "./dom.js";

const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

const SHEET = [
  ["Go", [[`${MOD} K`, "Switch channel"], ["F6 · Shift F6", "Next, previous region"], ["Alt ↑ · Alt ↓", "Previous, next channel"], ["Alt J", "To the newest message that names you"], ["Esc", "Close what is open"]]],
  ["Messages", [["↑ · ↓", "From message to message (in the list)"], ["Tab", "Into the message's buttons"], ["T", "Open the thread"], ["R", "React"], ["M", "More actions"]]],
  ["Write", [["/", "Commands"], ["@ · #", "People, channels"], ["Tab", "Take the suggestion"], ["Enter", "Send"], ["Shift Enter", "New line"]]],
  ["Behind the scenes", [["Alt 1", "Azure and the site"], ["Alt 2", "The wire"], ["Alt 3", "Switches"], ["Alt 0", "Guided tour"], ["?", "This sheet"]]],
];

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const inDialog = () => document.querySelector("dialog[open]");

/** `does`: switcher(), region(step), channel(step), mentioned(), backstage(id), tour(), escape(). */
export function listen(does) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || inDialog()) return;
    const run = chosen(event, does);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function chosen(event, does) {
  const { key, code } = event;
  if (key === "F6") return () => does.region(event.shiftKey ? -1 : 1);
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && key.toLowerCase() === "k") return does.switcher;
  if (event.altKey && !event.ctrlKey && !event.metaKey) return byAlt(code, does);
  if (key === "Escape") return does.escape;
  if (key === "?" && !typing(event.target)) return sheet;
  return null;
}

const byAlt = (code, does) => ({
  ArrowUp: () => does.channel(-1), ArrowDown: () => does.channel(1), KeyJ: does.mentioned,
  Digit1: () => does.backstage("azure"), Digit2: () => does.backstage("wire"), Digit3: () => does.backstage("switches"), Digit0: does.tour,
})[code];

/** The help sheet; shut by Escape or its button, the focus goes back. */
export function sheet() {
  const before = document.activeElement;
  const shut = () => dialog.close();
  const dialog = h("dialog", { class: "modal sheet", "aria-labelledby": "sheet-title" },
    h("header", { class: "modal-head" }, h("h2", { id: "sheet-title" }, "Keyboard shortcuts"), h("button", { type: "button", class: "ghost", "aria-label": "Close", on: { click: shut } }, icon("close"))),
    h("div", { class: "modal-body sheet-body", tabindex: 0, role: "region", "aria-label": "Shortcuts" }, SHEET.map(([title, rows]) => h("section", {}, h("h3", {}, title),
      h("dl", {}, rows.map(([keys, what]) => h("div", {}, h("dt", {}, keys.split(" · ").map((one, index) => [index ? " " : null, h("kbd", {}, one)])), h("dd", {}, what))))))));
  dialog.addEventListener("close", () => { dialog.remove(); before?.focus?.(); });
  trapFocus(dialog);
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector(".ghost").focus();
}

// Azure's resources as they come and go: new ones flash, deleted ones fade, moving ones say so.
import * as azure from "./azure.js";
import { announce, h, replace } from "./dom.js";
import { region } from "./regions.js";

const FLASH = 12000; // milliseconds that a new one is marked
const FADE = 8000; // milliseconds that a deleted one is still shown, struck out
const MOST = 40; // rows of a kind; a big Azure has thousands

export class Resources {
  constructor() {
    Object.assign(this, { seen: null, cameAt: new Map(), gone: new Map(), opened: new Set(["Virtual machines", "Disks", "Network interfaces"]) });
    this.moving = h("div", { class: "site-part" });
    this.list = h("div", { class: "site-part" });
  }

  /** What changed since the last look. */
  take(resources) {
    const now = Date.now();
    const present = new Map(resources.map((one) => [one.id, one]));
    if (this.seen) {
      for (const id of present.keys()) if (!this.seen.has(id)) this.#came(id, present.get(id), now);
      for (const [id, one] of this.seen) if (!present.has(id)) this.#went(id, one, now);
    }
    for (const [id, { at }] of this.gone) if (now - at > FADE || present.has(id)) this.gone.delete(id);
    this.seen = present;
  }

  #came(id, one, now) {
    this.cameAt.set(id, now);
    if (azure.labelOf(one)) announce(`New in Azure: ${azure.nameOf(one)}.`);
  }

  #went(id, one, now) {
    this.cameAt.delete(id);
    this.gone.set(id, { one, at: now });
    if (azure.labelOf(one)) announce(`Gone from Azure: ${azure.nameOf(one)}.`);
  }

  draw(operations = null) {
    this.#drawMoving(operations);
    const all = [...this.seen.values(), ...[...this.gone.values()].map(({ one }) => one)];
    replace(this.list, h("h3", {}, "In Azure now"), azure.byKind(all).map(([label, list]) => this.#kind(label, list)));
  }

  /** Long operations in flight: as Azure tells them, else read off the provisioning states. */
  #drawMoving(operations) {
    const running = (operations ?? []).filter((one) => one.status === "InProgress").map((one) => ({ name: azure.nameOf({ id: one.resource }), what: one.verb, share: one.share }));
    const states = [...this.seen.values()].filter(azure.isMoving).map((one) => ({ name: azure.nameOf(one), what: azure.stateOf(one) }));
    const rows = operations ? running : states;
    replace(this.moving, h("h3", {}, "Long operations in flight"),
      rows.length ? h("ul", { class: "site-list rows" }, rows.map((one) => h("li", { class: "moving" }, h("span", { class: "spinner", "aria-hidden": "true" }), h("span", {}, one.name), h("span", { class: "muted" }, one.what))))
        : h("p", { class: "muted" }, "None. What Azure takes minutes for shows up here while it runs."));
  }

  #kind(label, list) {
    const fresh = list.some((one) => this.#isNew(one));
    const sorted = [...list].sort((left, right) => this.#rank(left) - this.#rank(right) || azure.nameOf(left).localeCompare(azure.nameOf(right)));
    const more = sorted.length - MOST;
    return h("details", { open: this.opened.has(label), on: { toggle: (event) => this.#opens(label, event.target.open) } },
      h("summary", { dataset: { key: `kind/${label}` } }, h("span", {}, label), fresh ? h("span", { class: "new-mark" }, "new") : null, h("span", { class: "count" }, String(list.length - list.filter((one) => this.gone.has(one.id)).length))),
      h("ul", { class: "site-list rows" }, sorted.slice(0, MOST).map((one) => this.#row(one)), more > 0 ? h("li", { class: "muted" }, `and ${more} more`) : null));
  }

  #isNew(one) {
    return Date.now() - (this.cameAt.get(one.id) ?? 0) < FLASH;
  }

  #rank(one) {
    if (this.gone.has(one.id) || this.#isNew(one)) return 0;
    return azure.isOurs(one) ? 1 : 2;
  }

  #opens(label, open) {
    if (open) this.opened.add(label);
    else this.opened.delete(label);
  }

  #row(one) {
    const gone = this.gone.has(one.id);
    const marks = [gone ? h("span", { class: "gone-mark" }, "deleted") : null, !gone && this.#isNew(one) ? h("span", { class: "new-mark" }, "new") : null, azure.isOurs(one) ? h("span", { class: "ours-mark" }, "made by the bot") : null];
    const power = gone ? "" : azure.powerOf(one);
    return h("li", { class: gone ? "gone-row" : this.#isNew(one) ? "fresh-row" : "" },
      h("span", { class: "row-name" }, h(gone ? "s" : "span", {}, azure.nameOf(one)), marks),
      h("span", { class: "row-facts muted" }, azure.isMoving(one) && !gone ? h("span", { class: "pill busy" }, azure.stateOf(one)) : null,
        azure.stateOf(one) === "Failed" ? h("span", { class: "pill bad" }, "Failed") : null,
        power ? h("span", { class: `pill ${power === "running" ? "good" : ""}` }, power) : null,
        [azure.groupOf(one), region(one.location)].filter(Boolean).join(" · ")));
  }
}

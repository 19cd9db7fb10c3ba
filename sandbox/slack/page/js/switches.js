// The switches tab: Azure's clock, weather and faults, each with a sentence; one button for normal.
import { panelAct, read } from "./api.js";
import { announce, h, icon } from "./dom.js";
import { GROUPS, TIMES } from "./switch_list.js";

const PAUSE = 2500;
const ALL = GROUPS.flatMap((group) => group.switches);

const same = (left, right) => left.service === right.service && (left.path ?? "") === (right.path ?? "") && JSON.stringify(left.then) === JSON.stringify(right.then);

export class Switches {
  /** `hasAzure`: without it, Azure's switches are left out; `onTime()` after the clock was turned. */
  constructor({ hasAzure, onTime }) {
    Object.assign(this, { hasAzure, onTime, control: null, visible: false });
    this.said = h("p", { class: "switch-said", role: "status" });
    this.problem = h("p", { class: "problem", role: "alert", hidden: true });
    this.buttons = new Map();
    this.reset = h("button", { type: "button", class: "button", on: { click: () => this.normal() } }, "Put all back to normal");
    this.node = h("div", { class: "switches" },
      h("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Switches" }, hasAzure ? this.#time() : null, GROUPS.map((group) => this.#group(group))),
      h("footer", { class: "switches-foot" }, this.problem, this.said, this.reset));
  }

  show(visible) {
    this.visible = visible;
    clearTimeout(this.timer);
    if (visible) this.look();
  }

  #time() {
    const turn = ([seconds, words]) => h("button", { type: "button", class: "button small", on: { click: () => this.advance(seconds, words) } }, words);
    return h("section", { class: "switch-group", "aria-labelledby": "switch-time" }, h("h3", { id: "switch-time" }, "Let time pass"),
      h("p", { class: "muted" }, "Azure's clock jumps ahead: long operations end, heartbeats age, approvals wait. Nothing else changes."),
      h("div", { class: "button-row" }, TIMES.map(turn)));
  }

  advance(seconds, words) {
    return this.#do(async () => {
      await panelAct("/page/azure", { do: "advance", seconds });
      this.onTime();
    }, `${words} ${words.startsWith("1 ") ? "has" : "have"} passed in Azure.`);
  }

  #group(group) {
    const shown = group.switches.filter((one) => this.hasAzure || !one.azure);
    const id = `switch-${group.switches[0].id}`;
    return shown.length ? h("section", { class: "switch-group", "aria-labelledby": id }, h("h3", { id }, group.title), h("p", { class: "muted" }, group.about), h("ul", {}, shown.map((one) => this.#switch(one)))) : null;
  }

  #switch(one) {
    const says = `says-${one.id}`;
    const button = h("button", { type: "button", role: "switch", class: "switch", "aria-checked": "false", "aria-describedby": says, on: { click: () => this.#turn(one) } }, h("span", { class: "switch-knob", "aria-hidden": "true" }), h("span", {}, one.title));
    this.buttons.set(one.id, button);
    return h("li", {}, button, h("p", { class: "muted", id: says }, one.says));
  }

  async look() {
    clearTimeout(this.timer);
    try {
      this.control = await read("/page/control");
      this.problem.hidden = true;
    } catch (problem) {
      this.#trouble(problem.code === "404" ? "This local Slack has no switches yet." : problem.message);
    }
    this.#draw();
    if (this.visible) this.timer = setTimeout(() => this.look(), PAUSE);
  }

  /** As the sandbox tells it: whoever turned it, in whichever tab. */
  #isOn(one) {
    if (one.fault) return Boolean(this.#given(one));
    return Boolean(this.control && one.isOn(this.control));
  }

  #given(one) {
    return (this.control?.faults ?? []).find((each) => same(each, one.fault) && each.times !== 0);
  }

  #draw() {
    for (const one of ALL) this.buttons.get(one.id)?.setAttribute("aria-checked", String(this.#isOn(one)));
    this.reset.disabled = !ALL.some((one) => this.#isOn(one));
  }

  #turn(one) {
    const on = !this.#isOn(one);
    return this.#do(async () => {
      if (one.fault) await (on ? panelAct("/page/control/faults", one.fault) : this.#withdraw([one]));
      else await this.#order(one, on);
    }, on ? `${one.title}: on. ${one.says}` : `${one.title}: off.`);
  }

  #order(one, on) {
    if (one.weather) return panelAct("/page/control/weather", one.weather[on ? "on" : "off"]);
    return panelAct("/page/control/azure", one.acts[on ? "on" : "off"]);
  }

  /** Faults can only be removed all at once: the others are given again. */
  async #withdraw(those) {
    const keep = (this.control?.faults ?? []).filter((each) => each.times !== 0 && !those.some((one) => same(each, one.fault)));
    await panelAct("/page/control/clear", {});
    for (const { id: _, ...order } of keep) await panelAct("/page/control/faults", order);
  }

  normal() {
    return this.#do(async () => {
      await panelAct("/page/control/clear", {});
      for (const one of ALL.filter((each) => !each.fault && this.#isOn(each))) await this.#order(one, false);
    }, "All is back to normal.");
  }

  async #do(work, done) {
    if (this.busy) return;
    this.busy = true;
    this.problem.hidden = true;
    this.said.textContent = "";
    try {
      await work();
      this.said.textContent = done;
    } catch (problem) {
      // An act this sandbox does not know says so itself, in the control endpoint's words.
      this.#trouble(`Not done. ${problem.message}`);
    }
    this.busy = false;
    await this.look();
  }

  #trouble(text) {
    this.problem.hidden = false;
    this.problem.replaceChildren(icon("warn"), text);
    if (this.visible) announce(text, true);
  }
}

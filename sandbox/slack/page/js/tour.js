// The coach: a panel, not a dialog, that walks a newcomer through the main job and sees what is done.
import { announce, h, icon, keepFocus, replace } from "./dom.js";
import { STEPS, cardOf, isItsForm } from "./tour_steps.js";

const KEPT = "sandbox-tour"; // by tab: {open, since, asked, sent, read, wire, switches, waited}

const stored = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "null");

export class Tour {
  /** `does`: what the steps can do; `home`: where the coach stands when no dialog is open. */
  constructor({ state, does, channel, waiting }) {
    Object.assign(this, { state, does, channel, waiting, memory: stored() ?? { open: false, since: "0" }, said: "", folded: false });
    this.dots = h("ol", { class: "coach-dots", "aria-hidden": "true" }, STEPS.map(() => h("li", {})));
    this.count = h("p", { class: "coach-count" });
    this.title = h("h2", { tabindex: -1 });
    this.text = h("p", { class: "coach-text" });
    this.problem = h("p", { class: "act-error", hidden: true });
    this.help = h("div", { class: "button-row" });
    this.node = h("section", { class: "coach", "aria-label": "Guided tour", hidden: true },
      h("div", { class: "coach-words" }, h("div", { class: "coach-line" }, this.count, this.dots), this.title, this.text, this.problem),
      this.help, h("button", { type: "button", class: "ghost", "aria-label": "Close the tour; it can be opened again", on: { click: () => this.close() } }, icon("close")));
    for (const topic of ["messages", "views", "people", "channels"]) state.on(topic, () => this.look());
  }

  get isOpen() {
    return this.memory.open;
  }

  /** Opened again it goes on; after the last step it begins anew. */
  open(anew = false) {
    const over = !this.step(this.at());
    if (anew || over || this.memory.since === "0") this.memory = { since: this.#now() };
    this.#keep({ open: true });
    this.look();
    this.title.focus();
  }

  close() {
    this.#keep({ open: false });
    this.look();
    this.does.focus();
  }

  note(what) {
    if (!this.memory[what]) this.#keep({ [what]: true });
    this.look();
  }

  #keep(change) {
    Object.assign(this.memory, change);
    sessionStorage.setItem(KEPT, JSON.stringify(this.memory));
  }

  #now() {
    return this.state.list(this.channel()).at(-1)?.ts ?? (Date.now() / 1000).toFixed(6);
  }

  at() {
    const { state, memory } = this;
    const { card, phase } = cardOf(state, this.channel(), memory.since);
    const asker = /<@(\w+)>/.exec(/Asked by [^"]*/.exec(JSON.stringify(card?.blocks ?? ""))?.[0] ?? "")?.[1];
    const leads = [...state.people.values()].filter((one) => one.groups?.includes("S0LEADS01") && !one.deleted && one.id !== (asker ?? state.me?.id));
    return { state, card, phase, memory, waiting: this.waiting(), form: isItsForm(state.stack.at(-1)), lead: leads[0], isApprover: leads.some((one) => one.id === state.me?.id) };
  }

  step(at) {
    return STEPS.find((one) => !one.done(at));
  }

  /** Looks what is done, remembers what does not last, and draws. */
  look() {
    if (!this.state.me) return;
    if (this.memory.open) this.#remember();
    this.node.hidden = !this.memory.open;
    if (!this.memory.open) return;
    const at = this.at();
    const step = this.step(at);
    const failed = at.phase === "failed";
    const title = failed ? "It did not come to its end" : step ? step.title : "That was the main job";
    const number = step ? STEPS.indexOf(step) : STEPS.length;
    this.count.textContent = step ? `Guided tour, step ${number + 1} of ${STEPS.length}` : "Guided tour, done";
    [...this.dots.children].forEach((dot, index) => { dot.className = index < number ? "past" : index === number ? "now" : ""; });
    this.title.textContent = title;
    this.text.textContent = failed ? "The card says why, and what to do. Begin anew whenever you like." : step ? step.text(at) : "You asked, planned, approved, registered and looked behind the scenes. Close this, or begin anew.";
    this.#buttons(failed || !step ? [["Begin anew", () => this.open(true)]] : step.help(at, this.does));
    if (this.said !== title) announce(`Guided tour. ${title}. ${this.text.textContent}`);
    this.said = title;
  }

  #remember() {
    const at = this.at();
    if (at.form && !this.memory.asked) this.#keep({ asked: true });
    if (at.form && this.memory.sent) this.#keep({ sent: false });
    if (at.phase === "person" && at.waiting.some((one) => one.ready) && !this.memory.waited) this.#keep({ waited: true });
  }

  #buttons(list) {
    const print = JSON.stringify(list.map(([label, to]) => [label, to.href ?? ""])) + this.count.textContent;
    if (print === this.print) return;
    this.print = print;
    this.problem.hidden = true;
    keepFocus(this.node, () => replace(this.help, list.map(([label, to], index) => this.#button(label, to, index ? "button" : "button primary"))));
  }

  #button(label, to, className) {
    const key = { key: `coach/${className}` };
    if (to.href) return h("a", { class: className, dataset: key, href: to.href, ...(to.here ? {} : { target: "_blank", rel: "opener" }) }, label);
    return h("button", { type: "button", class: className, dataset: key, on: { click: () => this.#run(to) } }, label);
  }

  async #run(work) {
    this.problem.hidden = true;
    try {
      await work();
    } catch (problem) {
      this.problem.hidden = false;
      this.problem.textContent = problem.message;
      announce(problem.message, true);
    }
    this.look();
  }
}

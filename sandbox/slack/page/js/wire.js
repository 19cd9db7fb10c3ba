// The wire: each payload Slack sent with the app's answer, each Web API call; time to ack as a bar.
import { read } from "./api.js";
import { announce, h, icon, keepFocus, replace } from "./dom.js";

const PAUSE = 800;
const PATIENCE = 3000; // milliseconds in which an app must acknowledge (docs.slack.dev/interactivity)
const MOST = 250; // rows kept in the page

const FILTERS = [["all", "All"], ["app", "To the app"], ["slack", "To Slack"], ["problem", "Problems"]];
const FITS = { all: () => true, app: (one) => one.to === "app", slack: (one) => one.to === "slack", problem: (one) => Boolean(one.problem || one.late) };

export class Wire {
  constructor({ names }) {
    Object.assign(this, { names, entries: new Map(), rows: new Map(), since: 0, filter: "all", words: "", visible: false });
    this.problem = h("p", { class: "problem", role: "alert", hidden: true });
    this.list = h("ol", { class: "wire-list", "aria-label": "Calls, newest first" });
    this.empty = h("p", { class: "muted wire-empty" }, "Nothing has crossed the wire yet. Type a command, and each payload appears here with the app's answer.");
    this.buttons = FILTERS.map(([id, text]) => h("button", { type: "button", class: "chip-button", "aria-pressed": String(id === "all"), on: { click: () => this.#only(id) } }, text));
    this.search = h("input", { type: "search", class: "input", placeholder: "Filter by name or content", "aria-label": "Filter the wire", on: { input: () => { this.words = this.search.value.toLowerCase(); this.#draw(); } } });
    this.node = h("div", { class: "wire" },
      h("div", { class: "wire-tools" }, this.search, h("div", { class: "chip-buttons", role: "group", "aria-label": "Show" }, this.buttons)),
      h("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "The wire" }, this.problem, this.empty, this.list));
  }

  show(visible) {
    const began = visible && !this.visible;
    this.visible = visible;
    clearTimeout(this.timer);
    if (began) this.look();
    else if (visible) this.timer = setTimeout(() => this.look(), PAUSE);
  }

  async look() {
    clearTimeout(this.timer);
    try {
      const answer = await read("/page/wire", { since: this.since });
      this.problem.hidden = true;
      this.#take(answer);
    } catch (problem) {
      this.problem.hidden = false;
      this.problem.textContent = problem.code === "404" ? "This local Slack does not tell its wire yet." : problem.message;
    }
    if (this.visible) this.timer = setTimeout(() => this.look(), PAUSE);
  }

  #take({ entries = [], last = this.since }) {
    this.since = last;
    for (const entry of entries) this.entries.set(entry.n, entry);
    const extra = this.entries.size - MOST;
    if (extra > 0) for (const n of [...this.entries.keys()].sort((a, b) => a - b).slice(0, extra)) this.entries.delete(n);
    if (entries.length || !this.drawn) this.#draw();
  }

  #only(id) {
    this.filter = id;
    FILTERS.forEach(([one], index) => this.buttons[index].setAttribute("aria-pressed", String(one === id)));
    this.#draw();
  }

  #draw() {
    this.drawn = true;
    const shown = [...this.entries.values()].filter((one) => FITS[this.filter](one) && (!this.words || JSON.stringify(one).toLowerCase().includes(this.words))).sort((a, b) => b.n - a.n);
    keepFocus(this.list, () => {
      const nodes = shown.map((entry) => this.#row(entry));
      const wanted = new Set(nodes);
      for (const child of [...this.list.children]) if (!wanted.has(child)) child.remove();
      nodes.forEach((node, index) => { if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null); });
    });
    this.empty.hidden = shown.length > 0;
    this.empty.textContent = this.entries.size ? "Nothing on the wire fits this filter." : "Nothing has crossed the wire yet. Type a command, and each payload appears here with the app's answer.";
  }

  /** A row is kept as long as its entry is as before, so that what one opened stays open. */
  #row(entry) {
    const print = `${entry.ms} ${entry.status} ${entry.problem}`;
    const known = this.rows.get(entry.n);
    if (known?.print === print) return known.node;
    const node = row(entry, this.names, known?.node.querySelector("details")?.open ?? false);
    this.rows.set(entry.n, { node, print });
    return node;
  }
}

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

function row(entry, names, open) {
  const toApp = entry.to === "app";
  const body = h("div", { class: "wire-body" });
  const details = h("details", { open, on: { toggle: () => details.open && fill(body, entry) } },
    h("summary", { dataset: { key: `wire/${entry.n}` } },
      h("span", { class: `wire-way ${toApp ? "to-app" : "to-slack"}`, title: toApp ? "Slack to the app" : "The app to Slack" }, toApp ? "→ app" : "→ Slack"),
      h("span", { class: "wire-name" }, entry.name || entry.kind), timing(entry, toApp),
      h("span", { class: "wire-more muted" }, [CLOCK.format(new Date(Number.parseFloat(entry.at) * 1000)), entry.user && names.person(entry.user), entry.transport === "socket" ? "socket" : null, entry.retry ? `retry ${entry.retry}` : null].filter(Boolean).join(" · "),
        entry.problem || entry.late ? h("span", { class: "pill bad" }, entry.problem || "late") : null)),
    body);
  if (open) fill(body, entry);
  return h("li", { class: entry.problem || entry.late ? "wire-row troubled" : "wire-row" }, details);
}

/** For what Slack sends: the bar is the share of the three seconds an app has. */
function timing(entry, toApp) {
  if (entry.ms === null || entry.ms === undefined) return h("span", { class: "wire-ms waiting" }, "waiting…");
  const text = entry.ms < 10 ? `${entry.ms.toFixed(1)} ms` : `${Math.round(entry.ms)} ms`;
  if (!toApp) return h("span", { class: "wire-ms" }, text);
  const level = entry.ms > PATIENCE ? "late" : entry.ms > PATIENCE / 3 ? "slow" : "fast";
  const bar = h("span", { class: `ack-bar ${level}` }, h("span", {}));
  bar.firstChild.style.width = `${Math.min(100, Math.max(1.5, entry.ms / PATIENCE * 100))}%`;
  return h("span", { class: "wire-ms", title: `Acknowledged after ${text} of the 3,000 an app has` }, h("span", { class: "visually-hidden" }, "acknowledged after "), text, bar);
}

function fill(body, entry) {
  if (body.childElementCount) return;
  const toApp = entry.to === "app";
  replace(body, part(toApp ? "What Slack sent" : "What the app asked", entry.request), part(toApp ? "The app's answer" : "Slack's answer", entry.answer, entry.status),
    Object.keys(entry.headers ?? {}).length ? part("Headers", entry.headers) : null);
}

function part(title, value, status = null) {
  const text = value === null || value === undefined || value === "" ? "" : typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const copy = async () => {
    await navigator.clipboard.writeText(text).then(() => announce(`${title}: copied.`), () => announce("The browser does not let this page copy.", true));
  };
  return h("section", { class: "wire-part" },
    h("header", {}, h("h3", {}, title, status ? h("span", { class: status < 300 ? "pill good" : "pill bad" }, String(status)) : null),
      text ? h("button", { type: "button", class: "ghost small", "aria-label": `Copy: ${title}`, title: "Copy", on: { click: copy } }, icon("copy")) : null),
    text ? h("pre", { tabindex: 0, role: "region", "aria-label": title }, h("code", {}, text)) : h("p", { class: "muted" }, "empty"));
}

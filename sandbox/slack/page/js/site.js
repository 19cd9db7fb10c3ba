// The Site panel: what people do outside of chat, and what exists in Azure just now.
import { panel, panelAct } from "./api.js";
import * as azure from "./azure.js";
import { announce, h, icon, keepFocus, replace } from "./dom.js";

const OPEN_PAUSE = 2000;
const SHUT_PAUSE = 6000;

export class Site {
  /** `onWaiting(count)` after each look. */
  constructor({ url, onWaiting, close }) {
    Object.assign(this, { url, onWaiting, visible: false, seen: null, fresh: new Set(), busy: new Set(), said: new Map(), opened: new Set(["Virtual machines"]) });
    this.waiting = h("div", { class: "site-part" });
    this.servers = h("div", { class: "site-part" });
    this.clock = h("div", { class: "site-part" });
    this.resources = h("div", { class: "site-part" });
    this.problem = h("p", { class: "problem", role: "alert", hidden: true });
    this.title = h("h2", { tabindex: -1 }, "Site", h("span", { class: "muted" }, "what happens outside of chat"));
    this.node = h("section", { class: "panel-inner site", "aria-label": "Site" },
      h("header", { class: "panel-head" }, this.title, h("button", { type: "button", class: "ghost", "aria-label": "Close the Site panel", on: { click: close } }, icon("close"))),
      h("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Site and Azure" }, this.problem, this.waiting, this.servers, this.clock, this.resources));
    this.look();
  }

  show(visible) {
    this.visible = visible;
    if (visible) this.look();
  }

  focus() {
    this.title.focus();
  }

  async look() {
    clearTimeout(this.timer);
    try {
      const snapshot = await panel(this.url);
      this.problem.hidden = true;
      this.#take(snapshot);
    } catch (problem) {
      this.problem.hidden = false;
      this.problem.textContent = problem.message;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (document.hidden ? this.#later() : this.look()), this.visible ? OPEN_PAUSE : SHUT_PAUSE);
  }

  #later() {
    document.addEventListener("visibilitychange", () => this.look(), { once: true });
  }

  #take(snapshot) {
    const resources = snapshot.resources ?? [];
    const ids = new Set(resources.map((one) => one.id));
    if (this.seen) for (const id of ids) if (!this.seen.has(id)) this.fresh.add(id);
    this.seen = ids;
    const waiting = azure.waiting(snapshot);
    this.onWaiting(waiting.filter((one) => one.ready).length);
    if (!this.visible) return;
    keepFocus(this.node, () => {
      this.#drawWaiting(waiting);
      this.#drawServers(snapshot.process_servers ?? []);
      this.#drawClock();
      this.#drawResources(resources);
    });
  }

  #drawWaiting(waiting) {
    replace(this.waiting, h("h3", {}, "Waiting for registration"),
      waiting.length ? h("ul", { class: "site-list" }, waiting.map((one) => this.#machine(one)))
        : h("p", { class: "muted" }, "No process-server machine waits. When a deployment reaches its registration step, the machine appears here."));
  }

  #machine(one) {
    const key = `register/${one.ip}`;
    const waits = this.busy.has(key);
    const register = () => this.#act(key, { do: "register", ip: one.ip }, `${one.name} is registered at the configuration server.`);
    return h("li", { class: "site-machine" },
      h("div", {}, h("strong", {}, one.name), h("span", { class: "muted" }, ` ${one.ip ?? "no address yet"} · ${one.group}`)),
      one.ready ? h("p", { class: "muted" }, "A person would connect over RDP and run cspsconfigtool.exe with the configuration server's address and passphrase. Here one click does it.")
        : h("p", { class: "muted" }, `Not ready yet: ${one.state === "Succeeded" ? one.power : one.state || "being made"}.`),
      one.ready ? h("button", { type: "button", class: "button primary", dataset: { key }, "aria-disabled": waits ? "true" : null, on: { click: register } }, "Register at the configuration server") : null,
      this.#said(key));
  }

  #said(key) {
    const text = this.said.get(key);
    return text ? h("p", { class: "act-error" }, icon("warn"), text) : null;
  }

  async #act(key, body, done) {
    if (this.busy.has(key)) return;
    this.busy.add(key);
    this.said.delete(key);
    try {
      await panelAct(this.url, body);
      announce(done);
    } catch (problem) {
      this.said.set(key, problem.message);
      announce(problem.message);
    }
    this.busy.delete(key);
    await this.look();
  }

  #drawServers(servers) {
    if (!servers.length) return replace(this.servers);
    return replace(this.servers, h("h3", {}, "Process servers at the configuration server"),
      h("ul", { class: "site-list rows" }, servers.map((one) => this.#server(one, azure.newestVersion(servers)))));
  }

  #server(one, newest) {
    const [name, ip] = [azure.nameOfServer(one), azure.addressOfServer(one)];
    const key = `upgrade/${ip}`;
    const next = azure.nextVersion(one, newest);
    const upgrade = () => this.#act(key, { do: "upgrade", ip, version: next }, `${name} is upgraded to ${next}.`);
    return h("li", {}, h("span", { class: "row-name" }, name, azure.remarks(one).map((text) => h("span", { class: "warm-mark" }, text))), h("span", { class: "muted" }, `${ip} · ${azure.versionOfServer(one)}`),
      azure.isOutdated(one) ? h("button", { type: "button", class: "button small", dataset: { key }, "aria-disabled": this.busy.has(key) ? "true" : null, on: { click: upgrade } }, `Run Unified Setup ${next}`) : null,
      this.#said(key));
  }

  #drawClock() {
    if (this.clock.childElementCount) return;
    const pass = () => this.#act("clock", { do: "advance", seconds: 300 }, "Five minutes have passed in Azure.");
    replace(this.clock, h("h3", {}, "Azure's clock"), h("p", { class: "muted" }, "Long operations take their time, as in Azure. Who is in a hurry turns the clock."),
      h("button", { type: "button", class: "button", on: { click: pass } }, "Let five minutes pass"));
  }

  #drawResources(resources) {
    replace(this.resources, h("h3", {}, "In Azure now"), azure.byKind(resources).map(([label, list]) => {
      const fresh = list.some((one) => this.fresh.has(one.id));
      return h("details", { open: this.opened.has(label), on: { toggle: (event) => this.#opens(label, event.target.open) } },
        h("summary", { dataset: { key: `kind/${label}` } }, h("span", {}, label), fresh ? h("span", { class: "new-mark" }, "new") : null, h("span", { class: "count" }, String(list.length))),
        h("ul", { class: "site-list rows" }, this.#newestFirst(list).map((one) => this.#resource(one))));
    }));
  }

  #newestFirst(list) {
    const rank = (one) => (this.fresh.has(one.id) ? 0 : azure.isOurs(one) ? 1 : 2);
    return [...list].sort((left, right) => rank(left) - rank(right));
  }

  #opens(label, open) {
    if (open) this.opened.add(label);
    else this.opened.delete(label);
  }

  #resource(one) {
    const state = one.properties?.provisioningState;
    return h("li", { class: this.fresh.has(one.id) ? "fresh-row" : "" },
      h("span", { class: "row-name" }, azure.nameOf(one), azure.isOurs(one) ? h("span", { class: "new-mark" }, "made by the bot") : null),
      h("span", { class: "muted" }, [azure.groupOf(one), one.location, state && state !== "Succeeded" ? state : null].filter(Boolean).join(" · ")));
  }
}

// The Azure tab: what people do on site by hand, and what exists in Azure just now.
import { panel, panelAct } from "./api.js";
import * as azure from "./azure.js";
import { announce, h, icon, keepFocus, replace } from "./dom.js";
import { Resources } from "./resources.js";

const OPEN_PAUSE = 1500;
const SHUT_PAUSE = 6000;

export class Site {
  /** `onLook(snapshot, waiting)` after each look. */
  constructor({ url, onLook }) {
    Object.assign(this, { url, onLook, visible: false, busy: new Set(), said: new Map(), snapshot: null });
    this.resources = new Resources();
    this.waiting = h("div", { class: "site-part" });
    this.servers = h("div", { class: "site-part" });
    this.problem = h("p", { class: "problem", role: "alert", hidden: true });
    this.node = h("div", { class: "site scroller", tabindex: 0, role: "region", "aria-label": "Site and Azure" },
      this.problem, this.waiting, this.servers, this.resources.moving, this.resources.list);
    this.look();
  }

  show(visible) {
    this.visible = visible;
    if (visible) this.look();
  }

  async look() {
    clearTimeout(this.timer);
    try {
      this.snapshot = await panel(this.url);
      this.problem.hidden = true;
      this.#take(this.snapshot);
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
    this.resources.take(snapshot.resources ?? []);
    const waiting = azure.waiting(snapshot);
    this.onLook(snapshot, waiting);
    if (!this.visible) return;
    keepFocus(this.node, () => {
      this.#drawWaiting(waiting);
      this.#drawServers(snapshot.process_servers ?? []);
      this.resources.draw(snapshot.operations);
    });
  }

  #drawWaiting(waiting) {
    replace(this.waiting, h("h3", {}, "Waiting for registration"),
      waiting.length ? h("ul", { class: "site-list" }, waiting.map((one) => this.#machine(one)))
        : h("p", { class: "muted" }, "No process-server machine waits. When a deployment reaches its registration step, the machine appears here."));
  }

  #machine(one) {
    const key = `register/${one.ip}`;
    return h("li", { class: "site-machine" },
      h("div", {}, h("strong", {}, one.name), h("span", { class: "muted" }, ` ${one.ip ?? "no address yet"} · ${one.group}`)),
      h("p", { class: "muted" }, one.ready ? "A person would connect over RDP and run cspsconfigtool.exe with the configuration server's address and passphrase. Here one click does it."
        : `Not ready yet: ${one.state === "Succeeded" ? one.power : one.state || "being made"}.`),
      one.ready ? h("button", { type: "button", class: "button primary", dataset: { key }, "aria-disabled": this.busy.has(key) ? "true" : null, on: { click: () => this.register(one) } }, "Register at the configuration server") : null,
      this.#said(key));
  }

  register(one) {
    return this.#act(`register/${one.ip}`, { do: "register", ip: one.ip }, `${one.name} is registered at the configuration server.`);
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
      announce(problem.message, true);
    }
    this.busy.delete(key);
    await this.look();
  }

  #drawServers(servers) {
    if (!servers.length) return replace(this.servers);
    const newest = azure.newestVersion(servers);
    const more = servers.length - 30; // a big Azure has a thousand
    return replace(this.servers, h("h3", {}, "Process servers at the configuration server"),
      h("ul", { class: "site-list rows" }, servers.slice(0, 30).map((one) => this.#server(one, newest)), more > 0 ? h("li", { class: "muted" }, `and ${more} more`) : null));
  }

  #server(one, newest) {
    const [name, ip] = [azure.nameOfServer(one), azure.addressOfServer(one)];
    const key = `upgrade/${ip}`;
    const next = azure.nextVersion(one, newest);
    const upgrade = () => this.#act(key, { do: "upgrade", ip, version: next }, `${name} is upgraded to ${next}.`);
    return h("li", {}, h("span", { class: "row-name" }, name, azure.remarks(one).map((text) => h("span", { class: "warm-mark" }, text))),
      h("span", { class: "muted" }, [ip, azure.versionOfServer(one), azure.heartbeat(one, this.snapshot.now)].filter(Boolean).join(" · ")),
      azure.isOutdated(one) ? h("button", { type: "button", class: "button small", dataset: { key }, "aria-disabled": this.busy.has(key) ? "true" : null, on: { click: upgrade } }, `Run Unified Setup ${next}`) : null,
      this.#said(key));
  }
}

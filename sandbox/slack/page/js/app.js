// The page: signs in, draws the frame, and keeps it in step with the server.
import { Api, panels } from "./api.js";
import { Channel } from "./channel.js";
import { h, icon, replace } from "./dom.js";
import { handler } from "./events.js";
import * as guide from "./guide.js";
import { Home } from "./home.js";
import { Live } from "./live.js";
import { Modal } from "./modal.js";
import { Sidebar } from "./sidebar.js";
import { permalink } from "./permalink.js";
import { personUrl, signIn } from "./signin.js";
import { Site } from "./site.js";
import { State } from "./state.js";
import * as theme from "./theme.js";
import { Thread } from "./thread.js";

const PERSON = "sandbox-person";

class App {
  constructor(root, user, sites) {
    Object.assign(this, { root, api: new Api(user), state: new State(), place: null, thread: null });
    const { api, state } = this;
    const openSite = () => this.openPanel("site");
    const url = sites.find((one) => one.id === "azure")?.url ?? null;
    this.sidebar = new Sidebar({ state, go: (place) => this.go(place), openSite, openGuide: () => this.openGuide(), hasSite: Boolean(url) });
    this.channel = new Channel({ api, state, openThread: (ts) => this.openThread(ts), openSite });
    this.home = new Home({ api, state });
    this.modal = new Modal({ api, state });
    this.site = url ? new Site({ url, onWaiting: (count) => this.waiting(count), close: () => this.closePanel() }) : null;
    this.frame();
    state.on("channels", () => this.head());
    window.addEventListener("hashchange", () => this.go(this.fromHash()));
    document.addEventListener("keydown", (event) => this.key(event));
  }

  frame() {
    const menu = h("button", { type: "button", class: "ghost menu-button", "aria-label": "Channels", "aria-controls": "sidebar", "aria-expanded": "false", on: { click: () => this.drawer() } }, icon("menu"));
    this.menuButton = menu;
    this.siteButton = this.site ? h("button", { type: "button", class: "ghost wide site-button", on: { click: () => this.openPanel("site") } }, icon("site"), h("span", {}, "Site")) : null;
    this.title = h("h1", {});
    this.topic = h("p", { class: "topic muted" });
    this.tabs = h("div", { class: "tabs", role: "group", "aria-label": "App" });
    this.notice = h("div", { class: "connection", role: "status", hidden: true });
    this.content = h("div", { class: "content" });
    this.panel = h("aside", { class: "panel", hidden: true, "aria-label": "Side panel" });
    this.shade = h("div", { class: "shade", on: { click: () => this.drawer(false) } });
    this.main = h("main", { class: "main", id: "main", tabindex: -1 }, h("header", { class: "head" }, menu, h("div", { class: "head-text" }, this.title, this.topic), this.tabs, this.siteButton), this.notice, this.content);
    replace(this.root, h("a", { class: "skip", href: "#main", on: { click: (event) => { event.preventDefault(); this.channel.composer.box.focus(); } } }, "Skip to the messages"),
      h("div", { class: "frame" }, this.sidebar.node, this.shade, this.main, this.panel));
  }

  async start() {
    const open = (channel, ts) => { this.go(channel); if (ts) this.openThread(ts); };
    const isShown = (channel) => this.place === channel && !document.hidden;
    this.state.load(await this.api.bootstrap());
    document.title = `${this.state.me.real_name} · ${this.state.team.name} (sandbox)`;
    this.live = new Live(this.api.user, { onEvent: handler({ state: this.state, open, isShown }), onState: (now, again) => this.connection(now, again) });
    await this.go(this.fromHash());
  }

  /** A message somebody linked to: its thread is opened, or it is brought into sight. */
  show({ ts, thread }) {
    if (thread) this.openThread(thread);
    else this.channel.list.show(ts);
  }

  /** What was said before the socket listened was not heard: it is read again, after a loss all of it. */
  async connection(now, again) {
    this.notice.hidden = now !== "lost" && !(now === "connecting" && again);
    this.notice.textContent = this.notice.hidden ? "" : "The connection to the workspace is lost. Trying again…";
    if (now !== "open") return;
    if (again) {
      const since = this.state.clock;
      this.state.load(await this.api.bootstrap(), since);
      this.state.messages.clear();
    }
    // A Home that was published before the socket listened is asked for again.
    await Promise.all([this.channel.load(), this.thread?.load(), this.place === "home" ? this.home.open() : null]);
  }

  fromHash() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted === "home" || this.state.channels.has(wanted)) return wanted;
    const first = [...this.state.channels.values()].find((one) => one.name === "dr-incident");
    return (first ?? this.state.channels.values().next().value)?.id;
  }

  async go(place) {
    this.drawer(false);
    if (!place || place === this.place) return;
    this.place = place;
    if (location.hash !== `#${place}`) history.pushState(null, "", `#${place}`);
    if (this.thread) this.closePanel();
    const isHome = place === "home";
    if (!isHome) this.channel.id = place;
    this.sidebar.at(place);
    this.head();
    replace(this.content, isHome ? this.home.node : this.channel.node);
    if (isHome) await this.home.open();
    else {
      const opened = this.channel.open(place);
      if (!this.modal.dialog.open && matchMedia("(min-width: 700px)").matches) this.channel.composer.box.focus();
      await opened;
    }
  }

  head() {
    if (!this.place) return;
    const channel = this.state.channels.get(this.place);
    const isApp = this.place === "home" || channel?.kind === "im";
    const name = isApp ? this.state.bot?.name ?? "App" : channel?.name;
    replace(this.title, isApp ? null : h("span", { class: "hash", "aria-hidden": "true" }, "#"), name ?? "");
    this.topic.textContent = isApp ? "App" : [`${channel?.members?.length ?? 0} members`, channel?.topic].filter(Boolean).join(" · ");
    const direct = this.state.botDirect()?.id;
    this.tabs.hidden = !isApp;
    replace(this.tabs, [["home", "Home"], [direct, "Messages"]].map(([place, text]) => place && h("button", { type: "button", class: "tab", "aria-current": this.place === place ? "page" : null, on: { click: () => this.go(place) } }, text)));
  }

  waiting(count) {
    this.sidebar.waiting(count);
    this.siteButton.classList.toggle("waiting", count > 0);
    this.siteButton.setAttribute("aria-label", count ? `Site: ${count} waiting for registration` : "Site");
  }

  openGuide() {
    guide.again();
    const first = [...this.state.channels.values()].find((one) => one.name === "dr-incident");
    this.go(first?.id);
    this.channel.intro();
    this.channel.list.scroller.scrollTop = 0;
    this.channel.node.querySelector(".guide .button")?.focus();
  }

  openThread(ts) {
    this.thread = new Thread({ api: this.api, state: this.state, channel: this.place, ts, close: () => this.closePanel() });
    this.openPanel("thread");
    this.thread.load();
  }

  openPanel(kind) {
    if (this.panel.hidden) this.before = document.activeElement;
    const inside = kind === "site" ? this.site : this.thread;
    if (kind === "site") this.thread = null;
    this.site?.show(kind === "site");
    this.drawer(false);
    replace(this.panel, inside.node);
    this.panel.hidden = false;
    this.root.firstElementChild.nextElementSibling.classList.add("with-panel");
    inside.focus();
  }

  closePanel() {
    this.thread = null;
    this.site?.show(false);
    this.panel.hidden = true;
    replace(this.panel);
    this.root.querySelector(".frame").classList.remove("with-panel");
    if (this.before?.isConnected) this.before.focus();
    else this.channel.composer.box.focus();
  }

  /** On a narrow screen the channels come and go as a drawer. */
  drawer(open = !this.sidebar.node.classList.contains("open")) {
    if (open === this.sidebar.node.classList.contains("open")) return;
    this.sidebar.node.classList.toggle("open", open);
    this.menuButton.setAttribute("aria-expanded", String(open));
    if (open) this.sidebar.node.querySelector("[aria-current]")?.focus();
    else this.menuButton.focus();
  }

  key(event) {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (this.sidebar.node.classList.contains("open")) this.drawer(false);
    else if (!this.panel.hidden) this.closePanel();
  }
}

/** Who is signed in in this tab: by the address, else as before; "?signout" forgets. */
function signedIn() {
  const query = new URLSearchParams(location.search);
  if (query.has("signout")) sessionStorage.removeItem(PERSON);
  return query.get("as") ?? sessionStorage.getItem(PERSON);
}

async function begin() {
  theme.apply();
  const root = document.getElementById("root");
  const link = permalink(location);
  const user = signedIn();
  if (!user) {
    await signIn(root, link?.channel);
    return;
  }
  sessionStorage.setItem(PERSON, user);
  history.replaceState(null, "", personUrl(user, link?.channel ?? location.hash.slice(1)));
  const sites = await panels().then((answer) => answer.panels, () => []);
  const app = new App(root, user, sites);
  try {
    await app.start();
    if (link) app.show(link);
  } catch (problem) {
    sessionStorage.removeItem(PERSON);
    replace(root, h("main", { class: "signin" }, h("div", { class: "signin-card" }, h("h1", {}, "Not signed in"), h("p", {}, problem.message), h("a", { class: "button", href: "/?signout" }, "Choose a person"))));
  }
}

begin();

// One signed-in person's workspace: draws the frame and keeps it in step with the server.
import { Api } from "./api.js";
import { Backstage } from "./backstage.js";
import { Channel } from "./channel.js";
import { handler } from "./events.js";
import { Frame } from "./frame.js";
import { fill } from "./hand.js";
import { Home } from "./home.js";
import * as keys from "./keys.js";
import { Live } from "./live.js";
import { Modal } from "./modal.js";
import { Sidebar } from "./sidebar.js";
import { personUrl } from "./signin.js";
import { Site } from "./site.js";
import { State } from "./state.js";
import { switcher } from "./switcher.js";
import { Switches } from "./switches.js";
import { Thread } from "./thread.js";
import { Tour } from "./tour.js";
import { isItsForm } from "./tour_steps.js";
import { Wire } from "./wire.js";

export class Workplace {
  /** `azureUrl`: where the local Azure's snapshot is; null without one. */
  constructor(root, user, azureUrl) {
    Object.assign(this, { root, api: new Api(user), state: new State(), place: null, thread: null, waits: [] });
    const { api, state } = this;
    const does = { go: (place) => this.go(place), backstage: (id) => this.backstage(id), write: () => this.channel.composer.box.focus(), shut: () => this.closePanel(), tour: () => this.tour.open(), help: keys.sheet };
    this.channel = new Channel({ api, state, openThread: (ts) => this.openThread(ts), openTour: () => this.tour.open() });
    this.home = new Home({ api, state, go: does.go });
    this.modal = new Modal({ api, state });
    this.site = azureUrl ? new Site({ url: azureUrl, onLook: (_, waits) => this.#looked(waits) }) : null;
    this.wire = new Wire({ names: state.names });
    this.switches = new Switches({ hasAzure: Boolean(azureUrl), onTime: () => this.site?.look() });
    this.tour = new Tour({ state, does: this.#coached(), channel: () => this.incident()?.id, waiting: () => this.waits });
    this.sidebar = new Sidebar({ state, does, hasSite: Boolean(azureUrl) });
    this.frame = new Frame({ root, sidebar: this.sidebar, coach: this.tour.node, does, hasSite: Boolean(azureUrl) });
    this.stage = new Backstage({ close: () => this.closePanel(), parts: [
      this.site && { id: "azure", title: "Azure", node: this.site.node, show: (visible) => this.site.show(visible) },
      { id: "wire", title: "Wire", node: this.wire.node, show: (visible) => this.wire.show(visible) },
      { id: "switches", title: "Switches", node: this.switches.node, show: (visible) => this.switches.show(visible) },
    ].filter(Boolean) });
    state.on("channels", () => this.head());
    // Under an open dialog all else is out of reach: the coach goes into its own form, and out again.
    state.on("views", () => this.#coachStands());
    window.addEventListener("hashchange", () => this.go(this.fromHash()));
    keys.listen({ ...does, switcher: () => this.switcher(), region: (step) => this.frame.region(step), channel: (step) => this.step(step), mentioned: () => this.mentioned(), escape: () => this.escape() });
  }

  async start() {
    const open = (channel, ts) => { this.go(channel); if (ts) this.openThread(ts); };
    const isShown = (channel) => this.place === channel && !document.hidden;
    this.state.load(await this.api.bootstrap());
    document.title = `${this.state.me.real_name} · ${this.state.team.name} (sandbox)`;
    this.live = new Live(this.api.user, { onEvent: handler({ state: this.state, open, isShown }), onState: (now, again) => this.connection(now, again) });
    await this.go(this.fromHash());
    this.tour.look();
  }

  incident() {
    return [...this.state.channels.values()].find((one) => one.name === "dr-incident") ?? this.state.channels.values().next().value;
  }

  /** A message somebody linked to: its thread is opened, or it is brought into sight. */
  show({ ts, thread }) {
    if (thread) this.openThread(thread);
    else this.channel.list.show(ts);
  }

  /** What was said before the socket listened was not heard: it is read again, after a loss all of it. */
  async connection(now, again) {
    const { notice } = this.frame;
    notice.hidden = now !== "lost" && !(now === "connecting" && again);
    notice.textContent = notice.hidden ? "" : "The connection to the workspace is lost. Trying again…";
    if (now !== "open") return;
    this.api.session ??= this.live.session;
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
    return this.incident()?.id;
  }

  async go(place) {
    this.frame.drawer(false);
    if (!place || place === this.place) return;
    this.place = place;
    if (location.hash !== `#${place}`) history.pushState(null, "", `#${place}`);
    if (this.thread) this.closePanel();
    const isHome = place === "home";
    if (!isHome) this.channel.id = place;
    this.sidebar.at(place);
    this.head();
    this.frame.content.replaceChildren(isHome ? this.home.node : this.channel.node);
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
    const isApp = this.place === "home" || channel?.with === this.state.bot?.user_id;
    const name = isApp ? this.state.bot?.name ?? "App" : channel && this.state.nameOf(channel);
    this.frame.head({ place: this.place, channel, name, isApp, direct: this.state.botDirect()?.id });
  }

  step(by) {
    const places = [...this.sidebar.node.querySelectorAll(".place[data-place]")].map((one) => one.dataset.place);
    this.go(places[(places.indexOf(this.place) + by + places.length) % places.length]);
  }

  switcher() {
    const { channels, direct } = this.state.channelList();
    const to = (one) => ({ id: one.id, name: this.state.nameOf(one), more: one.topic, icon: one.kind === "private" ? "lock" : "hash", person: one.kind === "im" ? this.state.people.get(one.with) : null });
    const panels = this.stage.parts.map((part) => ({ id: `panel:${part.id}`, name: part.title, more: "Behind the scenes", icon: "switch" }));
    const all = [...channels.map(to), { id: "home", name: `${this.state.bot?.name} Home`, icon: "app" }, ...direct.map(to), ...panels];
    switcher(all, (id) => (id.startsWith("panel:") ? this.backstage(id.slice(6)) : this.go(id)));
  }

  /** To the newest message that names this person; Tab then reaches its buttons. */
  mentioned() {
    if (!this.channel.list.focusNewest((one) => one.mentions_me)) this.channel.list.focusNewest(() => true);
  }

  openThread(ts) {
    this.thread = new Thread({ api: this.api, state: this.state, channel: this.place, ts, close: () => this.closePanel() });
    this.stage.show(false);
    this.frame.openPanel(this.thread);
    this.thread.load();
  }

  backstage(id) {
    this.thread = null;
    this.stage.open(id);
    this.frame.openPanel(this.stage);
    this.tour.note(id);
  }

  closePanel() {
    this.thread = null;
    this.stage.show(false);
    this.frame.closePanel();
  }

  escape() {
    this.frame.escape();
    if (this.frame.panel.hidden) { this.thread = null; this.stage.show(false); }
  }

  #looked(waits) {
    this.waits = waits;
    const ready = waits.filter((one) => one.ready).length;
    this.sidebar.waiting(ready);
    this.frame.waiting(ready);
    this.tour.look();
  }

  #coachStands() {
    const { dialog } = this.modal;
    const inside = isItsForm(this.state.stack.at(-1));
    if (inside === dialog.contains(this.tour.node)) return; // moved for nothing it would lose the focus
    if (inside) dialog.prepend(this.tour.node);
    else this.frame.notice.before(this.tour.node);
  }

  async #register() {
    await this.site.look(); // what was seen last may be seconds old
    const ready = this.waits.find((one) => one.ready);
    if (!ready) throw new Error("No machine waits for registration yet. Let a minute pass, and try again.");
    await this.site.register(ready);
  }

  /** What the coach does for one who asks it to. */
  #coached() {
    const toIncident = () => this.go(this.incident()?.id);
    const taken = () => new Set((this.site?.snapshot?.resources ?? []).map((one) => one.name));
    const card = async (button) => {
      await toIncident();
      const at = this.tour.at().card;
      const node = at && this.channel.list.reveal(at.ts);
      const found = button && [...(node?.querySelectorAll("button") ?? [])].find((one) => one.textContent === button);
      (found ?? node)?.focus();
      found?.scrollIntoView({ block: "center" });
    };
    return {
      ask: async () => { await toIncident(); await this.channel.composer.type(this.state.startHere[0] ?? "/failback-ps deploy"); },
      fill: async () => { await fill(this.modal.body, taken()); },
      read: () => this.tour.note("read"), card: () => card(), approve: () => card("Approve"),
      minute: () => this.switches.advance(60, "1 minute"), azure: () => this.backstage("azure"), wire: () => this.backstage("wire"), switches: () => this.backstage("switches"),
      register: () => this.#register(),
      personUrl: (id) => personUrl(id, this.incident()?.id), focus: () => this.channel.composer.box.focus(),
    };
  }
}

// Channels, the app, and who one is.
import { avatar } from "./avatar.js";
import { h, icon, keepFocus, replace } from "./dom.js";
import { role } from "./signin.js";
import * as theme from "./theme.js";

export class Sidebar {
  /** `go(place)` opens a channel id or "home"; `openSite()`, `openGuide()`. */
  constructor({ state, go, openSite, openGuide, hasSite }) {
    Object.assign(this, { state, go, place: "" });
    this.list = h("div", { class: "places" });
    this.team = h("strong", {});
    this.me = h("div", { class: "me" });
    this.siteCount = h("span", { class: "badge", hidden: true });
    const site = h("button", { type: "button", class: "place", on: { click: openSite } }, icon("site"), h("span", { class: "place-name" }, "Site"), this.siteCount);
    const help = h("button", { type: "button", class: "place", on: { click: openGuide } }, icon("help"), h("span", { class: "place-name" }, "First steps"));
    this.node = h("nav", { class: "sidebar", id: "sidebar", "aria-label": "Workspace" },
      h("header", { class: "team" }, h("img", { src: "/icon.svg", alt: "", width: 28, height: 28 }), this.team, theme.toggle()),
      this.list, h("div", { class: "sidebar-foot" }, hasSite ? site : null, help, this.me));
    for (const topic of ["channels", "people", "app"]) state.on(topic, () => this.draw());
  }

  waiting(count) {
    this.siteCount.hidden = !count;
    replace(this.siteCount, String(count), h("span", { class: "visually-hidden" }, " waiting for registration"));
  }

  at(place) {
    this.place = place;
    this.draw();
  }

  draw() {
    const { channels, direct } = this.state.channelList();
    this.team.textContent = this.state.team.name;
    keepFocus(this.node, () => {
      replace(this.list,
        h("h2", {}, "Channels"), h("ul", {}, channels.map((one) => this.#channel(one))),
        h("h2", {}, "App"), h("ul", {}, this.#entry("home", icon("app"), `${this.state.bot?.name ?? "App"} Home`, {}), direct.map((one) => this.#channel(one))),
        this.state.app.online === false ? h("p", { class: "app-offline", role: "status" }, icon("warn"), "The bot is not connected.") : null);
      replace(this.me, avatar(this.state.me), h("div", { class: "me-text" }, h("span", {}, this.state.me.real_name), h("span", { class: "muted" }, role(this.state.me)[1])),
        h("a", { class: "ghost", href: "/?signout", "aria-label": "Sign in as somebody else", title: "Sign in as somebody else" }, icon("out")));
    });
  }

  #channel(one) {
    const sign = one.kind === "im" ? avatar(this.state.people.get(one.with) ?? { id: one.with, is_bot: true }, "tiny") : h("span", { class: "hash", "aria-hidden": "true" }, "#");
    return this.#entry(one.id, sign, one.kind === "im" ? `${one.name} (messages)` : one.name, one);
  }

  #entry(place, sign, name, { unread = 0, mentions = 0, is_member: member = true }) {
    const here = this.place === place;
    const count = mentions || unread;
    const badge = count && !here ? h("span", { class: mentions ? "badge loud" : "badge" }, String(count), h("span", { class: "visually-hidden" }, mentions ? " mentions" : " unread")) : null;
    const looks = ["place", here ? "here" : "", unread && !here ? "unread" : "", member === false ? "outside" : ""].join(" ");
    return h("li", {}, h("button", { type: "button", class: looks, "aria-current": here ? "page" : null, dataset: { key: `place/${place}`, place }, on: { click: () => this.go(place) } }, sign, h("span", { class: "place-name" }, name), badge));
  }
}

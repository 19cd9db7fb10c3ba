// Channels, the app, what is behind the scenes, and who one is.
import { avatar } from "./avatar.js";
import { h, icon, keepFocus, replace } from "./dom.js";
import { menuButton } from "./menu.js";
import { personUrl, role } from "./signin.js";
import * as theme from "./theme.js";

const SPLIT_FROM = 1280; // pixels: two panes of a phone's layout each

export class Sidebar {
  /** `does`: go(place), backstage(id), tour(), help(). */
  constructor({ state, does, hasSite }) {
    Object.assign(this, { state, does, place: "" });
    this.list = h("div", { class: "places" });
    this.team = h("strong", {});
    this.me = h("div", { class: "me" });
    this.siteCount = h("span", { class: "badge", hidden: true });
    const tool = (picture, text, run, more = null) => h("button", { type: "button", class: "place", on: { click: run } }, icon(picture), h("span", { class: "place-name" }, text), more);
    this.node = h("nav", { class: "sidebar", id: "sidebar", "aria-label": "Workspace" },
      h("header", { class: "team" }, h("img", { src: "/icon.svg", alt: "", width: 28, height: 28 }), this.team, theme.toggle()),
      this.list,
      h("div", { class: "sidebar-foot" }, hasSite ? tool("site", "Azure", () => does.backstage("azure"), this.siteCount) : null, tool("wire", "Wire", () => does.backstage("wire")), tool("switch", "Switches", () => does.backstage("switches")),
        tool("flag", "Guided tour", does.tour), tool("key", "Keyboard shortcuts", does.help), this.me));
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
    const bot = direct.filter((one) => one.with === this.state.bot?.user_id);
    const others = direct.filter((one) => !bot.includes(one));
    this.team.textContent = this.state.team.name;
    keepFocus(this.node, () => {
      replace(this.list,
        h("h2", {}, "Channels"), h("ul", {}, channels.map((one) => this.#channel(one))),
        others.length ? [h("h2", {}, "Direct messages"), h("ul", {}, others.map((one) => this.#channel(one)))] : null,
        h("h2", {}, "App"), h("ul", {}, this.#entry("home", icon("app"), `${this.state.bot?.name ?? "App"} Home`, {}), bot.map((one) => this.#channel(one))),
        this.state.app.online === false ? h("p", { class: "app-offline", role: "status" }, icon("warn"), "The bot is not connected.") : null);
      this.#whoami();
    });
  }

  /** Other people are a link each: a tab is a person. */
  #whoami() {
    const { me, people } = this.state;
    const others = () => [...people.values()].filter((one) => !one.is_bot && !one.deleted && one.id !== me.id && !one.stranger);
    const items = () => [
      ...others().map((one) => ({ label: `Open ${one.real_name} in a new tab`, more: role(one)[1], icon: "people", href: personUrl(one.id, this.place), blank: true })),
      ...(window.innerWidth >= SPLIT_FROM ? others().slice(0, 3).map((one) => ({ label: `Side by side with ${one.real_name.split(" ")[0]}`, icon: "split", href: `/?split=${me.id},${one.id}#${this.place}` })) : []),
    ];
    const { trigger, menu } = menuButton({ name: "Other people", items, props: { class: "ghost", title: "Other people, in tabs or side by side", dataset: { key: "sidebar/people" } }, content: icon("people") });
    replace(this.me, avatar(me), h("div", { class: "me-text" }, h("span", {}, me.real_name), h("span", { class: "muted" }, role(me)[1])), trigger, menu,
      h("a", { class: "ghost", href: "/?signout", "aria-label": "Sign in as somebody else", title: "Sign in as somebody else" }, icon("out")));
  }

  #channel(one) {
    const sign = one.kind === "im" ? avatar(this.state.people.get(one.with) ?? { id: one.with, is_bot: true }, "tiny")
      : one.archived ? icon("archive") : one.kind === "private" ? icon("lock") : one.kind === "mpim" ? icon("people") : h("span", { class: "hash", "aria-hidden": "true" }, "#");
    const name = this.state.nameOf(one);
    const words = [one.kind === "private" ? "private" : null, one.archived ? "archived" : null].filter(Boolean).join(", ");
    return this.#entry(one.id, sign, one.with === this.state.bot?.user_id ? `${name} (messages)` : name, one, words);
  }

  #entry(place, sign, name, { unread = 0, mentions = 0, is_member: member = true }, words = "") {
    const here = this.place === place;
    const count = mentions || unread;
    const badge = count && !here ? h("span", { class: mentions ? "badge loud" : "badge" }, String(count), h("span", { class: "visually-hidden" }, mentions ? " mentions" : " unread")) : null;
    const looks = ["place", here ? "here" : "", unread && !here ? "unread" : "", member === false ? "outside" : ""].join(" ");
    return h("li", {}, h("button", { type: "button", class: looks, "aria-current": here ? "page" : null, dataset: { key: `place/${place}`, place }, on: { click: () => this.does.go(place) } }, sign,
      h("span", { class: "place-name" }, name, words ? h("span", { class: "visually-hidden" }, `, ${words}`) : null), badge));
  }
}

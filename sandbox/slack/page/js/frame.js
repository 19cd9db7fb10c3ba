// The frame: head with title and tabs, content, side panel, and the sidebar as a drawer.
import { h, icon, replace } from "./dom.js";

export class Frame {
  /** `does`: drawer(), go(place), backstage(id); `hasSite`: there is an Azure to look at. */
  constructor({ root, sidebar, coach, does, hasSite }) {
    Object.assign(this, { root, sidebar, does });
    this.menuButton = h("button", { type: "button", class: "ghost menu-button", "aria-label": "Channels", "aria-controls": "sidebar", "aria-expanded": "false", on: { click: () => this.drawer() } }, icon("menu"));
    this.siteButton = h("button", { type: "button", class: "ghost wide site-button", "aria-expanded": "false", on: { click: () => (this.siteButton.getAttribute("aria-expanded") === "true" ? does.shut() : does.backstage(hasSite ? "azure" : "wire")) } }, icon(hasSite ? "site" : "wire"), h("span", { class: "wide-text" }, "Behind the scenes"));
    this.title = h("h1", {});
    this.topic = h("p", { class: "topic muted" });
    this.tabs = h("div", { class: "tabs", role: "group", "aria-label": "App" });
    this.marks = h("div", { class: "bookmarks", hidden: true });
    this.notice = h("div", { class: "connection", role: "status", hidden: true });
    this.content = h("div", { class: "content" });
    this.panel = h("aside", { class: "panel", hidden: true, "aria-label": "Side panel" });
    this.shade = h("div", { class: "shade", on: { click: () => this.drawer(false) } });
    this.main = h("main", { class: "main", id: "main", tabindex: -1 },
      h("header", { class: "head" }, this.menuButton, h("div", { class: "head-text" }, this.title, this.topic), this.tabs, this.siteButton), this.marks, coach, this.notice, this.content);
    this.grid = h("div", { class: "frame" }, sidebar.node, this.shade, this.main, this.panel);
    replace(root, h("a", { class: "skip", href: "#main", on: { click: (event) => { event.preventDefault(); does.write(); } } }, "Skip to the messages"), this.grid);
  }

  head({ place, channel, name, isApp, direct }) {
    const sign = isApp ? null : h("span", { class: "hash", "aria-hidden": "true" }, channel?.kind === "private" ? icon("lock") : "#");
    replace(this.title, sign, name ?? "");
    const many = channel?.members?.length ?? 0;
    this.topic.textContent = isApp ? "App" : [channel?.archived ? "Archived" : null, `${many} ${many === 1 ? "member" : "members"}`, channel?.topic].filter(Boolean).join(" · ");
    this.tabs.hidden = !isApp;
    replace(this.tabs, [["home", "Home"], [direct, "Messages"]].map(([to, text]) => to && h("button", { type: "button", class: "tab", "aria-current": place === to ? "page" : null, on: { click: () => this.does.go(to) } }, text)));
    this.#bookmarks(channel?.bookmarks ?? []);
  }

  #bookmarks(list) {
    this.marks.hidden = !list.length;
    replace(this.marks, h("ul", { "aria-label": "Bookmarks" }, list.filter((one) => /^https?:/i.test(one.link ?? "")).map((one) =>
      h("li", {}, h("a", { href: one.link, target: "_blank", rel: "noopener noreferrer" }, icon("link"), one.title)))));
  }

  waiting(count) {
    this.siteButton.classList.toggle("waiting", count > 0);
    this.siteButton.setAttribute("aria-label", count ? `Behind the scenes: ${count} waiting for registration` : "Behind the scenes");
  }

  /** Shows `inside` (with `node` and `focus()`) in the side panel. */
  openPanel(inside) {
    if (this.panel.hidden) this.before = document.activeElement;
    this.drawer(false);
    replace(this.panel, inside.node);
    this.panel.hidden = false;
    this.grid.classList.add("with-panel");
    this.siteButton.setAttribute("aria-expanded", String(inside.node.classList.contains("backstage")));
    inside.focus();
  }

  closePanel() {
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    replace(this.panel);
    this.siteButton.setAttribute("aria-expanded", "false");
    this.grid.classList.remove("with-panel");
    if (this.before?.isConnected && this.before.offsetParent) this.before.focus();
    else this.does.write();
  }

  /** On a narrow screen the channels come and go as a drawer. */
  drawer(open = !this.sidebar.node.classList.contains("open")) {
    if (open === this.sidebar.node.classList.contains("open")) return;
    this.sidebar.node.classList.toggle("open", open);
    this.menuButton.setAttribute("aria-expanded", String(open));
    if (open) this.sidebar.node.querySelector("[aria-current]")?.focus();
    else this.menuButton.focus();
  }

  /** What Escape closes: the drawer, else the panel. */
  escape() {
    if (this.sidebar.node.classList.contains("open")) this.drawer(false);
    else this.closePanel();
  }

  /** F6: from region to region, round. */
  region(step) {
    const stops = [this.sidebar.node.querySelector("[aria-current]"), this.main.querySelector(".coach:not([hidden]) h2"), this.content.querySelector(".scroller"),
      this.content.querySelector(".composer:not([hidden]) .composer-box"), this.panel.hidden ? null : this.panel.querySelector("[role=tab][aria-selected=true], .scroller")].filter((one) => one && one.getClientRects().length);
    const around = stops.findIndex((one) => one === document.activeElement || one.closest(".sidebar, .coach, .message-area, .composer, .panel")?.contains(document.activeElement));
    stops[(around + step + stops.length) % stops.length]?.focus();
  }
}

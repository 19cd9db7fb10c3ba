// The App Home: the view the app publishes for this person.
import { draw } from "./blocks/index.js";
import { Context } from "./context.js";
import { h, icon, replace } from "./dom.js";

export class Home {
  constructor({ api, state, go }) {
    Object.assign(this, { api, state, go });
    this.blocks = h("div", { class: "blocks home-blocks" });
    this.heading = h("h2", { class: "visually-hidden" }, "What the app shows you");
    this.empty = h("div", { class: "home-empty", role: "status" });
    this.node = h("div", { class: "scroller home", tabindex: 0, role: "region", "aria-label": "App Home" }, this.heading, this.empty, this.blocks);
    state.on("home", () => this.draw());
  }

  /** As Slack does where an app has published nothing for this person: it says so, and where the app can be met. */
  #about(asked) {
    const name = this.state.bot?.name ?? "This app";
    const direct = this.state.botDirect()?.id;
    replace(this.empty, h("span", { class: "home-picture", "aria-hidden": "true" }, icon("app")),
      h("h2", {}, asked ? "This Home is a work in progress" : "Opening the Home…"),
      h("p", { class: "muted" }, asked ? `${name} has published nothing here for you. What it does is in its channels, and in its messages to you.` : `Asking ${name} for it.`),
      asked && direct ? h("button", { type: "button", class: "button", on: { click: () => this.go(direct) } }, "Go to Messages") : null);
  }

  async open() {
    this.#about(false);
    this.draw();
    try {
      const since = this.state.clock;
      const answer = await this.api.home();
      if (answer.home && this.state.homeAt <= since) this.state.home = answer.home;
      this.draw();
      this.#about(true);
    } catch (problem) {
      replace(this.empty, h("p", { class: "problem" }, problem.message));
    }
  }

  draw() {
    const view = this.state.home;
    this.empty.hidden = Boolean(view);
    this.heading.hidden = !view;
    if (!view) return;
    if (this.context?.where.view_id !== view.id) this.context = new Context({ key: view.id, api: this.api, state: this.state, where: { view_id: view.id }, root: () => this.blocks });
    this.context.form.take(view.blocks, view.state?.values ?? {});
    draw(this.blocks, view.blocks, this.context);
  }
}

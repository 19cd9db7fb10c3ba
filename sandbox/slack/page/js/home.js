// The App Home: the view the app publishes for this person.
import { draw } from "./blocks/index.js";
import { Context } from "./context.js";
import { h, icon, replace } from "./dom.js";

export class Home {
  constructor({ api, state }) {
    Object.assign(this, { api, state });
    this.blocks = h("div", { class: "blocks home-blocks" });
    this.heading = h("h2", { class: "visually-hidden" }, "What the app shows you");
    this.empty = h("div", { class: "home-empty", role: "status" });
    this.node = h("div", { class: "scroller home", tabindex: 0, role: "region", "aria-label": "App Home" }, this.heading, this.empty, this.blocks);
    state.on("home", () => this.draw());
  }

  /** What a Home is for, while there is none. */
  #about(asked) {
    replace(this.empty, h("span", { class: "home-picture", "aria-hidden": "true" }, icon("app")), h("h2", {}, "Your Home with the bot"),
      h("p", { class: "muted" }, "Here the bot keeps what concerns you: plans that wait for you, operations that run, and servers that need care. It is drawn for you alone, and stays up to date."),
      h("p", { class: "muted" }, asked ? "The bot has not published it yet. Once it does, it appears here by itself." : "Asking the bot for it…"));
  }

  async open() {
    this.#about(false);
    this.draw();
    try {
      const answer = await this.api.home();
      if (answer.home) this.state.home = answer.home;
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

// The App Home: the view the app publishes for this person.
import { draw } from "./blocks/index.js";
import { Context } from "./context.js";
import { h, replace } from "./dom.js";

export class Home {
  constructor({ api, state }) {
    Object.assign(this, { api, state });
    this.blocks = h("div", { class: "blocks home-blocks" });
    this.empty = h("p", { class: "muted home-empty" }, "Asking the app for its Home…");
    this.node = h("div", { class: "scroller home", tabindex: 0, role: "region", "aria-label": "App Home" }, this.empty, this.blocks);
    state.on("home", () => this.draw());
  }

  async open() {
    this.draw();
    try {
      const answer = await this.api.home();
      if (answer.home) this.state.home = answer.home;
      this.draw();
      if (!this.state.home) this.empty.textContent = "The app has not published a Home for you yet.";
    } catch (problem) {
      replace(this.empty, problem.message);
    }
  }

  draw() {
    const view = this.state.home;
    this.empty.hidden = Boolean(view);
    if (!view) return;
    if (this.context?.where.view_id !== view.id) this.context = new Context({ key: view.id, api: this.api, state: this.state, where: { view_id: view.id }, root: () => this.blocks });
    this.context.form.take(view.blocks, view.state?.values ?? {});
    draw(this.blocks, view.blocks, this.context);
  }
}

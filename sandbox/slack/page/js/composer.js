// Where one types: Enter sends, a slash shows the commands, an at sign the people.
import { announce, freshId, h, icon, replace } from "./dom.js";

const LONGEST = 12;
const LARGEST = 20e6; // bytes

/** A file's bytes as base64. */
const base64 = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
  reader.onerror = () => reject(new Error(`${file.name} cannot be read.`));
  reader.readAsDataURL(file);
});

export class Composer {
  /** `send(text)` and `attach({name, content}, text)` reject with a sentence to show; in a thread slash commands are refused. */
  constructor({ state, send, attach, label, inThread = false }) {
    Object.assign(this, { state, send, attach, inThread, rows: [], active: -1, moved: false });
    const list = freshId("hints");
    this.box = h("textarea", {
      class: "composer-box", rows: 1, "aria-label": label, placeholder: label, "aria-controls": list, "aria-autocomplete": "list", "aria-haspopup": "listbox",
      on: { input: () => this.#changed(), keydown: (event) => this.#key(event), blur: () => this.#hide(), focus: () => this.#hints() },
    });
    this.note = h("div", { class: "composer-note", role: "status" });
    this.list = h("div", { id: list, role: "listbox", class: "hints", "aria-label": "Suggestions", hidden: true, on: { mousedown: (event) => event.preventDefault() } });
    this.button = h("button", { type: "submit", class: "send", "aria-label": "Send", disabled: true }, icon("send"));
    this.file = h("input", { type: "file", hidden: true, on: { change: () => this.#attach() } });
    this.clip = h("button", { type: "button", class: "ghost clip", "aria-label": "Attach a file", title: "Attach a file", on: { click: () => this.file.click() } }, icon("clip"));
    this.node = h("form", { class: "composer", on: { submit: (event) => { event.preventDefault(); this.#submit(); } } },
      this.list, h("div", { class: "composer-frame" }, this.clip, this.file, this.box, this.button),
      h("div", { class: "composer-foot" }, this.note, h("span", { class: "keys", "aria-hidden": "true" }, "Enter sends, Shift+Enter makes a new line")));
  }

  label(text) {
    this.box.placeholder = text;
    this.box.setAttribute("aria-label", text);
  }

  put(text) {
    this.box.value = text;
    this.#changed();
    this.box.focus();
  }

  /** Puts `text` in and sends it, as if typed. */
  async type(text) {
    this.put(text);
    await this.#submit();
  }

  #changed() {
    this.button.disabled = !this.box.value.trim();
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 220)}px`;
    this.#say("");
    this.#hints();
  }

  #say(text, className = "") {
    this.note.textContent = text;
    this.note.className = `composer-note ${className}`;
  }

  async #submit() {
    const text = this.box.value.trim();
    if (!text) return;
    if (this.inThread && text.startsWith("/")) {
      this.#say(`${text.split(/\s/)[0]} does not work in threads. Type it in the channel.`, "problem");
      return;
    }
    this.put("");
    this.#hide();
    if (text.startsWith("/")) this.#say("Sent, waiting for the app…");
    try {
      await this.send(text);
      this.#say("");
    } catch (problem) {
      this.#say(problem.message, "problem");
      announce(problem.message, true);
      if (problem.code === "unreachable" && !this.box.value) this.put(text);
    }
  }

  /** The file goes at once, with what is typed as its comment. */
  async #attach() {
    const [file] = this.file.files;
    this.file.value = "";
    this.box.focus();
    if (!file) return;
    if (file.size > LARGEST) {
      this.#say(`${file.name} is too large here: at most ${LARGEST / 1e6} MB.`, "problem");
      return;
    }
    const text = this.box.value.trim();
    this.#say(`Sending ${file.name}…`);
    try {
      await this.attach({ name: file.name, content: await base64(file) }, text);
      if (this.box.value.trim() === text) this.put("");
      this.#say("");
    } catch (problem) {
      this.#say(problem.message, "problem");
      announce(problem.message, true);
    }
  }

  #hints() {
    const before = this.box.value.slice(0, this.box.selectionStart);
    const found = this.box.value.startsWith("/") ? this.#commands() : this.#names(before);
    if (!found || !found.rows.length) return this.#hide();
    this.rows = found.rows.slice(0, LONGEST);
    this.moved = false;
    this.active = found.choose ? 0 : -1;
    replace(this.list, found.head ? h("div", { class: "hints-head" }, found.head) : null, this.rows.map((row, index) => this.#row(row, index)));
    if (this.list.hidden) announce(this.rows.length === 1 ? "One suggestion." : `${this.rows.length} suggestions. Arrow keys choose.`);
    this.list.hidden = false;
    this.#activate(this.active);
    return undefined;
  }

  #row(row, index) {
    row.node = h("div", { id: freshId("hint"), role: "option", class: "hint", "aria-selected": "false", on: { click: () => this.#take(index), mousemove: () => this.#activate(index) } },
      h("span", { class: "hint-name" }, row.name), h("span", { class: "hint-usage" }, row.usage ?? ""), row.more ? h("span", { class: "hint-more" }, row.more) : null);
    return row.node;
  }

  /** Before the first space: the commands. After it: how this command is used, and what to begin with. */
  #commands() {
    const text = this.box.value;
    if (text.includes("\n")) return null;
    const all = [...this.state.commands, { command: "/invite", description: "Bring somebody, or an app, into this channel", usage_hint: "@name" }];
    const [word] = text.split(" ");
    if (!text.includes(" ")) {
      const rows = all.filter((one) => one.command.startsWith(word.toLowerCase())).map((one) => ({ name: one.command, usage: one.usage_hint, more: one.description, insert: `${one.command} ` }));
      return { rows, choose: true, head: "Commands" };
    }
    const command = all.find((one) => one.command === word);
    if (!command) return null;
    const starts = this.state.startHere.filter((one) => one.startsWith(text.trimEnd()) && one !== text.trimEnd() && one.startsWith(`${word} `));
    const usage = { name: word, usage: command.usage_hint, more: command.description, insert: null };
    return { rows: [usage, ...starts.map((one) => ({ name: one, usage: "", insert: one }))], choose: false };
  }

  #names(before) {
    const match = /(?:^|\s)([@#])([\w.-]*)$/.exec(before);
    if (!match) return null;
    const [, sign, part] = match;
    const fits = (...words) => words.some((word) => word.toLowerCase().startsWith(part.toLowerCase()));
    const people = [...this.state.people.values()].filter((one) => !one.deleted && fits(one.name, one.real_name)).map((one) => ({ name: one.real_name, usage: `@${one.name}`, word: `@${one.name}` }));
    const groups = [...this.state.groups.values()].filter((one) => fits(one.handle, one.name)).map((one) => ({ name: one.name, usage: `@${one.handle}`, word: `@${one.handle}` }));
    const channels = this.state.channelList().channels.filter((one) => fits(one.name)).map((one) => ({ name: `#${one.name}`, usage: one.topic, word: `#${one.name}` }));
    return { rows: sign === "@" ? [...people, ...groups] : channels, choose: true };
  }

  #activate(index) {
    for (const row of this.rows) row.node?.setAttribute("aria-selected", "false");
    this.active = index;
    const row = this.rows[index];
    if (!row) return this.box.removeAttribute("aria-activedescendant");
    row.node.setAttribute("aria-selected", "true");
    row.node.scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", row.node.id);
    return undefined;
  }

  #take(index) {
    const row = this.rows[index];
    if (!row) return;
    if (row.word) {
      const at = this.box.selectionStart;
      const before = this.box.value.slice(0, at).replace(/[@#][\w.-]*$/, `${row.word} `);
      this.put(before + this.box.value.slice(at));
    } else if (row.insert) this.put(row.insert);
  }

  #hide() {
    this.list.hidden = true;
    this.rows = [];
    this.active = -1;
    this.box.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.moved = true;
      this.#activate((this.active + (event.key === "ArrowDown" ? 1 : -1) + this.rows.length) % this.rows.length);
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      this.#hide();
    } else if (open && event.key === "Tab" && !event.shiftKey && this.#takes(Math.max(0, this.active))) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) this.#enter(event, open);
  }

  /** Enter takes the suggestion that is marked, unless it would only repeat what stands there. */
  #enter(event, open) {
    event.preventDefault();
    if (open && this.active >= 0 && this.#adds(this.active) && this.#takes(this.active)) return;
    this.#submit();
  }

  #adds(index) {
    const { insert, word } = this.rows[index];
    return Boolean(word) || (insert && insert.trim() !== this.box.value.trim());
  }

  #takes(index) {
    const row = this.rows[index];
    if (!row?.insert && !row?.word) return false;
    this.#take(index);
    return true;
  }
}

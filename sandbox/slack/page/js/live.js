// The live socket: events in order, connected again after a loss with a growing pause.

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 3000;
const GREETING_WITHIN = 4000; // milliseconds; a socket that stays silent longer is given up

export class Live {
  /** `onEvent(event)`; `onState("connecting" | "open" | "lost", again)`. */
  constructor(user, { onEvent, onState }) {
    Object.assign(this, { user, onEvent, onState, session: null, pause: FIRST_PAUSE, again: false, socket: null });
    this.#connect();
    window.addEventListener("online", () => this.#now());
  }

  #connect() {
    clearTimeout(this.timer);
    const url = new URL("/page/live", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    url.searchParams.set("user", this.user);
    this.onState("connecting", this.again);
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => this.socket === socket && this.#heard(JSON.parse(data)));
    socket.addEventListener("close", () => this.#lost(socket));
    this.timer = setTimeout(() => this.#lost(socket), GREETING_WITHIN);
  }

  /** Only the server's greeting proves that the way is open; what counts comes after it. */
  #heard(event) {
    if (event.type !== "hello") {
      this.onEvent(event);
      return;
    }
    clearTimeout(this.timer);
    this.pause = FIRST_PAUSE;
    this.session ??= event.session ?? null;
    this.onState("open", this.again);
  }

  #lost(socket) {
    if (this.socket !== socket) return;
    this.socket = null;
    socket.close();
    clearTimeout(this.timer);
    this.again = true;
    this.onState("lost", this.again);
    this.timer = setTimeout(() => this.#connect(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  /** The network is back: try at once instead of waiting for the pause to end. */
  #now() {
    if (!this.socket) this.#connect();
  }
}

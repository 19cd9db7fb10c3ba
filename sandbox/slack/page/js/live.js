// The live socket: events in order, connected again after a loss with a growing pause.

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 3000;

export class Live {
  /** `onEvent(event)`; `onState("connecting" | "open" | "lost", again)`. */
  constructor(user, { onEvent, onState }) {
    Object.assign(this, { user, onEvent, onState, pause: FIRST_PAUSE, again: false, closed: false });
    this.#connect();
    window.addEventListener("online", () => this.now());
  }

  #connect() {
    const url = new URL("/page/live", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    url.searchParams.set("user", this.user);
    this.onState("connecting", this.again);
    this.socket = new WebSocket(url);
    this.socket.addEventListener("open", () => {
      this.pause = FIRST_PAUSE;
      this.onState("open", this.again);
      this.again = true;
    });
    this.socket.addEventListener("message", ({ data }) => this.onEvent(JSON.parse(data)));
    this.socket.addEventListener("close", () => this.#lost());
  }

  #lost() {
    if (this.closed) return;
    this.onState("lost", this.again);
    this.timer = setTimeout(() => this.#connect(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  /** Tries at once instead of waiting for the pause to end. */
  now() {
    if (this.closed || this.socket.readyState <= WebSocket.OPEN) return;
    clearTimeout(this.timer);
    this.#connect();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.close();
  }
}

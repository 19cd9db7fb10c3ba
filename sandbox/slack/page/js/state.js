// What this tab knows of the workspace. Views listen to topics and draw again.

export class State extends EventTarget {
  constructor() {
    super();
    this.me = null;
    this.team = { name: "Workspace" };
    this.bot = null;
    this.people = new Map();
    this.groups = new Map();
    this.channels = new Map();
    this.commands = [];
    this.shortcuts = [];
    this.startHere = [];
    this.messages = new Map(); // channel → Map(ts → message)
    this.threads = new Map(); // channel:ts → Map(ts → message)
    this.heard = new Map(); // channel:ts → {at, message}, what the socket told, null: deleted
    this.clock = 0;
    this.stackAt = 0;
    this.homeAt = 0;
    this.stack = [];
    this.home = null;
    this.app = { mode: "", online: true };
    this.connection = "connecting";
    this.names = this.#names();
  }

  tell(topic, detail = null) {
    this.dispatchEvent(new CustomEvent(topic, { detail }));
  }

  on(topic, run) {
    this.addEventListener(topic, (event) => run(event.detail));
  }

  /** `since`: the clock when this was asked for; views and a Home heard of later are newer. */
  load(answer, since = this.clock) {
    Object.assign(this, { me: answer.me, team: answer.team, bot: answer.bot, commands: answer.commands ?? [], shortcuts: answer.shortcuts ?? [], app: answer.app });
    this.startHere = answer.start_here ?? [];
    this.people = byId(answer.people);
    this.groups = byId(answer.groups);
    this.channels = byId(answer.channels);
    if (this.stackAt <= since) this.stack = answer.views ?? [];
    if (this.homeAt <= since) this.home = answer.home;
    for (const topic of ["people", "channels", "views", "home", "app"]) this.tell(topic);
  }

  #names() {
    const state = this;
    return {
      get me() { return state.me?.id; },
      get locale() { return (state.people.get(state.me?.id) ?? state.me)?.locale; },
      person: (id) => state.people.get(id)?.real_name ?? null,
      channel: (id) => state.channels.get(id)?.name ?? null,
      group: (id) => state.groups.get(id)?.handle ?? null,
      mine: (id) => Boolean(state.groups.get(id)?.users?.includes(state.me?.id)),
    };
  }

  channelList() {
    const kind = (wanted) => [...this.channels.values()].filter((one) => ["im", "mpim"].includes(one.kind) === wanted);
    const byName = (left, right) => left.name.localeCompare(right.name);
    return { channels: kind(false).sort(byName), direct: kind(true) };
  }

  /** A channel's name; of a direct message, whom it is with. */
  nameOf(channel) {
    const people = (ids) => ids.map((id) => this.people.get(id)?.real_name ?? id).join(", ");
    if (channel.kind === "mpim") return people((channel.members ?? []).filter((id) => id !== this.me?.id));
    return channel.kind === "im" && channel.with && channel.with !== this.bot?.user_id ? people([channel.with]) : channel.name;
  }

  botDirect() {
    return [...this.channels.values()].find((one) => one.kind === "im" && one.with === this.bot?.user_id);
  }

  /** `since`: the state's clock when the list was asked for; what was heard later is newer. */
  setMessages(channel, list, since = this.clock) {
    const known = byTs(list);
    for (const { message, ts } of this.#later(channel, since)) {
      if (!message) known.delete(ts);
      else if (!isReply(message)) known.set(ts, message);
    }
    this.messages.set(channel, known);
    this.tell("messages", { channel });
  }

  setThread(channel, ts, list, since = this.clock) {
    const known = byTs(list);
    for (const one of this.#later(channel, since)) {
      if (!one.message) known.delete(one.ts);
      else if ((one.message.thread_ts ?? one.ts) === ts) known.set(one.ts, one.message);
    }
    this.threads.set(`${channel}:${ts}`, known);
    this.tell("thread", { channel, ts });
  }

  setHome(view) {
    this.clock += 1;
    this.homeAt = this.clock;
    this.home = view;
    this.tell("home");
  }

  setStack(stack) {
    this.clock += 1;
    this.stackAt = this.clock;
    this.stack = stack;
    this.tell("views");
  }

  #hear(channel, ts, message) {
    this.clock += 1;
    this.heard.set(`${channel}:${ts}`, { at: this.clock, channel, ts, message });
  }

  #later(channel, since) {
    return [...this.heard.values()].filter((one) => one.channel === channel && one.at > since);
  }

  thread(channel, ts) {
    return sorted(this.threads.get(`${channel}:${ts}`));
  }

  list(channel) {
    return sorted(this.messages.get(channel));
  }

  find(channel, ts) {
    return this.messages.get(channel)?.get(ts) ?? null;
  }

  /** A new or changed message goes where it is shown: its channel, its thread, or both. */
  put(channel, message) {
    this.#hear(channel, message.ts, message);
    if (!isReply(message)) this.#set(this.messages.get(channel), channel, message);
    const key = `${channel}:${message.thread_ts ?? message.ts}`;
    if (this.threads.has(key)) {
      this.threads.get(key).set(message.ts, message);
      this.tell("thread", { channel, ts: message.thread_ts ?? message.ts });
    }
  }

  #set(known, channel, message) {
    if (!known) return;
    known.set(message.ts, message);
    this.tell("messages", { channel, ts: message.ts });
  }

  remove(channel, ts) {
    this.#hear(channel, ts, null);
    if (this.messages.get(channel)?.delete(ts)) this.tell("messages", { channel });
    for (const [key, thread] of this.threads) {
      if (key.startsWith(`${channel}:`) && thread.delete(ts)) this.tell("thread", { channel, ts: key.split(":")[1] });
    }
  }

  badge(channel, unread, mentions) {
    const known = this.channels.get(channel);
    if (!known) return;
    this.channels.set(channel, { ...known, unread, mentions });
    this.tell("channels");
  }
}

const byId = (list) => new Map((list ?? []).map((one) => [one.id, one]));
const byTs = (list) => new Map((list ?? []).map((one) => [one.ts, one]));
const isReply = (message) => Boolean(message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast");
const sorted = (known) => [...(known?.values() ?? [])].sort((left, right) => compareTs(left.ts, right.ts));

/** Timestamps are text of equal width after the point; numbers would lose their last digits. */
export function compareTs(left, right) {
  const [a, b] = [left.split("."), right.split(".")];
  return Number(a[0]) - Number(b[0]) || Number(a[1] ?? 0) - Number(b[1] ?? 0);
}

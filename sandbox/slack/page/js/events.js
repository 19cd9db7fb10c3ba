// The socket's events, each into the state.
import { toast } from "./toast.js";
import { announce } from "./dom.js";
import { plain } from "./message.js";

/** `open(channel, thread)` shows a place; `isShown(channel)` says whether one looks at it. */
export function handler({ state, open, isShown }) {
  const heard = (channel, message) => {
    if (message.user === state.me?.id || !isShown(channel)) return;
    const who = state.people.get(message.user)?.real_name ?? "Somebody";
    announce(`${message.ephemeral ? "Only visible to you. " : ""}${who}: ${plain(message, state.names)}`);
  };
  const handlers = {
    message: ({ channel, message }) => { state.put(channel, message); heard(channel, message); },
    message_changed: ({ channel, message }) => state.put(channel, message),
    message_deleted: ({ channel, ts }) => state.remove(channel, ts),
    ephemeral: ({ channel, message }) => { state.put(channel, message); heard(channel, message); },
    ephemeral_changed: ({ channel, message }) => state.put(channel, message),
    ephemeral_deleted: ({ channel, ts }) => state.remove(channel, ts),
    badge: ({ channel, unread, mentions }) => state.badge(channel, unread, mentions),
    notify: (event) => notify(event, state, open, isShown),
    views: ({ stack }) => state.setStack(stack),
    home: ({ view }) => state.setHome(view),
    channel: ({ channel }) => { state.channels.set(channel.id, channel); state.tell("channels"); },
    channel_gone: ({ channel }) => { state.channels.delete(channel); state.tell("channels"); },
    person: ({ person }) => { state.people.set(person.id, person); state.tell("people"); },
    signed_out: () => location.assign("/?signout"),
    groups: ({ groups }) => { state.groups = new Map(groups.map((one) => [one.id, one])); state.tell("people"); },
    app: ({ mode, online }) => { state.app = { mode, online }; state.tell("app"); },
  };
  return (event) => handlers[event.type]?.(event);
}

function notify(event, state, open, isShown) {
  if (isShown(event.channel)) return;
  const place = state.channels.get(event.channel);
  const who = state.people.get(event.from)?.real_name ?? event.from;
  const where = place?.kind === "im" ? "" : ` in #${place?.name ?? event.channel}`;
  toast(`${who}${where}`, plain({ text: event.text }, state.names), () => open(event.channel, event.thread_ts ?? null));
}

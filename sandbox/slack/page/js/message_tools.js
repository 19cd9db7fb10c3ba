// The small bar over a message: react, thread, more (the app's shortcuts, link, pin, delete).
import { h, icon } from "./dom.js";
import { QUICK, emoji } from "./emoji.js";
import { menuButton } from "./menu.js";
import { toast } from "./toast.js";

/** `message()` answers the message as it is now; `openThread(ts)` or null. */
export function tools({ api, state, openThread, message }) {
  const where = () => ({ channel: message().channel, ts: message().ts });
  const tell = (work) => async () => {
    try {
      await work();
    } catch (problem) {
      toast("Not done", problem.message);
    }
  };
  const react = menuButton({ name: "React", props: { class: "ghost", title: "React (R)" }, content: icon("smile"),
    items: () => QUICK.map((name) => ({ label: `${emoji(name)} ${name.replaceAll("_", " ")}`, run: tell(() => api.react({ ...where(), name, remove: mine(state, message(), name) })) })) });
  const more = menuButton({ name: "More for this message", props: { class: "ghost", title: "More (M)" }, items: () => [...shortcuts(api, state, where, tell), ...own(api, state, message(), where, tell)] });
  const thread = openThread ? h("button", { type: "button", class: "ghost", title: "Reply in thread (T)", "aria-label": "Reply in thread", on: { click: () => openThread(message().thread_ts ?? message().ts) } }, icon("thread")) : null;
  const node = h("div", { class: "message-tools", role: "group", "aria-label": "Message actions" }, react.trigger, react.menu, thread, more.trigger, more.menu);
  return { node, keys: { t: () => thread?.click(), r: react.show, m: more.show } };
}

const mine = (state, message, name) => Boolean(message.reactions?.find((one) => one.name === name)?.users?.includes(state.me?.id));

const shortcuts = (api, state, where, tell) => state.shortcuts.filter((one) => (one.type ?? "message") === "message")
  .map((one) => ({ label: one.name, more: one.description || state.bot?.name, icon: "app", run: tell(() => api.shortcut({ ...where(), callback_id: one.callback_id })) }));

function own(api, state, message, where, tell) {
  const link = `${location.origin}/archives/${message.channel}/p${message.ts.replace(".", "")}${message.thread_ts ? `?thread_ts=${message.thread_ts}&cid=${message.channel}` : ""}`;
  const copy = async () => { await navigator.clipboard.writeText(link); toast("Link copied", link); };
  const all = [
    { label: "Copy link", icon: "link", run: tell(copy) },
    { label: message.pinned ? "Unpin" : "Pin to the channel", icon: "pin", run: tell(() => api.pin({ ...where(), remove: Boolean(message.pinned) })) },
  ];
  if (message.user === state.me?.id && !message.subtype) all.push({ label: "Delete message", icon: "close", danger: true, run: tell(() => api.remove(where())) });
  return all;
}

// `/archives/<channel>/p<ts without its dot>[?thread_ts=…]`: what chat.getPermalink answers.

/** `{channel, ts, thread}` of such an address, or null. */
export function permalink({ pathname, search }) {
  const match = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(pathname);
  if (!match) return null;
  return { channel: match[1], ts: `${match[2]}.${match[3]}`, thread: new URLSearchParams(search).get("thread_ts") };
}

// Times as people read them, in their own time zone, 24 hours.

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const FULL = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

export const moment = (ts) => new Date(Number.parseFloat(ts) * 1000);
export const clock = (ts) => CLOCK.format(moment(ts));
export const full = (ts) => FULL.format(moment(ts));

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export const dayKey = (ts) => midnight(moment(ts));

export function day(ts) {
  const distance = Math.round((dayKey(ts) - midnight(new Date())) / 86400000);
  if (distance === 0) return "Today";
  if (distance === -1) return "Yesterday";
  return DAY.format(moment(ts));
}

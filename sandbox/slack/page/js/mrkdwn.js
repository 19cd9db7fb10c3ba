// Slack's mrkdwn to DOM nodes, after docs.slack.dev "Formatting message text".
// Text goes in as text nodes only; links are limited to http, https and mailto.
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

export function decode(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** `names`: {person(id), channel(id), group(id)} to display names; `locale`: the reader's. */
export function mrkdwn(text, names, { verbatim = false } = {}) {
  const root = document.createDocumentFragment();
  const parts = String(text ?? "").split(/```/);
  const closed = parts.length % 2 === 1;
  parts.forEach((part, index) => {
    if (index % 2 === 1 && (closed || index < parts.length - 1)) {
      root.append(h("pre", {}, h("code", {}, plainTokens(part.replace(/^\n|\n$/g, ""), names))));
    } else {
      const given = index % 2 === 1 ? "```" + part : part;
      lines(root, index ? given.replace(/^\n/, "") : given, { names, verbatim });
    }
  });
  return root;
}

function lines(root, text, context) {
  if (text === "") return;
  const groups = [];
  for (const line of text.split("\n")) {
    const kind = lineKind(line);
    const last = groups.at(-1);
    if (last && last.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  for (const group of groups) root.append(LINES[group.kind](group.lines, context));
}

function lineKind(line) {
  if (/^(&gt;|>)/.test(line)) return "quote";
  if (/^\s*[•◦▪-]\s+\S/.test(line)) return "bullets";
  if (/^\s*\d{1,3}[.)]\s+\S/.test(line)) return "numbers";
  return "text";
}

const LINES = {
  quote: (rows, context) =>
    h("blockquote", {}, joined(rows.map((row) => row.replace(/^(?:&gt;|>)\s?/, "")), context)),
  bullets: (rows, context) => list("ul", rows, /^\s*[•◦▪-]\s+/, context),
  numbers: (rows, context) => list("ol", rows, /^\s*\d{1,3}[.)]\s+/, context),
  text: (rows, context) => h("span", { class: "lines" }, joined(rows, context)),
};

function list(tag, rows, marker, context) {
  const start = tag === "ol" ? Number.parseInt(rows[0], 10) : null;
  const attributes = start && start !== 1 ? { start } : {};
  return h(tag, attributes, rows.map((row) => h("li", {}, inline(row.replace(marker, ""), context))));
}

function joined(rows, context) {
  return rows.map((row, index) => [index ? h("br") : null, inline(row, context)]);
}

// Order matters: code first (nothing is formatted inside), then tokens in angle brackets, then styles.
const CODE = /`([^`\n]+)`/;
const TOKEN = /<([^<>\n]+)>/;
const STYLES = [
  ["strong", /(^|[^\p{L}\p{N}*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\p{L}\p{N}*])/u],
  ["em", /(^|[^\p{L}\p{N}_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\p{L}\p{N}_])/u],
  ["s", /(^|[^\p{L}\p{N}~])~(?!\s)([^~\n]+?)(?<!\s)~(?![\p{L}\p{N}~])/u],
];
const BARE_LINK = /(^|[\s(]|&lt;)(https?:\/\/(?:(?!&[lg]t;)[^\s<>()])+?(?=[.,;:!?]*(?:[\s<>()]|&[lg]t;|$)))/;

function inline(text, context) {
  if (!text) return [];
  return splitAt(text, CODE, (match) => h("code", {}, plainTokens(match[1], context.names)), (rest) => styled(rest, context));
}

/** Styles span tokens (`*<@U1>*`), so tokens are put aside as private-use characters first. */
function styled(text, context) {
  const kept = [];
  const held = text.replace(new RegExp(TOKEN, "g"), (_, body) => {
    kept.push(body);
    return String.fromCharCode(0xe000 + kept.length - 1);
  });
  return style(held, { ...context, kept }, 0);
}

function style(text, context, level) {
  if (level === STYLES.length) return leaf(text, context);
  const [tag, pattern] = STYLES[level];
  const deeper = (rest) => style(rest, context, level + 1);
  return splitAt(text, pattern, (match) => [deeper(match[1]), h(tag, {}, style(match[2], context, level + 1))], deeper);
}

function leaf(text, context) {
  return splitAt(text, /[\ue000-\uf8ff]/, (match) => held(match[0], context), (rest) => bare(rest, context));
}

function held(character, context) {
  const body = context.kept[character.charCodeAt(0) - 0xe000];
  return body === undefined ? [character] : token(body, context.names);
}

function bare(text, context) {
  if (context.verbatim) return [withEmoji(decode(text))];
  return splitAt(text, BARE_LINK, (match) => [decode(match[1]), link(decode(match[2]), decode(match[2]))], (rest) => [withEmoji(decode(rest))]);
}

function splitAt(text, pattern, onMatch, onRest) {
  const nodes = [];
  let rest = text;
  while (rest) {
    const match = pattern.exec(rest);
    if (!match) break;
    if (match.index) nodes.push(onRest(rest.slice(0, match.index)));
    nodes.push(onMatch(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) nodes.push(onRest(rest));
  return nodes;
}

/** Inside code only links and mentions keep a meaning; they are shown as plain words. */
function plainTokens(text, names) {
  return splitAt(text, TOKEN, (match) => {
    const shown = token(match[1], names);
    return shown.textContent ?? "";
  }, (rest) => [decode(rest)]);
}

function token(body, names) {
  const [target, ...labels] = body.split("|");
  const label = labels.length ? decode(labels.join("|")) : "";
  if (target.startsWith("@")) return mention(`@${names.person(target.slice(1)) ?? (label || target.slice(1))}`, target.slice(1) === names.me);
  if (target.startsWith("#")) return channelMention(target.slice(1), label, names);
  if (target.startsWith("!")) return special(target.slice(1), label, names);
  return link(decode(target), label || decode(target).replace(/^mailto:/, ""));
}

function channelMention(id, label, names) {
  const name = names.channel(id) ?? (label || id);
  return h("a", { class: "mention", href: `#${id}` }, `#${name}`);
}

function special(body, label, names) {
  const [word, ...rest] = body.split("^");
  if (word === "date") return date(rest, label, localeOf(names));
  if (word === "subteam") return mention(`@${(names.group(rest[0]) ?? (label || rest[0])).replace(/^@/, "")}`, names.mine?.(rest[0]));
  if (["here", "channel", "everyone"].includes(word)) return mention(`@${word}`, true);
  return h("span", {}, label || body);
}

function mention(text, mine) {
  return h("span", { class: mine ? "mention mine" : "mention" }, text);
}

export function link(url, label) {
  if (!/^(?:https?:|mailto:)/i.test(url)) return h("span", {}, label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

const DATE_PARTS = {
  "{date_num}": { year: "numeric", month: "2-digit", day: "2-digit" },
  "{date}": { year: "numeric", month: "long", day: "numeric" },
  "{date_short}": { year: "numeric", month: "short", day: "numeric" },
  "{date_long}": { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  "{date_pretty}": { year: "numeric", month: "long", day: "numeric" },
  "{date_short_pretty}": { year: "numeric", month: "short", day: "numeric" },
  "{date_long_pretty}": { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  "{time}": { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  "{time_secs}": { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/** `<!date^seconds^{date_short} at {time}^link|fallback>` in the reader's time zone and language. */
function date([seconds, format, url], fallback, locale) {
  const moment = new Date(Number(seconds) * 1000);
  if (!format || Number.isNaN(moment.getTime())) return h("span", {}, fallback);
  const text = decode(format).replace(/\{\w+\}/g, (part) => datePart(part, moment, locale));
  const shown = h("time", { datetime: moment.toISOString(), title: moment.toUTCString() }, text);
  if (!url) return shown;
  const anchor = link(decode(url), "");
  anchor.append(shown);
  return anchor;
}

/** A locale that nobody knows is not one's own fault: then English, as the page itself is. */
function localeOf(names) {
  try {
    return Intl.getCanonicalLocales(names.locale ?? [])[0] ?? "en-GB";
  } catch {
    return "en-GB";
  }
}

function datePart(part, moment, locale) {
  if (part === "{ago}") return ago(moment, locale);
  if (!(part in DATE_PARTS)) return part;
  const pretty = part.includes("pretty") ? relativeDay(moment, locale) : null;
  return pretty ?? new Intl.DateTimeFormat(locale, DATE_PARTS[part]).format(moment);
}

/** Yesterday, today or tomorrow in the reader's language; null for every other day. */
function relativeDay(moment, locale) {
  const day = (date) => Math.floor((date.getTime() - date.getTimezoneOffset() * 60000) / 86400000);
  const distance = day(moment) - day(new Date());
  return Math.abs(distance) > 1 ? null : new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(distance, "day");
}

function ago(moment, locale) {
  const seconds = Math.round((moment.getTime() - Date.now()) / 1000);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const [unit, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return relative.format(seconds, "second");
}

/** The words of mrkdwn without its signs, for notifications and screen readers. */
export function words(text, names) {
  const holder = document.createElement("div");
  holder.append(mrkdwn(text, names));
  return holder.textContent;
}

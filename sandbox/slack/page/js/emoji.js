// The emoji that people and bots of an operations team use; others stay as `:name:`.
export const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", eyes: "👀", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", tada: "🎉", rocket: "🚀", warning: "⚠️",
  hourglass_flowing_sand: "⏳", hourglass: "⌛", heart: "❤️", pray: "🙏", raised_hands: "🙌", clap: "👏", fire: "🔥", bulb: "💡", question: "❓", exclamation: "❗", rotating_light: "🚨",
  lock: "🔒", unlock: "🔓", key: "🔑", gear: "⚙️", wrench: "🔧", hammer_and_wrench: "🛠️", mag: "🔍", memo: "📝", link: "🔗", clock1: "🕐", palm_tree: "🌴", wave: "👋", smile: "😄", slightly_smiling_face: "🙂",
  thinking_face: "🤔", sweat_smile: "😅", joy: "😂", sob: "😭", no_entry: "⛔", octagonal_sign: "🛑", construction: "🚧", package: "📦", cloud: "☁️", zap: "⚡", bell: "🔔", no_bell: "🔕", speech_balloon: "💬",
  large_green_circle: "🟢", large_yellow_circle: "🟡", red_circle: "🔴", white_circle: "⚪", arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️", information_source: "ℹ️", recycle: "♻️", books: "📚", chart_with_upwards_trend: "📈",
};

export const QUICK = ["+1", "eyes", "white_check_mark", "tada", "pray", "rocket"];

export const emoji = (name) => EMOJI[name] ?? `:${name}:`;

/** `:eyes:` in text becomes the picture; what is not known stays. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);

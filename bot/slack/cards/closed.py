"""What is said elsewhere of a channel that takes nothing from the bot."""

from __future__ import annotations

from bot.slack.cards import blocks, text
from core import language
from workflow import closures

_HELP = {
    "not_in_channel": "closed-help-not-in-channel",
    "is_archived": "closed-help-archived",
}


def render(closure: closures.Closure, words: language.Words) -> blocks.Message:
    """A channel's reference shows its present name by itself, also after it was renamed."""
    channel, since = f"<#{closure.channel}>", text.moment(closure.since)
    if closure.until is not None:
        until = text.moment(closure.until)
        said = words("closed-over", channel=channel, since=since, until=until)
        return blocks.message(
            said, [blocks.header(words("closed-over-title")), blocks.section(said)]
        )
    said = words("closed-since", channel=channel, since=since, why=why(closure.error, words))
    shown = [
        blocks.header(words("closed-title")),
        blocks.section(said),
        blocks.section(waiting(closure, words)),
        blocks.section(remedy(closure.error, words)),
        blocks.context([words("closed-look")]),
    ]
    return blocks.message(said, shown)


def why(error: str, words: language.Words) -> str:
    key = f"closed-why-{error.replace('_', '-')}"
    return words(key) if words.knows(key) else words("closed-why-other", code=text.code(error))


def remedy(error: str, words: language.Words) -> str:
    return words(_HELP.get(error, "closed-help-gone"))


def waiting(closure: closures.Closure, words: language.Words) -> str:
    """How many messages of which kind."""
    if not closure.total:
        return words("closed-nothing")
    counted: dict[str, int] = {}
    for kind, count in closure.waiting.items():
        named = f"closed-kind-{kind}"
        key = named if words.knows(named) else "closed-kind-other"
        counted[key] = counted.get(key, 0) + count
    what = ", ".join(words(key, count=count) for key, count in counted.items())
    return words("closed-waiting", what=what)

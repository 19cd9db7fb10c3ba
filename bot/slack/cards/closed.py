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
    if closure.until is not None:
        said = words(
            "closed-over",
            channel=_channel(closure),
            since=text.moment(closure.since),
            until=text.moment(closure.until),
        )
        return blocks.message(
            said, [blocks.header(words("closed-over-title")), blocks.section(said)]
        )
    told = lines(closure, words)
    shown = [
        blocks.header(words("closed-title")),
        *(blocks.section(line) for line in told),
        blocks.context([words("closed-look")]),
    ]
    return blocks.message(told[0], shown)


def lines(closure: closures.Closure, words: language.Words) -> list[str]:
    """What, why and since when; what waits; what to do."""
    since, reason = text.moment(closure.since), why(closure.error, words)
    return [
        words("closed-since", channel=_channel(closure), since=since, why=reason),
        waiting(closure, words),
        words(_HELP.get(closure.error, "closed-help-gone")),
    ]


def why(error: str, words: language.Words) -> str:
    key = f"closed-why-{error.replace('_', '-')}"
    return words(key) if words.knows(key) else words("closed-why-other", code=text.code(error))


def _channel(closure: closures.Closure) -> str:
    return f"<#{closure.channel}>"


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

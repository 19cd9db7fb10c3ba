"""Text for Slack: escaped in one place, cut to size, with dates each reader sees in local time."""

from __future__ import annotations

import re
from datetime import datetime

from core import clock, language, sentences

SECTION = 3000
"""Characters; limits are those of https://docs.slack.dev/reference/block-kit/blocks/."""
HEADER = 150
CONFIRM = 300
BUTTON = 75
OPTION = 75
MODAL_TITLE = 24

_PERSON = re.compile(r"&lt;(@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+|#[CG][A-Z0-9]+)(?:\|[^&<>]*)?&gt;")
_TRUSTED = re.compile(
    r"https://(?:learn\.microsoft\.com|portal\.azure\.com|docs\.slack\.dev)/[^\s<>|&]*[^\s<>|&.,;:)]"
)
MOMENT = re.compile(r"(?<! - )\b(\d{4}-[01]\d-[0-3]\d [0-2]\d:[0-5]\d) UTC\b")
"""As `clock.written` writes it; not the end of a window, which is read as it was set."""
_QUOTED = re.compile(r"„(?P<german>[^“”]*)“(?![^\s.,;:!?)])|“(?P<words>[^”]*)(?P<end>”?)")
"""In German “ ends what „ began."""
_MARKED = re.compile(r"[*_~`<>&]|:[\w+-]+:|[^\S ]| {2}|^ | $|^(?:•|\d+\.|-) ")
"""What Slack would make more of than letters, or could pass for a line of a card."""
_BROKEN = re.compile(r"(?:&[a-z]{0,4}|<[^<>]*)$")


def escape(text: str) -> str:
    """Anything a person or Azure wrote, shown as it was written: no mention, no link, no markup
    of Slack's own (https://docs.slack.dev/messaging/formatting-message-text/)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sentence(text: str) -> str:
    """One of our own sentences. Escaped too, for it may quote a value; but people, groups and
    channels stay references, Microsoft's and Slack's documentation stays a link, and a moment is
    in the reader's own zone. `<!channel>` and `<!here>` never survive. What stands between “ and
    ”, or „ and “, was typed: it is `typed` text."""
    said, at = "", 0
    for found in _QUOTED.finditer(text):
        said += _own(text[at : found.start()])
        if found["german"] is not None:
            said += f"„{typed(found['german'])}“"
        else:
            said += f"“{typed(found['words'])}{found['end']}"
        at = found.end()
    return said + _own(text[at:])


def spoken(one: str, words: language.Words) -> str:
    """`sentence` of what was composed elsewhere, in the reader's language."""
    return sentence(sentences.spoken(one, words))


def _own(text: str) -> str:
    kept = _PERSON.sub(lambda match: f"<{match[1]}>", escape(text))
    kept = _TRUSTED.sub(lambda match: f"<{match[0]}>", kept)
    return MOMENT.sub(_in_ones_own_zone, kept)


def _in_ones_own_zone(written: re.Match[str]) -> str:
    try:
        return moment(clock.parse(f"{written[1]}+00:00"))
    except ValueError:  # 2026-02-31: somebody's words
        return written[0]


def typed(words: str) -> str:
    """What a person typed, on one line: nobody is called, nothing is a link, bold or a quote. Words
    with marks of Slack's in them stand in a code span, where marks mean nothing."""
    return code(words) if _MARKED.search(words) else words


def unquoted(words: str) -> str:
    """Typed words without curly quotes, which clients make of straight ones: in our sentences they
    mark where typed words begin and end."""
    return words.translate(_STRAIGHT)


_STRAIGHT = str.maketrans(dict.fromkeys("„“”", '"'))


def title(name: str) -> str:
    """`Clean up` of `clean-up`: how a verb or a kind reads as a heading."""
    return name.replace("-", " ").capitalize()


def code(value: str) -> str:
    """A value in a code span; its own backticks and line breaks would end the span."""
    plain = " ".join(value.replace("`", "'").split())
    return f"`{escape(plain)}`" if plain else ""


def link(url: str, label: str) -> str:
    """A link that opens; a URL with Slack's own marks in it is shown, not linked."""
    return code(url) if set(url) & set("<>|") else f"<{escape(url)}|{escape(label)}>"


def clip(text: str, limit: int) -> str:
    """At most `limit` characters; never half an entity or half a mention."""
    if len(text) <= limit:
        return text
    return _BROKEN.sub("", text[: limit - 1]).rstrip() + "…"


def person(slack_id: str) -> str:
    """A person or a user group by id, as a reference."""
    if slack_id.startswith("S"):
        return f"<!subteam^{slack_id}>"
    return f"<@{slack_id}>"


def people(ids: tuple[str, ...], words: language.Words, *, every: bool = False) -> str:
    """`<@U1>, <@U2> or <!subteam^S1>`, at most ten of them; with *and* where it is `every`one."""
    shown = [person(one) for one in ids[:10]]
    if len(ids) > 10:
        shown.append(words("card-others", count=len(ids) - 10))
    if len(shown) < 2:
        return "".join(shown)
    first, last = ", ".join(shown[:-1]), shown[-1]
    return words("card-and" if every else "card-or", first=first, last=last)


def moment(at: datetime, form: str = "{date_short_pretty}, {time}") -> str:
    """A date in the reader's own zone and, for clients that cannot, in UTC."""
    return f"<!date^{int(at.timestamp())}^{form}|{at:%Y-%m-%d %H:%M} UTC>"


def time_of(at: datetime) -> str:
    """The time of day only."""
    return f"<!date^{int(at.timestamp())}^{{time}}|{at:%H:%M} UTC>"


def duration(seconds: float) -> str:
    """`4 s`, `1 min 20 s`, `2 h 5 min`."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, rest = divmod(whole // 60, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def many(count: int, noun: str) -> str:
    """`1 event`, `2 events`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def some(items: list[str], most: int, words: language.Words) -> list[str]:
    """The first `most` lines, and how many are left out."""
    if len(items) <= most:
        return items
    return [*items[: most - 1], words("card-and-more", count=len(items) - most + 1)]

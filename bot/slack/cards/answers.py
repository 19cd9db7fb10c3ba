"""What one person is told privately: answers of read-only verbs, refusals, problems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.slack.cards import blocks, buttons, text
from commands import fields, verbs
from core import errors, language

_PORTAL = re.compile(r"https://portal\.azure\.(?:com|us|cn)/#resource/[^\s<>|]+")
MOST_ROWS = 60
MOST_OFFERS = 10


def answer(said: verbs.Answer) -> blocks.Message:
    """A read-only verb's answer."""
    shown = [blocks.header(said.title)]
    for part in said.sections:
        shown += section(part)
    row = _offered(said.offers)
    return blocks.message(_plain(said), [*shown, blocks.actions(row)] if row else shown)


def _offered(offers: Sequence[verbs.Offer]) -> list[blocks.Block]:
    """Action ids stand once in a block: all have the button's, and a number."""
    return [
        blocks.button(f"{buttons.Button.OFFER}.{number}", offer.label, value)
        for number, offer in enumerate(offers[:MOST_OFFERS])
        if (value := buttons.write_offer(offer))
    ]


def section(part: verbs.Section) -> list[blocks.Block]:
    """Heading, text, rows; rows as `*label*  value`, one a line."""
    lines = [f"*{text.escape(part.heading)}*"] if part.heading else []
    if part.text:
        lines.append(text.sentence(part.text))
    rows = [f"*{_label(label)}*: {_value(value)}" for label, value in part.rows]
    return blocks.sections([*lines, *_some(rows, MOST_ROWS)])


def _some(items: list[str], most: int) -> list[str]:
    """Verbs answer in English."""
    return text.some(items, most, language.of("en"))


def _value(value: str) -> str:
    """Text; a way into the portal, in whichever cloud, is a link with a name."""
    if _PORTAL.fullmatch(value):
        return text.link(value, "open in the portal")
    return text.sentence(value)


def problem(sentence: str, remedy: str = "") -> blocks.Message:
    """What is wrong and what to do: two sentences."""
    said = text.sentence(f"{sentence} {remedy}".strip())
    shown = [blocks.section(text.sentence(sentence))]
    if remedy:
        shown.append(blocks.section(text.sentence(remedy)))
    return blocks.message(said, shown)


def error(raised: errors.BotError) -> blocks.Message:
    return problem(raised.sentence, raised.remedy)


def faults(verb: verbs.Verb, found: Sequence[fields.Fault]) -> blocks.Message:
    """Everything wrong with a typed line, so that it is mended at once."""
    known = {field.name: field.label for field in verb.fields}
    lines = [
        f"• *{text.escape(known.get(fault.field, fault.field))}*: {text.sentence(str(fault))}"
        for fault in found
    ]
    lead = f"Nothing was done: this line of `{verb.name}` must be mended first."
    fallback = f"{lead} {text.sentence(' '.join(str(fault) for fault in found))}"
    return blocks.message(fallback, blocks.sections([lead, *_some(lines, 20)]))


def not_member(channel: str) -> blocks.Message:
    """The commonest first error, with the line that mends it."""
    return problem(
        f"I am not in <#{channel}>, so I could not show what happens there. Nothing was started.",
        "Type `/invite @failback-ps` in that channel, then ask again.",
    )


def _label(label: str | datetime) -> str:
    return text.moment(label) if isinstance(label, datetime) else text.escape(label)


def _plain_label(label: str | datetime) -> str:
    return f"{label:%Y-%m-%d %H:%M} UTC" if isinstance(label, datetime) else label


def _plain(said: verbs.Answer) -> str:
    parts = [said.title]
    for part in said.sections:
        parts += [one for one in (part.heading, part.text) if one]
        parts += [f"{_plain_label(label)}: {value}" for label, value in part.rows]
    return text.sentence(text.clip("\n".join(parts), 1500))

"""What one person is told privately: answers of read-only verbs, refusals, problems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.slack import declared
from bot.slack.cards import blocks, buttons, text
from commands import fields, verbs
from core import errors, language, sentences

_PORTAL = re.compile(r"https://portal\.azure\.(?:com|us|cn)/#resource/[^\s<>|]+")
MOST_ROWS = 60


def answer(said: verbs.Answer, words: language.Words) -> blocks.Message:
    """A read-only verb's answer."""
    shown = [blocks.header(sentences.spoken(said.title, words))]
    for part in said.sections:
        shown += section(part, words)
    row = buttons.offered(said.offers, words)
    return blocks.message(_plain(said, words), [*shown, blocks.actions(row)] if row else shown)


def section(part: verbs.Section, words: language.Words) -> list[blocks.Block]:
    """Heading, text, rows; rows as `*label*  value`, one a line."""
    heading = sentences.spoken(part.heading, words)
    lines = [f"*{text.escape(heading)}*"] if heading else []
    if part.text:
        lines.append(text.spoken(part.text, words))
    rows = [f"*{_label(label, words)}*: {_value(value, words)}" for label, value in part.rows]
    return blocks.sections([*lines, *text.some(rows, MOST_ROWS, words)])


def _value(value: str, words: language.Words) -> str:
    """Text; a way into the portal, in whichever cloud, is a link with a name."""
    if _PORTAL.fullmatch(value):
        return text.link(value, words("answer-portal"))
    return text.spoken(value, words)


def problem(sentence: str, remedy: str, words: language.Words) -> blocks.Message:
    """What is wrong and what to do: two sentences."""
    parts = [text.spoken(part, words) for part in (sentence, remedy) if part]
    return blocks.message(" ".join(parts), [blocks.section(part) for part in parts])


def error(raised: errors.BotError, words: language.Words) -> blocks.Message:
    return problem(raised.sentence, raised.remedy, words)


def faults(
    verb: verbs.Verb, found: Sequence[fields.Fault], words: language.Words
) -> blocks.Message:
    """Everything wrong with a typed line, so that it is mended at once."""
    known = {field.name: declared.label(verb, field, words) for field in verb.fields}
    said = [text.spoken(fault.whole, words) for fault in found]
    lines = [
        f"• *{text.escape(known.get(fault.field, fault.field))}*: {one}"
        for fault, one in zip(found, said, strict=True)
    ]
    lead = words("answer-faults", verb=verb.name)
    fallback = f"{lead} {' '.join(said)}"
    return blocks.message(fallback, blocks.sections([lead, *text.some(lines, 20, words)]))


def not_member(channel: str, words: language.Words) -> blocks.Message:
    """The commonest first error, with the line that mends it."""
    return problem(
        words("answer-not-member", channel=channel), words("answer-not-member-remedy"), words
    )


def _label(label: str | datetime, words: language.Words) -> str:
    if isinstance(label, datetime):
        return text.moment(label)
    return text.escape(sentences.spoken(label, words))


def _plain_label(label: str | datetime, words: language.Words) -> str:
    if isinstance(label, datetime):
        return f"{label:%Y-%m-%d %H:%M} UTC"
    return sentences.spoken(label, words)


def _plain(said: verbs.Answer, words: language.Words) -> str:
    parts = [sentences.spoken(said.title, words)]
    for part in said.sections:
        parts += [sentences.spoken(one, words) for one in (part.heading, part.text) if one]
        parts += [
            f"{_plain_label(label, words)}: {sentences.spoken(value, words)}"
            for label, value in part.rows
        ]
    return text.sentence(text.clip("\n".join(parts), 1500))

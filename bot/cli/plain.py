"""A card's blocks, and our own sentences, as plain text for a terminal.

No library on PyPI reads Slack's mrkdwn into plain text and knows its dates, so this does: it is
the inverse of `bot/slack/cards/text.py`, for the blocks that cards are made of
(https://docs.slack.dev/messaging/formatting-message-text/).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from bot.slack.cards import blocks
from bot.slack.cards import text as slack
from core import clock

WIDTH = 100
_CODE = re.compile(r"```(.*?)```|`([^`\n]*)`", re.DOTALL)
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_REFERENCE = re.compile(r"<([^<>]+)>")
_NAMED = re.compile(r"<(@|#|!subteam\^)([A-Z0-9]+)(?:\|([^<>]*))?>")
"""A person, a channel or a group: what a sentence that was not made for Slack may hold."""
_DATE = re.compile(r"!date\^(\d+)\^([^|]*)\|(.*)", re.DOTALL)
_ENTITY = re.compile(r"&(amp|lt|gt);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_CONTROL = re.compile(
    r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What could move a terminal's cursor, colour it, or turn the direction of reading."""


def card(message: blocks.Message, *, bold: bool = False, zone: tzinfo | None = None) -> str:
    """The whole message. `bold`: headings in bold, for a terminal that can; `zone`: of the reader,
    the machine's own where none is given."""
    parts = [_block(one, bold, zone) for one in message.blocks]
    return "\n\n".join(part for part in parts if part)


def text(mrkdwn: str, zone: tzinfo | None = None) -> str:
    """Mrkdwn as a reader would see it; nothing in it can drive the terminal."""
    return clean(_by_code(mrkdwn, lambda part: _outside(part, zone), _letters))


def sentence(said: str, zone: tzinfo | None = None, names: Mapping[str, str] | None = None) -> str:
    """One of our own sentences, which nothing was escaped in: people, groups and channels without
    Slack's marks, by their names where `names` has them, and moments as on a card."""

    def outside(part: str) -> str:
        named = _NAMED.sub(lambda found: _name(found, names or {}), part)
        return slack.MOMENT.sub(lambda found: _in_zone(found, zone), named)

    return clean(_by_code(said, outside, str))


def _by_code(words: str, outside: Callable[[str], str], inside: Callable[[str], str]) -> str:
    shown, at = "", 0
    for found in _CODE.finditer(words):
        shown += outside(words[at : found.start()]) + inside(found[1] or found[2] or "")
        at = found.end()
    return shown + outside(words[at:])


def _name(found: re.Match[str], names: Mapping[str, str]) -> str:
    mark = "#" if found[1] == "#" else "@"
    return mark + (names.get(found[2]) or found[3] or found[2])


def _in_zone(written: re.Match[str], zone: tzinfo | None) -> str:
    try:
        at = clock.parse(f"{written[1]}+00:00")
    except ValueError:  # 2026-02-31: somebody's words
        return written[0]
    return _moment(int(at.timestamp()), "{date_short_pretty}, {time}", zone)


def clean(words: str) -> str:
    """Without control characters: what a person or Azure wrote must not drive the terminal."""
    return _CONTROL.sub("�", words.replace("\r\n", "\n").replace("\t", "    "))


def _outside(mrkdwn: str, zone: tzinfo | None) -> str:
    """What stands outside of code."""
    bare = _BOLD.sub(r"\1", mrkdwn)
    return _letters(_REFERENCE.sub(lambda found: _reference(found[1], zone), bare))


def _letters(escaped: str) -> str:
    return _ENTITY.sub(lambda found: _ENTITIES[found[1]], escaped)


def _reference(inside: str, zone: tzinfo | None) -> str:
    if date := _DATE.fullmatch(inside):
        return _moment(int(date[1]), date[2], zone)
    target, _, label = inside.partition("|")
    if target.startswith(("@", "#")):
        return (label and f"{target[0]}{label}") or target
    if target.startswith("!subteam^"):
        return f"@{target.removeprefix('!subteam^')}"
    return f"{label} ({target})" if label and label != target else target


def _moment(seconds: int, form: str, zone: tzinfo | None) -> str:
    at = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    if form == "{time}":
        return f"{at:%H:%M}"
    day = f"{at:%Y-%m-%d}"
    return day if "{time}" not in form else f"{day} {at:%H:%M %Z}"


def _block(block: blocks.Block, bold: bool, zone: tzinfo | None) -> str:
    kind = block["type"]
    if kind == "header":
        title = clean(block["text"]["text"])
        return f"\x1b[1m{title}\x1b[0m" if bold else title
    if kind == "context":
        return _wrapped(" · ".join(text(one["text"], zone) for one in block["elements"]))
    if kind == "actions":
        names = [clean(one["text"]["text"]) for one in block["elements"] if "text" in one]
        return _wrapped(f"Buttons in Slack: {', '.join(names)}") if names else ""
    if "fields" in block:
        return _columns([text(one["text"], zone) for one in block["fields"]])
    return _wrapped(text(_text(block), zone)) if "text" in block else ""


def _text(block: dict[str, Any]) -> str:
    return str(block["text"]["text"])


def _columns(cells: list[str]) -> str:
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    wide = max((len(left) for left, _ in pairs), default=0)
    if wide > WIDTH // 2:
        return _wrapped("\n".join(f"{left}\n    {right}" for left, right in pairs))
    return "\n".join(f"{left.ljust(wide)}  {right}".rstrip() for left, right in pairs)


def _wrapped(words: str) -> str:
    return "\n".join(_lines(words.splitlines()))


def _lines(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        hang = "  " if line.startswith("• ") else ""
        yield from textwrap.wrap(
            line,
            WIDTH,
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]

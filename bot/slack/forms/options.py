"""Choices as Slack's options: cut to size, an honest label for what is left out."""

from __future__ import annotations

import hashlib

from bot.slack.cards import blocks, text
from commands import fields
from core import language

MOST = 100
LONGEST = 150  # characters of an option's value
NOTHING = "~"
"""The value of an option that only says something; it counts as nothing chosen."""


def one(choice: fields.Choice) -> blocks.Block:
    made: blocks.Block = {
        "text": _plain(choice.label or choice.value),
        "value": value_of(choice),
    }
    if choice.description:
        made["description"] = _plain(choice.description)
    return made


def value_of(choice: fields.Choice) -> str:
    """The value itself, or a digest of one that Slack would not take; see `is_digest`."""
    if len(choice.value) <= LONGEST:
        return choice.value
    return "#" + hashlib.sha256(choice.value.encode()).hexdigest()


def is_digest(value: str) -> bool:
    return len(value) == 65 and value.startswith("#")


def note(sentence: str) -> blocks.Block:
    """An option that is no choice: "still loading", "choose the region first"."""
    return {"text": _plain(sentence), "value": NOTHING}


def answer(
    found: fields.Choices, words: language.Words, typed: str = "", *, free_text: bool = False
) -> blocks.Block:
    """The body of the ack: `options`, or `option_groups` where there are more than fit."""
    shown = [one(choice) for choice in found.items]
    if free_text and typed and typed not in {choice.value for choice in found.items}:
        made = fields.Choice(value=typed, label=words("form-use-new", typed=typed))
        shown = [one(made), *shown]
    if found.total > MOST:
        label = words("form-narrow", shown=MOST, count=found.total)
        group = {"label": {"type": "plain_text", "text": label}, "options": shown[:MOST]}
        return {"option_groups": [group]}
    return {"options": shown[:MOST]}


def _plain(words: str) -> blocks.Block:
    return {"type": "plain_text", "text": text.clip(words, text.OPTION) or "-", "emoji": False}

"""Replies beneath a finding's prompt or a digest: it closed itself, is back, or comes nearer."""

from __future__ import annotations

from typing import Any

from bot.slack.cards import blocks, calls, text
from core import language

Event = dict[str, Any]


def of_many(payload: Event, words: language.Words) -> blocks.Message:
    """`finding-resolved`, `finding-open`."""
    named, more = list(payload["servers"]), int(payload["more"])
    servers = text.escape(", ".join(named))
    if more:
        servers = words("finding-line-more", servers=servers, more=more)
    count = len(named) + more
    if payload["event"] == "finding-resolved":
        return calls.line(words("finding-line-resolved", servers=servers, count=count))
    return calls.line(words("finding-line-open", servers=servers, count=count))


def of_one(payload: Event, words: language.Words) -> blocks.Message:
    """A reminder, or critical now or once more."""
    phrases = language.restore(payload["said"], words)
    sentence = text.sentence(language.read(phrases, words) or str(payload["sentence"]))
    server = text.escape(str(payload["server"]))
    key = _OF_ONE[str(payload["event"])]
    return calls.line(words(key, server=server, sentence=sentence))


_OF_ONE = {
    "finding-again": "finding-line-again",
    "finding-critical": "finding-line-critical",
    "finding-worse": "finding-line-worse",
}
WRITTEN = {
    "finding-resolved": of_many,
    "finding-open": of_many,
    **dict.fromkeys(_OF_ONE, of_one),
}

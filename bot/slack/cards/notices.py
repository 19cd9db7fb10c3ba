"""Replies in a thread: the calls for a person's eye, and the details of a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.slack.cards import blocks, calls, confirmations, counts, leads, text
from core import language, phrases, sentences
from workflow import findings
from workflow import operations as rows

Event = dict[str, Any]
Words = language.Words


def approval_open(
    payload: Event, operation: rows.Operation, _link: str, words: Words
) -> blocks.Message:
    said = words("card-waits", title=calls.what(operation, words))
    called = calls.call(payload, said, words)
    return blocks.message(called, [blocks.section(called), *_checked(operation, words)])


def _checked(operation: rows.Operation, words: Words) -> list[blocks.Block]:
    """What each check found, for a lead who wants to know before the vote."""
    if operation.plan is None or not operation.plan.findings:
        return []
    found = [
        f"• {_check(one.check, words)}: {text.spoken(one.sentence, words)}"
        for one in operation.plan.findings
    ]
    return blocks.sections([words("card-checked"), *text.some(found, 60, words)])


def _check(name: str, words: Words) -> str:
    return text.escape(sentences.spoken(sentences.named("check", name), words))


def ended(payload: Event, operation: rows.Operation | None, words: Words) -> blocks.Message:
    """`operation` is None where it can no longer be read."""
    how = (operation and leads.kind(operation)) or payload.get("state", "")
    key, title = f"card-ended-{how}", calls.what(operation, words)
    said = words(key, title=title) if words.knows(key) else words("card-ended", title=title)
    return calls.line(calls.call(payload, said, words))


def waiting(payload: Event, operation: rows.Operation | None, words: Words) -> blocks.Message:
    """A step waits for a person: what to do stands in the same thread."""
    said = words("card-waiting", title=calls.what(operation, words))
    return calls.line(calls.call(payload, said, words))


def said(plain: str) -> blocks.Message:
    """Details of a step; as many sections as they need."""
    lines = text.sentence(plain).splitlines()
    return blocks.message(text.sentence(text.clip(plain, 1500)) or " ", blocks.sections(lines))


def hold(payload: Event, words: Words) -> blocks.Message:
    """A lock or freeze that came or went."""
    who, why = text.person(str(payload["by"])), text.typed(str(payload["reason"]))
    did = text.spoken(payload["did"], words)
    return calls.line(words("card-hold", who=who, did=did, reason=why))


Written = Callable[[Event, rows.Operation, str, Words], blocks.Message]

_CALLS: dict[str, Written] = {
    "approval-open": approval_open,
    "reminder": calls.reminder,
    "escalation": calls.escalation,
    "glass-broken": calls.glass,
    "review-reminder": calls.review,
    "question": calls.question,
    "confirm-vote": confirmations.ask,
    "vote-disowned": confirmations.disowned,
}
"""Those that need the operation's rows."""
_PLAIN: dict[str, Callable[[Event, Words], blocks.Message]] = {
    counts.EVENT: counts.render,
    "hold": hold,
}


def of(
    payload: Event, operation: rows.Operation | None, words: Words, link: str = ""
) -> blocks.Message:
    """By the notice's `event`. `link` leads to the operation's card, where it is known."""
    event = str(payload.get("event", ""))
    if operation is not None and event in _CALLS:
        return _CALLS[event](payload, operation, link, words)
    if event in _PLAIN:
        return _PLAIN[event](payload, words)
    if event == "ended":
        return ended(payload, operation, words)
    if event == "waiting":
        return waiting(payload, operation, words)
    known = phrases.restore(payload.get(findings.SAID), words)
    plain = sentences.spoken(payload.get("text", ""), words)
    return said(phrases.read(known, words) or plain)

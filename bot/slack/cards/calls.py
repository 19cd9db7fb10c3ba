"""Calls for a decision: reminders, escalation, the broken glass, a question to who asked."""

from __future__ import annotations

from typing import Any

from bot.slack.cards import blocks, operations, text
from core import language
from workflow import operations as rows

Event = dict[str, Any]
Words = language.Words


def reminder(payload: Event, operation: rows.Operation, link: str, words: Words) -> blocks.Message:
    """In the thread; or to one person, with the way to the card: nothing is decided elsewhere."""
    ends = operation.expires_at
    left = f" {words('card-expires', when=text.moment(ends))}" if ends else ""
    if payload.get("direct"):
        who, title = text.person(operation.requester), linked(operation, link, words)
        return line(f"{words('card-reminder-direct', who=who, title=title)}{left}")
    said = words("card-reminder", title=what(operation, words))
    return line(call(payload, f"{said}{left}", words))


def escalation(
    payload: Event, operation: rows.Operation, link: str, words: Words
) -> blocks.Message:
    direct = bool(payload.get("direct"))
    title = linked(operation, link, words) if direct else what(operation, words)
    who = text.people(operation.approvers, words)
    if operation.opened_at:
        when = text.moment(operation.opened_at)
        said = words("card-escalation-since", title=title, when=when, who=who)
    else:
        said = words("card-escalation", title=title, who=who)
    return line(said if direct else call(payload, said, words))


def glass(payload: Event, operation: rows.Operation, link: str, words: Words) -> blocks.Message:
    said = words(
        "card-glass-broken",
        who=text.person(str(payload["by"])),
        title=linked(operation, link, words),
        reason=text.typed(str(payload["reason"])),
    )
    return line(call(payload, said, words))


def review(payload: Event, _operation: rows.Operation, _link: str, words: Words) -> blocks.Message:
    return line(call(payload, words("card-review-reminder"), words))


def question(
    payload: Event, _operation: rows.Operation, _link: str, words: Words
) -> blocks.Message:
    asked = text.typed(" ".join(str(payload["text"]).split()))
    said = words("card-asks", who=text.person(str(payload["by"])), question=asked)
    return line(f"{call(payload, said, words)}\n{words('card-asks-answer')}")


def line(mrkdwn: str) -> blocks.Message:
    return blocks.message(mrkdwn, [blocks.section(mrkdwn)])


def call(payload: Event, said: str, words: Words) -> str:
    """With those whose eye it needs, first."""
    who = text.people(tuple(payload.get("mention", ())), words, every=True)
    return words("card-call", who=who, said=said) if who else said


def what(operation: rows.Operation | None, words: Words) -> str:
    """`operation` is None where it can no longer be read."""
    if operation is None:
        return words("card-operation")
    return text.escape(operations.title(operation, words))


def linked(operation: rows.Operation, link: str, words: Words) -> str:
    """With the way to its card, where there is one."""
    title = operations.title(operation, words)
    return text.link(link, title) if link else text.escape(title)

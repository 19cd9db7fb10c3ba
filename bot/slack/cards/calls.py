"""Calls for a decision: reminders, escalation, the broken glass, a question to who asked."""

from __future__ import annotations

from typing import Any

from bot.slack.cards import blocks, operations, text
from workflow import operations as rows

Event = dict[str, Any]


def reminder(payload: Event, operation: rows.Operation, link: str) -> blocks.Message:
    """In the thread; or to one person, with the way to the card: nothing is decided elsewhere."""
    left = f" It expires {text.moment(operation.expires_at)}." if operation.expires_at else ""
    if payload.get("direct"):
        asked = f"{text.person(operation.requester)} waits for your decision on "
        return line(f"{asked}{_linked(operation, link)}.{left}")
    return line(call(_mentioned(payload), f"{_what(operation)} still waits for approval.{left}"))


def escalation(payload: Event, operation: rows.Operation, link: str) -> blocks.Message:
    since = f" since {text.moment(operation.opened_at)}" if operation.opened_at else ""
    said = f"has waited{since} and nobody has decided. {text.people(operation.approvers)} can."
    if payload.get("direct"):
        return line(f"{_linked(operation, link)} {said}")
    return line(call(_mentioned(payload), f"{_what(operation)} {said}"))


def glass(payload: Event, operation: rows.Operation, link: str) -> blocks.Message:
    by, why = text.person(str(payload["by"])), text.typed(str(payload["reason"]))
    said = f"{by} broke the glass: {_linked(operation, link)} runs without the approvals it needs."
    return line(call(_mentioned(payload), f"{said} Reason: {why}"))


def review(payload: Event, _operation: rows.Operation, _link: str) -> blocks.Message:
    asked = "nobody has looked at this broken glass yet. Acknowledge it on the card."
    return line(call(_mentioned(payload), asked))


def question(payload: Event, _operation: rows.Operation, _link: str) -> blocks.Message:
    asked = text.typed(" ".join(str(payload["text"]).split()))
    said = f"{text.person(str(payload['by']))} asks: {asked}"
    return line(
        f"{call(_mentioned(payload), said)}\nAnswer in this thread; nothing is decided yet."
    )


def line(mrkdwn: str) -> blocks.Message:
    return blocks.message(mrkdwn, [blocks.section(mrkdwn)])


def call(mention: tuple[str, ...], said: str) -> str:
    """With those whose eye it needs, first."""
    who = text.people(mention, "and")
    return f"{who}: {said}" if who else said


def _mentioned(payload: Event) -> tuple[str, ...]:
    return tuple(payload.get("mention", ()))


def _what(operation: rows.Operation) -> str:
    return text.escape(operations.title(operation))


def _linked(operation: rows.Operation, link: str) -> str:
    return text.link(link, operations.title(operation)) if link else _what(operation)

"""Replies in a thread: the calls for a person's eye, and the details of a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.slack.cards import blocks, calls, confirmations, counts, operations, text
from workflow import operations as rows

State = rows.State


def approval_open(operation: rows.Operation, mention: tuple[str, ...]) -> blocks.Message:
    who = text.people(mention, "and")
    line = (
        f"{text.escape(operations.title(operation))} waits for your approval in this thread's card."
    )
    called = f"{who}: {line}" if who else line
    return blocks.message(called, [blocks.section(called), *_checked(operation)])


def _checked(operation: rows.Operation) -> list[blocks.Block]:
    """What each check found, for a lead who wants to know before the vote."""
    if operation.plan is None or not operation.plan.findings:
        return []
    found = [
        f"• {text.escape(one.check)}: {text.sentence(one.sentence)}"
        for one in operation.plan.findings
    ]
    return blocks.sections(["*What the checks found*", *text.some(found, 60)])


_ENDED: dict[State, str] = {
    State.SUCCEEDED: "is done and proved.",
    State.FAILED: "failed. Why, and what to do next, is on the card.",
    State.BLOCKED: "is blocked: something must be mended first. It is listed on the card.",
    State.CANCELLED: "was cancelled.",
    State.DENIED: "was denied.",
    State.EXPIRED: "has expired: nobody approved in time.",
    State.WITHDRAWN: "was withdrawn.",
    State.STALE: "was stopped before it changed anything: what was approved no longer holds.",
    State.CLEANED: "has been cleaned up.",
}


def ended(operation: rows.Operation | None, state: str, mention: tuple[str, ...]) -> blocks.Message:
    """`operation` is None where it can no longer be read."""
    told = _ENDED.get(State(state), "has ended.") if state in set(State) else "has ended."
    return calls.line(calls.call(mention, f"{_what(operation)} {told}"))


def waiting(operation: rows.Operation | None, mention: tuple[str, ...]) -> blocks.Message:
    """A step waits for a person: what to do stands in the same thread."""
    said = f"{_what(operation)} needs you now. What to do is above, in this thread."
    return calls.line(calls.call(mention, said))


def said(plain: str) -> blocks.Message:
    """Details of a step; as many sections as they need."""
    lines = text.sentence(plain).splitlines()
    return blocks.message(text.sentence(text.clip(plain, 1500)) or " ", blocks.sections(lines))


def hold(payload: dict[str, Any]) -> blocks.Message:
    """A lock or freeze that came or went."""
    who, why = text.person(str(payload["by"])), text.typed(str(payload["reason"]))
    return calls.line(f"{who} {text.sentence(str(payload['did']))}. Reason: {why}")


Event = dict[str, Any]
Written = Callable[[Event, rows.Operation, str], blocks.Message]

_CALLS: dict[str, Written] = {
    "approval-open": lambda payload, operation, _: approval_open(operation, _mentioned(payload)),
    "reminder": calls.reminder,
    "escalation": calls.escalation,
    "glass-broken": calls.glass,
    "review-reminder": calls.review,
    "question": calls.question,
    "confirm-vote": confirmations.ask,
    "vote-disowned": confirmations.disowned,
}
"""Those that need the operation's rows."""


def of(payload: Event, operation: rows.Operation | None, link: str = "") -> blocks.Message:
    """By the notice's `event`. `link` leads to the operation's card, where it is known."""
    event = str(payload.get("event", ""))
    if operation is not None and event in _CALLS:
        return _CALLS[event](payload, operation, link)
    if event == counts.EVENT:
        return counts.render(payload)
    if event == "ended":
        return ended(operation, str(payload.get("state", "")), _mentioned(payload))
    if event == "waiting":
        return waiting(operation, _mentioned(payload))
    if event == "hold":
        return hold(payload)
    return said(str(payload.get("text", "")))


def _mentioned(payload: Event) -> tuple[str, ...]:
    return tuple(payload.get("mention", ()))


def _what(operation: rows.Operation | None) -> str:
    return text.escape(operations.title(operation)) if operation else "The operation"

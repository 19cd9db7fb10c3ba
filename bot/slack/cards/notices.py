"""Replies in a thread: the calls for a person's eye, and the details of a step."""

from __future__ import annotations

from typing import Any

from bot.slack.cards import blocks, operations, text
from workflow import operations as rows


def approval_open(operation: rows.Operation, mention: tuple[str, ...]) -> blocks.Message:
    who = text.people(mention, "and")
    line = (
        f"{text.escape(operations.title(operation))} waits for your approval in this thread's card."
    )
    return _line(f"{who}: {line}" if who else line)


def ended(operation: rows.Operation | None, state: str, mention: tuple[str, ...]) -> blocks.Message:
    """`operation` is None where it can no longer be read."""
    what = text.escape(operations.title(operation)) if operation else "The operation"
    word = operations.WORDS[rows.State(state)].lower()
    who = text.people(mention, "and")
    line = f"{what} is {word}." if state != rows.State.FAILED else f"{what} failed."
    return _line(f"{who}: {line}" if who else line)


def said(plain: str) -> blocks.Message:
    """Details of a step; as many sections as they need."""
    lines = [text.sentence(line) for line in plain.splitlines()]
    return blocks.message(text.sentence(text.clip(plain, 1500)) or " ", blocks.sections(lines))


def of(payload: dict[str, Any], operation: rows.Operation | None) -> blocks.Message:
    """By the notice's `event`."""
    mention = tuple(payload.get("mention", ()))
    event = payload.get("event")
    if event == "approval-open" and operation is not None:
        return approval_open(operation, mention)
    if event == "ended":
        return ended(operation, str(payload.get("state", "")), mention)
    return said(str(payload.get("text", "")))


def _line(mrkdwn: str) -> blocks.Message:
    return blocks.message(mrkdwn, [blocks.section(mrkdwn)])

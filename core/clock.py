"""Aware UTC time, injected so that tests own it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def parse(text: str) -> datetime:
    """Read an ISO 8601 instant; a value without zone is refused, never guessed."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(f"the time {text!r} has no zone")
    return value.astimezone(UTC)

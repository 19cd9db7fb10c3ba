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


def written(at: datetime) -> str:
    """`2026-12-01 08:00 UTC`: how every text writes a moment. Slack shows it in the reader's own
    zone, the terminal as it is."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def parse(text: str) -> datetime:
    """Read an ISO 8601 instant; a value without zone is refused, never guessed."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(f"the time {text!r} has no zone")
    return value.astimezone(UTC)

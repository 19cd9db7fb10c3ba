"""Until when: `4h`, `2d`, or a moment in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from commands.fields import Fault, Values
from core.sentences import say

_SPAN = re.compile(r"(\d{1,4})\s*(m|min|h|d)")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}
_LONGEST = timedelta(days=90)


def until(text: str, now: datetime) -> datetime | None:
    """The moment meant; None where the text means none."""
    span = _SPAN.fullmatch(text.strip().lower())
    if span is not None:
        return now + timedelta(**{_UNITS[span[2]]: int(span[1])})
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("UTC").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def check(value: str, _: Values) -> Fault | None:
    now = datetime.now(UTC)
    moment = until(value, now)
    if moment is None or not now < moment <= now + _LONGEST:
        return fault(value)
    return None


def fault(value: str) -> Fault:
    """Of a text that means no moment, or one that is too far away."""
    return Fault(
        field="until",
        value=value,
        sentence=say(
            "snoozing-no-moment", "“{value}” is no moment within the next 90 days.", value=value
        ),
        remedy=say("snoozing-write", "Write 30m, 4h, 2d, or 2026-12-01 08:00 (UTC)."),
    )

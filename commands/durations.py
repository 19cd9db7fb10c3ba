"""Until when: `4h`, `2 days`, `tomorrow`, or a moment in UTC."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from commands import snoozing
from commands.fields import Fault, Values
from core.sentences import say

_SPAN = re.compile(
    r"(\d{1,4})\s*(?:(?P<minutes>m|min|minutes?|minuten?)|(?P<hours>h|hours?|stunden?)"
    r"|(?P<days>d|days?|tage?n?))"
)
_TOMORROW = frozenset({"tomorrow", "morgen"})
_LONGEST = timedelta(days=90)
_MOST_WORDS = 3


def until(
    text: str, now: datetime, moments: snoozing.Moments = snoozing.UTC_MOMENTS
) -> datetime | None:
    """The moment meant; None where the text means none. `moments`: the ones that menus offer."""
    low = text.strip().lower()
    if low in _TOMORROW:
        return moments.tomorrow(now)
    span = _SPAN.fullmatch(low)
    if span is not None:
        return now + timedelta(**{str(span.lastgroup): int(span[1])})
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("UTC").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def extent(words: Sequence[str]) -> int:
    """How many of these words say one moment: `4 hours`, `2026-12-01 08:00 UTC`. A bare number at
    the end belongs to what follows it. A second span (`1 hour 30 minutes`) is taken too, which is
    no moment then: half of what was meant would be too short."""
    now = datetime.now(UTC)
    whole = [
        number
        for number in range(1, min(len(words), _MOST_WORDS) + 1)
        if until(" ".join(words[:number]), now) is not None
        and (number == 1 or not words[number - 1].isdigit())
    ]
    said = max(whole, default=1)
    return said + _span(words[said:]) if _span(words[:said]) == said else said


def _span(words: Sequence[str]) -> int:
    """How many of the first words are a span; 0 for none."""
    found = (n for n in (2, 1) if _SPAN.fullmatch(" ".join(words[:n]).lower()) and words[n - 1 : n])
    return next(found, 0)


def check(value: str, _: Values) -> Fault | None:
    """Without the watch's time zone: tomorrow is near in any."""
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
        remedy=say("snoozing-write", "Write 30m, 4h, 2d, tomorrow, or 2026-12-01 08:00 (UTC)."),
    )

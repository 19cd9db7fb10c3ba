"""Freeze windows: when nothing may begin to run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WEEK = timedelta(days=7)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHAPE = 'Write "Fri 18:00 - Mon 07:00 Europe/Berlin" or "2026-12-20 00:00 - 2027-01-03 00:00 UTC".'
_CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
_DASH = r"\s*(?:-|–|to)\s*"
_WEEKLY = re.compile(
    rf"([a-z]{{3}})\s+{_CLOCK}{_DASH}([a-z]{{3}})\s+{_CLOCK}\s+(\S+)", re.IGNORECASE
)
_ONCE = re.compile(
    rf"(\d{{4}}-\d\d-\d\d)\s+{_CLOCK}{_DASH}(\d{{4}}-\d\d-\d\d)\s+{_CLOCK}\s+(\S+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Window:
    """From one moment to another, once or each week; both in the zone's wall time.

    Weekly: `start` and `end` are offsets from Monday 00:00, `end` up to a week after `start`.
    Once: `first` and `last` are aware instants. `text` is the window as its writer wrote it."""

    text: str
    zone: ZoneInfo
    start: timedelta | None = None
    end: timedelta | None = None
    first: datetime | None = None
    last: datetime | None = None

    def until(self, now: datetime) -> datetime | None:
        """When the window that is open at `now` ends; None while it is not open."""
        if self.first is not None and self.last is not None:
            return self.last if self.first <= now < self.last else None
        if self.start is None or self.end is None:
            raise TypeError("a window is either once or weekly")
        local = now.astimezone(self.zone)
        monday = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        monday -= timedelta(days=local.weekday())
        for week in (monday - WEEK, monday):
            begin = (week + self.start).replace(tzinfo=self.zone)
            end = (week + self.end).replace(tzinfo=self.zone)
            if begin <= now < end:
                return end
        return None

    def begins(self, now: datetime) -> datetime | None:
        """When it opens next; None for one that is over, or is open for the only time."""
        if self.first is not None:
            return self.first if self.first > now else None
        if self.start is None:
            raise TypeError("a window is either once or weekly")
        local = now.astimezone(self.zone)
        monday = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        monday -= timedelta(days=local.weekday())
        begins = ((week + self.start).replace(tzinfo=self.zone) for week in (monday, monday + WEEK))
        return next(begin for begin in begins if begin > now)


def parse(text: str) -> Window:
    """Raises `ValueError` with a sentence that says what is wrong."""
    weekly, once = _WEEKLY.fullmatch(text.strip()), _ONCE.fullmatch(text.strip())
    if weekly is not None:
        return _weekly(text, weekly)
    if once is not None:
        return _once(text, once)
    raise ValueError("that is no window.")


def _weekly(text: str, match: re.Match[str]) -> Window:
    begin, from_hour, from_minute, end, to_hour, to_minute, zone = match.groups()
    start = _offset(begin, from_hour, from_minute)
    stop = _offset(end, to_hour, to_minute)
    return Window(
        text=text,
        zone=_zone(zone),
        start=start,
        end=stop if stop > start else stop + WEEK,
    )


def _once(text: str, match: re.Match[str]) -> Window:
    begin, from_hour, from_minute, end, to_hour, to_minute, name = match.groups()
    zone = _zone(name)
    first = datetime.fromisoformat(f"{begin}T{from_hour}:{from_minute}").replace(tzinfo=zone)
    last = datetime.fromisoformat(f"{end}T{to_hour}:{to_minute}").replace(tzinfo=zone)
    if last <= first:
        raise ValueError("it ends before it begins.")
    return Window(text=text, zone=zone, first=first, last=last)


def _offset(day: str, hour: str, minute: str) -> timedelta:
    if day.lower() not in DAYS:
        raise ValueError(f"{day!r} is no day of the week.")
    return timedelta(days=DAYS.index(day.lower()), hours=int(hour), minutes=int(minute))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise ValueError(f"{name!r} is no time zone.") from exc

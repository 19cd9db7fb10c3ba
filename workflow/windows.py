"""Freeze windows: when nothing may begin to run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


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

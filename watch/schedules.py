"""When a check looks: each so often on a grid that all replicas share, or by a cron line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHAPE = 'Write "every 6 h" (units s, min, h, d) or "cron 0 6 * * mon-fri".'
_EVERY = re.compile(r"every (\d+) ?(s|min|h|d)")
_UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}


def slot(now: datetime, every: timedelta) -> datetime:
    """The beginning of the interval that `now` lies in, counted from the epoch."""
    return EPOCH + (now - EPOCH) // every * every


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """One of `every` and `cron`. A cron line is read in the watch's time zone."""

    every: timedelta | None = None
    cron: str = ""

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first tick after the moment."""
        if self.every is not None:
            return slot(moment, self.every) + self.every
        trigger = CronTrigger.from_crontab(self.cron, timezone=zone)
        # The trigger counts the moment itself; a tick is after the one before it.
        following: datetime | None = trigger.get_next_fire_time(
            None, moment + timedelta(microseconds=1)
        )
        if following is None:
            raise ValueError(f"{self.cron!r} never comes")
        return following.astimezone(UTC)


def parse(text: str) -> Schedule:
    """Raises `ValueError`."""
    found = _EVERY.fullmatch(text.strip())
    if found is not None and int(found[1]):
        return Schedule(every=timedelta(**{_UNITS[found[2]]: int(found[1])}))
    word, _, line = text.strip().partition(" ")
    if word != "cron":
        raise ValueError("is neither an interval nor a cron line")
    trigger = CronTrigger.from_crontab(line.strip(), timezone=UTC)
    if trigger.get_next_fire_time(None, datetime.now(UTC)) is None:
        raise ValueError("never comes")
    return Schedule(cron=line.strip())

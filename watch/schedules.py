"""When a check looks: each so often on a grid that all replicas share, or by a cron line."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

BACK = 9 * 366 * 24 * 60
"""Minutes in which a leap day comes (eight years at most). What is rarer still, such as one that is
a Monday too, is not looked for."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHAPE = 'Write "every 6 h" (units s, min, h, d) or "cron 0 6 * * mon-fri".'
_NAMES = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_DAYS = re.compile(r"(?:\*(?=/)|(?P<first>\d)(?:-(?P<last>\d))?)(?:/(?P<step>[1-9]))?")
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
        trigger = CronTrigger.from_crontab(_by_name(self.cron), timezone=zone)
        # The trigger counts the moment itself; a tick is after the one before it.
        following: datetime | None = trigger.get_next_fire_time(
            None, moment + timedelta(microseconds=1)
        )
        if following is None:
            raise ValueError(f"{self.cron!r} never comes")
        return following.astimezone(UTC)

    def latest(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """The last tick that was due by then; None where there was none for years.

        APScheduler only looks forward: the moment is found from which the next tick is the last."""
        if self.every is not None:
            return slot(now, self.every)

        def after(minutes: int) -> datetime:
            """The first tick from so long ago; a tick is on a whole minute."""
            ago = timedelta(minutes=minutes, microseconds=1)
            return self.after(now.replace(second=0, microsecond=0) - ago, zone)

        back = bisect.bisect_left(range(BACK), True, key=lambda minutes: after(minutes) <= now)
        return after(back) if back < BACK else None


def parse(text: str) -> Schedule:
    """Raises `ValueError`."""
    found = _EVERY.fullmatch(text.strip())
    if found is not None and int(found[1]):
        return Schedule(every=timedelta(**{_UNITS[found[2]]: int(found[1])}))
    word, _, line = text.strip().partition(" ")
    if word != "cron":
        raise ValueError("is neither an interval nor a cron line")
    trigger = CronTrigger.from_crontab(_by_name(line), timezone=UTC)
    if trigger.get_next_fire_time(None, datetime.now(UTC)) is None:
        raise ValueError("never comes")
    return Schedule(cron=line.strip())


def _by_name(line: str) -> str:
    """The line with its weekdays by name: cron counts them from Sunday (0 and 7), and APScheduler
    from Monday (https://apscheduler.readthedocs.io/en/3.x/modules/triggers/cron.html)."""
    *rest, days = line.split()
    return " ".join([*rest, ",".join(_day(part) for part in days.split(","))])


def _day(part: str) -> str:
    found = _DAYS.fullmatch(part)
    if found is None:
        return part
    first, last = int(found["first"] or 0), int(found["last"] or found["first"] or 6)
    wanted = range(first, last + 1, int(found["step"] or 1))
    if not wanted or last > 7:
        raise ValueError(f"{part!r} is no range of weekdays: they are 0 (Sunday) to 7 (Sunday)")
    return ",".join(dict.fromkeys(_NAMES[day % 7] for day in wanted))

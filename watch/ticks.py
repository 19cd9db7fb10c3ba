"""When to look: APScheduler fires, and each tick names one durable run for all replicas.

A tick's id is made of its moment on a grid that all replicas share, for example
`check:versions:2026-11-23T12:00:00Z`, so that the engine starts it once, whoever fires first and
however much jitter each has. APScheduler keeps nothing: a memory store.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from core import clock, json
from watch import schedules
from workflow import windows

log = structlog.get_logger(__name__)

Start = Callable[[str, str, json.Object], Awaitable[None]]
"""`(name, id, arguments)`: start a durable run; a known id does nothing."""
When = Callable[[], Awaitable[bool]]
CHECK = "check"
"""The durable run that most ticks start."""
ALWAYS = frozenset({"health", "incidents", "aftermath"})
"""Checks that look in quiet hours too: what they find cannot wait for Monday."""

UTC_ZONE = ZoneInfo("UTC")


async def _always() -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Hours:
    """`jitter`: each tick fires so much later at most, at another moment in each replica.
    `quiet`: windows without ticks, but for those in `ALWAYS`."""

    zone: ZoneInfo = UTC_ZONE
    jitter: timedelta = timedelta()
    quiet: Sequence[windows.Window] = ()

    def silence(self, name: str, at: datetime) -> bool:
        if name in ALWAYS:
            return False
        return any(window.until(at) is not None for window in self.quiet)


class Ticks:
    """Fires named checks. `start` is the engine's; a failed start is only missed, not fatal."""

    def __init__(self, start: Start, clock: clock.Clock, hours: Hours | None = None) -> None:
        self._start = start
        self._clock = clock
        self._hours = hours or Hours()
        self._runs: dict[str, tuple[str, When]] = {}
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def add(
        self, name: str, schedule: schedules.Schedule, run: str = CHECK, when: When = _always
    ) -> None:
        """Fire `<run>:<name>`, and the last one that was due at once: it is a new one only where
        no replica had begun it, so a fresh bot speaks of what it finds on its first day. Where
        there is nothing to do (`when`), no run is begun."""
        self._runs[name] = (run, when)
        now = self._clock.now()
        last = schedule.latest(now, self._hours.zone)
        if last is None:
            self._next(name, schedule, now)
        else:
            self._at(name, schedule, last, now, heard=now)

    async def _fire(
        self, name: str, schedule: schedules.Schedule, at: datetime, heard: datetime
    ) -> None:
        """`heard`: when quiet hours are asked about. It is the tick's own moment; at a start, when
        that may be long ago, the present one."""
        try:
            run, when = self._runs[name]
            if not self._hours.silence(name, heard) and await when():
                id_ = f"{run}:{name}:{at:%Y-%m-%dT%H:%M:%SZ}"
                await self._start(run, id_, {"what": name})
        except Exception:  # one tick that cannot be started must not be the last
            log.exception("tick-missed", what=name, at=at.isoformat())
        # Ticks that this process slept through are left out: they are never made up for.
        self._next(name, schedule, max(at, self._clock.now()))

    def _next(self, name: str, schedule: schedules.Schedule, now: datetime) -> None:
        at = schedule.after(now, self._hours.zone)
        most = self._hours.jitter.total_seconds()
        late = timedelta(seconds=random.uniform(0, most))  # noqa: S311 - no secret
        self._at(name, schedule, at, at + late, heard=at)

    def _at(
        self,
        name: str,
        schedule: schedules.Schedule,
        at: datetime,
        fires: datetime,
        *,
        heard: datetime,
    ) -> None:
        self._scheduler.add_job(
            self._fire,
            DateTrigger(fires),
            args=(name, schedule, at, heard),
            misfire_grace_time=None,
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

"""When to look: APScheduler fires, and each tick names one durable run for all replicas.

A tick's id is made of its slot on a grid that all replicas share, for example
`check:versions:2026-11-23T12:00:00Z`, so that the engine starts it once, whoever fires first.
APScheduler keeps nothing: a memory store.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core import clock, json

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Start = Callable[[str, str, json.Object], Awaitable[None]]
"""`(name, id, arguments)`: start a durable run; a known id does nothing."""


def slot(now: datetime, every: timedelta) -> datetime:
    """The beginning of the interval that `now` lies in, counted from the epoch."""
    return EPOCH + (now - EPOCH) // every * every


class Ticks:
    """Fires named checks. `start` is the engine's; a failed start is only missed, not fatal."""

    def __init__(self, start: Start, clock: clock.Clock) -> None:
        self._start = start
        self._clock = clock
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def add(self, name: str, every: timedelta) -> None:
        """Fire `check:<name>` on the shared grid, and once at the start for the present slot."""

        async def fire() -> None:
            at = slot(self._clock.now(), every)
            await self._start("check", f"check:{name}:{at:%Y-%m-%dT%H:%M:%SZ}", {"what": name})

        self._scheduler.add_job(
            fire,
            IntervalTrigger(seconds=int(every.total_seconds()), start_date=EPOCH, timezone=UTC),
            id=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=60,
        )
        self._scheduler.add_job(fire, id=f"{name}:start")

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

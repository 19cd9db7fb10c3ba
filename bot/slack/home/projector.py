"""Keeps the Homes of those who look up to date: what changed is shown, once, within a budget."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.slack import sender
from bot.slack.home import publisher
from core import clock
from workflow import homes

log = structlog.get_logger(__name__)

LIVE = timedelta(hours=1)
"""How long after it was last opened, or clicked in, a Home is kept up to date. Slack tells when a
Home is opened, not when it is left; opening it again shows the newest at once."""
GAP = 2.0
"""Seconds between two looks, and so between two publishings to one person."""
POLL = 10.0
"""Seconds after which it looks anyway: other replicas' commits are only seen by asking."""
WHOLE = timedelta(minutes=1)
"""After it every Home is rendered anew, also where the rows are as they were: people change groups,
and certificates come near their end, by themselves."""


Judged = tuple[datetime, publisher.News, list[homes.Home]]
"""When everything was last looked at, and what there was."""


class Projector:
    """Run `run()` as a task; `wake` is called after commits, from the loop."""

    def __init__(
        self,
        *,
        homes: homes.Homes,
        publisher: publisher.Publisher,
        clock: clock.Clock,
        on_change: Callable[[Callable[[], None]], None],
    ) -> None:
        self._homes = homes
        self._publisher = publisher
        self._clock = clock
        self._on_change = on_change
        self._woken = asyncio.Event()
        self._judged: Judged | None = None

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """Until cancelled. Whatever goes wrong once is logged and tried again."""
        self._on_change(self.wake)
        while True:
            # Not `wait_for`: a cancel that meets a wake-up would be lost in it.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL):
                    await self._woken.wait()
            self._woken.clear()
            try:
                await self.once()
            # The loop must outlive any single failure, a database's restart among them.
            except Exception:
                log.exception("homes-failed")
            await asyncio.sleep(GAP)

    async def once(self) -> int:
        """Looks at every Home that is live; how many were published."""
        now = self._clock.now()
        live = await self._homes.live(now - LIVE)
        if not live:
            return 0
        news, published = await self._publisher.read(), 0
        if self._known(now, news, live):
            return 0
        for home in live:
            try:
                published += await self._publisher.show(home, news)
            except sender.Limited as limit:
                log.warning("homes-limited", seconds=limit.retry_after)
                return published  # the next look goes on, after the wait that was ordered
            # One person's trouble must not stop the others.
            except Exception:
                log.exception("home-failed", person=home.person)
            await asyncio.sleep(0)
        self._judged = (now, news, live)
        return published

    def _known(self, now: datetime, news: publisher.News, live: list[homes.Home]) -> bool:
        """Whether all of it was looked at just now, and nothing was to be published."""
        if self._judged is None:
            return False
        at, before, shown = self._judged
        return now - at < WHOLE and (before, shown) == (news, live)

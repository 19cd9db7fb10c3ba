"""Slack's time: the machine's, plus what a story act advanced it by."""

from __future__ import annotations

import asyncio
import contextlib
import time


class Clock:
    """Everything in the workspace that grows old asks here, so that one act can age it all."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> float:
        """Let time pass at once; whoever sleeps here looks again. Answers the new `now`."""
        if seconds < 0:
            raise ValueError("time does not go back")
        self._ahead += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        return self.now()

    async def sleep(self, seconds: float) -> None:
        """As asyncio.sleep, but an act that advances the clock counts too."""
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._moved.wait()
        await asyncio.sleep(0)

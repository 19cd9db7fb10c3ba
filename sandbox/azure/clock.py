"""Azure's own clock: how long things take there, and what time of day it shows.

Durations run `speed` times as fast as here (a machine takes about 90 s at speed 1). The time of day
stays that of this computer plus what `advance` added, so that a client's own clock agrees with the
timestamps it reads: a heartbeat of "a minute ago" is fresh at any speed.
"""

from __future__ import annotations

import functools
import math
import time
from datetime import UTC, datetime, timedelta


class AzureClock:
    def __init__(self, speed: float = 1.0) -> None:
        if speed <= 0:
            raise ValueError(f"speed must be above 0, not {speed}")
        self._speed = speed
        self._since = time.monotonic()
        self._passed = 0.0  # on this clock, until `_since`
        self._advanced = 0.0

    @property
    def speed(self) -> float:
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        """From now on: what has passed until now has passed, so that nothing jumps."""
        self._passed = self.elapsed()
        self._since = time.monotonic()
        self._speed = speed

    def elapsed(self) -> float:
        """Seconds on Azure's clock since its start: what long operations are measured by."""
        return self._passed + (time.monotonic() - self._since) * self._speed

    def now(self) -> datetime:
        """The time of day that Azure's answers show."""
        return datetime.now(UTC) + timedelta(seconds=self._advanced)

    def advance(self, seconds: float) -> None:
        """Move on by so many of Azure's seconds at once."""
        if seconds < 0:
            raise ValueError("Azure's clock goes forward only")
        self._advanced += seconds
        self._passed += seconds

    def retry(self, seconds: float) -> dict[str, str]:
        """When to ask again: `Retry-After` in whole seconds, `retry-after-ms` when sped up.

        `Retry-After` holds integers only (generated clients parse it as one), so below a second the
        milliseconds header speaks, which azure-core reads when the other one is absent.
        """
        wait = seconds / self.speed
        if wait >= 1:
            return {"Retry-After": str(math.ceil(wait))}
        return {"retry-after-ms": str(max(20, round(wait * 1000)))}


def stamp(moment: datetime) -> str:
    """The form most of Azure's answers use: `2026-11-23T14:00:00.1234567Z`."""
    return f"{moment.astimezone(UTC).isoformat(timespec='microseconds')[:26]}0Z"


@functools.lru_cache(maxsize=4096)
def short(moment: datetime) -> str:
    """The form Site Recovery uses for heartbeats: `2026-11-23T14:00:00Z`."""
    # A fabric of ten servers shows thirty of these, most of them the same; strftime is slow.
    return f"{moment.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"

"""Slack's rate limits: off by default, or enforced, or forced for the next calls by a story act.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

POST_PER_SECOND = 1.0
TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute that a method of the tier allows."""


class Rates:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = monotonic
        self.enforced = False
        self._forced: dict[str, tuple[int, int]] = {}
        self._calls: dict[tuple[str, str], list[float]] = {}

    def force(self, method: str, times: int, retry_after: int) -> None:
        """Refuse the next `times` calls of `method` (-1: all, 0: none any more)."""
        if times == 0:
            self._forced.pop(method, None)
        else:
            self._forced[method] = (times, retry_after)

    def wait(self, method: str, tier: int, channel: str) -> int:
        """Whole seconds after which the caller may try again; 0 when the call may go on."""
        if method in self._forced:
            times, retry_after = self._forced[method]
            self.force(method, times - 1 if times > 0 else times, retry_after)
            return retry_after
        return self._enforce(method, tier, channel) if self.enforced else 0

    def _enforce(self, method: str, tier: int, channel: str) -> int:
        """Posting: about one a second per channel with short bursts; others by tier and minute."""
        posting = method == "chat.postMessage"
        window, most = (10.0, 10 * POST_PER_SECOND) if posting else (60.0, float(TIERS[tier]))
        key, now = (method, channel if posting else ""), self._now()
        recent = [at for at in self._calls.get(key, ()) if now - at < window]
        self._calls[key] = recent
        if len(recent) < most:
            recent.append(now)
            return 0
        return max(1, math.ceil(window - (now - recent[0])))

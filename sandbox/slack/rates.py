"""Slack's rate limits: off by default, or enforced, or forced for the next calls by a story act.

Per app and workspace, by method; chat.postMessage by channel too. Bursts are tolerated: each
limit is a bucket that holds a minute's worth and fills steadily.
https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

SPECIAL = 0
"""The tier of methods whose limits are their own."""
TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute that a method of the tier allows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    burst: float
    per_second: float


POST = Limit(burst=5, per_second=1.0)
"""chat.postMessage: about one a second in each channel, short bursts are let through."""
POST_ANYWHERE = Limit(burst=300, per_second=5.0)
"""…and several hundred a minute in the whole workspace."""
HUNDREDS = Limit(burst=600, per_second=10.0)
"""Hundreds a minute are allowed; 600 is how Slack's Java SDK reads it (MethodsRateLimitTier)."""
OWN = {
    "auth.test": HUNDREDS,
    "chat.getPermalink": HUNDREDS,
    "blocks.validate": HUNDREDS,
    "chat.postMessage": POST_ANYWHERE,
}
"""The limits of the methods of the special tier, over all channels."""
RECONNECT = Limit(burst=10, per_second=TIERS[1] / 60)
"""apps.connections.open: tier 1, whose bursts are tolerated: an app may hold ten connections, and
each must be able to come anew at once. No bad day makes fewer of them."""
WRITES = ("chat.postMessage", "chat.update")
TIGHT_SHARE, TIGHT_EVERY = 0.25, 4
"""A bad day (`Rates.tighten`): a quarter of the bursts, and every fourth write is refused whatever
its bucket holds. Slack promises no bursts, and may refuse more on conditions it does not tell."""


@dataclass(kw_only=True, slots=True)
class Bucket:
    left: float
    at: float

    def take(self, limit: Limit, now: float) -> float:
        """0.0 and one less in it, or the seconds until there is one."""
        self.left = min(limit.burst, self.left + (now - self.at) * limit.per_second)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / limit.per_second


class Rates:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = monotonic
        self.enforced = False
        self._share = 1.0
        self._writes: dict[str, int] = {}
        self._forced: dict[str, tuple[int, int]] = {}
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def tighten(self) -> None:
        """Enforced, with small bursts and a whim, so that a well-paced app is refused too."""
        self.enforced, self._share = True, TIGHT_SHARE

    def relax(self) -> None:
        """Slack's own bursts again, and no whim."""
        self._share = 1.0

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
        if self._share < 1 and method in WRITES:
            self._writes[method] = self._writes.get(method, 0) + 1
            if self._writes[method] % TIGHT_EVERY == 0:
                return 1
        waits = [
            self._take(method, where, self._capped(limit))
            for where, limit in _limits(method, tier, channel)
        ]
        return math.ceil(max(waits))

    def _capped(self, limit: Limit) -> Limit:
        if limit is RECONNECT:
            return limit
        return Limit(burst=max(1.0, limit.burst * self._share), per_second=limit.per_second)

    def _take(self, method: str, where: str, limit: Limit) -> float:
        now = self._now()
        bucket = self._buckets.setdefault((method, where), Bucket(left=limit.burst, at=now))
        return bucket.take(limit, now)


def _limits(method: str, tier: int, channel: str) -> list[tuple[str, Limit]]:
    if method == "apps.connections.open":
        return [("", RECONNECT)]
    if tier == SPECIAL:
        one_channel = [(channel, POST)] if method == "chat.postMessage" else []
        return [*one_channel, ("", OWN[method])]
    return [("", Limit(burst=TIERS[tier], per_second=TIERS[tier] / 60))]

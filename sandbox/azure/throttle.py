"""Resource Manager's throttling: token buckets per subscription, principal and kind of request.

Sizes and refills, and the headers that count down, are those of
https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling:
each principal has its own buckets in each subscription (a tenant's requests, which name none, have
theirs), and all principals of a subscription share ones that are fifteen times as large. Azure has
them once per region of its own front; this one has one front. They fill on Azure's clock.

The answer is 429 `SubscriptionRequestsThrottled` (`TenantRequestsThrottled`), and asks to wait
until the bucket is full: ten seconds for reads, as answers people quote do. A refused request takes
nothing from the bucket.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from sandbox.azure import clock, errors

KINDS = {
    "GET": "read", "HEAD": "read", "PUT": "write", "PATCH": "write", "POST": "write",
    "DELETE": "delete",
}  # fmt: skip
GLOBAL = 15
Limit = tuple[float, float]  # (size, refill a second)
DOCUMENTED: Mapping[str, Limit] = {"read": (250, 25), "write": (200, 10), "delete": (200, 10)}
TIGHT: Mapping[str, Limit] = {"read": (15, 10), "write": (5, 4), "delete": (5, 4)}
"""Weather `throttled`: refills are per second *here*, so that a sped-up bot is refused too."""


class Bucket:
    __slots__ = ("at", "refill", "size", "tokens")

    def __init__(self, limit: Limit, now: float) -> None:
        self.size, self.refill = limit
        self.tokens = self.size
        self.at = now

    def fill(self, now: float) -> None:
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.refill)
        self.at = now

    def wait(self) -> float:
        """Seconds until it is full."""
        return (self.size - self.tokens) / self.refill


class Throttle:
    """All buckets. `limits` is empty when throttling is off."""

    def __init__(self, azure_clock: clock.AzureClock) -> None:
        self._clock = azure_clock
        self.limits: dict[str, Limit] = dict(DOCUMENTED)
        self.refused = 0
        self._buckets: dict[tuple[str, str, str], Bucket] = {}

    def set(self, limits: Mapping[str, Limit]) -> None:
        """Other sizes and refills from now on, with full buckets; none at all turn it off."""
        self.limits = dict(limits)
        self._buckets.clear()

    def tighten(self) -> None:
        """The weather `throttled`."""
        speed = self._clock.speed
        self.set({kind: (size, refill / speed) for kind, (size, refill) in TIGHT.items()})

    def take(self, subscription: str, principal: str, method: str) -> dict[str, str]:
        """Count one request: the headers that say what is left, or 429. No subscription: tenant."""
        kind = KINDS.get(method, "read")
        if kind not in self.limits:
            return {}
        now = self._clock.elapsed()
        own = self._bucket((subscription, principal, kind), 1, now)
        shared = self._bucket((subscription, "", kind), GLOBAL, now)
        if own.tokens < 1 or shared.tokens < 1:
            self.refused += 1
            raise self._refusal(subscription, principal, kind, max(own.wait(), shared.wait()))
        own.tokens -= 1
        shared.tokens -= 1
        place = "subscription" if subscription else "tenant"
        left = {f"x-ms-ratelimit-remaining-{place}-{kind}s": str(int(own.tokens))}
        if subscription:
            left[f"x-ms-ratelimit-remaining-{place}-global-{kind}s"] = str(int(shared.tokens))
        return left

    def _bucket(self, key: tuple[str, str, str], times: int, now: float) -> Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            size, refill = self.limits[key[2]]
            bucket = self._buckets[key] = Bucket((size * times, refill * times), now)
        else:
            bucket.fill(now)
        return bucket

    def _refusal(
        self, subscription: str, principal: str, kind: str, wait: float
    ) -> errors.AzureError:
        where = f"subscription '{subscription}'" if subscription else "tenant"
        place = "subscription" if subscription else "tenant"
        return errors.AzureError(
            429,
            f"{place.capitalize()}RequestsThrottled",
            f"Number of '{kind}' requests for {where} actor '{principal}' exceeded. Please try "
            f"again after '{math.ceil(wait)}' seconds after additional tokens are available. Refer "
            "to https://aka.ms/arm-throttling for additional information.",
            headers={
                f"x-ms-ratelimit-remaining-{place}-{kind}s": "0",
                **self._clock.retry(math.ceil(wait)),
            },
        )

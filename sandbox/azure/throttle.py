"""Resource Manager's throttling: token buckets per subscription, principal and kind of request.

Sizes and refills (`throttle_limits`), and the headers that count down, are those of
https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling:
each principal has its own buckets in each subscription (a tenant's requests, which name none, have
theirs), and all principals of a subscription share ones that are fifteen times as large. Azure has
them once per region of its own front; this one has one front. They fill on Azure's clock.

Providers' own buckets are kept here too; `provider_limits` counts in them.

The answer is 429 `SubscriptionRequestsThrottled` (`TenantRequestsThrottled`), and asks to wait
until the bucket is full: ten seconds for reads, as answers people quote do. A refused request takes
nothing from the bucket.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from sandbox.azure import clock, errors
from sandbox.azure.throttle_limits import DOCUMENTED, TIGHT, Limit

KINDS = {
    "GET": "read", "HEAD": "read", "PUT": "write", "PATCH": "write", "POST": "write",
    "DELETE": "delete",
}  # fmt: skip
GLOBAL = 15


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

    def next(self) -> float:
        """Seconds until there is a token."""
        return max(0.0, 1 - self.tokens) / self.refill


class Throttle:
    """All buckets. `limits` is empty when throttling is off."""

    def __init__(self, azure_clock: clock.AzureClock) -> None:
        self._clock = azure_clock
        self.limits: dict[str, Limit] = dict(DOCUMENTED)
        self.refused = 0
        self._buckets: dict[tuple[str, ...], Bucket] = {}

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

    def bucket(self, key: tuple[str, str]) -> Bucket | None:
        """A provider's bucket, by (policy, what it belongs to), filled up to now; None when off."""
        policy, belongs = key
        if policy not in self.limits:
            return None
        return self._bucket((belongs, policy), 1, self._clock.elapsed())

    def _bucket(self, key: tuple[str, ...], times: int, now: float) -> Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            size, refill = self.limits[key[-1]]
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

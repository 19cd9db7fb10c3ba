"""How fast Slack may be written to: posts by channel, edits by workspace, and what a 429 orders.

Limits: https://docs.slack.dev/apis/web-api/rate-limits/ (`chat.postMessage` about one a second in
a channel; `chat.update` tier 3, 50 and more a minute in a workspace; `views.publish` tier 4, 100
and more). Limits are of each method: what a Home must wait for, no card waits for.
"""

from __future__ import annotations

from collections.abc import Callable


class Bucket:
    """Of `at_once` places that fills up `a_minute` times a minute (virtual scheduling)."""

    def __init__(self, now: Callable[[], float], *, a_minute: float, at_once: int) -> None:
        self._now = now
        self._gap = 60.0 / a_minute
        self._at_once = at_once
        self._next = 0.0
        self._closed_until = 0.0

    def take(self) -> float:
        """A place in it: seconds to wait for it."""
        now = self._now()
        self._next = max(self._next, now - self._gap * (self._at_once - 1))
        place = self._next
        self._next += self._gap
        return max(place - now, self.held())

    def held(self) -> float:
        """Seconds that a 429 has ordered and that are not over."""
        return max(self._closed_until - self._now(), 0.0)

    def close(self, seconds: float) -> None:
        self._closed_until = max(self._closed_until, self._now() + seconds)


class Pace:
    """Callers wait for their turn *before* they render, so that what is sent is the newest."""

    def __init__(
        self,
        *,
        now: Callable[[], float],
        post_gap: float = 1.0,
        edits_a_minute: float = 50.0,
        edits_at_once: int = 20,
        homes_a_minute: float = 90.0,
        homes_at_once: int = 10,
    ) -> None:
        self._now = now
        self._post_gap = post_gap
        self._next_post: dict[str, float] = {}
        self._edits = Bucket(now, a_minute=edits_a_minute, at_once=edits_at_once)
        self._closed_until = 0.0
        self.homes = Bucket(now, a_minute=homes_a_minute, at_once=homes_at_once)

    def place(self, channel: str) -> float:
        """Takes the next free place in a channel's line (one a second): seconds to wait for it."""
        now = self._now()
        self._next_post = {one: at for one, at in self._next_post.items() if at > now}
        place = max(now, self._closed_until, self._next_post.get(channel, 0.0))
        self._next_post[channel] = place + self._post_gap
        return place - now

    def edit(self) -> float:
        """Takes a place in the workspace's bucket: seconds to wait for it."""
        return max(self._edits.take(), self.held())

    def held(self) -> float:
        """Seconds until Slack may be written to again: a 429 may have come while one waited."""
        return max(self._closed_until - self._now(), 0.0)

    def close(self, seconds: float) -> None:
        """Slack said `Retry-After`: nobody writes before."""
        self._closed_until = max(self._closed_until, self._now() + seconds)

"""How fast Slack may be written to: posts by channel, edits by workspace, and what a 429 orders.

Limits: https://docs.slack.dev/apis/web-api/rate-limits/ (`chat.postMessage` about one a second in
a channel; `chat.update` tier 3, 50 and more a minute in a workspace).
"""

from __future__ import annotations

from collections.abc import Callable


class Pace:
    """Callers wait for their turn *before* they render, so that what is sent is the newest."""

    def __init__(
        self,
        *,
        now: Callable[[], float],
        post_gap: float = 1.0,
        edits_a_minute: float = 50.0,
        edits_at_once: int = 20,
    ) -> None:
        self._now = now
        self._post_gap = post_gap
        self._edit_gap = 60.0 / edits_a_minute
        self._edits_at_once = edits_at_once
        self._next_post: dict[str, float] = {}
        self._next_edit = 0.0
        self._closed_until = 0.0

    def place(self, channel: str) -> float:
        """Takes the next free place in a channel's line (one a second): seconds to wait for it."""
        now = self._now()
        self._next_post = {one: at for one, at in self._next_post.items() if at > now}
        place = max(now, self._closed_until, self._next_post.get(channel, 0.0))
        self._next_post[channel] = place + self._post_gap
        return place - now

    def edit(self) -> float:
        """Takes a place in a bucket of `edits_at_once` that fills up at the tier's rate (virtual
        scheduling): seconds to wait for it."""
        now = self._now()
        self._next_edit = max(self._next_edit, now - self._edit_gap * (self._edits_at_once - 1))
        place = self._next_edit
        self._next_edit += self._edit_gap
        return max(place - now, self.held())

    def held(self) -> float:
        """Seconds until Slack may be written to again: a 429 may have come while one waited."""
        return max(self._closed_until - self._now(), 0.0)

    def close(self, seconds: float) -> None:
        """Slack said `Retry-After`: nobody writes before."""
        self._closed_until = max(self._closed_until, self._now() + seconds)

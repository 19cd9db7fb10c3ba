"""A place in Slack where something was asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A conversation and, where it was in one, the thread: its first message's `ts`."""

    channel: str
    thread: str = ""

    @property
    def direct(self) -> bool:
        """A direct message, of two."""
        return self.channel.startswith("D")

    def away_from(self, channel: str) -> Spot | None:
        """Itself, where what is posted in `channel` is not seen from here by itself."""
        return self if self.thread or self.channel != channel else None

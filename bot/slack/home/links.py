"""The addresses of cards, each asked of Slack once."""

from __future__ import annotations

import time
from collections.abc import Iterable

from bot.slack import sender

AGAIN = 300.0
"""Seconds after which Slack is asked again for an address that it did not give."""
Place = tuple[str, str]
"""A message's channel and `ts`."""


class Links:
    def __init__(self, sender: sender.Sender) -> None:
        self._sender = sender
        self._known: dict[Place, tuple[float, str]] = {}

    async def of(self, place: Place) -> str:
        """Empty where Slack does not give it."""
        asked, known = self._known.get(place, (0.0, ""))
        if known or (asked and time.monotonic() - asked < AGAIN):
            return known
        found = await self._sender.link(*place)
        self._known[place] = (time.monotonic(), found)
        return found

    def forget(self, but: Iterable[Place]) -> None:
        """All cards but these: their operations have ended."""
        kept = set(but)
        self._known = {place: link for place, link in self._known.items() if place in kept}

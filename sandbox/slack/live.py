"""Who is looking at the page now, and how they hear of what happens."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

Event = dict[str, Any]


class Live:
    """Queues of events, one for each open page; `tell` never waits."""

    def __init__(self) -> None:
        self._pages: dict[str, set[asyncio.Queue[Event]]] = {}
        self._drawers: set[asyncio.Queue[Event]] = set()

    @contextlib.contextmanager
    def page(self, user: str, *, wire: bool = False) -> Iterator[asyncio.Queue[Event]]:
        """`wire`: this page shows the wire too, which is far more than most want to hear."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._pages.setdefault(user, set()).add(queue)
        if wire:
            self._drawers.add(queue)
        try:
            yield queue
        finally:
            self._pages[user].discard(queue)
            self._drawers.discard(queue)

    def tell_drawers(self, event: Event) -> None:
        for queue in self._drawers:
            queue.put_nowait(event)

    def tell(self, users: Iterable[str], event: Event) -> None:
        for user in users:
            for queue in self._pages.get(user, ()):
                queue.put_nowait(event)

    def tell_all(self, event: Event) -> None:
        self.tell(list(self._pages), event)

    def watchers(self) -> list[str]:
        return [user for user, queues in self._pages.items() if queues]

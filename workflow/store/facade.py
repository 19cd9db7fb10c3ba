"""One asynchronous façade: hand in a function of a connection, get its answer once committed."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa

from workflow import seals
from workflow.store import backends, migrate, places
from workflow.store.backends import GIVE_UP_SECONDS, Unavailable

T = TypeVar("T")
Work = Callable[[sa.Connection], T]

__all__ = ["GIVE_UP_SECONDS", "Store", "Unavailable", "Work"]


class Store:
    """The database. `work` runs in a thread and touches nothing but its connection.

    `work` may be run again: after a lost connection, a deadlock, or a commit whose answer was
    lost. So it must be written such that a second run after a first that took hold changes nothing
    (compare-and-set, insert-unless-there, a delivery's key)."""

    def __init__(self, place: places.Place, backend: backends.Backend) -> None:
        self.place = place
        self._backend = backend
        self._listeners: list[Callable[[], None]] = []
        self.healthy = True

    @classmethod
    async def open(
        cls, place: places.Place, keys: seals.Keys, give_up: float = GIVE_UP_SECONDS
    ) -> Store:
        def prepare() -> backends.Backend:
            migrate.to_head(place, keys)
            return (backends.Sqlite if place.path else backends.Postgres)(place, keys, give_up)

        # Its own thread: the loop's default pool belongs to whoever came first.
        with concurrent.futures.ThreadPoolExecutor(1, "store-open") as pool:
            return cls(place, await asyncio.wrap_future(pool.submit(prepare)))

    @property
    def is_sqlite(self) -> bool:
        return self.place.path is not None

    async def read(self, work: Work[T]) -> T:
        return await self._answer(self._backend.read(work))

    async def write(self, work: Work[T], *, quiet: bool = False, ahead: bool = False) -> T:
        """Committed when it returns. `quiet` tells no listener: nobody waits for this change.
        `ahead` is done before all that waits."""
        answer = await self._answer(self._backend.write(work, ahead=ahead))
        if not quiet:
            for listener in self._listeners:
                listener()
        return answer

    async def _answer(self, future: concurrent.futures.Future[T]) -> T:
        try:
            answer = await asyncio.wrap_future(future)
        except Unavailable:
            self.healthy = False
            raise
        self.healthy = True
        return answer

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Called on the loop after each commit of this process that is not quiet; must be quick."""
        self._listeners.append(listener)

    async def close(self) -> None:
        await asyncio.wrap_future(self._backend.close())

"""Who is alive: on PostgreSQL a lease beaten by the database's clock, on SQLite a file's lock.

Taking over a dead replica's runs is not in the engine's free product: the reaper hands it the
owners that hold unfinished runs but no lease.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import time
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from typing import IO, Protocol

import sqlalchemy as sa
import structlog

from core import errors
from workflow import store
from workflow.store import places, schema, statements

log = structlog.get_logger(__name__)

BEATS_PER_LEASE = 3
LOOKS_PER_LEASE = 8


class Taken(errors.BotError):
    """Another process serves this SQLite file."""

    code = "already-served"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Another process already serves {path}.",
            remedy="Stop it first, or use PostgreSQL, where several replicas may run.",
        )


class Owners(Protocol):
    """The engine, as the reaper needs it."""

    @property
    def executor_id(self) -> str: ...

    async def owners(self) -> frozenset[str]: ...

    async def recover(self, dead_executors: Collection[str]) -> None: ...


class FileLock:
    """Held for the process's life; the kernel lets go of it when the process dies."""

    def __init__(self, place: places.Place) -> None:
        self._path = place.beside(".serve.lock")
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Raises `Taken`."""
        file = self._path.open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            file.close()
            raise Taken(str(self._path).removesuffix(".serve.lock")) from exc
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class Lease:
    """This replica's row, beaten each third of the lease, and the reaper of others' rows.

    `fenced` is called when this replica finds itself reaped (it hung for longer than a lease), or
    could not beat for a lease although the database answers: its runs may already go on elsewhere,
    so the process must end."""

    def __init__(
        self,
        store: store.Store,
        engine: Owners,
        *,
        seconds: float,
        fenced: Callable[[], Awaitable[None]],
    ) -> None:
        self._store = store
        self._engine = engine
        self._seconds = seconds
        self._fenced = fenced
        self._beats_in_time = 0

    async def take(self) -> None:
        """Before the engine's launch, so that nobody sees runs of an owner without a lease."""
        executor_id = self._engine.executor_id

        def write(connection: sa.Connection) -> None:
            now = _now(connection)
            connection.execute(
                statements.insert_unless_there(connection, schema.replicas).values(
                    executor_id=executor_id, started_at=now, beaten_at=now
                )
            )

        await self._store.write(write, quiet=True, ahead=True)

    async def give_back(self) -> None:
        """A clean end: others need not wait for the lease to run out."""
        table = schema.replicas
        with contextlib.suppress(store.Unavailable):
            await self._store.write(
                lambda c: (
                    c.execute(
                        table.delete().where(table.c.executor_id == self._engine.executor_id)
                    ).rowcount
                ),
                quiet=True,
            )

    async def run(self) -> None:
        """Beat and reap until cancelled."""
        await asyncio.gather(self._beating(), self._reaping())

    async def _beating(self) -> None:
        last = time.monotonic()
        while True:
            try:
                if not await self._store.write(self._beat, quiet=True, ahead=True):
                    await self._fence()
                    return
                last = time.monotonic()
                self._beats_in_time += 1
            except store.Unavailable:
                self._beats_in_time = 0
                log.warning("lease.store-away")
            except Exception:  # an end of beating must never be silent: others then take over
                self._beats_in_time = 0
                log.exception("lease.failed")
                if time.monotonic() - last > self._seconds:
                    await self._fence()
                    return
            await asyncio.sleep(self._seconds / BEATS_PER_LEASE)

    async def _fence(self) -> None:
        log.critical("lease.fenced", executor=self._engine.executor_id)
        await self._fenced()

    def _beat(self, connection: sa.Connection) -> bool:
        table = schema.replicas
        beaten = connection.execute(
            table.update()
            .where(table.c.executor_id == self._engine.executor_id)
            .values(beaten_at=_now(connection))
        )
        return beaten.rowcount == 1

    async def _reaping(self) -> None:
        while True:
            # After the database was away for all, everybody gets the time to beat first.
            if self._beats_in_time > BEATS_PER_LEASE:
                try:
                    await self.reap()
                except store.Unavailable:
                    self._beats_in_time = 0
                except Exception:  # looked at again at once; the dead must not wait for a restart
                    log.exception("reaper.failed")
            await asyncio.sleep(self._seconds / LOOKS_PER_LEASE)

    async def reap(self) -> None:
        """Level-triggered: whoever owns unfinished runs and holds no lease is dead."""
        # The owners first: one who comes after this look has a lease before it has a run.
        owners = await self._engine.owners()
        alive = await self._store.write(self._alive, quiet=True, ahead=True)
        dead = owners - alive - {self._engine.executor_id}
        if dead:
            log.warning("reaper.takes-over", dead=sorted(dead))
            await self._engine.recover(dead)

    def _alive(self, connection: sa.Connection) -> frozenset[str]:
        table = schema.replicas
        oldest = _now(connection) - timedelta(seconds=self._seconds)
        connection.execute(table.delete().where(table.c.beaten_at < oldest))
        return frozenset(connection.execute(sa.select(table.c.executor_id)).scalars())


def _now(connection: sa.Connection) -> datetime:
    """The database's own clock: replicas' clocks may differ by more than a lease."""
    now: datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return now

"""How work reaches the database: one writer thread on SQLite, a pool on PostgreSQL."""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, Protocol, TypeVar

import sqlalchemy as sa

from core import errors
from core.sentences import say
from workflow import seals
from workflow.store import engines, places

T = TypeVar("T")
Work = Callable[[sa.Connection], T]

GIVE_UP_SECONDS = 20.0
"""How long a database may be away (a restart) before people are told."""
GROUP_LIMIT = 64
READERS = 4
_RETRYABLE_STATES = {"40001", "40P01", "57P01", "57P02", "57P03", "25006", "57014", "55P03"}
"""Serialization failure, deadlock, the server's shutdown codes, a failover's read-only side, a
statement or a lock that took too long:
https://www.postgresql.org/docs/current/errcodes-appendix.html"""
_RETRYABLE_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
"""What may pass by itself: https://www.sqlite.org/rescode.html"""
_REFUSALS = ("password", "does not exist", "pg_hba.conf", "not permitted to log in")
"""What PostgreSQL says to somebody whom it does not let in; libpq gives no code for it."""


class Unavailable(errors.BotError):
    """The database gave no answer."""

    code = "database-unavailable"

    def __init__(self, *, refused: bool = False) -> None:
        if refused:
            super().__init__(
                say(
                    "request-database-refuses",
                    "The bot's database does not let the bot in, so nothing was decided.",
                ),
                remedy=say(
                    "request-database-refuses-remedy",
                    "Check name, password and database in the database URL.",
                ),
            )
            return
        super().__init__(
            say(
                "request-database-silent",
                "The bot's database does not answer, so nothing was decided.",
            ),
            remedy=say(
                "request-database-silent-remedy",
                "Try again in a minute; if it stays so, look at the database.",
            ),
        )


class Backend(Protocol):
    def read(self, work: Work[T]) -> Future[T]: ...
    def write(self, work: Work[T], *, ahead: bool = False) -> Future[T]:
        """`ahead`: before all that waits."""
        ...

    def close(self) -> Future[None]: ...


def transient(error: sa.exc.DBAPIError) -> bool:
    """True when the same work may succeed if it is simply done again."""
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _RETRYABLE_STATES or state.startswith("08")
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return code & 0xFF in _RETRYABLE_CODES  # the extended codes' low byte is the plain one
    # No SQL state: the connection itself failed (psycopg).
    return isinstance(error, sa.exc.OperationalError) and not refused(error)


def refused(error: sa.exc.DBAPIError) -> bool:
    """True when PostgreSQL answered, and lets nobody in with this name and password."""
    text = str(error.orig)
    return (
        getattr(error.orig, "sqlstate", None) is None
        and "FATAL:" in text
        and any(words in text for words in _REFUSALS)
    )


def _insist(transact: Callable[[], T], seconds: float) -> T:
    deadline = time.monotonic() + seconds
    wait = 0.02
    while True:
        try:
            return transact()
        except sa.exc.DBAPIError as exc:
            if refused(exc):
                raise Unavailable(refused=True) from exc
            if not transient(exc):
                raise
            if time.monotonic() + wait > deadline:
                raise Unavailable from exc
        time.sleep(wait)
        wait = min(wait * 2, 1.0)


class Postgres:
    def __init__(self, place: places.Place, keys: seals.Keys, give_up: float) -> None:
        self._give_up = give_up
        self._engine = engines.postgres(place, keys)
        self._threads = ThreadPoolExecutor(engines.POOL_SIZE - 1, "store")
        # A lease that is not beaten in time ends this process: it never stands in a queue.
        self._ahead = ThreadPoolExecutor(1, "store-ahead")

    def read(self, work: Work[T]) -> Future[T]:
        return self.write(work)

    def write(self, work: Work[T], *, ahead: bool = False) -> Future[T]:
        def transact() -> T:
            with self._engine.begin() as connection:
                return work(connection)

        return (self._ahead if ahead else self._threads).submit(_insist, transact, self._give_up)

    def close(self) -> Future[None]:
        return _close((self._threads, self._ahead), self._engine)


class Sqlite:
    """One thread writes; all that waits when it is free shares one commit, each in a savepoint.

    Readers have connections of their own: with a write-ahead log they never wait for the writer.
    """

    def __init__(self, place: places.Place, keys: seals.Keys, give_up: float) -> None:
        self._give_up = give_up
        self._writer = engines.sqlite(place, keys, begin="BEGIN IMMEDIATE")
        self._reader = engines.sqlite(place, keys, begin="BEGIN", readers=READERS)
        self._threads = ThreadPoolExecutor(READERS, "store-read")
        self._queue: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="store-write", daemon=True)
        self._thread.start()

    def read(self, work: Work[T]) -> Future[T]:
        def transact() -> T:
            with self._reader.begin() as connection:
                return work(connection)

        return self._threads.submit(_insist, transact, self._give_up)

    def write(self, work: Work[T], *, ahead: bool = False) -> Future[T]:
        del ahead  # one writer, whose queue is short
        job = _Job(work)
        self._queue.put(job)
        return job.future

    def close(self) -> Future[None]:
        self._queue.put(None)
        return _close((self._threads,), self._reader, self._writer, after=self._thread)

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            jobs = [job]
            end = False
            while len(jobs) < GROUP_LIMIT and not self._queue.empty():
                more = self._queue.get()
                if more is None:
                    end = True
                    break
                jobs.append(more)
            self._commit([j for j in jobs if j.future.set_running_or_notify_cancel()])
            if end:
                return

    def _commit(self, jobs: list[_Job[Any]]) -> None:
        def transact() -> None:
            with self._writer.begin() as connection:
                for job in jobs:
                    job.run(connection)

        try:
            _insist(transact, self._give_up)
        except BaseException as exc:  # noqa: BLE001 - every caller must be answered, whatever it was
            for job in jobs:
                job.future.set_exception(exc)
            return
        for job in jobs:
            job.answer()


class _Job(Generic[T]):
    """One waiting write, its answer kept back until the shared commit."""

    def __init__(self, work: Work[T]) -> None:
        self.future: Future[T] = Future()
        self._work = work
        self._value: T | None = None
        self._error: Exception | None = None

    def run(self, connection: sa.Connection) -> None:
        self._error = None
        try:
            with connection.begin_nested():
                self._value = self._work(connection)
        except Exception as exc:  # belongs to the caller; the others go on
            if isinstance(exc, sa.exc.DBAPIError) and transient(exc):
                raise  # the database's trouble, not this work's: the whole commit is done again
            self._error = exc

    def answer(self) -> None:
        if self._error is not None:
            self.future.set_exception(self._error)
        else:
            self.future.set_result(self._value)  # type: ignore[arg-type] # set by run()


def _close(
    threads: Sequence[ThreadPoolExecutor], *pools: sa.Engine, after: threading.Thread | None = None
) -> Future[None]:
    done: Future[None] = Future()

    def close() -> None:
        if after is not None:
            after.join()
        for one in threads:
            one.shutdown(wait=True)
        for pool in pools:
            pool.dispose()
        done.set_result(None)

    threading.Thread(target=close, name="store-close", daemon=True).start()
    return done

"""Rows are the truth: what they ask for is started, over and over, and happens once."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from core import clock
from workflow import audit, deliveries, engine, operations, store, transitions
from workflow.operations import State
from workflow.store import schema

log = structlog.get_logger(__name__)

_RUNNING = (State.APPROVED, State.RUNNING, State.WAITING_FOR_PERSON, State.CANCELLING)
_ASKING = (State.DRAFT, *_RUNNING, State.CLEANING, State.AWAITING_APPROVAL)

TIDY_EVERY = timedelta(hours=1)
KEEP_RUNS = timedelta(days=30)
KEEP_DELIVERIES = timedelta(days=2)


class Dispatcher:
    """Looks at the rows after each commit and each `poll_seconds` (other replicas and the terminal
    write too), and starts what they ask for. The engine's ids make that idempotent."""

    def __init__(
        self,
        *,
        store: store.Store,
        engine: engine.Engine,
        clock: clock.Clock,
        poll_seconds: float = 1.0,
    ) -> None:
        self._store = store
        self._engine = engine
        self._clock = clock
        self._poll = poll_seconds
        self._wake = asyncio.Event()
        self._started: set[str] = set()
        self._tidied: datetime | None = None
        store.on_commit(self._wake.set)

    async def run(self) -> None:
        """Until cancelled. A failed look is logged and done again."""
        while True:
            try:
                await self.look()
                await self._tidy()
            except store.Unavailable:
                log.warning("dispatch.store-away")
            except Exception:
                log.exception("dispatch.failed")
            await self._rest()

    async def _rest(self) -> None:
        # Not `wait_for`: in Python 3.11 it may swallow a cancellation that comes with the wake-up.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._poll):
                await self._wake.wait()

    async def look(self) -> int:
        """One look; how many things it started or expired."""
        self._wake.clear()
        rows = await self._store.read(_asking)
        now = self._clock.now()
        done = 0
        wanted: set[str] = set()
        for row in rows:
            if row.state == State.AWAITING_APPROVAL.value:
                if row.expires_at is not None and row.expires_at <= now:
                    await self._expire(row.id, now)
                    done += 1
                continue
            name, run_id, arguments = _run_of(row)
            wanted.add(run_id)
            if run_id not in self._started:
                await self._engine.start(name, run_id, arguments)
                done += 1
        # Remembered only while the rows ask for it: the set stays small.
        self._started = wanted
        return done

    async def _expire(self, operation_id: str, now: datetime) -> None:
        try:
            await self._store.write(
                lambda c: transitions.move(
                    c,
                    operation_id,
                    State.EXPIRED,
                    actor=audit.BOT,
                    now=now,
                    only_from=[State.AWAITING_APPROVAL],
                )
            )
        except operations.Lost:
            log.info("dispatch.overtaken", operation=operation_id)

    async def _tidy(self) -> None:
        now = self._clock.now()
        if self._tidied is not None and now - self._tidied < TIDY_EVERY:
            return
        self._tidied = now
        await self._engine.purge(now - KEEP_RUNS)
        await self._store.write(lambda c: deliveries.forget(c, now - KEEP_DELIVERIES), quiet=True)


def _asking(connection: sa.Connection) -> list[sa.Row[Any]]:
    table = schema.operations.c
    return list(
        connection.execute(
            sa.select(table.id, table.state, table.attempt, table.expires_at).where(
                table.state.in_([s.value for s in _ASKING])
            )
        )
    )


def _run_of(row: sa.Row[Any]) -> tuple[str, str, dict[str, Any]]:
    """The engine's name, id and arguments of what this row asks for."""
    if row.state == State.DRAFT.value:
        return "plan", f"plan:{row.id}", {"operation": row.id}
    name = "clean" if row.state == State.CLEANING.value else "run"
    return (
        name,
        f"{name}:{row.id}:{row.attempt}",
        {"operation": row.id, "attempt": row.attempt},
    )

"""Rows are the truth: what they ask for is started, over and over, and happens once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from core import clock
from core.sentences import say
from workflow import (
    audit,
    caller,
    counting,
    deliveries,
    engine,
    failures,
    operations,
    procedures,
    progress,
    store,
    transitions,
)
from workflow.operations import State
from workflow.store import schema

log = structlog.get_logger(__name__)

_RUN_OF = {state: name for name, states in progress.ASKING.items() for state in states}
_REMEDY = {
    "plan": say("step-stranded-plan", "Nothing was changed. Ask for it anew."),
    "run": say("step-stranded-run", "*Retry* goes on with the step that was not finished."),
    "clean": say("step-stranded-clean", "Use *Clean up* again: it goes on with what is left."),
}

COMPARE_EVERY = timedelta(minutes=1)
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
        caller: caller.Caller,
        counting: counting.Counting,
        poll_seconds: float = 1.0,
    ) -> None:
        self._store = store
        self._engine = engine
        self._clock = clock
        self._caller = caller
        self._counting = counting
        self._poll = poll_seconds
        self._wake = asyncio.Event()
        self._started: set[str] = set()
        self._compared: datetime | None = None
        self._tidied: datetime | None = None
        store.on_commit(self._wake.set)

    async def run(self) -> None:
        """Until cancelled. A failed look is logged and done again."""
        while True:
            try:
                await self.look()
                await self._counting.look()
                await self._tidy()
            except store.Unavailable:
                log.warning("dispatch.store-away")
            except Exception:  # whatever it was: without this loop nothing would run any more
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
        wanted: dict[str, progress.Run] = {}
        for row in rows:
            if row.state == State.AWAITING_APPROVAL.value:
                if row.expires_at is not None and row.expires_at <= now:
                    await self._expire(row.id, now)
                    done += 1
                continue
            run = progress.Run(_RUN_OF[State(row.state)], row.id, row.attempt)
            wanted[run.id] = run
            if run.id not in self._started and await self._start(run):
                self._started.add(run.id)
                done += 1
        # Remembered only while the rows ask for it: the set stays small.
        self._started &= wanted.keys()
        return done + await self._compare(wanted, now) + await self._caller.look()

    async def _start(self, run: progress.Run) -> bool:
        arguments: dict[str, Any] = {"operation": run.operation_id}
        if run.name != progress.PLAN:
            arguments["attempt"] = run.attempt
        try:
            await self._engine.start(run.name, run.id, arguments)
        except Exception:  # this one is tried at the next look; those after it must not wait for it
            log.exception("dispatch.not-started", run=run.id)
            return False
        return True

    async def _compare(self, wanted: Mapping[str, progress.Run], now: datetime) -> int:
        """The net below all else: an operation that asks for a run that has ended would ask for
        ever. The rows were read first, and a run's last word on its row comes before its end."""
        if self._compared is not None and now - self._compared < COMPARE_EVERY:
            return 0
        ended = await self._engine.ended(wanted.keys()) if wanted else frozenset()
        self._compared = now
        for run_id in ended:
            await self._fail(wanted[run_id], now)
        return len(ended)

    async def _fail(self, run: progress.Run, now: datetime) -> None:
        error = procedures.StepFailed(
            say("step-stranded", "It stopped without saying how it ended."),
            cause=say(
                "step-stranded-cause",
                "A fault of this program: its engine took the work for ended.",
            ),
            remedy=_REMEDY[run.name],
            code="stranded",
        )
        try:
            await self._store.write(
                lambda c: progress.give_up(c, run, failures.of(run.name, error), now)
            )
            log.error("dispatch.stranded", run=run.id)
        except operations.Lost:
            log.info("dispatch.overtaken", operation=run.operation_id)

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
    states = [*_RUN_OF, State.AWAITING_APPROVAL]
    return list(
        connection.execute(
            sa.select(table.id, table.state, table.attempt, table.expires_at).where(
                table.state.in_([s.value for s in states])
            )
        )
    )

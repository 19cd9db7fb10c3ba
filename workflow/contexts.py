"""What a running step is given: its live line, its thread, its way to wait."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core import clock
from workflow import audit, operations, outbox, procedures, reports, steps, store, transitions
from workflow.operations import State
from workflow.store import schema

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class StepContext:
    """`procedures.Context` for one step of one attempt."""

    world: Any
    operation_id: str
    attempt: int
    requester: str
    clock: clock.Clock
    channel: str
    row: steps.Row
    rows: store.Store
    pause: Sleep

    async def note(self, text: str) -> None:
        now = self.clock.now()

        def write(connection: sa.Connection) -> None:
            if steps.note(connection, self.row, text):
                transitions.touch(connection, self.operation_id, now)

        await self.rows.write(write)

    async def say(self, key: str, text: str) -> None:
        now = self.clock.now()
        await self.rows.write(
            lambda c: outbox.notice(
                c,
                f"said:{self.operation_id}:{key}",
                subject=self.operation_id,
                thread_key=f"card:{self.operation_id}",
                channel=self.channel,
                payload={"event": "said", "text": text},
                now=now,
            )
        )

    async def waiting(self, on_person: bool) -> None:
        to, source = (
            (State.WAITING_FOR_PERSON, State.RUNNING)
            if on_person
            else (State.RUNNING, State.WAITING_FOR_PERSON)
        )
        now = self.clock.now()
        try:
            await self.rows.write(
                lambda c: transitions.move(
                    c, self.operation_id, to, actor=audit.BOT, now=now, only_from=[source]
                )
            )
        except operations.Lost:
            return  # it is so already, or cancel was asked for: `cancelled()` tells

    async def reported(self, since: datetime) -> procedures.Report | None:
        return await self.rows.read(
            lambda c: reports.newest(c, self.operation_id, self.attempt, since)
        )

    async def cancelled(self) -> bool:
        state = await self.rows.read(
            lambda c: c.execute(
                sa.select(schema.operations.c.state).where(
                    schema.operations.c.id == self.operation_id
                )
            ).scalar_one()
        )
        return bool(state == State.CANCELLING.value)

    async def sleep(self, seconds: float) -> None:
        await self.pause(seconds)

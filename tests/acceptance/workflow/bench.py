"""A serving workflow in this process, and how a test asks it for things."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tests import keys
from tests.unit.workflow import toys
from workflow import operations, policies, procedures, service, store
from workflow.operations import State
from workflow.store import schema

PATIENCE = 20.0
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LEASE = 15.0  # a process that stalls for longer ends itself, and here that is the tests' own
WORDS = {
    State.DRAFT,
    State.APPROVED,
    State.RUNNING,
    State.WAITING_FOR_PERSON,
    State.CANCELLING,
    State.CLEANING,
}


class Watch:
    """The system's clock, which a test may put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Bot:
    service: service.Service
    world: toys.World
    town: toys.Town
    watch: Watch
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def delivery(self) -> str:
        return f"d{next(self._numbers)}"

    async def ask(self, requester: str = toys.RITA, **values: str) -> operations.Operation:
        return await self.service.desk.ask(
            "deploy", requester, "C1", {"name": "ps-1", **values}, self.delivery()
        )

    async def vote(
        self, operation: operations.Operation, person: str, decision: str = "approve"
    ) -> operations.Operation:
        return await self.service.desk.vote(
            operation.id, person, decision, operation.plan_hash, self.delivery()
        )

    async def settled(self, operation: operations.Operation) -> operations.Operation:
        """Once nothing goes on by itself any more."""
        return await self.until(operation, *(set(State) - WORDS))

    async def until(self, operation: operations.Operation, *states: State) -> operations.Operation:
        end = time.monotonic() + PATIENCE
        while True:
            fresh = await self.service.desk.get(operation.id)
            if fresh.state in states:
                return fresh
            assert time.monotonic() < end, f"still {fresh.state}: {fresh.reason}"
            await asyncio.sleep(0.01)

    async def planned(self, **values: str) -> operations.Operation:
        """Asked for and waiting for approval."""
        return await self.until(await self.ask(**values), State.AWAITING_APPROVAL)

    async def ran(self, **values: str) -> operations.Operation:
        """Asked for, approved, and run to whatever end."""
        operation = await self.planned(**values)
        await self.vote(operation, toys.LENA)
        return await self.settled(operation)


@contextlib.asynccontextmanager
async def serve(
    database_url: str,
    world: toys.World,
    *,
    rules: Sequence[policies.Policy] = toys.RULES,
    verbs: Mapping[str, procedures.Procedure] | None = None,
    town: toys.Town | None = None,
    **waits: Any,
) -> AsyncIterator[Bot]:
    """`waits`: those of `service.open`, shorter than people have them."""
    town, watch = town or toys.Town(), Watch()
    opened = await service.open(
        database_url=database_url,
        audit_key=keys.AUDIT,
        procedures=verbs or {"deploy": toys.Toy()},
        policies=rules,
        directory=town,
        world=world,
        clock=watch,
        poll_seconds=0.1,
        lease_seconds=LEASE,
        **waits,
    )
    try:
        await opened.start()
        yield Bot(service=opened, world=world, town=town, watch=watch)
    finally:
        await opened.close()


async def running(rows: store.Store, *names: str) -> None:
    """Rows of operations at work, with nothing behind them."""

    def insert(connection: sa.Connection) -> None:
        for name in names:
            connection.execute(
                schema.operations.insert().values(
                    id=name,
                    verb="deploy",
                    state="running",
                    requester=toys.RITA,
                    channel="C1",
                    field_values={},
                    created_at=NOON,
                    updated_at=NOON,
                    version=1,
                    attempt=1,
                    approvers=[],
                )
            )

    await rows.write(insert)

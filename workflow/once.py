"""A wish is done once, however often its click or command is delivered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import sqlalchemy as sa

from core import clock
from workflow import deliveries, operations, policies, store

Judge = Callable[[], Awaitable[deliveries.Work]]
"""Asks whoever must be asked, and returns what is then done in one transaction."""


class Once:
    """Keeps what came of each delivery, refusals included."""

    def __init__(self, rows: store.Store, clock: clock.Clock) -> None:
        self._rows = rows
        self._clock = clock

    async def do(
        self, wish: str, operation_id: str | None, person: str, delivery: str, judge: Judge
    ) -> str:
        """What the work names (an operation's id); raises the refusal, kept or new."""
        outcome = await self._rows.read(lambda c: deliveries.recall(c, delivery))
        if outcome is None:
            work = await _judged(judge)
            now = self._clock.now()
            outcome = await self._rows.write(
                lambda c: deliveries.settle(
                    c,
                    delivery,
                    work,
                    wish=wish,
                    person=person,
                    operation_id=operation_id,
                    now=now,
                )
            )
        return deliveries.operation_of(outcome)


async def _judged(judge: Judge) -> deliveries.Work:
    """A refusal by the judge becomes work that raises it, so that it is kept like any other."""
    try:
        return await judge()
    except (policies.Refused, operations.Lost) as exc:
        refusal = exc

    def refuse(_connection: sa.Connection) -> str:
        raise refusal

    return refuse

"""Breaking the glass, and acknowledging that somebody did."""

from __future__ import annotations

from core import clock
from workflow import (
    approvals,
    book,
    channels,
    deliveries,
    glass,
    once,
    operations,
    people,
    records,
    store,
)


class Overrides:
    """Like `desk.Desk`, whose errors these wishes share."""

    def __init__(
        self,
        *,
        rows: store.Store,
        rules: book.Book,
        directory: people.Directory,
        clock: clock.Clock,
        told: channels.Channels,
    ) -> None:
        self._rows = rows
        self._rules = rules
        self._directory = directory
        self._clock = clock
        self._told = told
        self._once = once.Once(rows, clock)

    async def may_break(self, operation_id: str, person: str) -> operations.Operation:
        """Before the form is opened. Raises `policies.Refused`."""
        operation = await self._get(operation_id)
        rule = self._rules.of(operation)
        roll = await approvals.call(self._directory, [glass.breakers(rule)], [person])
        glass.may_break(roll, rule, person)
        return operation

    async def break_glass(
        self,
        operation_id: str,
        person: str,
        *,
        reason: str,
        typed: str,
        plan_hash: str,
        delivery: str,
    ) -> operations.Operation:
        """Runs the plan without its approval. `typed`: the server's name, as a confirmation."""

        async def judge() -> deliveries.Work:
            await self.may_break(operation_id, person)
            vote = operations.Vote(
                person=person, decision="break", at=self._clock.now(), reason=reason.strip()
            )
            return glass.breaking(operation_id, vote, plan_hash, typed, self._told)

        await self._once.do("break", operation_id, person, delivery, judge)
        return await self._get(operation_id)

    async def acknowledge(
        self, operation_id: str, person: str, delivery: str
    ) -> operations.Operation:
        """By somebody who could have approved it, and neither broke the glass nor asked."""

        async def judge() -> deliveries.Work:
            operation = await self._get(operation_id)
            circles = self._rules.of(operation).approvers
            roll = await approvals.call(
                self._directory,
                circles,
                {person, operation.requester, operation.broken_by or person},
            )
            return glass.acknowledging(operation_id, person, roll, circles, self._clock.now())

        await self._once.do("acknowledge", operation_id, person, delivery, judge)
        return await self._get(operation_id)

    async def _get(self, operation_id: str) -> operations.Operation:
        return await self._rows.read(lambda c: records.get(c, operation_id))

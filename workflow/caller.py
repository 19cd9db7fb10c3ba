"""Looks whose call is due, asks the directory who is meant, and has it written."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from core import clock
from workflow import book, calls, glass, operations, people, policies, records, store
from workflow.store import schema

log = structlog.get_logger(__name__)

AWAY = timedelta(seconds=30)
"""How long a directory that did not answer is left alone."""
AT_ONCE = 50


class Caller:
    """One look at a time; the dispatcher makes them."""

    def __init__(
        self,
        *,
        rows: store.Store,
        rules: book.Book,
        directory: people.Directory,
        clock: clock.Clock,
    ) -> None:
        self._rows = rows
        self._rules = rules
        self._directory = directory
        self._clock = clock

    async def look(self) -> int:
        """Does what is due now; how many operations that were."""
        now = self._clock.now()
        table = schema.operations
        query = table.select().where(table.c.call_at <= now).order_by(table.c.call_at)
        waiting = await self._rows.read(
            lambda c: records.complete(c, c.execute(query.limit(AT_ONCE)).all())
        )
        for operation in waiting:
            await self._call(operation, now)
        return len(waiting)

    async def _call(self, operation: operations.Operation, now: datetime) -> None:
        if operation.broken_by:
            rule_now = self._rules.chosen(operation)
            circles = rule_now.approvers if rule_now is not None else ()
            await self._rows.write(
                lambda c: calls.remind_review(c, operation, circles, glass.REVIEW_EVERY, now)
            )
            return
        try:
            rule = self._rules.of(operation)
            remaining = await self._remaining(operation, rule)
        except (people.Unreachable, policies.Refused) as error:
            log.warning("call-put-off", operation=operation.id, code=error.code)
            await self._rows.write(lambda c: calls.put_off(c, operation.id, now + AWAY))
            return
        await self._rows.write(lambda c: calls.remind(c, operation, rule, remaining, now))

    async def _remaining(
        self, operation: operations.Operation, rule: policies.Policy
    ) -> frozenset[str]:
        """Who could still vote. For a call the cache is good enough: it decides nothing."""
        groups = {group for circle in rule.approvers for group in circle.groups}
        found = await asyncio.gather(
            *(self._directory.members(group, fresh=False) for group in sorted(groups))
        )
        listed = {person for circle in rule.approvers for person in circle.people}
        voted = {vote.person for vote in operation.votes if not vote.uncounted}
        return frozenset(listed.union(*found)) - voted - {operation.requester}

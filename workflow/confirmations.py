"""A vote given in the terminal: it counts once its person has confirmed it in Slack."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from core import clock, ids
from workflow import (
    approvals,
    audit,
    book,
    channels,
    confirming,
    deliveries,
    desk,
    once,
    operations,
    outbox,
    people,
    policies,
    store,
)


class Confirmations:
    """Like `desk.Desk`, whose errors these wishes share."""

    def __init__(
        self,
        *,
        rows: store.Store,
        rules: book.Book,
        directory: people.Directory,
        clock: clock.Clock,
        desk: desk.Desk,
        told: channels.Channels,
        make_id: ids.Ids,
    ) -> None:
        self._rows = rows
        self._rules = rules
        self._directory = directory
        self._clock = clock
        self._desk = desk
        self._told = told
        self._make_id = make_id
        self._once = once.Once(rows, clock)

    async def ask(  # noqa: PLR0917 - as `desk.Desk.vote`
        self,
        operation_id: str,
        person: str,
        decision: str,
        plan_hash: str,
        delivery: str,
        reason: str = "",
    ) -> str:
        """Judges now whether this person may vote, then asks them in Slack; the confirmation's id.

        Nothing is counted by this."""
        if decision not in ("approve", "deny"):
            raise ValueError(f"a vote is approve or deny, not {decision!r}")
        wanted = confirming.Confirmation(
            id=self._make_id("cf"),
            operation_id=operation_id,
            person=person,
            decision=decision,
            plan_hash=plan_hash,
            reason=reason,
            asked_at=self._clock.now(),
        )

        async def judge() -> deliveries.Work:
            operation = await self._rows.read(lambda c: confirming.votable(c, wanted))
            rule = self._rules.of(operation)
            roll = await approvals.call(
                self._directory, rule.approvers, {person, operation.requester}
            )
            approvals.check_voter(roll, rule.approvers, operation.requester, person)
            return lambda connection: confirming.insert(connection, wanted)

        return await self._once.do("confirmation", operation_id, person, delivery, judge)

    async def get(self, confirmation_id: str) -> confirming.Confirmation:
        """Raises `policies.Refused` (`unknown-confirmation`)."""
        return await self._rows.read(lambda c: confirming.get(c, confirmation_id))

    async def pending(self, operation_id: str) -> list[confirming.Confirmation]:
        """Votes on it that wait for their person, oldest first."""
        return await self._rows.read(lambda c: confirming.pending(c, operation_id))

    async def confirm(self, confirmation_id: str, person: str) -> operations.Operation:
        """By the person themself: the vote is given now, for the plan that was seen then.

        Said yes first, voted then: between the two it is not counted, and saying yes again goes
        on. The vote's delivery is the confirmation's, so it is given once."""
        asked = await self._say(confirmation_id, person, confirming.Settled.CONFIRMED)
        try:
            operation = await self._desk.vote(
                asked.operation_id,
                person,
                asked.decision,
                asked.plan_hash,
                confirming.key(asked.id),
                asked.reason,
            )
        except (policies.Refused, operations.Lost) as refusal:
            why = str(refusal)
            await self._rows.write(
                lambda c: confirming.settle(c, asked, confirming.Settled.REFUSED, why)
            )
            raise
        await self._rows.write(
            lambda c: confirming.show_end(c, asked, confirming.Settled.CONFIRMED)
        )
        return operation

    async def disown(self, confirmation_id: str, person: str) -> None:
        """*That was not me*: it never counts, and the audit channel is told."""
        await self._say(confirmation_id, person, confirming.Settled.DISOWNED)

    async def _say(
        self, confirmation_id: str, person: str, said: confirming.Settled
    ) -> confirming.Confirmation:
        now = self._clock.now()

        def work(connection: sa.Connection) -> confirming.Confirmation:
            asked = confirming.get(connection, confirmation_id, lock=True)
            if asked.person != person:
                raise policies.Refused(
                    f"Only <@{asked.person}> may say whether this vote is theirs.",
                    remedy="Vote on the operation's card.",
                    code="not-yours",
                )
            if asked.settled is said:
                return asked
            if asked.settled is not None:
                raise operations.Lost(
                    f"This was settled before: {asked.settled}.",
                    remedy="Look at the operation's card.",
                )
            confirming.settle(connection, asked, said, show=said is confirming.Settled.DISOWNED)
            kind = f"confirmation.{said}"
            confirming.record(connection, kind, asked, actor=person, now=now)
            if said is confirming.Settled.DISOWNED:
                self._tell(connection, asked, now)
            return asked

        return await self._rows.write(work)

    def _tell(
        self, connection: sa.Connection, asked: confirming.Confirmation, now: datetime
    ) -> None:
        if not self._told.audit:
            return
        outbox.notice(
            connection,
            f"disowned:{asked.id}",
            subject=asked.operation_id,
            thread_key="",
            channel=self._told.audit,
            payload={
                "event": "vote-disowned",
                "by": asked.person,
                "decision": asked.decision,
            },
            now=now,
        )

    async def expire(self) -> int:
        """What can no longer count, for its operation waits no more; how many those were."""
        now = self._clock.now()
        found = await self._rows.read(confirming.over)
        if not found:
            return 0

        def work(connection: sa.Connection) -> int:
            done = 0
            for asked in found:
                if confirming.settle(connection, asked, confirming.Settled.EXPIRED):
                    kind = "confirmation.expired"
                    confirming.record(connection, kind, asked, actor=audit.BOT, now=now)
                    done += 1
            return done

        return await self._rows.write(work)

"""A vote given in the terminal: it counts once its person has confirmed it in Slack."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from core import clock, ids
from core.sentences import say
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
    records,
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

        The yes and the vote are one: where Slack cannot be asked, nothing was said yet. The vote's
        delivery is the confirmation's, so it is given once."""
        asked = await self._rows.read(lambda c: confirming.mine(c, confirmation_id, person))

        def confirmed(vote: deliveries.Work) -> deliveries.Work:
            def work(connection: sa.Connection) -> str:
                # First the operation, as everybody does: nobody waits for each other.
                records.get(connection, asked.operation_id, lock=True)
                self._say(connection, asked, confirming.Settled.CONFIRMED)
                return vote(connection)

            return work

        try:
            return await self._desk.vote(
                asked.operation_id,
                person,
                asked.decision,
                asked.plan_hash,
                confirming.key(asked.id),
                asked.reason,
                within=confirmed,
            )
        except (policies.Refused, operations.Lost) as refusal:
            why = refusal.whole
            await self._rows.write(
                lambda c: confirming.settle(c, asked, confirming.Settled.REFUSED, why)
            )
            raise

    async def disown(self, confirmation_id: str, person: str) -> None:
        """*That was not me*: it never counts, and the audit channel is told."""

        def work(connection: sa.Connection) -> None:
            asked = confirming.mine(connection, confirmation_id, person)
            if self._say(connection, asked, confirming.Settled.DISOWNED):
                self._tell(connection, asked, self._clock.now())

        await self._rows.write(work)

    def _say(
        self, connection: sa.Connection, asked: confirming.Confirmation, said: confirming.Settled
    ) -> bool:
        """False where it was said before. Raises `operations.Lost` after anything else."""
        if confirming.settle(connection, asked, said):
            now = self._clock.now()
            confirming.record(
                connection, f"confirmation.{said}", asked, actor=asked.person, now=now
            )
            return True
        before = confirming.get(connection, asked.id).settled
        if before is not None and before is not said:
            raise operations.Lost(
                confirming.SETTLED[before],
                remedy=say("decision-see-card", "Look at the operation's card."),
            )
        return False

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

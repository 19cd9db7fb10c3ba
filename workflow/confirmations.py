"""A vote given in the terminal: it counts once its person has confirmed it in Slack."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core import clock, ids, json
from workflow import (
    approvals,
    audit,
    book,
    channels,
    decisions,
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
from workflow.store import schema

_t = schema.confirmations
SHOWN_AGAIN = 2
"""The version of the direct message that says how it ended."""


class Settled(enum.StrEnum):
    """How a confirmation ended."""

    CONFIRMED = "confirmed"  # Its person said yes: from then on it is a vote like any other.
    REFUSED = "refused"  # Its person said yes, and the vote did not count; the message says why.
    DISOWNED = "disowned"  # Its person said that somebody else had given it.
    EXPIRED = "expired"  # The operation no longer waits for approval.


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """`settled` is None while its person has said nothing."""

    id: str
    operation_id: str
    person: str
    decision: str  # "approve" | "deny"
    plan_hash: str
    reason: str
    asked_at: datetime
    settled: Settled | None = None


def key(confirmation_id: str) -> str:
    """Of the post that asks for it: a direct message."""
    return f"confirm:{confirmation_id}"


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
        wanted = Confirmation(
            id=self._make_id("cf"),
            operation_id=operation_id,
            person=person,
            decision=decision,
            plan_hash=plan_hash,
            reason=reason,
            asked_at=self._clock.now(),
        )

        async def judge() -> deliveries.Work:
            operation = await self._rows.read(lambda c: _votable(c, wanted))
            rule = self._rules.of(operation)
            roll = await approvals.call(
                self._directory, rule.approvers, {person, operation.requester}
            )
            approvals.check_voter(roll, rule.approvers, operation.requester, person)
            return lambda connection: _insert(connection, wanted)

        return await self._once.do("confirmation", operation_id, person, delivery, judge)

    async def get(self, confirmation_id: str) -> Confirmation:
        """Raises `policies.Refused` (`unknown-confirmation`)."""
        return await self._rows.read(lambda c: _get(c, confirmation_id))

    async def pending(self, operation_id: str) -> list[Confirmation]:
        """Votes on it that wait for their person, oldest first."""
        return await self._rows.read(
            lambda c: _select(c, sa.and_(_t.c.operation_id == operation_id, _t.c.settled == ""))
        )

    async def confirm(self, confirmation_id: str, person: str) -> operations.Operation:
        """By the person themself: the vote is given now, for the plan that was seen then.

        Said yes first, voted then: between the two it is not counted, and saying yes again goes
        on. The vote's delivery is the confirmation's, so it is given once."""
        asked = await self._say(confirmation_id, person, Settled.CONFIRMED)
        try:
            operation = await self._desk.vote(
                asked.operation_id,
                person,
                asked.decision,
                asked.plan_hash,
                key(asked.id),
                asked.reason,
            )
        except (policies.Refused, operations.Lost) as refusal:
            why = str(refusal)
            await self._rows.write(lambda c: _settle(c, asked, Settled.REFUSED, why))
            raise
        await self._rows.write(lambda c: _show(c, asked, Settled.CONFIRMED))
        return operation

    async def disown(self, confirmation_id: str, person: str) -> None:
        """*That was not me*: it never counts, and the audit channel is told."""
        await self._say(confirmation_id, person, Settled.DISOWNED)

    async def _say(self, confirmation_id: str, person: str, said: Settled) -> Confirmation:
        now = self._clock.now()

        def work(connection: sa.Connection) -> Confirmation:
            asked = _get(connection, confirmation_id, lock=True)
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
            _settle(connection, asked, said, show=said is Settled.DISOWNED)
            kind = f"confirmation.{said}"
            _record(connection, kind, asked, actor=person, now=now)
            if said is Settled.DISOWNED:
                self._tell(connection, asked, now)
            return asked

        return await self._rows.write(work)

    def _tell(self, connection: sa.Connection, asked: Confirmation, now: datetime) -> None:
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
        over = sa.and_(
            _t.c.settled == "",
            _t.c.operation_id.in_(
                sa.select(schema.operations.c.id).where(
                    schema.operations.c.state != operations.State.AWAITING_APPROVAL.value
                )
            ),
        )
        found = await self._rows.read(lambda c: _select(c, over))
        if not found:
            return 0

        def work(connection: sa.Connection) -> int:
            done = 0
            for asked in found:
                if _settle(connection, asked, Settled.EXPIRED):
                    kind = "confirmation.expired"
                    _record(connection, kind, asked, actor=audit.BOT, now=now)
                    done += 1
            return done

        return await self._rows.write(work)


def _votable(connection: sa.Connection, asked: Confirmation) -> operations.Operation:
    operation = records.get(connection, asked.operation_id)
    vote = operations.Vote(person=asked.person, decision=asked.decision, at=asked.asked_at)
    decisions.votable(connection, operation, vote, asked.plan_hash)
    return operation


def _insert(connection: sa.Connection, asked: Confirmation) -> str:
    """One question for one and the same vote, however often it is given."""
    records.get(connection, asked.operation_id, lock=True)
    _votable(connection, asked)
    same = sa.and_(
        _t.c.operation_id == asked.operation_id,
        _t.c.person == asked.person,
        _t.c.decision == asked.decision,
        _t.c.plan_hash == asked.plan_hash,
        _t.c.reason == asked.reason,
        _t.c.settled == "",
    )
    before = _select(connection, same)
    if before:
        return before[0].id
    connection.execute(
        _t.insert().values(
            id=asked.id,
            operation_id=asked.operation_id,
            person=asked.person,
            decision=asked.decision,
            plan_hash=asked.plan_hash,
            reason=asked.reason,
            asked_at=asked.asked_at,
            settled="",
        )
    )
    _record(connection, "confirmation.asked", asked, actor=asked.person, now=asked.asked_at)
    outbox.notice(
        connection,
        key(asked.id),
        subject=asked.operation_id,
        thread_key="",
        channel=asked.person,
        payload=_payload(asked),
        now=asked.asked_at,
    )
    return asked.id


def _payload(asked: Confirmation, settled: str = "", why: str = "") -> json.Object:
    return {
        "event": "confirm-vote",
        "confirmation": asked.id,
        "decision": asked.decision,
        "plan_hash": asked.plan_hash,
        "reason": asked.reason,
        "settled": settled,
        "why": why,
    }


def _settle(
    connection: sa.Connection,
    asked: Confirmation,
    settled: Settled,
    why: str = "",
    *,
    show: bool = True,
) -> bool:
    """Compare-and-set. A yes may still turn out to be refused; nothing else changes again."""
    from_ = Settled.CONFIRMED.value if settled is Settled.REFUSED else ""
    done = connection.execute(
        _t.update().where(_t.c.id == asked.id, _t.c.settled == from_).values(settled=settled.value)
    )
    if done.rowcount and show:
        _show(connection, asked, settled, why)
    return bool(done.rowcount)


def _show(connection: sa.Connection, asked: Confirmation, settled: Settled, why: str = "") -> None:
    """The direct message says how it ended, and its buttons go."""
    outbox.rewrite(connection, key(asked.id), _payload(asked, settled.value, why), SHOWN_AGAIN)


def _record(
    connection: sa.Connection, kind: str, asked: Confirmation, *, actor: str, now: datetime
) -> None:
    audit.record(
        connection,
        kind,
        actor=actor,
        at=now,
        operation_id=asked.operation_id,
        detail={
            "confirmation": asked.id,
            "person": asked.person,
            "decision": asked.decision,
            "plan_hash": asked.plan_hash,
        },
    )


def _get(connection: sa.Connection, confirmation_id: str, *, lock: bool = False) -> Confirmation:
    found = _select(connection, _t.c.id == confirmation_id, lock=lock)
    if not found:
        raise policies.Refused(
            f"There is no vote {confirmation_id!r} to confirm.",
            remedy="Vote on the operation's card.",
            code="unknown-confirmation",
        )
    return found[0]


def _select(
    connection: sa.Connection, condition: sa.ColumnElement[bool], *, lock: bool = False
) -> list[Confirmation]:
    query = sa.select(_t).where(condition).order_by(_t.c.asked_at, _t.c.id)
    rows = connection.execute(query.with_for_update() if lock else query)
    return [
        Confirmation(**{**row._mapping, "settled": Settled(row.settled) if row.settled else None})
        for row in rows
    ]

"""What asking for a confirmation, and each answer to it, does to the rows."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core import json
from core.sentences import say
from workflow import audit, decisions, operations, outbox, policies, records
from workflow.store import schema

_t = schema.confirmations
SHOWN_AGAIN = 2
"""The version of the direct message that says how it ended."""


class Settled(enum.StrEnum):
    """How a confirmation ended."""

    CONFIRMED = "confirmed"  # Its person said yes, and it counts like any other vote.
    REFUSED = "refused"  # Its person said yes, and the vote did not count; the message says why.
    DISOWNED = "disowned"  # Its person said that somebody else had given it.
    EXPIRED = "expired"  # The operation no longer waits for approval.


SETTLED = {
    Settled.CONFIRMED: say("decision-was-confirmed", "This was settled before: confirmed."),
    Settled.REFUSED: say("decision-was-refused", "This was settled before: refused."),
    Settled.DISOWNED: say("decision-was-disowned", "This was settled before: disowned."),
    Settled.EXPIRED: say("decision-was-expired", "This was settled before: expired."),
}


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


def votable(connection: sa.Connection, asked: Confirmation) -> operations.Operation:
    operation = records.get(connection, asked.operation_id)
    vote = operations.Vote(person=asked.person, decision=asked.decision, at=asked.asked_at)
    decisions.votable(connection, operation, vote, asked.plan_hash)
    return operation


def insert(connection: sa.Connection, asked: Confirmation) -> str:
    """One question for one and the same vote, however often it is given."""
    records.get(connection, asked.operation_id, lock=True)
    votable(connection, asked)
    same = sa.and_(
        _t.c.operation_id == asked.operation_id,
        _t.c.person == asked.person,
        _t.c.decision == asked.decision,
        _t.c.plan_hash == asked.plan_hash,
        _t.c.reason == asked.reason,
        _t.c.settled == "",
    )
    before = select(connection, same)
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
    record(connection, "confirmation.asked", asked, actor=asked.person, now=asked.asked_at)
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


def settle(connection: sa.Connection, asked: Confirmation, settled: Settled, why: str = "") -> bool:
    """Compare-and-set: the first word is the last. The direct message says it, without buttons."""
    done = connection.execute(
        _t.update().where(_t.c.id == asked.id, _t.c.settled == "").values(settled=settled.value)
    )
    if done.rowcount:
        outbox.rewrite(connection, key(asked.id), _payload(asked, settled.value, why), SHOWN_AGAIN)
    return bool(done.rowcount)


def mine(connection: sa.Connection, confirmation_id: str, person: str) -> Confirmation:
    """Raises `policies.Refused` where it asks somebody else."""
    asked = get(connection, confirmation_id)
    if asked.person != person:
        raise policies.Refused(
            say(
                "decision-not-your-vote",
                "Only <@{person}> may say whether this vote is theirs.",
                person=asked.person,
            ),
            remedy=say("decision-vote-there", "Vote on the operation's card."),
            code="not-yours",
        )
    return asked


def record(
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


def pending(connection: sa.Connection, operation_id: str) -> list[Confirmation]:
    """On one operation, oldest first."""
    return select(connection, sa.and_(_t.c.operation_id == operation_id, _t.c.settled == ""))


def over(connection: sa.Connection) -> list[Confirmation]:
    """Not settled, though their operation waits no more."""
    waits_no_more = sa.select(schema.operations.c.id).where(
        schema.operations.c.state != operations.State.AWAITING_APPROVAL.value
    )
    return select(connection, sa.and_(_t.c.settled == "", _t.c.operation_id.in_(waits_no_more)))


def get(connection: sa.Connection, confirmation_id: str) -> Confirmation:
    found = select(connection, _t.c.id == confirmation_id)
    if not found:
        raise policies.Refused(
            say(
                "decision-no-vote",
                "There is no vote {confirmation!r} to confirm.",
                confirmation=confirmation_id,
            ),
            remedy=say("decision-vote-there", "Vote on the operation's card."),
            code="unknown-confirmation",
        )
    return found[0]


def select(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Confirmation]:
    query = sa.select(_t).where(condition).order_by(_t.c.asked_at, _t.c.id)
    rows = connection.execute(query)
    return [
        Confirmation(**{**row._mapping, "settled": Settled(row.settled) if row.settled else None})
        for row in rows
    ]

"""Votes that carry over to *Plan again*: only where the plan is the very same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from workflow import approvals, audit, operations, policies
from workflow.operations import State
from workflow.store import schema


@dataclass(frozen=True, kw_only=True)
class Carried:
    """`missing`: what is still open with these votes; None when there are none."""

    votes: tuple[operations.Vote, ...] = ()
    missing: tuple[policies.Circle, ...] | None = None
    plan_hash: str = ""


NOTHING = Carried()


def of(before: operations.Operation, plan_hash: str, now: datetime) -> tuple[operations.Vote, ...]:
    """The approvals of an operation that was stopped, while its time for approval lasts."""
    late = before.expires_at is None or before.expires_at <= now
    if before.state is not State.STALE or before.plan_hash != plan_hash or late:
        return ()
    return tuple(v for v in before.votes if v.decision == "approve" and not v.uncounted)


def judge(
    roll: approvals.Roll,
    rule: policies.Policy,
    requester: str,
    votes: tuple[operations.Vote, ...],
    plan_hash: str,
) -> Carried:
    """Those that count now, for whoever asks now."""
    kept = tuple(
        v for v in votes if not approvals.uncounted(roll, rule.approvers, requester, v.person)
    )
    if not kept:
        return NOTHING
    open_circles = approvals.missing(roll, rule.approvers, [v.person for v in kept])
    return Carried(votes=kept, missing=open_circles, plan_hash=plan_hash)


def write(connection: sa.Connection, operation_id: str, carried: Carried, now: datetime) -> None:
    for vote in carried.votes:
        connection.execute(
            schema.votes.insert().values(
                operation_id=operation_id,
                person=vote.person,
                decision=vote.decision,
                at=vote.at,
                plan_hash=carried.plan_hash,
                reason=vote.reason,
            )
        )
        audit.record(
            connection,
            "vote.carried",
            actor=vote.person,
            at=now,
            operation_id=operation_id,
            detail={"given_at": vote.at.isoformat()},
        )

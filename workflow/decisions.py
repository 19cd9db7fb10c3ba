"""What each wish does to the rows, judged again under the transaction that does it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflow import (
    approvals,
    audit,
    deliveries,
    entry,
    operations,
    policies,
    procedures,
    records,
    refusals,
    steps,
    transitions,
)
from workflow.operations import State, StepState
from workflow.store import schema


class Outdated(Exception):
    """Somebody voted between our asking the directory and this transaction: ask again."""


def voting(
    operation_id: str,
    vote: operations.Vote,
    plan_hash: str,
    roll: approvals.Roll,
    rule: policies.Policy,
) -> deliveries.Work:
    """`roll` is the directory's fresh answer for the requester, this voter and those before.

    Raises `Outdated` where there is a voter who is not on it."""

    def work(connection: sa.Connection) -> str:
        operation = records.get(connection, operation_id, lock=True)
        votable(connection, operation, vote, plan_hash)
        if any(v.person not in roll.people for v in operation.votes):
            raise Outdated
        approvals.check_voter(roll, rule.approvers, operation.requester, vote.person)
        _write(connection, operation, vote)
        if vote.decision == "deny":
            _deny(connection, operation, vote)
        else:
            _count(connection, operation, vote, roll, rule)
        return operation_id

    return work


def _write(
    connection: sa.Connection, operation: operations.Operation, vote: operations.Vote
) -> None:
    """Somebody whose vote had ceased to count may vote again."""
    table = schema.votes
    connection.execute(
        table.delete().where(
            table.c.operation_id == operation.id,
            table.c.person == vote.person,
            table.c.uncounted != "",
        )
    )
    connection.execute(
        table.insert().values(
            operation_id=operation.id,
            person=vote.person,
            decision=vote.decision,
            at=vote.at,
            plan_hash=operation.plan_hash,
            reason=vote.reason,
        )
    )
    audit.record(
        connection,
        f"vote.{vote.decision}",
        actor=vote.person,
        at=vote.at,
        operation_id=operation.id,
        detail={"plan_hash": operation.plan_hash},
    )


def votable(
    connection: sa.Connection,
    operation: operations.Operation,
    vote: operations.Vote,
    plan_hash: str,
) -> None:
    """Raises why the rows alone already refuse this vote, whoever gives it."""
    if operation.state is not State.AWAITING_APPROVAL:
        raise transitions.lost(connection, operation.id)
    before = next((v for v in operation.votes if v.person == vote.person), None)
    if before is not None and not before.uncounted:
        raise refusals.voted(before)
    decidable(connection, operation, vote.at, plan_hash)


def decidable(
    connection: sa.Connection, operation: operations.Operation, now: datetime, plan_hash: str
) -> None:
    """Raises unless it waits for a decision on this very plan, and still may."""
    if operation.state is not State.AWAITING_APPROVAL:
        raise transitions.lost(connection, operation.id)
    if operation.plan_hash != plan_hash:
        raise refusals.plan_changed()
    if operation.expires_at is not None and now >= operation.expires_at:
        raise refusals.expired(operation.expires_at)


def _deny(
    connection: sa.Connection, operation: operations.Operation, vote: operations.Vote
) -> None:
    transitions.move(
        connection,
        operation.id,
        State.DENIED,
        actor=vote.person,
        now=vote.at,
        reason=vote.reason,
        ended_by=vote.person,
    )


def _count(
    connection: sa.Connection,
    operation: operations.Operation,
    vote: operations.Vote,
    roll: approvals.Roll,
    rule: policies.Policy,
) -> None:
    kept = uncount(connection, operation, roll, rule.approvers, vote.at)
    counted = [*kept, vote.person]
    columns = standing(rule, approvals.missing(roll, rule.approvers, counted))
    if not approvals.filled(roll, rule.approvers, counted):
        transitions.touch(connection, operation.id, vote.at, **columns)
        return
    transitions.move(
        connection,
        operation.id,
        State.APPROVED,
        actor=vote.person,
        now=vote.at,
        detail={"counted": counted, "plan_hash": operation.plan_hash, "rule": rule.name},
        **columns,
    )


def standing(rule: policies.Policy, missing: tuple[policies.Circle, ...]) -> dict[str, Any]:
    """The columns that say under which rule it stands and what is still open."""
    return {
        "rule": rule.name,
        "approvers": records.circles_to_json(rule.approvers),
        "missing": records.circles_to_json(missing),
    }


def uncount(
    connection: sa.Connection,
    operation: operations.Operation,
    roll: approvals.Roll,
    circles: Sequence[policies.Circle],
    now: datetime,
) -> list[str]:
    """Whose approvals still count; of the others their votes say from now on why not."""
    kept = []
    for vote in operation.votes:
        if vote.uncounted or vote.decision != "approve":
            continue
        why = approvals.uncounted(roll, circles, operation.requester, vote.person)
        if not why:
            kept.append(vote.person)
            continue
        connection.execute(
            schema.votes.update()
            .where(
                schema.votes.c.operation_id == operation.id, schema.votes.c.person == vote.person
            )
            .values(uncounted=why)
        )
        audit.record(
            connection,
            "vote.uncounted",
            actor=audit.BOT,
            at=now,
            operation_id=operation.id,
            detail={"person": vote.person, "why": why},
        )
    return kept


def withdrawing(operation_id: str, person: str, now: datetime) -> deliveries.Work:
    def work(connection: sa.Connection) -> str:
        operation = records.get(connection, operation_id, lock=True)
        if person != operation.requester:
            raise refusals.not_your_wish(operation.requester)
        transitions.move(
            connection, operation_id, State.WITHDRAWN, actor=person, now=now, ended_by=person
        )
        return operation_id

    return work


def cancelling(operation_id: str, person: str, now: datetime) -> deliveries.Work:
    def work(connection: sa.Connection) -> str:
        operation = records.get(connection, operation_id, lock=True)
        to = State.CANCELLED if operation.state is State.FAILED else State.CANCELLING
        if operation.state in (State.DRAFT, State.AWAITING_APPROVAL, State.APPROVED):
            raise refusals.not_begun(operation.requester)
        transitions.move(connection, operation_id, to, actor=person, now=now, ended_by=person)
        return operation_id

    return work


def retrying(
    operation_id: str,
    person: str,
    procedure: procedures.Procedure,
    frozen: datetime | None,
    now: datetime,
) -> deliveries.Work:
    """What has begun goes on where it failed, held by what holds a beginning (`entry`)."""

    def work(connection: sa.Connection) -> str:
        operation = records.get(connection, operation_id, lock=True)
        if operation.state is not State.FAILED:
            raise transitions.lost(connection, operation_id)
        _planned(operation, remedy=refusals.anew())
        if any(step.phase == steps.CLEAN for step in operation.steps):
            raise refusals.cleaning_begun()
        open_names = {s.name for s in operation.steps if s.state is not StepState.DONE}
        parts = [p for step in procedure.steps if step.name in open_names for p, _ in step.parts]
        steps.again(connection, operation_id, operation.attempt + 1, parts)
        begun = any(step.state is not StepState.PENDING for step in operation.steps)
        if begun:
            entry.enter(connection, operation, frozen, now)
        _go_on(connection, operation, State.RUNNING if begun else State.APPROVED, person, now)
        return operation_id

    return work


def cleaning(
    operation_id: str,
    person: str,
    procedure: procedures.Procedure,
    frozen: datetime | None,
    now: datetime,
) -> deliveries.Work:
    """Held like a beginning: who locked the server is at work there."""

    def work(connection: sa.Connection) -> str:
        operation = records.get(connection, operation_id, lock=True)
        _planned(
            operation,
            remedy=refusals.nothing_to_clean(),
        )
        if not procedure.undo:
            raise refusals.makes_nothing()
        _go_on(connection, operation, State.CLEANING, person, now)
        entry.enter(connection, operation, frozen, now)
        steps.freeze(connection, operation_id, steps.CLEAN, procedure.undo, operation.attempt + 1)
        return operation_id

    return work


def _planned(operation: operations.Operation, *, remedy: str) -> None:
    if operation.plan is None:
        raise refusals.no_plan(remedy)


def _go_on(
    connection: sa.Connection,
    operation: operations.Operation,
    to: State,
    person: str,
    now: datetime,
) -> None:
    """As the next attempt."""
    attempt = operation.attempt + 1
    transitions.move(
        connection,
        operation.id,
        to,
        actor=person,
        now=now,
        only_from=[operation.state],
        detail={"attempt": attempt},
        attempt=attempt,
        failure=None,
        reason="",
    )

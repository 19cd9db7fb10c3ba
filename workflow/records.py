"""Rows to values: operations with their steps and votes, three queries however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from core import json
from core.sentences import say
from workflow import differences, operations, plans, policies
from workflow.store import schema

_t = schema.operations.c
UNPLANNED = sa.and_(_t.state == operations.State.FAILED.value, _t.plan_hash == "")
"""`Operation.unplanned`, of rows."""

OVER = sa.or_(
    _t.state.in_(sorted(s.value for s, after in operations.TRANSITIONS.items() if not after)),
    UNPLANNED,
)
"""What nothing more comes of."""


class Unknown(policies.Refused):
    code = "unknown-operation"

    def __init__(self, operation_id: str) -> None:
        super().__init__(
            say(
                "operation-unknown", "There is no operation {operation!r}.", operation=operation_id
            ),
            remedy=say("operation-unknown-remedy", "`list` shows the latest ones."),
        )


def get(
    connection: sa.Connection, operation_id: str, *, lock: bool = False
) -> operations.Operation:
    """Raises `Unknown`. `lock` keeps others from changing it until this transaction ends (on
    SQLite the writer is alone anyway)."""
    query = sa.select(schema.operations).where(schema.operations.c.id == operation_id)
    rows = connection.execute(query.with_for_update() if lock else query).all()
    if not rows:
        raise Unknown(operation_id)
    return complete(connection, rows)[0]


def known(connection: sa.Connection, operation_id: str | None) -> str | None:
    """The id, where there is such an operation: what was asked of another one has no chain of its
    own in the audit trail, and may be anything that somebody typed."""
    table = schema.operations.c
    found: str | None = connection.execute(
        sa.select(table.id).where(table.id == operation_id)
    ).scalar()
    return found


def complete(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[operations.Operation]:
    """The operations of these `schema.operations` rows, in their order."""
    ids = [row.id for row in rows]
    steps: dict[str, list[operations.StepRecord]] = defaultdict(list)
    table = schema.steps.c
    for step in connection.execute(
        sa.select(schema.steps)
        .where(table.operation_id.in_(ids))
        # "run" before "clean", as they happen
        .order_by(table.operation_id, table.phase.desc(), table.position)
    ):
        steps[step.operation_id].append(_step(step))
    votes: dict[str, list[operations.Vote]] = defaultdict(list)
    for vote in connection.execute(
        sa.select(schema.votes)
        .where(schema.votes.c.operation_id.in_(ids))
        .order_by(schema.votes.c.at)
    ):
        votes[vote.operation_id].append(
            operations.Vote(
                person=vote.person,
                decision=vote.decision,
                at=vote.at,
                reason=vote.reason,
                uncounted=vote.uncounted,
            )
        )
    return [_operation(row, tuple(steps[row.id]), tuple(votes[row.id])) for row in rows]


def _step(row: sa.Row[Any]) -> operations.StepRecord:
    return operations.StepRecord(
        name=row.name,
        title=row.title,
        state=operations.StepState(row.state),
        attempt=row.attempt,
        note=row.note,
        started_at=row.started_at,
        ended_at=row.ended_at,
        phase=row.phase,
    )


def _operation(
    row: sa.Row[Any],
    steps: tuple[operations.StepRecord, ...],
    votes: tuple[operations.Vote, ...],
) -> operations.Operation:
    circles = circles_from_json(row.approvers)
    return operations.Operation(
        id=row.id,
        verb=row.verb,
        state=operations.State(row.state),
        requester=row.requester,
        channel=row.channel,
        values=row.field_values,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
        attempt=row.attempt,
        plan=plans.from_json(row.plan) if row.plan is not None else None,
        plan_hash=row.plan_hash,
        approvers=tuple(dict.fromkeys(id for c in circles for id in (*c.groups, *c.people))),  # noqa: A001 - Slack ids
        circles=circles,
        quorum=sum(circle.quorum for circle in circles),
        rule=row.rule,
        missing=circles if row.missing is None else circles_from_json(row.missing),
        opened_at=row.opened_at,
        calls=row.calls,
        escalated=row.escalated,
        broken_by=row.broken_by,
        broken_reason=row.broken_reason,
        reviewed_by=row.reviewed_by,
        reviewed_at=row.reviewed_at,
        again_of=row.again_of or "",
        changed=differences.from_json((row.result or {}).get("changed")),
        expires_at=row.expires_at,
        steps=steps,
        votes=votes,
        failure=operations.Failure(**row.failure) if row.failure is not None else None,
        reason=row.reason,
        ended_by=row.ended_by,
        result=row.result,
    )


def circles_to_json(circles: Sequence[policies.Circle]) -> json.JSON:
    return [
        {"groups": list(c.groups), "people": list(c.people), "quorum": c.quorum} for c in circles
    ]


def circles_from_json(raw: list[dict[str, Any]]) -> tuple[policies.Circle, ...]:
    return tuple(
        policies.Circle(groups=tuple(c["groups"]), people=tuple(c["people"]), quorum=c["quorum"])
        for c in raw
    )


def failure_to_json(failure: operations.Failure) -> json.Object:
    return asdict(failure)

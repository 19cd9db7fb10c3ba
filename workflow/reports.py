"""A person's word that what a step waits for is done: the *Done* button. It ends no waiting by
itself; the step looks again at once."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from core import clock
from core.sentences import say
from workflow import (
    audit,
    deliveries,
    operations,
    policies,
    procedures,
    records,
    steps,
    transitions,
)
from workflow.operations import State, StepState
from workflow.store import schema

KIND = "step.reported"


def reporting(operation_id: str, person: str, now: datetime) -> deliveries.Work:
    """Kept as an event of the audit trail, where the waiting step finds it, and shown at once."""

    def work(connection: sa.Connection) -> str:
        operation = records.get(connection, operation_id, lock=True)
        if operation.state is not State.WAITING_FOR_PERSON:
            raise policies.Refused(
                say("report-not-waiting", "It does not wait for a person now."),
                remedy=operations.standing(operation.state, planned=operation.plan is not None),
                code="wrong-state",
            )
        position, step = _waiting(operation)
        audit.record(
            connection,
            KIND,
            actor=person,
            at=now,
            operation_id=operation_id,
            detail={"step": step.name, "attempt": operation.attempt},
        )
        note = say(
            "report-done",
            "<@{person}> said that it is done ({at}); I look again.",
            person=person,
            at=clock.written(now),
        )
        steps.note(connection, steps.Row(operation_id, steps.RUN, position), note)
        transitions.touch(connection, operation_id, now)
        return operation_id

    return work


def _waiting(operation: operations.Operation) -> tuple[int, operations.StepRecord]:
    """The step that waits, and its place."""
    listed = [step for step in operation.steps if step.phase == steps.RUN]
    return next((n, s) for n, s in enumerate(listed) if s.state is StepState.RUNNING)


def newest(
    connection: sa.Connection, operation_id: str, attempt: int, since: datetime
) -> procedures.Report | None:
    """The last word since the waiting began, in this attempt."""
    events = schema.audit_events.c
    row = connection.execute(
        sa.select(events.actor, events.at, events.detail)
        .where(events.operation_id == operation_id, events.kind == KIND, events.at >= since)
        .order_by(events.n.desc())
        .limit(1)
    ).first()
    if row is None or row.detail.get("attempt") != attempt:
        return None
    return procedures.Report(person=row.actor, at=row.at)

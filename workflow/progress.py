"""What a run writes as it goes along: each function is one transaction's work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from core import json
from workflow import audit, locks, operations, procedures, records, steps, transitions
from workflow.operations import State, StepState

ALIVE = {
    steps.RUN: (State.RUNNING, State.WAITING_FOR_PERSON, State.CANCELLING),
    steps.CLEAN: (State.CLEANING,),
}
"""The states in which a run, or a clean up, goes on."""

PLAN = "plan"
ASKING = {
    PLAN: (State.DRAFT,),
    steps.RUN: (State.APPROVED, *ALIVE[steps.RUN]),
    steps.CLEAN: ALIVE[steps.CLEAN],
}
"""By the engine's name of a run: the states in which an operation asks for it."""


class Run(NamedTuple):
    """What the engine runs: a key of `ASKING`, for whom, and which attempt."""

    name: str
    operation_id: str
    attempt: int = 1  # a draft is always the first

    @property
    def id(self) -> str:
        """The engine's own: a known one is not begun again."""
        attempt = () if self.name == PLAN else (str(self.attempt),)
        return ":".join((self.name, self.operation_id, *attempt))


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of one step of one attempt."""

    operation_id: str
    attempt: int
    phase: str
    step: str
    position: int
    name: str
    first: bool
    last: bool

    @property
    def run(self) -> Run:
        return Run(self.phase, self.operation_id, self.attempt)

    @property
    def row(self) -> steps.Row:
        return steps.Row(self.operation_id, self.phase, self.position)


def todo(
    operation: operations.Operation, phase: str, known: Sequence[procedures.Step]
) -> json.JSON:
    """What is still to do, to be frozen in the engine's rows: [step, position, [part, …]]."""
    parts = {step.name: [part for part, _ in step.parts] for step in known}
    rows = [s for s in operation.steps if s.phase == phase]
    return [
        # A step this release no longer has keeps one part, which fails and says so.
        [row.name, position, parts.get(row.name, [row.name])]
        for position, row in enumerate(rows)
        if row.state is not StepState.DONE
    ]


def begin(connection: sa.Connection, part: Part, now: datetime) -> bool:
    """False when cancel was asked for: it ends here, between two steps. A step already begun
    (this run was resumed) is finished first: what Azure accepted is followed to its end."""
    operation = records.get(connection, part.operation_id, lock=True)
    if not _mine(operation, part.attempt) or operation.state not in ALIVE[part.phase]:
        return False  # it ended meanwhile, or the answer to its end was lost
    begun = _row(operation, part).state is StepState.RUNNING
    if operation.state is State.CANCELLING and not begun:
        _cancelled(connection, part.operation_id, now)
        return False
    steps.begin(connection, part.row, now)
    if not begun:
        _record(connection, part.run, part.step, "begun", now)
    transitions.touch(connection, part.operation_id, now)
    return True


def keep(connection: sa.Connection, part: Part, result: json.Object, now: datetime) -> bool:
    """The part's answer; with the last part its step is done. False for an attempt long over."""
    operation = records.get(connection, part.operation_id, lock=True)
    if not _mine(operation, part.attempt):
        return False
    steps.keep(connection, part.operation_id, part.phase, part.name, result)
    if not part.last or _row(operation, part).state is StepState.DONE:
        return True
    steps.end(connection, part.row, StepState.DONE, now)
    _record(connection, part.run, part.step, "done", now)
    if operation.state is State.WAITING_FOR_PERSON:
        transitions.move(connection, part.operation_id, State.RUNNING, actor=audit.BOT, now=now)
    else:
        transitions.touch(connection, part.operation_id, now)
    return True


def stop(connection: sa.Connection, part: Part, now: datetime) -> bool:
    """A waiting step saw the cancel. False when nobody asked for one."""
    operation = records.get(connection, part.operation_id, lock=True)
    if not _mine(operation, part.attempt) or operation.state is not State.CANCELLING:
        return False
    steps.end(connection, part.row, StepState.FAILED, now)
    steps.note(connection, part.row, "Cancelled.")
    _record(connection, part.run, part.step, "failed", now, code="cancelled")
    _cancelled(connection, part.operation_id, now)
    return True


def fail(connection: sa.Connection, part: Part, failure: operations.Failure, now: datetime) -> None:
    if not _mine(records.get(connection, part.operation_id, lock=True), part.attempt):
        return
    steps.end(connection, part.row, StepState.FAILED, now)
    steps.note(connection, part.row, "")  # what it was at is no longer true
    _record(connection, part.run, part.step, "failed", now, code=failure.code)
    transitions.move(
        connection,
        part.operation_id,
        State.FAILED,
        actor=audit.BOT,
        now=now,
        only_from=ALIVE[part.phase],
        detail={"step": failure.step, "code": failure.code},
        failure=records.failure_to_json(failure),
        reason=failure.sentence,
    )


def give_up(
    connection: sa.Connection, run: Run, failure: operations.Failure, now: datetime
) -> None:
    """Something unforeseen outside any step: failed. Raises `operations.Lost` when the operation
    no longer asks for this run."""
    operation = records.get(connection, run.operation_id, lock=True)
    if not _mine(operation, run.attempt):
        raise transitions.lost(connection, run.operation_id)
    for step in operation.steps:
        if step.state is StepState.RUNNING:
            _record(connection, run, step.name, "failed", now, code=failure.code)
    steps.end_running(connection, run.operation_id, now)
    if operation.state is State.APPROVED:  # nothing was begun
        locks.release(connection, run.operation_id)
    transitions.move(
        connection,
        run.operation_id,
        State.FAILED,
        actor=audit.BOT,
        now=now,
        only_from=ASKING[run.name],
        detail={"step": failure.step, "code": failure.code},
        failure=records.failure_to_json(failure),
        reason=failure.sentence,
    )


def close(
    connection: sa.Connection, run: Run, procedure: procedures.Procedure, now: datetime
) -> None:
    """The last step is done."""
    columns: dict[str, Any] = {}
    operation = records.get(connection, run.operation_id, lock=True)
    if not _mine(operation, run.attempt):
        return
    if run.name == steps.RUN:
        kept = steps.results(connection, run.operation_id)[steps.RUN]
        columns["result"] = _last(operation, procedure.steps, kept)
    to = State.SUCCEEDED if run.name == steps.RUN else State.CLEANED
    transitions.move(connection, run.operation_id, to, actor=audit.BOT, now=now, **columns)


def _row(operation: operations.Operation, part: Part) -> operations.StepRecord:
    return [s for s in operation.steps if s.phase == part.phase][part.position]


def _record(
    connection: sa.Connection, run: Run, step: str, what: str, now: datetime, **more: json.JSON
) -> None:
    audit.record(
        connection,
        f"step.{what}",
        actor=audit.BOT,
        at=now,
        operation_id=run.operation_id,
        detail={"step": step, "phase": run.name, "attempt": run.attempt, **more},
    )


def _mine(operation: operations.Operation, attempt: int) -> bool:
    """False for a run that another replica thought dead, and whose operation was tried anew."""
    return operation.attempt == attempt


def _cancelled(connection: sa.Connection, operation_id: str, now: datetime) -> None:
    transitions.move(
        connection,
        operation_id,
        State.CANCELLED,
        actor=audit.BOT,
        now=now,
        only_from=[State.CANCELLING],
    )


def _last(
    operation: operations.Operation,
    known: Sequence[procedures.Step],
    kept: dict[str, json.Object],
) -> json.Object:
    """What the last part of the last step answered."""
    by_name = {step.name: step for step in known}
    names = [s.name for s in operation.steps if s.phase == steps.RUN]
    if not names or names[-1] not in by_name:
        return {}
    return kept.get(by_name[names[-1]].parts[-1][0], {})

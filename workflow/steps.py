"""Step rows: what the card lists, written as the run goes along; and the parts' kept results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from core import json
from workflow import procedures
from workflow.operations import StepState
from workflow.store import schema, statements

RUN = "run"
CLEAN = "clean"

_steps = schema.steps
_results = schema.results


class Row(NamedTuple):
    """Which step row: the table's key."""

    operation_id: str
    phase: str
    position: int


def freeze(
    connection: sa.Connection,
    operation_id: str,
    phase: str,
    frozen: Sequence[procedures.Step],
    attempt: int,
) -> None:
    """The steps in their order, all pending; those of an earlier attempt are replaced."""
    forget(connection, operation_id, phase)
    if frozen:
        connection.execute(
            _steps.insert(),
            [
                {
                    "operation_id": operation_id,
                    "phase": phase,
                    "position": position,
                    "name": step.name,
                    "title": step.title,
                    "state": StepState.PENDING.value,
                    "attempt": attempt,
                }
                for position, step in enumerate(frozen)
            ],
        )


def forget(connection: sa.Connection, operation_id: str, phase: str) -> None:
    for table in (_steps, _results):
        connection.execute(
            table.delete().where(table.c.operation_id == operation_id, table.c.phase == phase)
        )


def begin(connection: sa.Connection, row: Row, now: datetime) -> None:
    """Running from now on; a step already running (a resumed run) keeps its start."""
    connection.execute(
        _steps.update()
        .where(*_one(row), _steps.c.state != StepState.RUNNING.value)
        .values(state=StepState.RUNNING.value, started_at=now, ended_at=None, note="")
    )


def end(connection: sa.Connection, row: Row, state: StepState, now: datetime) -> None:
    connection.execute(_steps.update().where(*_one(row)).values(state=state.value, ended_at=now))


def end_running(connection: sa.Connection, operation_id: str, now: datetime) -> None:
    """Whatever of this operation was running has failed."""
    connection.execute(
        _steps.update()
        .where(_steps.c.operation_id == operation_id, _steps.c.state == StepState.RUNNING.value)
        .values(state=StepState.FAILED.value, ended_at=now)
    )


def note(connection: sa.Connection, row: Row, text: str) -> bool:
    """True when the note is another one than before."""
    changed = connection.execute(
        _steps.update().where(*_one(row), _steps.c.note != text).values(note=text)
    )
    return changed.rowcount > 0


def again(connection: sa.Connection, operation_id: str, attempt: int, names: Sequence[str]) -> None:
    """For a retry: what is not done becomes pending, and the given parts' results are forgotten."""
    connection.execute(
        _steps.update()
        .where(
            _steps.c.operation_id == operation_id,
            _steps.c.phase == RUN,
            _steps.c.state != StepState.DONE.value,
        )
        .values(
            state=StepState.PENDING.value, attempt=attempt, note="", started_at=None, ended_at=None
        )
    )
    connection.execute(
        _results.delete().where(
            _results.c.operation_id == operation_id,
            _results.c.phase == RUN,
            _results.c.part.in_(names),
        )
    )


def keep(
    connection: sa.Connection, operation_id: str, phase: str, part: str, result: json.Object
) -> None:
    connection.execute(
        statements.insert_unless_there(connection, _results).values(
            operation_id=operation_id, phase=phase, part=part, result=result
        )
    )


def results(connection: sa.Connection, operation_id: str) -> dict[str, dict[str, json.Object]]:
    """By phase, by part name."""
    kept: dict[str, dict[str, json.Object]] = {RUN: {}, CLEAN: {}}
    for row in connection.execute(
        sa.select(_results).where(_results.c.operation_id == operation_id)
    ):
        kept[row.phase][row.part] = row.result
    return kept


def _one(row: Row) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _steps.c.operation_id == row.operation_id,
        _steps.c.phase == row.phase,
        _steps.c.position == row.position,
    )

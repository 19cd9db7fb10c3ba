"""What a run of an attempt long over may still write: nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests import keys
from tests.unit.workflow import toys
from workflow import operations, progress, records, steps
from workflow.operations import State, StepState
from workflow.store import schema

NOW = datetime(2026, 11, 23, 14, 3, tzinfo=UTC)
FAILURE = operations.Failure(step="make", code="x", sentence="No.")


@pytest.fixture
def connection() -> sa.Connection:
    connection = keys.memory().connect()
    connection.execute(
        schema.operations.insert().values(
            id="op-1",
            verb="deploy",
            state=State.RUNNING.value,
            requester=toys.RITA,
            channel="C1",
            field_values={},
            created_at=NOW,
            updated_at=NOW,
            version=1,
            attempt=2,
            approvers=[],
        )
    )
    steps.freeze(connection, "op-1", steps.RUN, toys.STEPS, 2)
    return connection


def _part(attempt: int) -> progress.Part:
    return progress.Part(
        operation_id="op-1",
        attempt=attempt,
        phase=steps.RUN,
        step="start",
        position=1,
        name="start",
        first=True,
        last=True,
    )


def test_an_attempt_long_over_writes_nothing(connection: sa.Connection) -> None:
    before = records.get(connection, "op-1")
    assert not progress.begin(connection, _part(1), NOW)
    assert not progress.keep(connection, _part(1), {"late": True}, NOW)
    progress.fail(connection, _part(1), FAILURE, NOW)
    with pytest.raises(operations.Lost):
        progress.give_up(connection, progress.Run(steps.RUN, "op-1", 1), FAILURE, NOW)
    progress.close(connection, progress.Run(steps.RUN, "op-1", 1), toys.Toy(), NOW)
    assert records.get(connection, "op-1") == before
    assert steps.results(connection, "op-1")[steps.RUN] == {}


def test_a_wait_of_an_attempt_long_over_does_not_take_a_cancel(connection: sa.Connection) -> None:
    connection.execute(schema.operations.update().values(state=State.CANCELLING.value))
    assert not progress.stop(connection, _part(1), NOW)
    assert progress.stop(connection, _part(2), NOW)


@pytest.mark.parametrize("state", [State.CANCELLED, State.FAILED, State.CLEANING])
def test_no_step_begins_once_the_run_is_over(connection: sa.Connection, state: State) -> None:
    connection.execute(schema.operations.update().values(state=state.value))
    assert not progress.begin(connection, _part(2), NOW)
    assert records.get(connection, "op-1").steps[1].state is StepState.PENDING


def test_giving_up_fails_the_running_step_too(connection: sa.Connection) -> None:
    assert progress.begin(connection, _part(2), NOW)
    progress.give_up(connection, progress.Run(steps.RUN, "op-1", 2), FAILURE, NOW)
    failed = records.get(connection, "op-1")
    assert failed.state is State.FAILED
    assert [s.state for s in failed.steps] == [
        StepState.PENDING,
        StepState.FAILED,
        StepState.PENDING,
    ]


def test_a_plan_given_up_does_not_touch_what_was_planned(connection: sa.Connection) -> None:
    connection.execute(schema.operations.update().values(state=State.APPROVED.value, attempt=1))
    with pytest.raises(operations.Lost):
        progress.give_up(connection, progress.Run(progress.PLAN, "op-1"), FAILURE, NOW)

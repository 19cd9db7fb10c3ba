"""Every state beside every other: what may become what."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests import keys
from workflow import operations, transitions
from workflow.operations import State
from workflow.store import schema

NOW = datetime(2026, 11, 23, 14, 3, tzinfo=UTC)
NEVER_AGAIN = {
    State.BLOCKED,
    State.SUCCEEDED,
    State.DENIED,
    State.EXPIRED,
    State.WITHDRAWN,
    State.STALE,
    State.CLEANED,
}
RUNS = {State.RUNNING, State.WAITING_FOR_PERSON, State.CANCELLING, State.SUCCEEDED}


@pytest.fixture
def connection() -> sa.Connection:
    return keys.memory().connect()


def test_every_state_has_a_sentence_and_a_row() -> None:
    assert set(operations.SENTENCES) == set(operations.TRANSITIONS) == set(State)


def test_ended_is_ended() -> None:
    assert {s for s, after in operations.TRANSITIONS.items() if not after} == NEVER_AGAIN


def test_nothing_runs_that_was_not_approved() -> None:
    before_approval = {State.DRAFT, State.AWAITING_APPROVAL}
    for state in before_approval:
        assert not operations.TRANSITIONS[state] & RUNS


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached = {State.DRAFT}
    while True:
        more = reached.union(*(operations.TRANSITIONS[s] for s in reached))
        if more == reached:
            break
        reached = more
    assert reached == set(State)


@pytest.mark.parametrize(("source", "to"), list(itertools.product(State, State)))
def test_a_move_is_made_exactly_where_the_table_allows_it(
    connection: sa.Connection, source: State, to: State
) -> None:
    connection.execute(
        schema.operations.insert().values(
            id="op-1",
            verb="deploy",
            state=source.value,
            requester="URITA",
            channel="C1",
            field_values={},
            created_at=NOW,
            updated_at=NOW,
            version=7,
            attempt=1,
            approvers=[{"groups": ["SLEADS"], "people": [], "quorum": 1}],
        )
    )

    def move() -> None:
        transitions.move(connection, "op-1", to, actor="ULENA", now=NOW)

    allowed = to in operations.TRANSITIONS[source]
    if allowed:
        move()
    else:
        with pytest.raises(operations.Lost):
            move()
    row = connection.execute(sa.select(schema.operations)).one()
    events = connection.execute(sa.select(schema.audit_events.c.kind)).scalars().all()
    assert (row.state, row.version) == ((to.value, 8) if allowed else (source.value, 7))
    assert events == ([f"operation.{to.value}"] if allowed else [])
    if allowed and source is not to:
        with pytest.raises(operations.Lost) as lost:
            transitions.move(connection, "op-1", to, actor="UMAREK", now=NOW, only_from=[source])
        assert "14:03 UTC" in lost.value.sentence

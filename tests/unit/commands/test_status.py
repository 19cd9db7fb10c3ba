"""How `status` tells of one operation."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from commands import status
from workflow import operations, plans

AT = datetime(2026, 11, 28, tzinfo=UTC)


WHY = "Azure refused the move."
PLAN = plans.Plan(
    verb="switch",
    target="ps-1",
    environment={},
    summary="",
    changes=(),
    findings=(),
    steps=("moved",),
    undo="",
    arguments={},
    locks=(),
)
FAILED = operations.Operation(
    id="op-1",
    verb="switch",
    state=operations.State.FAILED,
    requester="U0RITA001",
    channel="C0INCIDENT",
    values={"name": "ps-1"},
    created_at=AT,
    updated_at=AT,
    version=1,
    attempt=1,
    plan=PLAN,
    plan_hash=PLAN.hash,
    failure=operations.Failure(step="moved", code="conflict", sentence=WHY),
    reason=WHY,
)


def test_why_it_failed_is_said_once_where_it_is_the_reason_too() -> None:
    id_, said = status.line(FAILED)
    assert id_ == "op-1"
    assert said.startswith("switch ps-1. A step failed.")
    assert said.count(WHY) == 1


@pytest.mark.parametrize("typed", ["name", "server"])
def test_what_was_typed_is_told_while_there_is_no_plan(typed: str) -> None:
    draft = dataclasses.replace(
        FAILED, state=operations.State.DRAFT, plan=None, values={typed: "ps-9"}
    )
    _, said = status.line(draft)
    assert said.startswith("switch ps-9. Checking everything first.")


def test_without_a_plan_no_step_has_failed() -> None:
    unplanned = dataclasses.replace(FAILED, plan=None, plan_hash="", values={"server": "ps-9"})
    _, said = status.line(unplanned)
    assert said.startswith("switch ps-9. Could not be planned; nothing was changed. Azure refused")
    blocked = dataclasses.replace(unplanned, state=operations.State.BLOCKED)
    assert status.line(blocked)[1].startswith("switch ps-9. Blocked: nothing was changed. Azure")

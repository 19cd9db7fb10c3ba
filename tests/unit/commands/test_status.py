"""How `status` tells of one operation."""

from __future__ import annotations

from datetime import UTC, datetime

from commands import status
from workflow import operations

AT = datetime(2026, 11, 28, tzinfo=UTC)


def test_why_it_failed_is_said_once_where_it_is_the_reason_too() -> None:
    why = "Azure refused the move."
    failed = operations.Operation(
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
        failure=operations.Failure(step="moved", code="conflict", sentence=why),
        reason=why,
    )
    id_, said = status.line(failed)
    assert id_ == "op-1"
    assert said.startswith("switch ps-1. A step failed.")
    assert said.count(why) == 1

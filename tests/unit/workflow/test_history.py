"""What happened is found by a server's name, as anybody writes it."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.unit.workflow import trails
from workflow import audit, history, holds, operations, plans, precedents
from workflow.operations import State
from workflow.store import schema


def targeted(connection: sa.Connection, name: str, target: str, **more: Any) -> None:
    mine = schema.operations.c.id == name
    connection.execute(schema.operations.update().where(mine).values(target=target, **more))


@pytest.mark.parametrize("about", ["PS-WEU-1", "ps-weu-1", "OP-1", "op-1"])
def test_names_and_ids_have_no_case(trail: sa.Connection, about: str) -> None:
    targeted(trail, "op-1", "Ps-Weu-1")
    found = history.find(trail, about, 20).events
    assert {one.operation_id for one in found} == {"op-1"}
    assert len(found) == trails.LENGTHS["op-1"]


def test_a_lock_is_found_by_any_writing(trail: sa.Connection) -> None:
    audit.record(
        trail, "hold.locked", actor="U1", at=trails.NOW, detail={"key": holds.server("PS-WEU-1")}
    )
    assert [one.kind for one in history.find(trail, "Ps-weu-1", 20).events] == ["hold.locked"]


def test_what_was_done_to_a_server_is_held_against_it_however_it_was_written(
    trail: sa.Connection,
) -> None:
    plan = plans.Plan(
        verb="deploy", target="PS-WEU-1", environment={}, summary="", changes=(), findings=(),
        steps=(), undo="", arguments={},
    )  # fmt: skip
    targeted(trail, "op-1", "PS-WEU-1", plan=plans.to_json(plan))
    asked = operations.Operation(
        id="op-9", verb="deploy", state=State.AWAITING_APPROVAL, requester="U1", channel="C1",
        values={}, created_at=trails.NOW + timedelta(hours=1), updated_at=trails.NOW, version=1,
        attempt=1, plan=dataclasses.replace(plan, target="ps-weu-1"),
    )  # fmt: skip
    found = precedents.last(trail, asked)
    assert found is not None
    assert found.operation_id == "op-1"
    other = dataclasses.replace(asked, plan=dataclasses.replace(plan, target="ps-weu-2"))
    assert precedents.last(trail, other) is None

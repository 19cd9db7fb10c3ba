"""Given an approved run that begins: Slack that asks to wait is waited for, within reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.acceptance.workflow.model import house, reference
from workflow.operations import State

RULE = reference.Rule(
    requesters=(frozenset({"oncall"}), frozenset(), 1),
    approvers=((frozenset({"leads"}), frozenset(), 1),),
    breakers=None,
)


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[tuple[house.House, list[str]]]:
    ran: list[str] = []
    (tmp_path / "it").mkdir()
    built = house.House(tmp_path / "it" / "bot.db", datetime(2026, 11, 23, tzinfo=UTC), ran.append)
    built.town.groups = {"oncall": frozenset({"rita"}), "leads": frozenset({"lena"})}
    built.reload(RULE)
    yield built, ran
    built.leave()


def approved(built: house.House) -> str:
    asked = built.do(built.desk.ask("deploy", "rita", "C1", {"name": "ps-1"}, "ask"))
    built.do(built.dispatcher.look())
    plan = built.do(built.desk.get(asked.id)).plan_hash
    built.do(built.desk.vote(asked.id, "lena", "approve", plan, "vote"))
    return str(asked.id)


def test_it_begins_once_slack_answers(at_work: tuple[house.House, list[str]]) -> None:
    built, ran = at_work
    operation = approved(built)
    built.town.waits = [0.01, 0.01]
    built.do(built.dispatcher.look())
    assert ran == [operation]
    assert built.do(built.desk.get(operation)).state is State.SUCCEEDED


def test_nobody_waits_for_ever(at_work: tuple[house.House, list[str]]) -> None:
    built, ran = at_work
    operation = approved(built)
    built.town.waits = [3600.0]
    built.do(built.dispatcher.look())
    failed = built.do(built.desk.get(operation))
    assert (failed.state, ran) == (State.FAILED, [])
    assert failed.failure.code == "directory-unreachable"

"""Counts that were posted hold for ever, and show what the database alone does not tell."""

from __future__ import annotations

import random
from datetime import timedelta

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from core import json
from tests.unit.workflow import trails
from workflow import chains, counts, faults, purging
from workflow.faults import Reason
from workflow.store import schema


def _posted(connection: sa.Connection, *taken: json.Object) -> counts.Posted:
    return counts.Posted(chains.keys(connection), taken, counts.purged(connection))


def _reasons(found: list[faults.Fault]) -> list[Reason]:
    return [one.reason for one in found]


@settings(max_examples=40)
@given(cuts=st.sets(st.integers(1, 60)), seed=st.integers(0, 99))
def test_every_count_holds_for_ever_while_rows_only_come(cuts: set[int], seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311 - a test's
    taken = []
    with trails.opened() as connection:
        for number in range(1, 61):
            trails.record(connection, pick.choice(["bot", "op-1", "op-2", "op-3"]), number)
            if number in cuts:
                taken.append(counts.take(connection, trails.NOW))
        found = trails.found(connection, _posted(connection, *taken))
        assert _reasons(found) == ([] if taken else [Reason.POSTED_NONE])


def test_rows_and_heads_put_back_together_are_shown_by_the_count(trail: sa.Connection) -> None:
    head = trail.execute(sa.select(trails.HEADS).where(trails.HEADS.c.chain == "op-1")).one()
    trails.record(trail, "op-1", 100)
    count = counts.take(trail, trails.NOW)
    trail.execute(
        trails.EVENTS.delete().where(trails.EVENTS.c.chain == "op-1", trails.EVENTS.c.seq == 6)
    )
    trail.execute(
        trails.HEADS.update().where(trails.HEADS.c.chain == "op-1").values(**head._mapping)
    )
    assert trails.named(trail) == set(), "the database alone does not tell"
    assert _reasons(trails.found(trail, _posted(trail, count))) == [Reason.POSTED_AHEAD]
    trails.record(trail, "op-1", 101)
    assert trails.named(trail) == set()
    assert _reasons(trails.found(trail, _posted(trail, count))) == [Reason.POSTED_AHEAD]
    trails.number(trail, "op-1", 6, count["cut"])
    later = counts.take(trail, trails.NOW)
    assert _reasons(trails.found(trail, _posted(trail, count, later))) == [Reason.POSTED_DIFFERS]


def test_a_chain_gone_with_its_head_and_operation_is_shown_by_the_count(
    trail: sa.Connection,
) -> None:
    count = counts.take(trail, trails.NOW)
    for table, column in (
        (trails.EVENTS, "chain"),
        (trails.HEADS, "chain"),
        (schema.operations, "id"),
    ):
        trail.execute(table.delete().where(table.c[column] == "op-3"))
    assert trails.named(trail) == set()
    found = trails.found(trail, _posted(trail, count))
    assert _reasons(found) == [Reason.POSTED_AHEAD]
    assert str(found[0]).startswith("count posted 2026-11-23T14:03:02+00:00: posted-ahead: ")


def test_a_forged_count_is_named(trail: sa.Connection) -> None:
    count = {**counts.take(trail, trails.NOW), "rows": 3}
    assert Reason.POSTED_FORGED in _reasons(trails.found(trail, _posted(trail, count)))


# Purging.


LATER = trails.NOW + timedelta(days=400)


def test_a_purge_leaves_a_checkpoint_that_nothing_else_passes_for(trail: sa.Connection) -> None:
    before = counts.take(trail, trails.NOW)
    trails.operation(trail, "op-4", "running")
    for number in range(3):
        trails.record(trail, "op-4", number)
    trails.record(trail, "bot", 200, LATER)
    assert purging.purge(trail, LATER, LATER) == 3 + 5 + 1 + 8
    assert trails.named(trail) == set()
    left = trail.execute(
        sa.select(trails.EVENTS.c.chain, trails.EVENTS.c.kind).order_by(trails.EVENTS.c.n)
    ).all()
    assert [row.chain for row in left] == ["op-4", "op-4", "op-4", "bot", "bot"]
    assert left[-1].kind == "audit.purged"
    after = counts.take(trail, LATER)
    assert (after["purged"], after["rows"]) == (17, 22)
    trails.record(trail, "op-1", 300, LATER)
    assert _reasons(trails.found(trail, _posted(trail, before, after))) == []
    assert _reasons(trails.found(trail, _posted(trail, before))) == [Reason.POSTED_NONE]
    rolled_back = counts.Posted(chains.keys(trail), [before, after], purged=0)
    assert _reasons(list(rolled_back.judge()))[0] == Reason.POSTED_AHEAD
    trail.execute(
        trails.EVENTS.delete().where(trails.EVENTS.c.chain == "bot", trails.EVENTS.c.seq == 4)
    )
    trail.execute(trails.EVENTS.delete().where(trails.EVENTS.c.chain == "op-1"))
    assert trails.named(trail) == {("bot", 4, "missing"), ("op-1", 6, "chain-removed")}


def test_a_chain_in_which_something_is_wrong_is_not_purged(trail: sa.Connection) -> None:
    trails.change(trail, trails.place(trail, "op-1", 2).n, actor="U2")
    purging.purge(trail, LATER, LATER)
    assert trails.named(trail) == {("op-1", 2, "altered")}
    assert trails.place(trail, "op-1", 5)

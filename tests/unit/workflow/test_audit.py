"""One thing done by hand to the audit rows, whatever it is, is named; nothing done is whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import keys
from tests.unit.workflow import trails
from workflow import chains, faults, seals, verifying
from workflow.store import engines, schema

PLACES = [(chain, seq) for chain, length in trails.LENGTHS.items() for seq in range(1, length + 1)]


def test_what_nobody_touched_is_whole(trail: sa.Connection) -> None:
    found: list[faults.Fault] = []
    whole = verifying.verify(trail, found.append)
    assert found == []
    assert whole == faults.Whole(rows=sum(trails.LENGTHS.values()), chains=len(trails.LENGTHS))


ALTERATIONS: dict[str, dict[str, Any]] = {
    "at": {"at": trails.NOW + timedelta(microseconds=1)},
    "kind": {"kind": "vote.approve"},
    "actor": {"actor": "U2"},
    "detail": {"detail": {}},
    "seal": {"seal": "0" * 64},
}


@pytest.mark.parametrize("column", ALTERATIONS)
@pytest.mark.parametrize(("chain", "seq"), PLACES)
def test_any_altered_column_of_any_row_is_named(
    trail: sa.Connection, chain: str, seq: int, column: str
) -> None:
    trails.change(trail, trails.place(trail, chain, seq).n, **ALTERATIONS[column])
    assert trails.named(trail) == {(chain, seq, "altered")}


@pytest.mark.parametrize(("chain", "seq"), PLACES)
def test_an_operation_cannot_be_given_the_row_of_another(
    trail: sa.Connection, chain: str, seq: int
) -> None:
    trails.change(trail, trails.place(trail, chain, seq).n, operation_id="op-9")
    assert trails.named(trail) == {(chain, seq, "altered")}


@pytest.mark.parametrize(("chain", "seq"), PLACES)
def test_any_removed_row_is_named(trail: sa.Connection, chain: str, seq: int) -> None:
    trail.execute(
        trails.EVENTS.delete().where(trails.EVENTS.c.n == trails.place(trail, chain, seq).n)
    )
    if trails.LENGTHS[chain] == 1:
        reason = "chain-removed"
    else:
        reason = "cut-off" if seq == trails.LENGTHS[chain] else "missing"
    assert trails.named(trail) == {(chain, seq, reason)}


@pytest.mark.parametrize("chain", trails.LENGTHS)
@pytest.mark.parametrize("place", [-1, 0, "next", "after a gap"])
def test_an_inserted_row_is_named(trail: sa.Connection, chain: str, place: Any) -> None:
    more = {"next": 1, "after a gap": 7}
    seq = trails.LENGTHS[chain] + more[place] if place in more else place
    last = trails.place(trail, chain, trails.LENGTHS[chain])
    values = {**last._mapping, "n": None, "seq": seq}
    values.pop("n")
    trail.execute(trails.EVENTS.insert().values(**values))
    assert trails.named(trail) == {(chain, seq, "inserted")}


def test_a_chain_put_there_whole_is_named(trail: sa.Connection) -> None:
    values = {**trails.place(trail, "op-1", 1)._mapping, "chain": "op-9", "operation_id": "op-9"}
    values.pop("n")
    trail.execute(trails.EVENTS.insert().values(**values))
    assert trails.named(trail) == {("op-9", 1, "inserted")}


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 5), (4, 5), (1, 8)])
def test_rows_that_changed_places_are_named(trail: sa.Connection, one: int, other: int) -> None:
    first, second = trails.place(trail, "op-3", one), trails.place(trail, "op-3", other)
    trails.change(trail, first.n, seq=99)
    trails.change(trail, second.n, seq=one)
    trails.change(trail, first.n, seq=other)
    assert {("op-3", one, "altered"), ("op-3", other, "altered")} <= trails.named(trail)


def test_a_row_whose_number_was_moved_is_named(trail: sa.Connection) -> None:
    trails.number(trail, "op-3", 4, 10_000)
    assert trails.named(trail) == {("op-3", 5, "misplaced")}


@pytest.mark.parametrize(
    "values", [{"seq": 4}, {"seal": "0" * 64}, {"purged": 2}, {"signature": "x"}]
)
def test_an_altered_head_is_named(trail: sa.Connection, values: dict[str, Any]) -> None:
    trail.execute(trails.HEADS.update().where(trails.HEADS.c.chain == "op-1").values(**values))
    assert ("op-1", 0, "head-altered") in trails.named(trail)


def test_a_removed_head_and_a_removed_chain_are_named(trail: sa.Connection) -> None:
    trail.execute(trails.HEADS.delete().where(trails.HEADS.c.chain.in_(["op-1", "op-2"])))
    trail.execute(trails.EVENTS.delete().where(trails.EVENTS.c.chain == "op-2"))
    trail.execute(trails.EVENTS.delete().where(trails.EVENTS.c.chain == "op-3"))
    assert trails.named(trail) == {
        ("op-1", 0, "head-removed"),
        ("op-2", 0, "chain-removed"),
        ("op-3", 1, "chain-removed"),
    }


def _cut_the_end(connection: sa.Connection) -> None:
    """As far as somebody without the key gets: row and head are those of before."""
    before = trails.place(connection, "op-1", 4)
    connection.execute(
        trails.EVENTS.delete().where(trails.EVENTS.c.chain == "op-1", trails.EVENTS.c.seq > 4)
    )
    connection.execute(
        trails.HEADS.update().where(trails.HEADS.c.chain == "op-1").values(seq=4, seal=before.seal)
    )


def _without_head(connection: sa.Connection) -> None:
    connection.execute(trails.HEADS.delete().where(trails.HEADS.c.chain == "op-1"))


@pytest.mark.parametrize("deed", [_cut_the_end, _without_head])
def test_what_the_bot_writes_afterwards_does_not_cover_it(
    trail: sa.Connection, deed: Callable[[sa.Connection], None]
) -> None:
    deed(trail)
    for number in range(100, 103):
        trails.record(trail, "op-1", number)
    assert ("op-1", 0, "head-altered") in trails.named(trail)


def test_a_row_in_the_bots_way_is_named_and_stops_nothing(trail: sa.Connection) -> None:
    values = {**trails.place(trail, "op-1", 5)._mapping, "seq": 6, "kind": "vote.approve"}
    values.pop("n")
    trail.execute(trails.EVENTS.insert().values(**values))
    trails.record(trail, "op-1", 100)
    assert trails.named(trail) == {("op-1", 6, "altered")}
    assert trails.place(trail, "op-1", 7).kind == "kind.100"


def test_another_key_is_told_before_it_marks_anything(trail: sa.Connection) -> None:
    chains.check_key(trail)
    trail.execute(trails.HEADS.update().where(trails.HEADS.c.chain == "op-1").values(signature="x"))
    chains.check_key(trail)  # one altered head stops no start
    mine = trail.info["audit_key"]
    trail.info["audit_key"] = seals.Keys("another key of 32 characters, or more of them")
    with pytest.raises(chains.WrongKey):
        chains.check_key(trail)
    trail.info["audit_key"] = mine


def test_a_connection_without_a_key_writes_nothing() -> None:
    engine = sa.create_engine("sqlite://")
    schema.metadata.create_all(engine)
    with engine.connect() as connection, pytest.raises(TypeError, match="without an audit key"):
        trails.record(connection, "bot", 1)


def test_keys_do_not_print_and_are_not_short() -> None:
    assert keys.AUDIT not in repr(seals.Keys(keys.AUDIT))
    with pytest.raises(ValueError, match="fewer than 32"):
        seals.Keys("short")


def test_rows_of_a_release_without_chains_are_adopted_once() -> None:
    with trails.opened() as connection:
        for number, chain in enumerate(["op-1", None, "op-1", "op-2"]):
            connection.execute(
                trails.EVENTS.insert().values(
                    at=trails.NOW,
                    kind=f"kind.{number}",
                    actor="U1",
                    operation_id=chain,
                    detail={"a": 1},
                )
            )
        assert {reason for _, _, reason in trails.named(connection)} == {"inserted"}
        chains.adopt(connection)
        assert trails.named(connection) == set()
        trails.record(connection, "op-1", 9)
        assert trails.named(connection) == set()
        assert trails.place(connection, "op-1", 3).kind == "kind.9"


def test_the_engine_gives_each_connection_its_keys(tmp_path: Any) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/x.db")
    engines.know(engine, seals.Keys(keys.AUDIT))
    for _ in range(2):
        with engine.connect() as connection:
            assert isinstance(chains.keys(connection), seals.Keys)
        engine.dispose()

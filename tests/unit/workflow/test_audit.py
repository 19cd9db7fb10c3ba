"""One thing done by hand to the audit rows, whatever it is, is named; nothing done is whole."""

from __future__ import annotations

import contextlib
import functools
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from core import json
from tests import keys
from workflow import audit, chains, counts, faults, purging, seals, verifying
from workflow.faults import Reason
from workflow.store import engines, schema

NOW = datetime(2026, 11, 23, 14, 3, 2, 250, tzinfo=UTC)
EVENTS, HEADS = schema.audit_events, schema.audit_heads
LENGTHS = {"bot": 3, "op-1": 5, "op-2": 1, "op-3": 8}


@functools.cache
def _made(filled: bool) -> sa.Connection:
    """Made once; whoever uses it rolls back what they did."""
    connection = keys.memory().connect()
    if filled:
        _fill(connection)
    connection.commit()
    return connection


@contextlib.contextmanager
def _open(*, filled: bool = False) -> Iterator[sa.Connection]:
    connection = _made(filled)
    try:
        yield connection
    finally:
        connection.rollback()


def _operation(connection: sa.Connection, name: str, state: str = "succeeded") -> None:
    values = {"verb": "deploy", "requester": "U1", "channel": "C1", "field_values": {}}
    connection.execute(
        schema.operations.insert().values(
            id=name, state=state, created_at=NOW, updated_at=NOW, version=1, attempt=1,
            approvers=[], **values,
        )
    )  # fmt: skip


def _record(connection: sa.Connection, chain: str, number: int, at: datetime = NOW) -> None:
    audit.record(
        connection,
        f"kind.{number}",
        actor="U1",
        at=at + timedelta(seconds=number),
        operation_id=None if chain == "bot" else chain,
        detail={"number": number, "ratio": 0.1, "words": ["“é”", None]},
    )


def _fill(connection: sa.Connection, lengths: dict[str, int] = LENGTHS) -> None:
    for chain in lengths:
        if chain != "bot":
            _operation(connection, chain)
    order = [chain for chain, length in lengths.items() for _ in range(length)]
    random.Random(4).shuffle(order)  # noqa: S311 - chains lie between one another
    for number, chain in enumerate(order):
        _record(connection, chain, number)


@pytest.fixture
def trail() -> Iterator[sa.Connection]:
    with _open(filled=True) as connection:
        yield connection


def _found(connection: sa.Connection, posted: counts.Posted | None = None) -> list[faults.Fault]:
    found: list[faults.Fault] = []
    verifying.verify(connection, found.append, posted)
    return [*found, *(posted.judge() if posted is not None else ())]


def _named(connection: sa.Connection) -> set[tuple[str, int, str]]:
    return {(one.chain, one.seq, one.reason.value) for one in _found(connection)}


def _place(connection: sa.Connection, chain: str, seq: int) -> Any:
    query = sa.select(EVENTS).where(EVENTS.c.chain == chain, EVENTS.c.seq == seq)
    return connection.execute(query).one()


def _set(connection: sa.Connection, n: int, **values: Any) -> None:
    connection.execute(EVENTS.update().where(EVENTS.c.n == n).values(**values))


def _number(connection: sa.Connection, chain: str, seq: int, n: Any) -> None:
    here = EVENTS.update().where(EVENTS.c.chain == chain, EVENTS.c.seq == seq)
    connection.execute(here.values(n=n))


PLACES = [(chain, seq) for chain, length in LENGTHS.items() for seq in range(1, length + 1)]


def test_what_nobody_touched_is_whole(trail: sa.Connection) -> None:
    found: list[faults.Fault] = []
    whole = verifying.verify(trail, found.append)
    assert found == []
    assert whole == faults.Whole(rows=sum(LENGTHS.values()), chains=len(LENGTHS))


ALTERATIONS: dict[str, dict[str, Any]] = {
    "at": {"at": NOW + timedelta(microseconds=1)},
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
    _set(trail, _place(trail, chain, seq).n, **ALTERATIONS[column])
    assert _named(trail) == {(chain, seq, "altered")}


@pytest.mark.parametrize(("chain", "seq"), PLACES)
def test_an_operation_cannot_be_given_the_row_of_another(
    trail: sa.Connection, chain: str, seq: int
) -> None:
    _set(trail, _place(trail, chain, seq).n, operation_id="op-9")
    assert _named(trail) == {(chain, seq, "altered")}


@pytest.mark.parametrize(("chain", "seq"), PLACES)
def test_any_removed_row_is_named(trail: sa.Connection, chain: str, seq: int) -> None:
    trail.execute(EVENTS.delete().where(EVENTS.c.n == _place(trail, chain, seq).n))
    if LENGTHS[chain] == 1:
        reason = "chain-removed"
    else:
        reason = "cut-off" if seq == LENGTHS[chain] else "missing"
    assert _named(trail) == {(chain, seq, reason)}


@pytest.mark.parametrize("chain", LENGTHS)
@pytest.mark.parametrize("place", [-1, 0, "next", "after a gap"])
def test_an_inserted_row_is_named(trail: sa.Connection, chain: str, place: Any) -> None:
    more = {"next": 1, "after a gap": 7}
    seq = LENGTHS[chain] + more[place] if place in more else place
    last = _place(trail, chain, LENGTHS[chain])
    values = {**last._mapping, "n": None, "seq": seq}
    values.pop("n")
    trail.execute(EVENTS.insert().values(**values))
    assert _named(trail) == {(chain, seq, "inserted")}


def test_a_chain_put_there_whole_is_named(trail: sa.Connection) -> None:
    values = {**_place(trail, "op-1", 1)._mapping, "chain": "op-9", "operation_id": "op-9"}
    values.pop("n")
    trail.execute(EVENTS.insert().values(**values))
    assert _named(trail) == {("op-9", 1, "inserted")}


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 5), (4, 5), (1, 8)])
def test_rows_that_changed_places_are_named(trail: sa.Connection, one: int, other: int) -> None:
    first, second = _place(trail, "op-3", one), _place(trail, "op-3", other)
    _set(trail, first.n, seq=99)
    _set(trail, second.n, seq=one)
    _set(trail, first.n, seq=other)
    assert {("op-3", one, "altered"), ("op-3", other, "altered")} <= _named(trail)


def test_a_row_whose_number_was_moved_is_named(trail: sa.Connection) -> None:
    _number(trail, "op-3", 4, 10_000)
    assert _named(trail) == {("op-3", 5, "misplaced")}


@pytest.mark.parametrize(
    "values", [{"seq": 4}, {"seal": "0" * 64}, {"purged": 2}, {"signature": "x"}]
)
def test_an_altered_head_is_named(trail: sa.Connection, values: dict[str, Any]) -> None:
    trail.execute(HEADS.update().where(HEADS.c.chain == "op-1").values(**values))
    assert ("op-1", 0, "head-altered") in _named(trail)


def test_a_removed_head_and_a_removed_chain_are_named(trail: sa.Connection) -> None:
    trail.execute(HEADS.delete().where(HEADS.c.chain.in_(["op-1", "op-2"])))
    trail.execute(EVENTS.delete().where(EVENTS.c.chain == "op-2"))
    trail.execute(EVENTS.delete().where(EVENTS.c.chain == "op-3"))
    assert _named(trail) == {
        ("op-1", 0, "head-removed"),
        ("op-2", 0, "chain-removed"),
        ("op-3", 1, "chain-removed"),
    }


def _cut_the_end(connection: sa.Connection) -> None:
    """As far as somebody without the key gets: row and head are those of before."""
    before = _place(connection, "op-1", 4)
    connection.execute(EVENTS.delete().where(EVENTS.c.chain == "op-1", EVENTS.c.seq > 4))
    connection.execute(
        HEADS.update().where(HEADS.c.chain == "op-1").values(seq=4, seal=before.seal)
    )


def _without_head(connection: sa.Connection) -> None:
    connection.execute(HEADS.delete().where(HEADS.c.chain == "op-1"))


@pytest.mark.parametrize("deed", [_cut_the_end, _without_head])
def test_what_the_bot_writes_afterwards_does_not_cover_it(
    trail: sa.Connection, deed: Callable[[sa.Connection], None]
) -> None:
    deed(trail)
    for number in range(100, 103):
        _record(trail, "op-1", number)
    assert ("op-1", 0, "head-altered") in _named(trail)


def test_a_row_in_the_bots_way_is_named_and_stops_nothing(trail: sa.Connection) -> None:
    values = {**_place(trail, "op-1", 5)._mapping, "seq": 6, "kind": "vote.approve"}
    values.pop("n")
    trail.execute(EVENTS.insert().values(**values))
    _record(trail, "op-1", 100)
    assert _named(trail) == {("op-1", 6, "altered")}
    assert _place(trail, "op-1", 7).kind == "kind.100"


def test_another_key_is_told_before_it_marks_anything(trail: sa.Connection) -> None:
    chains.check_key(trail)
    trail.execute(HEADS.update().where(HEADS.c.chain == "op-1").values(signature="x"))
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
        _record(connection, "bot", 1)


def test_keys_do_not_print_and_are_not_short() -> None:
    assert keys.AUDIT not in repr(seals.Keys(keys.AUDIT))
    with pytest.raises(ValueError, match="fewer than 32"):
        seals.Keys("short")


def test_rows_of_a_release_without_chains_are_adopted_once() -> None:
    with _open() as connection:
        for number, chain in enumerate(["op-1", None, "op-1", "op-2"]):
            connection.execute(
                EVENTS.insert().values(
                    at=NOW, kind=f"kind.{number}", actor="U1", operation_id=chain, detail={"a": 1}
                )
            )
        assert {reason for _, _, reason in _named(connection)} == {"inserted"}
        chains.adopt(connection)
        assert _named(connection) == set()
        _record(connection, "op-1", 9)
        assert _named(connection) == set()
        assert _place(connection, "op-1", 3).kind == "kind.9"


# Posted counts.


def _posted(connection: sa.Connection, *taken: json.Object) -> counts.Posted:
    return counts.Posted(chains.keys(connection), taken, counts.purged(connection))


def _reasons(found: list[faults.Fault]) -> list[Reason]:
    return [one.reason for one in found]


@settings(max_examples=40)
@given(cuts=st.sets(st.integers(1, 60)), seed=st.integers(0, 99))
def test_every_count_holds_for_ever_while_rows_only_come(cuts: set[int], seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311 - a test's
    taken = []
    with _open() as connection:
        for number in range(1, 61):
            _record(connection, pick.choice(["bot", "op-1", "op-2", "op-3"]), number)
            if number in cuts:
                taken.append(counts.take(connection, NOW))
        found = _found(connection, _posted(connection, *taken))
        assert _reasons(found) == ([] if taken else [Reason.POSTED_NONE])


def test_rows_and_heads_put_back_together_are_shown_by_the_count(trail: sa.Connection) -> None:
    head = trail.execute(sa.select(HEADS).where(HEADS.c.chain == "op-1")).one()
    _record(trail, "op-1", 100)
    count = counts.take(trail, NOW)
    trail.execute(EVENTS.delete().where(EVENTS.c.chain == "op-1", EVENTS.c.seq == 6))
    trail.execute(HEADS.update().where(HEADS.c.chain == "op-1").values(**head._mapping))
    assert _named(trail) == set(), "the database alone does not tell"
    assert _reasons(_found(trail, _posted(trail, count))) == [Reason.POSTED_AHEAD]
    _record(trail, "op-1", 101)
    assert _named(trail) == set()
    assert _reasons(_found(trail, _posted(trail, count))) == [Reason.POSTED_AHEAD]
    _number(trail, "op-1", 6, count["cut"])
    later = counts.take(trail, NOW)
    assert _reasons(_found(trail, _posted(trail, count, later))) == [Reason.POSTED_DIFFERS]


def test_a_chain_gone_with_its_head_and_operation_is_shown_by_the_count(
    trail: sa.Connection,
) -> None:
    count = counts.take(trail, NOW)
    for table, column in ((EVENTS, "chain"), (HEADS, "chain"), (schema.operations, "id")):
        trail.execute(table.delete().where(table.c[column] == "op-3"))
    assert _named(trail) == set()
    found = _found(trail, _posted(trail, count))
    assert _reasons(found) == [Reason.POSTED_AHEAD]
    assert str(found[0]).startswith("count posted 2026-11-23T14:03:02+00:00: posted-ahead: ")


def test_a_forged_count_is_named(trail: sa.Connection) -> None:
    count = {**counts.take(trail, NOW), "rows": 3}
    assert Reason.POSTED_FORGED in _reasons(_found(trail, _posted(trail, count)))


# Purging.


LATER = NOW + timedelta(days=400)


def test_a_purge_leaves_a_checkpoint_that_nothing_else_passes_for(trail: sa.Connection) -> None:
    before = counts.take(trail, NOW)
    _operation(trail, "op-4", "running")
    for number in range(3):
        _record(trail, "op-4", number)
    _record(trail, "bot", 200, LATER)
    assert purging.purge(trail, LATER, LATER) == 3 + 5 + 1 + 8
    assert _named(trail) == set()
    left = trail.execute(sa.select(EVENTS.c.chain, EVENTS.c.kind).order_by(EVENTS.c.n)).all()
    assert [row.chain for row in left] == ["op-4", "op-4", "op-4", "bot", "bot"]
    assert left[-1].kind == "audit.purged"
    after = counts.take(trail, LATER)
    assert (after["purged"], after["rows"]) == (17, 22)
    _record(trail, "op-1", 300, LATER)
    assert _reasons(_found(trail, _posted(trail, before, after))) == []
    assert _reasons(_found(trail, _posted(trail, before))) == [Reason.POSTED_NONE]
    rolled_back = counts.Posted(chains.keys(trail), [before, after], purged=0)
    assert _reasons(list(rolled_back.judge()))[0] == Reason.POSTED_AHEAD
    trail.execute(EVENTS.delete().where(EVENTS.c.chain == "bot", EVENTS.c.seq == 4))
    trail.execute(EVENTS.delete().where(EVENTS.c.chain == "op-1"))
    assert _named(trail) == {("bot", 4, "missing"), ("op-1", 6, "chain-removed")}


def test_a_chain_in_which_something_is_wrong_is_not_purged(trail: sa.Connection) -> None:
    _set(trail, _place(trail, "op-1", 2).n, actor="U2")
    purging.purge(trail, LATER, LATER)
    assert _named(trail) == {("op-1", 2, "altered")}
    assert _place(trail, "op-1", 5)


def test_the_engine_gives_each_connection_its_keys(tmp_path: Any) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/x.db")
    engines.know(engine, seals.Keys(keys.AUDIT))
    for _ in range(2):
        with engine.connect() as connection:
            assert isinstance(chains.keys(connection), seals.Keys)
        engine.dispose()

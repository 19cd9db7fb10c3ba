"""Audit chains in a database of their own, what a test does to them, and what is found."""

from __future__ import annotations

import contextlib
import functools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tests import keys
from workflow import audit, counts, faults, verifying
from workflow.store import schema

NOW = datetime(2026, 11, 23, 14, 3, 2, 250, tzinfo=UTC)
EVENTS, HEADS = schema.audit_events, schema.audit_heads
LENGTHS = {"bot": 3, "op-1": 5, "op-2": 1, "op-3": 8}


@functools.cache
def _made(filled: bool) -> sa.Connection:
    """Made once; whoever uses it rolls back what they did."""
    connection = keys.memory().connect()
    if filled:
        fill(connection)
    connection.commit()
    return connection


@contextlib.contextmanager
def opened(*, filled: bool = False) -> Iterator[sa.Connection]:
    connection = _made(filled)
    try:
        yield connection
    finally:
        connection.rollback()


def operation(connection: sa.Connection, name: str, state: str = "succeeded") -> None:
    values = {"verb": "deploy", "requester": "U1", "channel": "C1", "field_values": {}}
    connection.execute(
        schema.operations.insert().values(
            id=name, state=state, created_at=NOW, updated_at=NOW, version=1, attempt=1,
            approvers=[], **values,
        )
    )  # fmt: skip


def record(connection: sa.Connection, chain: str, number: int, at: datetime = NOW) -> None:
    audit.record(
        connection,
        f"kind.{number}",
        actor="U1",
        at=at + timedelta(seconds=number),
        operation_id=None if chain == "bot" else chain,
        detail={"number": number, "ratio": 0.1, "words": ["“é”", None]},
    )


def fill(connection: sa.Connection, lengths: dict[str, int] = LENGTHS) -> None:
    for chain in lengths:
        if chain != "bot":
            operation(connection, chain)
    order = [chain for chain, length in lengths.items() for _ in range(length)]
    random.Random(4).shuffle(order)  # noqa: S311 - chains lie between one another
    for number, chain in enumerate(order):
        record(connection, chain, number)


def found(connection: sa.Connection, posted: counts.Posted | None = None) -> list[faults.Fault]:
    found: list[faults.Fault] = []
    verifying.verify(connection, found.append, posted)
    return [*found, *(posted.judge() if posted is not None else ())]


def named(connection: sa.Connection) -> set[tuple[str, int, str]]:
    return {(one.chain, one.seq, one.reason.value) for one in found(connection)}


def place(connection: sa.Connection, chain: str, seq: int) -> Any:
    query = sa.select(EVENTS).where(EVENTS.c.chain == chain, EVENTS.c.seq == seq)
    return connection.execute(query).one()


def change(connection: sa.Connection, n: int, **values: Any) -> None:
    connection.execute(EVENTS.update().where(EVENTS.c.n == n).values(**values))


def number(connection: sa.Connection, chain: str, seq: int, n: Any) -> None:
    here = EVENTS.update().where(EVENTS.c.chain == chain, EVENTS.c.seq == seq)
    connection.execute(here.values(n=n))

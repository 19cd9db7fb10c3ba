"""Reads the whole audit trail once, in order, and names what is not as it was written.

Rows of a chain are judged one after the other; nothing is kept of a row that was judged, so memory
does not grow with the trail."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from workflow import chains, counts, faults, links, seals
from workflow.store import schema

BATCH = 2000

_events = schema.audit_events
_heads = schema.audit_heads
_head_columns = [_heads.c[name].label(f"head_{name}") for name in seals.Head._fields]

Tell = Callable[[faults.Fault], None]


def verify(
    connection: sa.Connection, tell: Tell, posted: counts.Posted | None = None
) -> faults.Whole:
    """Tells each fault as it is found; the counts are of what there is. `posted` is fed with the
    ends of the chains as they were at each posted count, and judged by whoever made it. Call
    `settle` first."""
    mine = chains.keys(connection)
    rows = ends = 0
    for row in _unsealed(connection):
        rows += 1
        tell(faults.Fault(row.chain or chains.BOT, row.seq, row.n, faults.Reason.INSERTED))
    for chain, group in itertools.groupby(_sealed(connection), key=lambda row: str(row.chain)):
        link = links.Link(mine, chain, tell, posted)
        for row in group:
            rows += 1
            link.take(row)
        link.end()
        ends += 1
    for head, signature in _empty(connection):
        ends += 1
        links.judge_empty(mine, head, signature, tell)
        if posted is not None:
            posted.purged(head)
    for operation_id in _chainless(connection):
        tell(faults.Fault(operation_id, 0, None, faults.Reason.CHAIN_REMOVED))
    return faults.Whole(rows=rows, chains=ends)


def whole(connection: sa.Connection, chain: str) -> bool:
    """Nothing is wrong with this one chain."""
    found: list[faults.Fault] = []
    link = links.Link(chains.keys(connection), chain, found.append, None)
    for row in connection.execute(_query().where(_events.c.chain == chain)):
        link.take(row)
    link.end()
    return not found


def settle(connection: sa.Connection) -> None:
    """One state of the database for all that is read. On SQLite a transaction is that anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


def _query() -> sa.Select[Any]:
    return (
        sa.select(_events, *_head_columns, _heads.c.signature)
        .select_from(_events.outerjoin(_heads, _heads.c.chain == _events.c.chain))
        .where(_events.c.seq > 0)
        .order_by(_events.c.chain, _events.c.seq, _events.c.n)
    )


def _sealed(connection: sa.Connection) -> Iterable[Any]:
    return _stream(connection, _query())


def _unsealed(connection: sa.Connection) -> Iterable[Any]:
    return _stream(connection, sa.select(_events).where(_events.c.seq <= 0).order_by(_events.c.n))


def _empty(connection: sa.Connection) -> Iterator[tuple[seals.Head, str]]:
    """Heads without a row."""
    rows = sa.exists().where(_events.c.chain == _heads.c.chain, _events.c.seq > 0)
    for row in _stream(connection, sa.select(_heads).where(~rows).order_by(_heads.c.chain)):
        yield chains.head_of(row), row.signature


def _chainless(connection: sa.Connection) -> Iterator[str]:
    """Operations of which nothing was ever recorded, by their chains: each began with a row."""
    table = schema.operations
    rows = sa.exists().where(_events.c.chain == table.c.id)
    heads = sa.exists().where(_heads.c.chain == table.c.id)
    query = sa.select(table.c.id).where(~rows, ~heads).order_by(table.c.id)
    for row in _stream(connection, query):
        yield row.id


def _stream(connection: sa.Connection, query: sa.Select[Any]) -> Iterable[Any]:
    return connection.execute(query, execution_options={"yield_per": BATCH})

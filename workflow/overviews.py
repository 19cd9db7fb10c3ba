"""Everything that stands now, read at once: what the Home tab is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from workflow import estate, finding_rows, operations, records, store
from workflow.operations import State
from workflow.store import schema

MOST = 200
"""Operations of a kind that are read; the rest is only counted."""

GOING = frozenset(
    {
        State.DRAFT,
        State.APPROVED,
        State.RUNNING,
        State.WAITING_FOR_PERSON,
        State.CANCELLING,
        State.CLEANING,
        State.FAILED,
    }
)
"""Beside those that wait for approval, what has not come to its end: a failed one waits for a
person, and holds its locks."""

_ops = schema.operations
_posts = schema.posts


@dataclass(frozen=True, kw_only=True)
class Overview:
    """`waiting` are for approval, oldest first; `going` all others that have not ended, failed ones
    among them, newest first; `unreviewed` ran by a broken glass that nobody has acknowledged.
    `counts` says how many there are of each state, `cards` where an operation's card is."""

    waiting: tuple[operations.Operation, ...] = ()
    going: tuple[operations.Operation, ...] = ()
    unreviewed: tuple[operations.Operation, ...] = ()
    counts: Mapping[State, int] = field(default_factory=dict)
    cards: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # channel, ts
    findings: tuple[finding_rows.Finding, ...] = ()
    servers: tuple[estate.Server, ...] = ()


class Overviews:
    def __init__(self, rows: store.Store) -> None:
        self._rows = rows

    async def read(self) -> Overview:
        """As of one moment."""
        return await self._rows.read(_read)


def _read(connection: sa.Connection) -> Overview:
    waits = _ops.c.state == State.AWAITING_APPROVAL.value
    going = sa.and_(
        _ops.c.state.in_(sorted(GOING)),
        sa.not_(records.UNPLANNED),
    )
    broken = sa.and_(_ops.c.broken_by != "", _ops.c.reviewed_by == "")
    waiting = _some(connection, waits, _ops.c.created_at.asc())
    others = _some(connection, going, _ops.c.created_at.desc())
    unreviewed = _some(connection, broken, _ops.c.created_at.asc())
    counted = connection.execute(
        sa.select(_ops.c.state, sa.func.count()).where(sa.or_(waits, going)).group_by(_ops.c.state)
    )
    known = {one.id for some in (waiting, others, unreviewed) for one in some}
    return Overview(
        waiting=waiting,
        going=others,
        unreviewed=unreviewed,
        counts={State(state): count for state, count in counted},
        cards=_cards(connection, known),
        findings=tuple(finding_rows.select(connection, schema.findings.c.resolved_at.is_(None))),
        servers=tuple(estate.select(connection)),
    )


def _some(
    connection: sa.Connection,
    condition: sa.ColumnElement[bool],
    order: sa.UnaryExpression[object],
) -> tuple[operations.Operation, ...]:
    query = sa.select(_ops).where(condition).order_by(order, _ops.c.id).limit(MOST)
    return tuple(records.complete(connection, connection.execute(query).all()))


def _cards(connection: sa.Connection, ids: set[str]) -> dict[str, tuple[str, str]]:
    keys = {f"card:{one}": one for one in ids}
    rows = connection.execute(
        sa.select(_posts.c.key, _posts.c.channel, _posts.c.ts).where(
            _posts.c.key.in_(list(keys)), _posts.c.ts != ""
        )
    )
    return {keys[row.key]: (row.channel, row.ts) for row in rows}

"""Everything that stands now, read at once: what the Home tab is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from workflow import estate, finding_rows, operations, records, store, transitions
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

_OVER = sorted(state.value for state in transitions.ENDED | {State.WITHDRAWN})
"""A failed one has ended here, though it may be retried: then it counts no more."""

_ops = schema.operations
_posts = schema.posts


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How many operations ended, and how many of them because a step failed, also when somebody has
    cleaned up or given up since."""

    count: int = 0
    failed: int = 0


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
    ended: Ended = Ended()  # since the moment that was asked for


class Overviews:
    def __init__(self, rows: store.Store) -> None:
        self._rows = rows

    async def read(self, since: datetime | None = None) -> Overview:
        """As of one moment. `since`: count what has ended since then."""
        return await self._rows.read(lambda connection: _read(connection, since))


def _read(connection: sa.Connection, since: datetime | None) -> Overview:
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
        ended=Ended() if since is None else _ended(connection, since),
    )


def _ended(connection: sa.Connection, since: datetime) -> Ended:
    """By the index of states. What is written down after the end (a review) moves it."""
    failed = sa.func.count().filter(_ops.c.failure.is_not(None))
    row = connection.execute(
        sa.select(sa.func.count().label("every"), failed.label("failed")).where(
            _ops.c.state.in_(_OVER), _ops.c.updated_at >= since
        )
    ).one()
    return Ended(count=row.every, failed=row.failed)


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

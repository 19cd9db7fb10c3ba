"""What happened, newest first: to a server, in an operation, by a person, or at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core import json
from workflow import holds
from workflow.store import schema

COUNTED = 1000
"""How far older ones are counted."""

_events = schema.audit_events
_operations = schema.operations


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event. `verb` and `target` are of its operation, where it has one with a plan."""

    at: datetime
    kind: str
    actor: str
    operation_id: str
    detail: json.Object
    verb: str = ""
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class History:
    """`more`: how many older ones there are, counted up to `COUNTED`."""

    events: tuple[Happened, ...]
    more: int = 0


def find(connection: sa.Connection, about: str, limit: int) -> History:
    """`about` is the name of a server or the id of an operation, in any case, the id of a person,
    or empty: all."""
    wanted = _about(about) if about else sa.true()
    newest = (
        sa.select(_events, _operations.c.verb, _operations.c.target)
        .select_from(_events.outerjoin(_operations, _operations.c.id == _events.c.operation_id))
        .where(wanted)
        .order_by(_events.c.n.desc())
        .limit(limit)
    )
    found = tuple(_happened(row) for row in connection.execute(newest))
    if len(found) < limit:
        return History(events=found)
    older = sa.select(_events.c.n).where(wanted).limit(limit + COUNTED).subquery()
    number = connection.execute(sa.select(sa.func.count()).select_from(older)).scalar_one()
    return History(events=found, more=number - len(found))


def _about(about: str) -> sa.ColumnElement[bool]:
    """Ids and names are of different shapes; whichever it is, the others find nothing."""
    low = about.lower()
    of_target = sa.select(_operations.c.id).where(sa.func.lower(_operations.c.target) == low)
    held = sa.and_(
        _events.c.operation_id.is_(None),
        _events.c.kind.startswith("hold."),
        _events.c.detail["key"].as_string() == holds.server(about),
    )
    return sa.or_(
        _events.c.operation_id == low,
        _events.c.actor == about,
        _events.c.operation_id.in_(of_target),
        held,
    )


def _happened(row: Any) -> Happened:
    return Happened(
        at=row.at,
        kind=row.kind,
        actor=row.actor,
        operation_id=row.operation_id or "",
        detail=row.detail,
        verb=row.verb or "",
        target=row.target or "",
    )

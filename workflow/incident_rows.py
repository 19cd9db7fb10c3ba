"""An incident's row and the entries of its timeline: read, opened, moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core import json
from workflow import scopes
from workflow.incident_states import Event, Severity, State, after
from workflow.store import schema, statements

_t = schema.incidents
_entries = schema.incident_entries


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A concerned server as the newest look saw it. `wrong`: why it cannot be relied on now, in a
    few words each; empty: nothing."""

    id: str
    name: str
    version: str = ""
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Incident:
    """`seen` are its servers, `seen_at` when they were last looked at."""

    id: str
    title: str
    severity: Severity
    state: State
    channel: str
    scope: scopes.Scope
    started_by: str
    started_at: datetime
    seen: tuple[Seen, ...] = ()
    seen_at: datetime | None = None
    ended_by: str = ""
    ended_at: datetime | None = None
    summary: str = ""
    asked_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event of the timeline. `kind` is the audit event's; `line` the post that shows it,
    empty where the channel sees it without."""

    n: int
    incident_id: str
    source: str
    at: datetime
    kind: str
    actor: str
    operation_id: str = ""
    finding_id: str = ""
    detail: json.Object = field(default_factory=dict)
    line: str = ""


_OPEN = sa.select(_t).where(_t.c.state == State.OPEN.value).order_by(_t.c.started_at, _t.c.id)


def going_on(connection: sa.Connection) -> list[Incident]:
    """Oldest first. Asked for with each audited event: one look into a partial index."""
    return [_incident(row) for row in connection.execute(_OPEN).mappings()]


def select(
    connection: sa.Connection, *conditions: sa.ColumnElement[bool], limit: int | None = None
) -> list[Incident]:
    """Newest first."""
    query = sa.select(_t).where(*conditions).order_by(_t.c.started_at.desc(), _t.c.id)
    return [_incident(row) for row in connection.execute(query.limit(limit)).mappings()]


def insert(connection: sa.Connection, incident: Incident) -> bool:
    """False where one is open in the channel."""
    inserted = connection.execute(
        statements.insert_unless_there(connection, _t).values(_columns(incident)).returning(_t.c.id)
    ).first()
    return inserted is not None


def move(
    connection: sa.Connection, incident: Incident, event: Event, **columns: Any
) -> Incident | None:
    """One compare-and-set; None when that cannot happen to it (any more)."""
    to = after(incident.state, event)
    if to is None:
        return None
    moved = connection.execute(
        _t.update()
        .where(_t.c.id == incident.id, _t.c.state == incident.state.value)
        .values(state=to.value, **columns)
        .returning(_t.c.id)
    ).first()
    return replace(incident, state=to, **columns) if moved is not None else None


def saw(connection: sa.Connection, incident: Incident, seen: Sequence[Seen], now: datetime) -> bool:
    """False where a later look, perhaps another replica's, was kept already."""
    kept = connection.execute(
        _t.update()
        .where(_t.c.id == incident.id, sa.or_(_t.c.seen_at.is_(None), _t.c.seen_at <= now))
        .values(seen=[asdict(one) for one in seen], seen_at=now)
    )
    return bool(kept.rowcount)


def entries(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Entry]:
    """In the order in which they happened."""
    query = sa.select(_entries).where(*conditions).order_by(_entries.c.at, _entries.c.n)
    return [Entry(**row) for row in connection.execute(query).mappings()]


def _columns(incident: Incident) -> dict[str, Any]:
    return {
        **{name: getattr(incident, name) for name in _PLAIN},
        "severity": incident.severity.value,
        "state": incident.state.value,
        "scope": scopes.to_json(incident.scope),
        "seen": [asdict(one) for one in incident.seen],
    }


def _incident(row: sa.RowMapping) -> Incident:
    return Incident(
        **{name: row[name] for name in _PLAIN},
        severity=Severity(row["severity"]),
        state=State(row["state"]),
        scope=scopes.from_json(row["scope"]),
        seen=tuple(Seen(**{**one, "wrong": tuple(one["wrong"])}) for one in row["seen"]),
    )


_PLAIN = (
    "id",
    "title",
    "channel",
    "started_by",
    "started_at",
    "seen_at",
    "ended_by",
    "ended_at",
    "summary",
    "asked_at",
)

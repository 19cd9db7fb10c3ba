"""How long what happened took: each operation from its wish to its end, beside earlier ones."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from workflow.incident_rows import Incident
from workflow.incident_states import State
from workflow.store import schema

SAMPLE = 20
"""Earlier ones that a median is made of, the newest."""

_events = schema.audit_events
_operations = schema.operations
_entries = schema.incident_entries
_incidents = schema.incidents
_MOMENTS = ("draft", "approved", "running", "succeeded")
_KINDS = [f"operation.{one}" for one in _MOMENTS]


@dataclass(frozen=True, kw_only=True)
class Took:
    """An operation's moments, each as it came first. None: it has not come."""

    operation_id: str
    verb: str
    target: str
    asked: datetime
    approved: datetime | None = None
    running: datetime | None = None
    ready: datetime | None = None

    def seconds(self) -> tuple[float | None, float | None, float | None, float | None]:
        """Asked to approved, approved to running, running to ready, and the whole."""
        return (
            _between(self.asked, self.approved),
            _between(self.approved, self.running),
            _between(self.running, self.ready),
            _between(self.asked, self.ready),
        )


@dataclass(frozen=True, kw_only=True)
class Times:
    """`usual`: by verb, the median seconds from wish to end of the operations before the incident;
    `in_incidents`: the same of those within earlier incidents; `incidents`: how long those took as
    a whole. What there is none of is absent."""

    operations: tuple[Took, ...] = ()
    usual: tuple[tuple[str, float], ...] = ()
    in_incidents: tuple[tuple[str, float], ...] = ()
    incidents: float | None = None


def read(connection: sa.Connection, incident: Incident) -> Times:
    mine = _within(connection, [incident.id])
    took = _took(connection, mine)
    verbs = sorted({one.verb for one in took})
    before = _earlier(connection, incident)
    usual = [_took(connection, _proved(connection, verb, incident, mine)) for verb in verbs]
    others = _took(connection, _within(connection, [id_ for id_, _ in before]) - mine)
    return Times(
        operations=tuple(took),
        usual=_medians([one for some in usual for one in some]),
        in_incidents=_medians([one for one in others if one.verb in verbs]),
        incidents=statistics.median(seconds for _, seconds in before) if before else None,
    )


def _within(connection: sa.Connection, incidents: Collection[str]) -> frozenset[str]:
    """The operations in their timelines."""
    return frozenset(
        connection.execute(
            sa.select(_entries.c.operation_id)
            .where(_entries.c.incident_id.in_(list(incidents)), _entries.c.operation_id != "")
            .distinct()
        ).scalars()
    )


def _earlier(connection: sa.Connection, incident: Incident) -> list[tuple[str, float]]:
    """Incidents that ended before this one began, each with its seconds."""
    rows = connection.execute(
        sa.select(_incidents.c.id, _incidents.c.started_at, _incidents.c.ended_at)
        .where(
            _incidents.c.state == State.ENDED.value,
            _incidents.c.ended_at <= incident.started_at,
        )
        .order_by(_incidents.c.ended_at.desc())
        .limit(SAMPLE)
    )
    return [(row.id, (row.ended_at - row.started_at).total_seconds()) for row in rows]


def _proved(
    connection: sa.Connection, verb: str, incident: Incident, mine: Collection[str]
) -> frozenset[str]:
    """The newest operations of the verb that were asked for before this incident, and done; but
    for its own: one may have been asked for before it began."""
    return frozenset(
        connection.execute(
            sa.select(_operations.c.id)
            .where(
                _operations.c.verb == verb,
                _operations.c.state == "succeeded",
                _operations.c.created_at < incident.started_at,
                _operations.c.id.not_in(sorted(mine)),
            )
            .order_by(_operations.c.created_at.desc())
            .limit(SAMPLE)
        ).scalars()
    )


def _took(connection: sa.Connection, ids: Collection[str]) -> list[Took]:
    """In the order in which they were asked for."""
    moments: dict[str, dict[str, datetime]] = defaultdict(dict)
    wanted = sorted(ids)
    events = connection.execute(
        sa.select(_events.c.operation_id, _events.c.kind, _events.c.at)
        .where(_events.c.operation_id.in_(wanted), _events.c.kind.in_(_KINDS))
        .order_by(_events.c.n)
    )
    for event in events:
        moments[event.operation_id].setdefault(event.kind.partition(".")[2], event.at)
    rows = connection.execute(
        sa.select(_operations)
        .where(_operations.c.id.in_(wanted))
        .order_by(_operations.c.created_at, _operations.c.id)
    )
    return [
        Took(
            operation_id=row.id,
            verb=row.verb,
            target=row.target,
            asked=row.created_at,
            approved=moments[row.id].get("approved"),
            running=moments[row.id].get("running"),
            ready=moments[row.id].get("succeeded"),
        )
        for row in rows
    ]


def _medians(some: Sequence[Took]) -> tuple[tuple[str, float], ...]:
    """Of the whole way, by verb."""
    by_verb: dict[str, list[float]] = defaultdict(list)
    for one in some:
        whole = one.seconds()[-1]
        if whole is not None:
            by_verb[one.verb].append(whole)
    return tuple((verb, statistics.median(all_)) for verb, all_ in sorted(by_verb.items()))


def _between(one: datetime | None, other: datetime | None) -> float | None:
    return (other - one).total_seconds() if one is not None and other is not None else None

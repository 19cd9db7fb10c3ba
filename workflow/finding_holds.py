"""What is not told while an incident goes on, and is told when it has ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from workflow import finding_posts, finding_rows, incident_rows, mirror
from workflow.finding_rows import Finding
from workflow.finding_states import State
from workflow.incident_rows import Incident
from workflow.store import schema, statements

_t = schema.findings
_TOLD = frozenset({State.OPEN, State.ACTING})


def told(connection: sa.Connection, found: Sequence[Finding]) -> list[Finding]:
    """Those that may be told now; of the others the row says which incident holds them."""
    going_on = incident_rows.going_on(connection)
    return [one for one in found if not _held(connection, one, going_on)]


def loud(connection: sa.Connection, found: Sequence[Finding]) -> list[Finding]:
    """Of findings that have their message: those of which the channel may be called again. The
    message itself is edited in any case."""
    going_on = incident_rows.going_on(connection)
    return [one for one in found if not _holder(one, going_on)]


def release(connection: sa.Connection, incident_id: str, now: datetime) -> None:
    """The incident holds nothing any more. What still stands is told, unless another one goes on
    that it belongs to; what was resolved or dismissed meanwhile never is, what is snoozed is when
    it wakes."""
    alone(connection)
    mine = finding_rows.select(connection, _t.c.held_by == incident_id)
    _hold(connection, [one.id for one in mine], "")
    standing = [replace(one, held_by="") for one in mine if one.state in _TOLD]
    finding_posts.opened(connection, told(connection, standing), now)


def alone(connection: sa.Connection) -> None:
    """Two looks at once (two replicas, or `check` beside a tick) go one after the other, and
    beside none of them does an incident end."""
    statements.one_at_a_time(connection, "findings")


def _held(connection: sa.Connection, finding: Finding, going_on: Sequence[Incident]) -> bool:
    by = _holder(finding, going_on)
    if by:
        _hold(connection, [finding.id], by)
    return bool(by)


def _holder(finding: Finding, going_on: Sequence[Incident]) -> str:
    if finding.kind not in mirror.VERSIONS:
        return ""
    about = (finding.server, finding.server_name, finding.scope)
    return next((one.id for one in going_on if one.scope.holds(*about)), "")


def _hold(connection: sa.Connection, ids: Sequence[str], by: str) -> None:
    if ids:
        connection.execute(_t.update().where(_t.c.id.in_(ids)).values(held_by=by))

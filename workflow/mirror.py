"""What is audited becomes an entry of each open incident that it concerns, and a line in its
channel: in the transaction of what it tells, so once, whatever dies.

A burst is one message: what happens while a line is still to be sent is added to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from core import json
from workflow import concerns, incident_rows, outbox, seals
from workflow.incident_rows import Incident
from workflow.store import schema, statements

VERSIONS = frozenset({"outdated", "configuration-server-outdated", "agents-outdated"})
"""Kinds of findings about versions: nobody upgrades in the middle of an incident, so nobody is
called for them while one goes on. Its board tells them all the same."""

MOST_IN_A_LINE = 20
"""Entries that one message shows; the next ones begin another."""

_STEP = "step"
"""Steps are on the card; here they only bring the board up to date."""
_NOUNS = frozenset(
    {
        "operation",
        "vote",
        "glass",
        "review",
        "approval",
        "question",
        "hold",
        "finding",
        "incident",
        _STEP,
    }
)
_TURNED_DOWN = frozenset({"refused", "lost"})
_CARRIED = ("reason", "decision", "person", "why", "text", "key", "until", "at_work")
"""What an entry keeps of the event's own detail."""

_EVERYTHING = "*"
"""The key of a freeze."""

_entries = schema.incident_entries
_operations = schema.operations
_findings = schema.findings
_posts = schema.posts


@dataclass(frozen=True, kw_only=True)
class _Subject:
    """What an event is about, and where that is seen without a line of its own."""

    detail: json.Object
    about: concerns.About = field(default_factory=concerns.About)  # where its own message stands
    thing: str = ""  # the Azure id that a finding is about
    name: str = ""  # its server's
    finding_id: str = ""
    incident_id: str = ""
    always: bool = False  # it concerns every incident
    quiet: bool = False  # never a line
    new: bool = False  # its own message is new in its channel

    def concerns(self, incident: Incident) -> bool:
        if self.always or self.incident_id:
            return self.always or self.incident_id == incident.id
        if self.thing:
            return incident.scope.holds(self.thing, self.name, self.about.vault)
        return self.about.within(incident)


def event(connection: sa.Connection, happened: seals.Event, source: str) -> None:
    """`source` is its place in the audit trail."""
    noun, _, what = happened.kind.partition(".")
    if noun not in _NOUNS or what in _TURNED_DOWN:
        return
    if noun == "incident":  # its end too, which comes when it is no longer open
        mine = schema.incidents.c.id == happened.detail["incident"]
        going_on = incident_rows.select(connection, mine)
    else:
        going_on = incident_rows.going_on(connection)
    if not going_on:
        return
    subject = _subject(connection, noun, happened)
    if subject is None:
        return
    for incident in going_on:
        if not subject.concerns(incident):
            continue
        if noun != _STEP:
            _enter(connection, incident, happened, source, subject)
        outbox.touch(connection, f"board:{incident.id}")


def _enter(
    connection: sa.Connection,
    incident: Incident,
    happened: seals.Event,
    source: str,
    subject: _Subject,
) -> None:
    seen = subject.quiet or (subject.new and subject.about.channel == incident.channel)
    inserted = connection.execute(
        statements.insert_unless_there(connection, _entries)
        .values(
            incident_id=incident.id,
            source=source,
            at=happened.at,
            kind=happened.kind,
            actor=happened.actor,
            operation_id=happened.operation_id or "",
            finding_id=subject.finding_id,
            detail=subject.detail,
        )
        .returning(_entries.c.n)
    ).scalar()
    if inserted is None:
        return
    if not seen:
        line = _line(connection, incident, inserted, happened)
        connection.execute(_entries.update().where(_entries.c.n == inserted).values(line=line))


def _line(connection: sa.Connection, incident: Incident, entry: int, happened: seals.Event) -> str:
    """The newest line, while it waits to be sent and has room; else a new one."""
    newest = (
        sa.select(_entries.c.line)
        .where(_entries.c.incident_id == incident.id, _entries.c.line != "")
        .order_by(_entries.c.n.desc())
        .limit(1)
        .scalar_subquery()
    )
    joined = connection.execute(
        _posts.update()
        .where(_posts.c.key == newest, _posts.c.ts == "", _posts.c.wanted < MOST_IN_A_LINE)
        .values(wanted=_posts.c.wanted + 1)
        .returning(_posts.c.key)
    ).scalar()
    if joined is not None:
        return str(joined)
    return outbox.line(connection, incident.id, entry, incident.channel, happened.at)


def _subject(connection: sa.Connection, noun: str, happened: seals.Event) -> _Subject | None:
    if noun == "incident":
        return _of_incident(happened)
    if noun == "finding":
        return _of_finding(connection, happened)
    if happened.operation_id:
        return _of_operation(connection, happened)
    if noun == "hold":
        return _of_hold(happened)
    return None


def _of_incident(happened: seals.Event) -> _Subject:
    """Its board and its timeline are messages of their own; a note is not."""
    return _Subject(
        detail=_carried(happened),
        incident_id=str(happened.detail["incident"]),
        quiet=happened.kind != "incident.note",
    )


def _of_operation(connection: sa.Connection, happened: seals.Event) -> _Subject | None:
    row = connection.execute(
        sa.select(_operations).where(_operations.c.id == happened.operation_id)
    ).first()
    if row is None:
        return None
    values: Mapping[str, Any] = row.field_values
    given = str(values.get("server") or values.get("name") or "")
    return _Subject(
        detail={**_carried(happened), "verb": row.verb, "target": row.target or given},
        about=concerns.of(row),
        new=happened.kind == "operation.draft",
    )


def _of_finding(connection: sa.Connection, happened: seals.Event) -> _Subject | None:
    row = connection.execute(
        sa.select(_findings).where(_findings.c.id == happened.detail.get("finding"))
    ).first()
    if row is None:
        return None
    return _Subject(
        detail={
            **_carried(happened),
            "server": row.server_name,
            "finding": row.kind,
            "severity": row.severity,
            "sentence": row.sentence,
        },
        thing=row.server,
        name=row.server_name,
        about=concerns.About(channel=row.channel, vault=row.scope),
        finding_id=row.id,
        quiet=row.kind in VERSIONS,
        new=happened.kind == "finding.opened",
    )


def _of_hold(happened: seals.Event) -> _Subject:
    key = str(happened.detail.get("key", ""))
    return _Subject(
        detail=_carried(happened),
        about=concerns.About(
            words=frozenset([key.partition(":")[2]]),
            channel=str(happened.detail.get("channel", "")),
        ),
        new=True,
        always=key == _EVERYTHING,
    )


def _carried(happened: seals.Event) -> json.Object:
    return {name: happened.detail[name] for name in _CARRIED if happened.detail.get(name)}

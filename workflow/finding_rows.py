"""A finding's row: read, opened, moved, each change with its audit event."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core import json, language, phrases, sentences
from workflow import audit, holds, operations, routes
from workflow.finding_states import Event, State, after
from workflow.store import schema

BLOCKING = "blocking"
SAID = "said"
"""In the evidence: the sentence as phrases, so that it can be read in other languages."""
_t = schema.findings


@dataclass(frozen=True, kw_only=True)
class Observation:
    """What one look saw of one server. `server` is its stable Azure id.

    `about` is what a dismissal holds for, for example the version to go to: when it changes, a
    dismissed finding is open again. `rule` says what was compared, `source` who says so."""

    server: str
    server_name: str
    kind: str  # "outdated", …
    severity: str  # "warning" | "blocking"
    sentence: str
    evidence: json.Object = field(default_factory=dict)
    channel: str = ""
    about: str = ""
    rule: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """An observation that lasts. `version` grows with every change that a person may see.

    `decided_by` and `reason` are of the snooze or dismissal; `flaps` counts how often it was gone
    and came back; `post_key` is the message that shows it, its own prompt or a digest;
    `held_by` the incident until whose end there is none."""

    id: str
    scope: str
    server: str
    server_name: str
    kind: str
    severity: str
    sentence: str
    evidence: json.Object
    channel: str
    first_seen: datetime
    last_seen: datetime
    version: int
    resolved_at: datetime | None = None
    about: str = ""
    rule: str = ""
    source: str = ""
    state: State = State.OPEN
    snoozed_until: datetime | None = None
    decided_by: str = ""
    reason: str = ""
    dismissed_about: str = ""
    operation_id: str = ""
    flaps: int = 0
    post_key: str = ""
    held_by: str = ""

    @property
    def critical(self) -> bool:
        return self.severity == BLOCKING

    @property
    def quiet(self) -> bool:
        """A person has said that it may wait, or stay so."""
        return self.state in {State.SNOOZED, State.DISMISSED}

    def spoken(self, words: language.Words) -> str:
        """Its sentence; in English where it was kept so, or by texts of another release."""
        known = phrases.restore(self.evidence.get(SAID), words)
        return phrases.read(known, words) or sentences.spoken(self.sentence, words)


def subject(scope: str, seen: Observation | Finding) -> routes.Subject:
    """What its route is chosen by. A look at a vault is of that vault, whatever it found there."""
    where = routes.place(scope, seen.server_name)
    if not where.subscription:
        where = routes.place(seen.server, seen.server_name)
    return routes.Subject(kind=seen.kind, severity=seen.severity, place=where)


def select(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Finding]:
    """Oldest first."""
    rows = connection.execute(
        sa.select(_t).where(*conditions).order_by(_t.c.first_seen, _t.c.id)
    ).mappings()
    return [Finding(**{**row, "state": State(row["state"])}) for row in rows]


def insert(
    connection: sa.Connection, scope: str, finding_id: str, seen: Observation, now: datetime
) -> Finding:
    opened = Finding(
        id=finding_id,
        scope=scope,
        first_seen=now,
        last_seen=now,
        version=1,
        post_key=f"prompt:{finding_id}",
        **asdict(seen),
    )
    connection.execute(_t.insert().values(asdict(opened)))
    record(connection, "opened", opened, now)
    return opened


def move(
    connection: sa.Connection,
    finding: Finding,
    event: Event,
    *,
    now: datetime,
    actor: str = audit.BOT,
    **columns: Any,
) -> Finding | None:
    """One compare-and-set with its audit event; None when that cannot happen to it (any more)."""
    to = after(finding.state, event)
    if to is None:
        return None
    values = {**columns, "state": to.value, "version": finding.version + 1}
    moved = connection.execute(
        _t.update()
        .where(_t.c.id == finding.id, _t.c.version == finding.version)
        .values(**values)
        .returning(_t.c.id)
    ).first()
    if moved is None:
        return None
    became = Finding(**{**asdict(finding), **values, "state": to})
    record(connection, event.value if actor != audit.BOT else to.value, became, now, actor)
    return became


def rewrite(connection: sa.Connection, finding: Finding, seen: Observation) -> Finding:
    """With what the newest look saw; a newer version where a person would see a difference. Its
    channel stays: its message stands there."""
    fresh = {name: value for name, value in asdict(seen).items() if name != "channel"}
    changed = any(getattr(finding, name) != value for name, value in fresh.items())
    if not changed:
        return finding
    version = finding.version + 1
    connection.execute(_t.update().where(_t.c.id == finding.id).values(version=version, **fresh))
    return Finding(**{**asdict(finding), **fresh, "version": version, "state": finding.state})


def touch(connection: sa.Connection, ids: Collection[str], now: datetime) -> None:
    """They were seen at `now`."""
    if ids:
        connection.execute(_t.update().where(_t.c.id.in_(list(ids))).values(last_seen=now))


def shown_by(connection: sa.Connection, ids: Collection[str], post_key: str) -> None:
    connection.execute(_t.update().where(_t.c.id.in_(list(ids))).values(post_key=post_key))


def moved_to(connection: sa.Connection, finding: Finding, channel: str) -> Finding:
    """Its message is to be seen in another channel after all."""
    connection.execute(_t.update().where(_t.c.id == finding.id).values(channel=channel))
    return replace(finding, channel=channel)


def at_work(connection: sa.Connection) -> Mapping[str, str]:
    """The operation at work on a server, by the key of the server's lock."""
    rows = connection.execute(
        sa.select(schema.locks.c.key, schema.locks.c.operation_id)
        .join(schema.operations, schema.operations.c.id == schema.locks.c.operation_id)
        .where(schema.operations.c.state.in_([state.value for state in _WORKING]))
    )
    return {row.key: row.operation_id for row in rows}


def operation_on(working: Mapping[str, str], finding: Finding) -> str:
    """Empty: none."""
    return working.get(holds.server(finding.server_name), "")


def record(
    connection: sa.Connection, what: str, finding: Finding, now: datetime, actor: str = audit.BOT
) -> None:
    detail: json.Object = {
        "finding": finding.id,
        "server": finding.server,
        "kind": finding.kind,
        "state": finding.state.value,
    }
    if finding.reason and actor != audit.BOT:  # a person's, of when they decided
        detail["reason"] = finding.reason
    if finding.snoozed_until is not None:
        detail["until"] = finding.snoozed_until.isoformat()
    audit.record(connection, f"finding.{what}", actor=actor, at=now, detail=detail)


_WORKING = (
    operations.State.APPROVED,
    operations.State.RUNNING,
    operations.State.WAITING_FOR_PERSON,
    operations.State.CANCELLING,
    operations.State.CLEANING,
)

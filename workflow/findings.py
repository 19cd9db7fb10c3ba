"""What the watch found: one row per server and kind, opened, edited, resolved by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

import sqlalchemy as sa

from core import clock, errors, ids, json
from workflow import audit, outbox, store
from workflow.store import schema


@dataclass(frozen=True, kw_only=True)
class Observation:
    """What one look saw of one server. `server` is its stable Azure id."""

    server: str
    server_name: str
    kind: str  # "outdated", …
    severity: str  # "warning" | "blocking"
    sentence: str
    evidence: json.Object = field(default_factory=dict)
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """An observation that lasts. `version` grows when it changes or is resolved."""

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


class Unknown(errors.BotError):
    code = "unknown-finding"


class Findings:
    """Keeps findings; each has one `prompt` post, and a notice in its thread when resolved."""

    def __init__(
        self, store: store.Store, clock: clock.Clock, make_id: ids.Ids = ids.new_id
    ) -> None:
        self._store = store
        self._clock = clock
        self._make_id = make_id

    async def record(self, scope: str, kind: str, observations: Sequence[Observation]) -> None:
        """All that was seen of `kind` within `scope` (for example one fabric) in one look.

        New: opened, with a prompt. Changed sentence, severity, name or evidence: edited.
        Open but no longer observed: resolved. The same again: only `last_seen` moves."""
        seen = {o.server: o for o in observations}
        wrong = [o.kind for o in observations if o.kind != kind]
        if wrong:
            raise ValueError(f"an observation of kind {wrong[0]!r} was recorded as {kind!r}")
        now = self._clock.now()
        new_ids = {server: self._make_id("fi") for server in seen}
        await self._store.write(lambda c: _record(c, scope, kind, seen, new_ids=new_ids, now=now))

    async def get(self, id: str) -> Finding:  # noqa: A002 - the noun's own id
        """Raises `Unknown`."""
        found = await self._store.read(lambda c: _select(c, _t.c.id == id))
        if not found:
            raise Unknown(f"There is no finding {id!r}.", remedy="It may be of another workspace.")
        return found[0]

    async def open(self) -> list[Finding]:
        """All unresolved findings, oldest first."""
        return await self._store.read(lambda c: _select(c, _t.c.resolved_at.is_(None)))


_t = schema.findings


def _select(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Finding]:
    rows = connection.execute(
        sa.select(_t).where(*conditions).order_by(_t.c.first_seen, _t.c.id)
    ).mappings()
    return [Finding(**row) for row in rows]


def _record(
    connection: sa.Connection,
    scope: str,
    kind: str,
    seen: Mapping[str, Observation],
    *,
    new_ids: Mapping[str, str],
    now: datetime,
) -> None:
    # Two looks at once (two replicas, or `check` beside a tick) go one after the other.
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"findings:{scope}:{kind}")))
        )
    known = {
        f.server: f
        for f in _select(
            connection, _t.c.scope == scope, _t.c.kind == kind, _t.c.resolved_at.is_(None)
        )
    }
    for server, observation in seen.items():
        if server not in known:
            _open(connection, scope, new_ids[server], observation, now)
        else:
            _see(connection, known[server], observation, now)
    for server, finding in known.items():
        if server not in seen:
            _resolve(connection, finding, now)


def _open(
    connection: sa.Connection, scope: str, finding_id: str, seen: Observation, now: datetime
) -> None:
    connection.execute(
        _t.insert().values(
            id=finding_id, scope=scope, first_seen=now, last_seen=now, version=1, **asdict(seen)
        )
    )
    audit.record(
        connection,
        "finding.opened",
        actor=audit.BOT,
        at=now,
        detail={"finding": finding_id, "server": seen.server, "kind": seen.kind},
    )
    outbox.prompt(connection, finding_id, seen.channel, now)


def _see(connection: sa.Connection, known: Finding, seen: Observation, now: datetime) -> None:
    fresh = {
        "server_name": seen.server_name,
        "severity": seen.severity,
        "sentence": seen.sentence,
        "evidence": seen.evidence,
    }
    changed = any(getattr(known, name) != value for name, value in fresh.items())
    version = known.version + (1 if changed else 0)
    connection.execute(
        _t.update().where(_t.c.id == known.id).values(last_seen=now, version=version, **fresh)
    )
    outbox.want(connection, f"prompt:{known.id}", version)


def _resolve(connection: sa.Connection, finding: Finding, now: datetime) -> None:
    version = finding.version + 1
    connection.execute(
        _t.update().where(_t.c.id == finding.id).values(resolved_at=now, version=version)
    )
    audit.record(
        connection,
        "finding.resolved",
        actor=audit.BOT,
        at=now,
        detail={"finding": finding.id, "server": finding.server, "kind": finding.kind},
    )
    outbox.want(connection, f"prompt:{finding.id}", version)
    outbox.notice(
        connection,
        f"notice:{finding.id}:resolved",
        subject=finding.id,
        thread_key=f"prompt:{finding.id}",
        channel=finding.channel,
        payload={"event": "resolved", "text": f"Resolved: {finding.server_name} is in order."},
        now=now,
    )

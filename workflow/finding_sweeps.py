"""What one look makes of the findings that are kept, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from workflow import closures, finding_holds, finding_posts, finding_rows, outbox
from workflow.finding_rows import Finding, Observation
from workflow.finding_states import Event, State
from workflow.store import schema

DAMP = timedelta(hours=1)
"""What comes back within it is the same finding; what has come back once closes after it only."""

REMINDER = "reminder"
"""In the evidence: how many reminders are due. Another number is said in the thread."""

_t = schema.findings


@dataclass(frozen=True, kw_only=True)
class Look:
    """All that was seen of `kind` within `scope`, for example a vault.

    `about`: the servers that gave an answer; what was found of others there stands. None: all."""

    scope: str
    kind: str
    observations: Sequence[Observation]
    about: Collection[str] | None = None

    def __post_init__(self) -> None:
        wrong = [o.kind for o in self.observations if o.kind != self.kind]
        if wrong:
            raise ValueError(f"an observation of kind {wrong[0]!r} was recorded as {self.kind!r}")


@dataclass(kw_only=True)
class _Told:
    """What the channel is told of at the end."""

    opened: list[Finding] = field(default_factory=list)
    changed: list[Finding] = field(default_factory=list)
    again: list[Finding] = field(default_factory=list)
    reminded: list[Finding] = field(default_factory=list)
    worse: list[Finding] = field(default_factory=list)
    elsewhere: list[tuple[Finding, str]] = field(default_factory=list)
    resolved: list[Finding] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    stranded: Collection[str] = ()  # messages that their channel has not taken yet


def record(
    connection: sa.Connection, looks: Sequence[Look], now: datetime, make_id: Callable[[], str]
) -> None:
    finding_holds.alone(connection)
    known = _known(connection, now)
    working = finding_rows.at_work(connection)
    told = _Told(stranded=closures.stranded(connection, now))
    for look in looks:
        seen = {o.server: o for o in look.observations}
        mine = known.get((look.scope, look.kind), {})
        for server, observation in seen.items():
            if server in mine:
                _again(connection, mine[server], observation, working, now, told)
            else:
                opened = finding_rows.insert(connection, look.scope, make_id(), observation, now)
                told.opened.append(opened)
        for server, finding in mine.items():
            if server not in seen and (look.about is None or server in look.about):
                _gone(connection, finding, now, told)
    finding_rows.touch(connection, told.seen, now)
    finding_posts.opened(connection, finding_holds.told(connection, told.opened), now)
    finding_posts.changed(connection, told.changed)
    finding_posts.again(connection, finding_holds.loud(connection, told.again), now)
    finding_posts.reminded(connection, finding_holds.loud(connection, told.reminded), now)
    finding_posts.worse(connection, finding_holds.loud(connection, told.worse), now)
    loud = finding_holds.loud(connection, [one for one, _ in told.elsewhere])
    elsewhere = [(one, channel) for one, channel in told.elsewhere if one in loud]
    finding_posts.elsewhere(connection, elsewhere, now)
    finding_posts.resolved(connection, told.resolved, now)


def _known(
    connection: sa.Connection, now: datetime
) -> Mapping[tuple[str, str], dict[str, Finding]]:
    """The findings that stand, and those that went away just now, by scope and kind and server."""
    found: dict[tuple[str, str], dict[str, Finding]] = {}
    recent = sa.or_(_t.c.resolved_at.is_(None), _t.c.resolved_at > now - DAMP)
    # Those that stand come last, so that an older one of the same server does not hide them.
    for one in sorted(
        finding_rows.select(connection, recent),
        key=lambda f: (f.resolved_at is None, f.resolved_at or now),
    ):
        found.setdefault((one.scope, one.kind), {})[one.server] = one
    return found


def _again(  # noqa: PLR0917 - one look's parts
    connection: sa.Connection,
    known: Finding,
    seen: Observation,
    working: Mapping[str, str],
    now: datetime,
    told: _Told,
) -> None:
    was = known
    known = finding_rows.rewrite(connection, known, seen)
    operation = finding_rows.operation_on(working, known)
    event, columns = _event(was, known, operation, now)
    moved = (
        finding_rows.move(connection, known, event, now=now, **columns)
        if event is not None
        else None
    )
    known = moved or known
    if moved is None and _worse(was, known):
        finding_rows.record(connection, "worse", known, now)
    if seen.channel != known.channel:
        known = _rerouted(connection, was, known, seen.channel, told)
    told.seen.append(known.id)
    if known.version != was.version:
        told.changed.append(known)
    if moved is not None and event in _CALLING:
        told.again.append(known)
    elif known.state is State.OPEN and _worse(was, known):
        told.worse.append(known)
    elif known.state is State.OPEN and was.evidence.get(REMINDER) != seen.evidence.get(REMINDER):
        told.reminded.append(known)


def _rerouted(
    connection: sa.Connection, was: Finding, known: Finding, channel: str, told: _Told
) -> Finding:
    """Another channel is named for it by now. Its prompt stays where it was seen; one that its own
    channel never took goes to the new one."""
    if known.post_key in told.stranded and known.post_key.startswith("prompt:"):
        outbox.readdress(connection, known.post_key, channel)
        return finding_rows.moved_to(connection, known, channel)
    if _worse(was, known):
        told.elsewhere.append((known, channel))
    return known


_CALLING = {Event.BACK, Event.WOKEN, Event.WORSE, Event.OTHER, Event.ENDED}
_UNDECIDED: dict[str, Any] = {
    "snoozed_until": None,
    "decided_by": "",
    "reason": "",
    "dismissed_about": "",
    "operation_id": "",
}


def _event(
    was: Finding, known: Finding, operation: str, now: datetime
) -> tuple[Event | None, dict[str, Any]]:
    """What has happened to a finding that is seen again."""
    if known.state is State.RESOLVED:
        return Event.BACK, {**_UNDECIDED, "resolved_at": None, "flaps": known.flaps + 1}
    if operation and known.state in {State.OPEN, State.SNOOZED}:
        return Event.BEGUN, {**_UNDECIDED, "operation_id": operation}
    over = {
        Event.ENDED: known.state is State.ACTING and not operation,
        Event.WORSE: known.state in {State.SNOOZED, State.DISMISSED} and _worse(was, known),
        Event.OTHER: known.state is State.DISMISSED and known.about != known.dismissed_about,
        Event.WOKEN: known.snoozed_until is not None and known.snoozed_until <= now,
    }
    return next((event for event, so in over.items() if so), None), _UNDECIDED


def _worse(was: Finding, known: Finding) -> bool:
    return known.critical and not was.critical


def _gone(connection: sa.Connection, known: Finding, now: datetime, told: _Told) -> None:
    if known.flaps and now - known.last_seen < DAMP:
        return  # it comes and goes: only a lasting absence closes it
    moved = finding_rows.move(connection, known, Event.GONE, now=now, resolved_at=now)
    if moved is not None:
        told.changed.append(moved)
        told.resolved.append(moved)

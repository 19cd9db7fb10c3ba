"""Approvers are called again while nobody decides: when, and what is written then."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from core import json
from workflow import audit, operations, outbox, policies, records, urgency
from workflow.operations import State
from workflow.store import schema

DIRECT_FROM = 2
"""The number of the first reminder that goes out as direct messages too."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """What is to be done now: a reminder's number (0: none), an escalation, and when to look again
    (None: never)."""

    number: int = 0
    escalate: bool = False
    again: datetime | None = None


def moment(reminders: policies.Reminders, opened: datetime, number: int) -> datetime:
    """When the reminder of this number (from 1) goes out: each pause is twice the one before."""
    return opened + reminders.after * ((1 << number) - 1)


def due(
    rule: policies.Policy, opened: datetime, called: int, escalated: bool, now: datetime
) -> Due:
    """What was missed while nobody looked is not made up for: one reminder, the latest."""
    number = 0
    following: list[datetime] = []
    if rule.reminders is not None:
        passed = called
        while passed < rule.reminders.most and moment(rule.reminders, opened, passed + 1) <= now:
            passed += 1
        number = passed if passed > called else 0
        if passed < rule.reminders.most:
            following.append(moment(rule.reminders, opened, passed + 1))
    escalate = False
    if rule.escalation is not None and not escalated:
        at = opened + rule.escalation.after
        escalate = at <= now
        if not escalate:
            following.append(at)
    return Due(number=number, escalate=escalate, again=min(following, default=None))


def first(rule: policies.Policy, opened: datetime) -> datetime | None:
    """When to look for the first time."""
    return due(rule, opened, 0, False, opened).again


def begin(
    connection: sa.Connection, operation_id: str, rule: policies.Policy, now: datetime
) -> None:
    """Approval was asked for just now."""
    when = first(urgency.of(connection, operation_id, rule), now)
    table = schema.operations
    connection.execute(table.update().where(table.c.id == operation_id).values(call_at=when))


def following(
    rule: policies.Policy | None, opened: datetime, called: int, escalated: bool, now: datetime
) -> datetime | None:
    """When to look under this rule, whatever it was before: at once where something is due."""
    if rule is None:
        return None
    what = due(rule, opened, called, escalated, now)
    return now if what.number or what.escalate else what.again


def put_off(connection: sa.Connection, operation_id: str, until: datetime) -> None:
    """Look again later; nothing was done."""
    connection.execute(
        schema.operations.update()
        .where(schema.operations.c.id == operation_id, schema.operations.c.call_at.is_not(None))
        .values(call_at=until)
    )


def remind(
    connection: sa.Connection,
    seen: operations.Operation,
    rule: policies.Policy,
    remaining: Collection[str],
    now: datetime,
) -> None:
    """The calls that are due to an operation as it was `seen`. `remaining`: ids of the people who
    could still vote. Once, whoever does it and however often."""
    operation = records.get(connection, seen.id, lock=True)
    opened = operation.opened_at
    if (
        operation.state is not State.AWAITING_APPROVAL
        or opened is None
        or (operation.calls, operation.escalated) != (seen.calls, seen.escalated)
    ):
        return
    rule = urgency.of(connection, operation.id, rule)
    what = due(rule, opened, operation.calls, operation.escalated, now)
    if what.number:
        _call(connection, operation, what.number, sorted(remaining), now)
    if what.escalate and rule.escalation is not None:
        _escalate(connection, operation, rule.escalation.to, now)
    connection.execute(
        schema.operations.update()
        .where(schema.operations.c.id == operation.id)
        .values(
            calls=max(what.number, operation.calls),
            escalated=operation.escalated or what.escalate,
            call_at=what.again,
        )
    )


def _call(
    connection: sa.Connection,
    operation: operations.Operation,
    number: int,
    remaining: Sequence[str],
    now: datetime,
) -> None:
    payload: json.Object = {"event": "reminder", "number": number, "mention": _open(operation)}
    _notice(connection, operation, f"remind:{operation.id}:{number}", payload, now)
    if number >= DIRECT_FROM:
        for person in remaining:
            key = f"remind:{operation.id}:{number}:{person}"
            direct: json.Object = {"event": "reminder", "number": number, "direct": True}
            _notice(connection, operation, key, direct, now, to=person)
    audit.record(
        connection,
        "approval.reminded",
        actor=audit.BOT,
        at=now,
        operation_id=operation.id,
        detail={"number": number, "people": list(remaining) if number >= DIRECT_FROM else []},
    )


def _escalate(
    connection: sa.Connection,
    operation: operations.Operation,
    to: policies.Circle,
    now: datetime,
) -> None:
    payload: json.Object = {"event": "escalation", "mention": [*to.groups, *to.people]}
    _notice(connection, operation, f"escalate:{operation.id}", payload, now)
    for person in to.people:
        direct: json.Object = {"event": "escalation", "direct": True}
        _notice(connection, operation, f"escalate:{operation.id}:{person}", direct, now, to=person)
    audit.record(
        connection,
        "approval.escalated",
        actor=audit.BOT,
        at=now,
        operation_id=operation.id,
        detail={"to": [*to.groups, *to.people]},
    )


def _open(operation: operations.Operation) -> list[json.JSON]:
    """The groups and people of the circles that are still open."""
    ids = (i for circle in operation.missing for i in (*circle.groups, *circle.people))
    return list(dict.fromkeys(ids))


def _notice(
    connection: sa.Connection,
    operation: operations.Operation,
    key: str,
    payload: json.Object,
    now: datetime,
    *,
    to: str = "",
) -> None:
    """In the card's thread, or `to` one person."""
    outbox.notice(
        connection,
        key,
        subject=operation.id,
        thread_key="" if to else f"card:{operation.id}",
        channel=to or operation.channel,
        payload=payload,
        now=now,
    )


def remind_review(
    connection: sa.Connection,
    seen: operations.Operation,
    circles: Sequence[policies.Circle],
    every: timedelta,
    now: datetime,
) -> None:
    """A broken glass that nobody has looked at yet: its review card's thread calls `circles`
    again, who approve such things now."""
    operation = records.get(connection, seen.id, lock=True)
    if not operation.broken_by or operation.reviewed_by or operation.calls != seen.calls:
        return
    number = operation.calls + 1
    ids = (i for circle in circles for i in (*circle.groups, *circle.people))
    place = connection.execute(
        sa.select(schema.posts.c.channel).where(schema.posts.c.key == f"review:{operation.id}")
    ).scalar()
    outbox.notice(
        connection,
        f"review-remind:{operation.id}:{number}",
        subject=operation.id,
        thread_key=f"review:{operation.id}",
        channel=place or operation.channel,
        payload={"event": "review-reminder", "mention": list(dict.fromkeys(ids))},
        now=now,
    )
    connection.execute(
        schema.operations.update()
        .where(schema.operations.c.id == operation.id)
        .values(calls=number, call_at=now + every)
    )
    audit.record(
        connection,
        "review.reminded",
        actor=audit.BOT,
        at=now,
        operation_id=operation.id,
        detail={"number": number},
    )

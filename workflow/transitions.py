"""One compare-and-set, with its audit event and its posts, in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core import clock, json
from core.sentences import say
from workflow import audit, locks, operations, outbox
from workflow.operations import State
from workflow.store import schema

ENDED = frozenset(
    {
        State.BLOCKED,
        State.SUCCEEDED,
        State.FAILED,
        State.CANCELLED,
        State.DENIED,
        State.EXPIRED,
        State.STALE,
        State.CLEANED,
    }
)
"""States whose coming the requester is told of. (Withdrawing is their own doing.)"""

RELEASING = frozenset({State.SUCCEEDED, State.CANCELLED, State.CLEANED, State.WITHDRAWN})
"""States that give the locks back. A failed operation holds them: its pieces still stand there
(but for one that failed before anything was begun: that is said where it fails)."""

_WAITING = schema.operations.c.state == State.AWAITING_APPROVAL.value

_DID = {
    State.APPROVED: say("operation-did-approve", "approved it"),
    State.DENIED: say("operation-did-deny", "denied it"),
    State.WITHDRAWN: say("operation-did-withdraw", "withdrew it"),
    State.CANCELLING: say("operation-did-cancel", "cancelled it"),
    State.CANCELLED: say("operation-did-cancel", "cancelled it"),
    State.RUNNING: say("operation-did-retry", "retried it"),
    State.CLEANING: say("operation-did-clean", "cleaned it up"),
}


def sources(to: State) -> frozenset[State]:
    """The states that may become `to`."""
    return frozenset(s for s, targets in operations.TRANSITIONS.items() if to in targets)


def move(
    connection: sa.Connection,
    operation_id: str,
    to: State,
    *,
    actor: str,
    now: datetime,
    only_from: Collection[State] | None = None,
    detail: json.Object | None = None,
    **columns: Any,
) -> None:
    """Raises `operations.Lost` when the operation is in no state that may become `to`."""
    allowed = sources(to) if only_from is None else sources(to) & frozenset(only_from)
    table = schema.operations
    # Nobody is called again about what waits for approval no more; to a review they still are.
    columns.setdefault("call_at", sa.case((_WAITING, sa.null()), else_=table.c.call_at))
    row = connection.execute(
        table.update()
        .where(table.c.id == operation_id, table.c.state.in_(sorted(allowed)))
        .values(state=to.value, version=table.c.version + 1, updated_at=now, **columns)
        .returning(
            table.c.version, table.c.requester, table.c.channel, table.c.approvers, table.c.attempt
        )
    ).first()
    if row is None:
        raise lost(connection, operation_id)
    audit.record(
        connection,
        f"operation.{to.value}",
        actor=actor,
        at=now,
        operation_id=operation_id,
        detail=detail,
    )
    if to in RELEASING:
        locks.release(connection, operation_id)
    outbox.want_card(connection, operation_id, row.version)
    outbox.touch_upgrade_plans(connection)
    _tell(connection, operation_id, to, row, now)


def _tell(
    connection: sa.Connection, operation_id: str, to: State, row: sa.Row[Any], now: datetime
) -> None:
    """Edits notify nobody: these moments also get a reply in the operation's thread."""
    payload: json.Object
    if to is State.AWAITING_APPROVAL:
        ids = dict.fromkeys(i for c in row.approvers for i in (*c["groups"], *c["people"]))
        payload = {"event": "approval-open", "mention": list(ids)}
    elif to is State.WAITING_FOR_PERSON:
        payload = {"event": "waiting", "mention": [row.requester]}
    elif to in ENDED:
        payload = {"event": "ended", "state": to.value, "mention": [row.requester]}
    else:
        return
    outbox.notice(
        connection,
        f"notice:{operation_id}:{to.value}:{row.version}",
        subject=operation_id,
        thread_key=f"card:{operation_id}",
        channel=row.channel,
        payload=payload,
        now=now,
    )


def touch(connection: sa.Connection, operation_id: str, now: datetime, **columns: Any) -> None:
    """Something the card shows has changed, but not the state."""
    table = schema.operations
    version = connection.execute(
        table.update()
        .where(table.c.id == operation_id)
        .values(version=table.c.version + 1, updated_at=now, **columns)
        .returning(table.c.version)
    ).scalar_one()
    outbox.want_card(connection, operation_id, version)


def lost(connection: sa.Connection, operation_id: str) -> operations.Lost:
    """Says who was first and when, from the audit events."""
    table = schema.operations.c
    row = connection.execute(
        sa.select(table.state, table.updated_at, table.plan_hash).where(table.id == operation_id)
    ).one()
    state = State(row.state)
    # Who decided it, not what came of that by itself since.
    event = audit.latest(connection, operation_id, [f"operation.{s.value}" for s in _DID])
    remedy = operations.standing(state, planned=row.plan_hash != "")
    if event is None:
        at = clock.written(row.updated_at)
        return operations.Lost(
            say("operation-decided", "This was decided already: {at}.", at=at), remedy=remedy
        )
    when = clock.written(event.at)
    did = _DID[State(event.kind.removeprefix("operation."))]
    return operations.Lost(
        say(
            "operation-first",
            "<@{who}> was first and {did}: {when}.",
            who=event.actor,
            did=did,
            when=when,
        ),
        remedy=remedy,
    )

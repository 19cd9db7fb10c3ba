"""What happened, who did it: rows written in the transaction of what they record, and mirrored
into the incidents that it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core import json
from workflow import chains, mirror, seals
from workflow.store import schema

BOT = "bot"
"""The actor of what nobody clicked: plans, runs, expiries."""


def record(
    connection: sa.Connection,
    kind: str,
    *,
    actor: str,
    at: datetime,
    operation_id: str | None = None,
    detail: json.Object | None = None,
) -> None:
    """Append one event, for example `operation.approved`, `vote.refused`, sealed into its chain. No
    secret, ever. Without an `operation_id` it is of the bot's chain: then record it last."""
    happened = seals.Event(at, kind, actor, operation_id, detail or {})
    mirror.event(connection, happened, chains.append(connection, happened))


def latest(
    connection: sa.Connection, operation_id: str, kinds: Sequence[str]
) -> sa.Row[*tuple[Any, ...]] | None:
    """The newest event of these kinds that a person brought about: kind, actor, at."""
    events = schema.audit_events.c
    return connection.execute(
        sa.select(events.kind, events.actor, events.at)
        .where(events.operation_id == operation_id, events.kind.in_(kinds), events.actor != BOT)
        .order_by(events.n.desc())
        .limit(1)
    ).first()

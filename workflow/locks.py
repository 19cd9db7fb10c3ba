"""One operation at a time on one thing: `server:ps-weu-1`, `ip:10.1.0.9`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from core.sentences import say
from workflow import policies
from workflow.store import schema, statements


def take(connection: sa.Connection, operation_id: str, keys: Sequence[str], now: datetime) -> None:
    """All or none; taking again is fine. Raises `policies.Refused` (`locked`) naming the holder.

    In a fixed order, so that two operations never wait for each other."""
    for key in sorted(set(keys)):
        connection.execute(
            statements.insert_unless_there(connection, schema.locks).values(
                key=key, operation_id=operation_id, taken_at=now
            )
        )
    held = connection.execute(
        sa.select(schema.locks.c.key, schema.locks.c.operation_id)
        .where(schema.locks.c.key.in_(keys), schema.locks.c.operation_id != operation_id)
        .order_by(schema.locks.c.key)
        .limit(1)
    ).first()
    if held is not None:
        what = held.key.partition(":")[2] or held.key
        raise policies.Refused(
            say(
                "hold-operation",
                "Operation {operation} is working on {what}.",
                operation=held.operation_id,
                what=what,
            ),
            remedy=say(
                "hold-operation-remedy",
                "Wait until it has ended, or cancel or clean it up; then retry.",
            ),
            code="locked",
        )


def release(connection: sa.Connection, operation_id: str) -> None:
    connection.execute(schema.locks.delete().where(schema.locks.c.operation_id == operation_id))

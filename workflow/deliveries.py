"""A repeated click or command gives the first one's outcome, refusals included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflow import audit, operations, policies, records
from workflow.store import schema, statements

Work = Callable[[sa.Connection], str]
"""Does what was asked and returns the operation's id; raises `Refused` or `Lost`."""


def recall(connection: sa.Connection, delivery: str) -> dict[str, Any] | None:
    """The kept outcome; None for a delivery not seen before."""
    outcome: dict[str, Any] | None = connection.execute(
        sa.select(schema.deliveries.c.outcome).where(schema.deliveries.c.id == delivery)
    ).scalar()
    return outcome


def settle(
    connection: sa.Connection,
    delivery: str,
    work: Work,
    *,
    wish: str,
    person: str,
    operation_id: str | None,
    now: datetime,
) -> dict[str, Any]:
    """Do `work` unless the delivery is known, and keep what came of it; one transaction.

    A second delivery of the same id waits at the insert until the first has committed."""
    inserted = connection.execute(
        statements.insert_unless_there(connection, schema.deliveries)
        .values(id=delivery, at=now, outcome={})
        .returning(schema.deliveries.c.id)
    ).first()
    if inserted is None:
        return recall(connection, delivery) or {}
    outcome: dict[str, Any]
    try:
        with connection.begin_nested():
            outcome = {"operation": work(connection)}
    except (policies.Refused, operations.Lost) as exc:
        kind = "lost" if isinstance(exc, operations.Lost) else "refused"
        outcome = {
            "refused": {
                "kind": kind,
                "code": exc.code,
                "sentence": exc.sentence,
                "remedy": exc.remedy,
            }
        }
        audit.record(
            connection,
            f"{wish}.{kind}",
            actor=person,
            at=now,
            operation_id=records.known(connection, operation_id),
            detail={"code": exc.code},
        )
    connection.execute(
        schema.deliveries.update().where(schema.deliveries.c.id == delivery).values(outcome=outcome)
    )
    return outcome


def operation_of(outcome: dict[str, Any]) -> str:
    """The operation's id; raises the kept refusal."""
    refused = outcome.get("refused")
    if refused is None:
        return str(outcome["operation"])
    kind = operations.Lost if refused["kind"] == "lost" else policies.Refused
    raise kind(refused["sentence"], remedy=refused["remedy"], code=refused["code"])


def forget(connection: sa.Connection, before: datetime) -> None:
    """Slack repeats for minutes; what is days old will not come again."""
    connection.execute(schema.deliveries.delete().where(schema.deliveries.c.at < before))

"""How long each step usually takes, from runs that succeeded."""

from __future__ import annotations

import statistics
from collections import defaultdict

import sqlalchemy as sa

from workflow.operations import State, StepState
from workflow.store import schema

ENOUGH = 3
SAMPLE = 20


def typical(connection: sa.Connection, verb: str) -> dict[str, float] | None:
    """Median seconds by step name over the latest runs; None until three exist."""
    latest = (
        sa.select(schema.operations.c.id)
        .where(
            schema.operations.c.verb == verb,
            schema.operations.c.state == State.SUCCEEDED.value,
        )
        .order_by(schema.operations.c.created_at.desc())
        .limit(SAMPLE)
        .subquery()
    )
    table = schema.steps
    seconds: dict[str, list[float]] = defaultdict(list)
    seen = set()
    for row in connection.execute(
        sa.select(table.c.operation_id, table.c.name, table.c.started_at, table.c.ended_at)
        .join(latest, latest.c.id == table.c.operation_id)
        .where(table.c.phase == "run", table.c.state == StepState.DONE.value)
    ):
        seen.add(row.operation_id)
        seconds[row.name].append((row.ended_at - row.started_at).total_seconds())
    if len(seen) < ENOUGH:
        return None
    return {name: statistics.median(values) for name, values in seconds.items()}

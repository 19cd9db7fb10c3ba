"""The last run of the same kind, to hold a plan against."""

from __future__ import annotations

import sqlalchemy as sa

from workflow import differences, operations, plans
from workflow.operations import State
from workflow.store import schema


def last(connection: sa.Connection, operation: operations.Operation) -> operations.Precedent | None:
    """Of the same verb, done and proved; None where there is none, or no plan to compare.

    What makes something is held against what was made last; what is done to a server, against what
    was done to that one: another server's says nothing.
    """
    if operation.plan is None:
        return None
    table = schema.operations.c
    # A configuration server may write a name otherwise than Azure does.
    same = sa.func.lower(table.target) == operation.plan.target.lower()
    comparable = sa.true() if operation.plan.makes else same
    row = connection.execute(
        sa.select(table.id, table.plan, table.updated_at)
        .where(
            table.verb == operation.verb,
            table.state == State.SUCCEEDED.value,
            table.created_at < operation.created_at,
            comparable,
        )
        .order_by(table.created_at.desc())
        .limit(1)
    ).first()
    if row is None or row.plan is None:
        return None
    before = plans.from_json(row.plan)
    found = differences.beside(before, operation.plan)
    return operations.Precedent(
        operation_id=row.id, target=before.target, at=row.updated_at, differences=found
    )

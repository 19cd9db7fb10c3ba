"""What an operation passes before it works on anything: a freeze, people's locks, other operations.

So for the beginning of a run, for *Retry* and for *Clean up* alike."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from workflow import holds, locks, operations


def enter(
    connection: sa.Connection,
    operation: operations.Operation,
    frozen: datetime | None,
    now: datetime,
) -> None:
    """Takes its locks; raises `policies.Refused` (`frozen`, `locked`). `frozen`: when the rule's
    own freeze window ends. A broken glass passes a freeze, never a lock."""
    if operation.plan is None:
        return
    if not operation.broken_by:
        holds.check_freeze(connection, now, frozen)
    holds.check(connection, operation.plan.locks, now)
    locks.take(connection, operation.id, operation.plan.locks, now)

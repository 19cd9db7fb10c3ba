"""Audit rows that are older than they are to be kept: gone, but for a signed checkpoint."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
import structlog

from core import json
from workflow import audit, chains, transitions, verifying
from workflow.operations import State
from workflow.store import schema

log = structlog.get_logger(__name__)

AT_ONCE = 100
"""Chains; the rest follow the next time."""

_events = schema.audit_events
_heads = schema.audit_heads
_OVER = sorted(state.value for state in transitions.ENDED | {State.WITHDRAWN})


def purge(connection: sa.Connection, before: datetime, now: datetime) -> int:
    """Whole chains of operations that ended before, and the beginning of the bot's own chain; how
    many rows. A chain in which anything is wrong stays as it is: it is evidence. Call
    `counts.alone` first."""
    rows = ends = 0
    for chain, last in [*_ended(connection, before), *_beginning(connection, before)]:
        if ends == AT_ONCE:
            break
        if not verifying.whole(connection, chain):
            log.error("audit.not-purged", chain=chain, remedy="failback-ps audit verify")
            continue
        rows += _cut(connection, chain, last)
        ends += 1
    if rows:
        detail: json.Object = {"rows": rows, "chains": ends, "before": before.isoformat()}
        audit.record(connection, "audit.purged", actor=audit.BOT, at=now, detail=detail)
    return rows


def _ended(connection: sa.Connection, before: datetime) -> list[tuple[str, int]]:
    table = schema.operations
    found = connection.execute(
        sa.select(_heads.c.chain, _heads.c.seq)
        .select_from(_heads.outerjoin(table, table.c.id == _heads.c.chain))
        .where(
            _heads.c.updated_at < before,
            _heads.c.purged < _heads.c.seq,
            _heads.c.chain != chains.BOT,
            sa.or_(table.c.id.is_(None), table.c.state.in_(_OVER)),
        )
        .order_by(_heads.c.updated_at)
    )
    return [(row.chain, row.seq) for row in found]


def _beginning(connection: sa.Connection, before: datetime) -> list[tuple[str, int]]:
    """The bot's chain never ends: its rows up to the first one that is kept, and never the last."""
    mine = _events.c.chain == chains.BOT
    kept = connection.execute(
        sa.select(sa.func.min(_events.c.seq)).where(mine, _events.c.seq > 0, _events.c.at >= before)
    ).scalar()
    newest = connection.execute(sa.select(sa.func.max(_events.c.seq)).where(mine)).scalar() or 0
    last = min(kept or newest, newest) - 1
    there = connection.execute(
        sa.select(_events.c.n).where(mine, _events.c.seq == last, _events.c.seq > 0)
    ).first()
    return [(chains.BOT, last)] if there else []


def _cut(connection: sa.Connection, chain: str, last: int) -> int:
    """Removes the rows up to the place `last`, and signs where the chain now begins."""
    row = connection.execute(sa.select(_heads).where(_heads.c.chain == chain)).one()
    seal = connection.execute(
        sa.select(_events.c.seal).where(_events.c.chain == chain, _events.c.seq == last)
    ).scalar_one()
    head = chains.head_of(row)._replace(purged=last, purged_seal=seal)
    gone = connection.execute(
        _events.delete().where(_events.c.chain == chain, _events.c.seq.between(1, last))
    )
    connection.execute(
        _heads.update()
        .where(_heads.c.chain == chain)
        .values(purged=last, purged_seal=seal, signature=chains.keys(connection).head(head))
    )
    return gone.rowcount

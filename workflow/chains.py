"""One chain of sealed rows for each operation, and one for the bot. A row costs the same however
long its chain is: only the head is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
import structlog

from core import errors
from workflow import seals
from workflow.store import schema, statements

log = structlog.get_logger(__name__)

BOT = "bot"
"""The chain of what belongs to no operation. On PostgreSQL its head is locked last, or by short
transactions only: else two could wait for each other."""
BROKEN = "broken"
"""The signature of a head that once bore a wrong one. It is never signed again, else the next event
would hide what was done to it."""
NEWEST = 20
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # of a head before its first row

_events = schema.audit_events
_heads = schema.audit_heads

# Made once: to put them together takes longer than to run them.
_HEAD = sa.select(_heads).where(_heads.c.chain == sa.bindparam("of")).with_for_update()
_EXTEND = _heads.update().where(_heads.c.chain == sa.bindparam("of"))
_INSERT = {
    dialect: statements.unless_there(dialect, _events).returning(_events.c.n)
    for dialect in ("sqlite", "postgresql")
}


class WrongKey(errors.BotError):
    """The rows there were sealed with another key."""

    code = "audit-key-differs"

    def __init__(self) -> None:
        super().__init__(
            "The audit trail in the database was not sealed with the key in the settings.",
            remedy="Give FAILBACK_PS_AUDIT_KEY its former value. If it never changed, somebody "
            "altered the trail: `failback-ps audit verify` says where.",
        )


class Unsealed(errors.BotError):
    """Only who has the key can bring an older release's rows to this one's shape."""

    code = "audit-unsealed"

    def __init__(self) -> None:
        super().__init__(
            "The database is of an earlier release, whose audit trail is still to be sealed.",
            remedy="Start `failback-ps serve` of this release once.",
        )


def keys(connection: sa.Connection) -> seals.Keys:
    """Those that the store gave its connections."""
    found = connection.info.get("audit_key")
    if not isinstance(found, seals.Keys):
        raise TypeError("this connection was opened without an audit key")
    return found


def append(connection: sa.Connection, event: seals.Event) -> str:
    """Its place, as `chain:seq`. The head's row lock makes writers of one chain go one after the
    other."""
    mine = keys(connection)
    chain = event.operation_id or BOT
    head, signature = _hold(connection, chain, mine)
    seq, seal = head.seq + 1, mine.row(chain, head.seq + 1, head.seal, event)
    if not _insert(connection, chain, seq, seal, event):
        # Somebody put a row there by hand. It stays, to be named; ours follows.
        last = _last(connection, chain)
        seq, seal = last.seq + 1, mine.row(chain, last.seq + 1, last.seal, event)
        _insert(connection, chain, seq, seal, event)
        log.error("audit.foreign-row", chain=chain, seq=last.seq)
    after = head._replace(seq=seq, seal=seal, updated_at=event.at)
    whole = mine.signed(head, signature)
    if not whole:
        log.error("audit.head-altered", chain=chain, remedy="failback-ps audit verify")
    connection.execute(
        _EXTEND,
        {
            "of": chain,
            "seq": seq,
            "seal": seal,
            "updated_at": event.at,
            "signature": mine.head(after) if whole else BROKEN,
        },
    )
    return f"{chain}:{seq}"


def head_of(row: Any) -> seals.Head:
    """Of a row with the columns of `audit_heads`."""
    return seals.Head(*(getattr(row, name) for name in seals.Head._fields))


def adopt(connection: sa.Connection) -> None:
    """Seals the rows of a release that knew no chains; part of the migration, and done once."""
    mine = keys(connection)
    ends: dict[str, seals.Head] = {}
    rows = connection.execute(sa.select(_events).order_by(_events.c.n)).all()
    if rows and isinstance(mine, seals.Keyless):
        raise Unsealed
    for row in rows:
        event = seals.Event(row.at, row.kind, row.actor, row.operation_id, row.detail)
        chain = row.operation_id or BOT
        before = ends.get(chain) or seals.Head(chain, 0, "", 0, "", row.at)
        seal = mine.row(chain, before.seq + 1, before.seal, event)
        ends[chain] = before._replace(seq=before.seq + 1, seal=seal, updated_at=row.at)
        connection.execute(
            _events.update()
            .where(_events.c.n == row.n)
            .values(chain=chain, seq=before.seq + 1, seal=seal)
        )
    for head in ends.values():
        connection.execute(_heads.insert().values(**head._asdict(), signature=mine.head(head)))


def check_key(connection: sa.Connection) -> None:
    """Raises `WrongKey` when not one of the newest heads bears our signature: a start with another
    key would leave its mark on every chain it touches."""
    mine = keys(connection)
    newest = connection.execute(
        sa.select(_heads).order_by(_heads.c.updated_at.desc()).limit(NEWEST)
    ).all()
    if newest and not any(mine.signed(head_of(row), row.signature) for row in newest):
        raise WrongKey


def _hold(connection: sa.Connection, chain: str, mine: seals.Keys) -> tuple[seals.Head, str]:
    """The chain's head and its signature, locked; made where there is none."""
    row = connection.execute(_HEAD, {"of": chain}).first()
    if row is None:
        _begin(connection, chain, mine)
        row = connection.execute(_HEAD, {"of": chain}).one()
    return head_of(row), row.signature


def _begin(connection: sa.Connection, chain: str, mine: seals.Keys) -> None:
    """Rows without a head: the head was removed by hand, and the new one says so."""
    last = _last(connection, chain)
    head = seals.Head(chain, last.seq if last else 0, last.seal if last else "", 0, "", _NEVER)
    signature = BROKEN if last else mine.head(head)
    connection.execute(
        statements.insert_unless_there(connection, _heads).values(
            **head._asdict(), signature=signature
        )
    )


def _last(connection: sa.Connection, chain: str) -> Any:
    return connection.execute(
        sa.select(_events.c.seq, _events.c.seal)
        .where(_events.c.chain == chain, _events.c.seq > 0)
        .order_by(_events.c.seq.desc())
        .limit(1)
    ).first()


def _insert(connection: sa.Connection, chain: str, seq: int, seal: str, event: seals.Event) -> bool:
    """False where the place is taken."""
    query = _INSERT[connection.dialect.name]
    values = {**event._asdict(), "chain": chain, "seq": seq, "seal": seal}
    inserted = connection.execute(query, values).first()
    return inserted is not None

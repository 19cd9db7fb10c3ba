"""SQLAlchemy engines as this program wants them: durable first, then fast."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import sqlalchemy as sa

from workflow import seals
from workflow.store import places

BUSY_MILLISECONDS = 10_000
POOL_SIZE = 8

_dumps = partial(json.dumps, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


_NETWORK: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A server whose host went away without a word is noticed within these seconds (and milliseconds):
https://www.postgresql.org/docs/current/libpq-connect.html"""

_PATIENCE = {"options": "-c statement_timeout=10s -c lock_timeout=5s"}


def postgres(place: places.Place, keys: seals.Keys, *, patient: bool = False) -> sa.Engine:
    """`patient` sets no limit to a statement, as a migration needs. What the URL says itself
    counts before all of this."""
    wanted = _NETWORK if patient else _NETWORK | _PATIENCE
    engine = sa.create_engine(
        place.url,
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={k: v for k, v in wanted.items() if k not in place.url.query},
        json_serializer=_dumps,
        hide_parameters=True,
    )
    know(engine, keys)
    return engine


def sqlite(
    place: places.Place, keys: seals.Keys, *, begin: str, readers: int | None = None
) -> sa.Engine:
    """`begin` is the statement that opens each transaction; `readers` makes a read-only pool."""
    pool: dict[str, Any] = (
        {"poolclass": sa.pool.StaticPool}
        if readers is None
        else {"poolclass": sa.pool.QueuePool, "pool_size": readers, "max_overflow": 0}
    )
    engine = sa.create_engine(
        place.url,
        connect_args={"check_same_thread": False, "timeout": BUSY_MILLISECONDS / 1000},
        json_serializer=_dumps,
        hide_parameters=True,
        **pool,
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # Python's own transaction handling off: "begin" below says it exactly.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        if readers is not None:
            connection.execute("PRAGMA query_only=ON")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    know(engine, keys)
    return engine


def know(engine: sa.Engine, keys: seals.Keys) -> None:
    """Each connection carries the keys, so that whoever writes an audit row has them at hand."""

    @sa.event.listens_for(engine, "connect")
    def _give(_: Any, record: Any) -> None:
        record.info["audit_key"] = keys

"""The rows: synchronous SQLAlchemy behind one asynchronous façade."""

from __future__ import annotations

from workflow import seals
from workflow.store import places
from workflow.store.facade import Store, Unavailable, Work

__all__ = ["Store", "Unavailable", "Work", "open"]


async def open(database_url: str, *, audit_key: str | None) -> Store:  # noqa: A001 - opened like a file
    """Open the database and bring its tables to this release's shape, under a lock.

    Every connection knows the keys made of `audit_key`, under which audit rows are sealed; None
    where no such row will be written.
    `sqlite:///path` or `postgresql://…` (psycopg 3). Raises `Unavailable` when it cannot be
    reached or the URL is of another kind."""
    keys = seals.Keyless() if audit_key is None else seals.Keys(audit_key)
    return await Store.open(places.parse(database_url), keys)

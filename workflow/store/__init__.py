"""The rows: synchronous SQLAlchemy behind one asynchronous façade."""

from __future__ import annotations

from workflow import seals
from workflow.store import places
from workflow.store.facade import GIVE_UP_SECONDS, Store, Unavailable, Work

__all__ = ["GIVE_UP_SECONDS", "Store", "Unavailable", "Work", "open"]


async def open(  # noqa: A001 - opened like a file
    database_url: str, *, audit_key: str | None, give_up_seconds: float = GIVE_UP_SECONDS
) -> Store:
    """Open the database and bring its tables to this release's shape, under a lock.

    Every connection knows the keys made of `audit_key`, under which audit rows are sealed; None
    where no such row will be written.
    `sqlite:///path` or `postgresql://…` (psycopg 3). Raises `Unavailable` when it cannot be
    reached or the URL is of another kind; so does all work while it is away for longer than
    `give_up_seconds`."""
    keys = seals.Keyless() if audit_key is None else seals.Keys(audit_key)
    return await Store.open(places.parse(database_url), keys, give_up_seconds)

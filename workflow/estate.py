"""The process servers as the watch's last looks saw them: shown without asking Azure again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import sqlalchemy as sa

from workflow import store
from workflow.store import schema, statements

_t = schema.servers


@dataclass(frozen=True, kw_only=True)
class Server:
    """`id` is the one that findings name it by, `vault` an Azure id in small letters.

    `level` says how its version stands (`commands.versions.Level`), `health` is the service's own
    word. `seen_at` is of the look that saw it so; None means that the service does not say."""

    id: str
    vault: str
    fabric: str
    name: str
    address: str
    version: str
    level: str
    health: str
    heartbeat: datetime | None
    certificate: datetime | None
    machines: int | None
    built_in: bool
    modernised: bool
    seen_at: datetime


class Estate:
    """One row a server, written by each look for the vaults that answered it."""

    def __init__(self, rows: store.Store) -> None:
        self._rows = rows

    async def record(
        self,
        seen: Mapping[str, Sequence[Server]],
        now: datetime,
        watched: Collection[str] | None = None,
    ) -> None:
        """By vault, all that was seen there at `now`; what a newer look wrote stays.

        A vault that is not named gave no answer: its servers stay as they were seen before. Those
        of vaults that are not in `watched` are forgotten."""
        await self._rows.write(lambda c: _record(c, seen, now, watched), quiet=True)


def select(connection: sa.Connection) -> list[Server]:
    """By name."""
    rows = connection.execute(sa.select(_t).order_by(_t.c.name, _t.c.id)).mappings()
    return [Server(**row) for row in rows]


def _record(
    connection: sa.Connection,
    seen: Mapping[str, Sequence[Server]],
    now: datetime,
    watched: Collection[str] | None,
) -> None:
    statements.one_at_a_time(connection, "estate")
    known = set(connection.execute(sa.select(_t.c.vault).distinct()).scalars())
    gone = set() if watched is None else known - {vault.lower() for vault in watched}
    older = sa.and_(_t.c.vault.in_([*seen, *gone]), _t.c.seen_at <= now)
    connection.execute(_t.delete().where(older))
    rows = {one.id: _fitting(one) for servers in seen.values() for one in servers}
    if rows:
        insert = statements.insert_unless_there(connection, _t)
        connection.execute(insert, list(rows.values()))


def _fitting(server: Server) -> dict[str, object]:
    """Cut to the columns: what the service says of itself has no promised length."""
    row = asdict(server)
    for one in fields(Server):
        length = getattr(_t.c[one.name].type, "length", None)
        if length and isinstance(row[one.name], str):
            row[one.name] = row[one.name][:length]
    return row

"""Since when something has been as it is: what the watch remembers between its looks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from workflow import store
from workflow.store import schema, statements

_t = schema.sightings


class Sightings:
    """Each key has a value; `since` is when it was first seen with this value, without a break."""

    def __init__(self, rows: store.Store) -> None:
        self._rows = rows

    async def see(
        self, prefix: str, values: Mapping[str, str], now: datetime, *, keep: bool = False
    ) -> dict[str, tuple[str, datetime]]:
        """What is seen now under the prefix; each key's value with its beginning.

        Keys that are not seen are forgotten, or kept as they are with `keep`."""
        return await self._rows.write(lambda c: _see(c, prefix, values, now, keep=keep), quiet=True)


def _see(
    connection: sa.Connection,
    prefix: str,
    values: Mapping[str, str],
    now: datetime,
    *,
    keep: bool,
) -> dict[str, tuple[str, datetime]]:
    mine = _t.c.key.startswith(f"{prefix}:", autoescape=True)
    rows = connection.execute(sa.select(_t).where(mine)).all()
    known = {row.key.removeprefix(f"{prefix}:"): (row.value, row.since) for row in rows}
    stays = {key: was for key, was in known.items() if key in values and was[0] == values[key]}
    fresh = {key: (value, now) for key, value in values.items() if key not in stays}
    gone = {} if keep else {key: was for key, was in known.items() if key not in values}
    stale = [f"{prefix}:{key}" for key in (*fresh, *gone) if key in known]
    if stale:
        connection.execute(_t.delete().where(_t.c.key.in_(stale)))
    for key, (value, since) in fresh.items():
        connection.execute(
            statements.insert_unless_there(connection, _t).values(
                key=f"{prefix}:{key}"[: schema.KEY_LENGTH], value=value, since=since
            )
        )
    kept = {key: was for key, was in known.items() if keep and key not in values}
    return {**kept, **stays, **fresh}

"""Each person's Home tab as a row: when it was opened, what was chosen there, what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from core import json
from workflow import store
from workflow.store import schema, statements

_t = schema.homes


@dataclass(frozen=True, kw_only=True)
class Home:
    """`view_id` and `view_hash` are Slack's, empty before the first publishing; `shown` is the mark
    of what was published last."""

    person: str
    opened_at: datetime
    choice: json.Object = field(default_factory=dict)
    view_id: str = ""
    view_hash: str = ""
    shown: str = ""
    shown_at: datetime | None = None
    claimed_until: datetime | None = None


class Homes:
    def __init__(self, rows: store.Store) -> None:
        self._rows = rows

    async def get(self, person: str) -> Home | None:
        found = await self._rows.read(lambda c: _select(c, _t.c.person == person))
        return found[0] if found else None

    async def live(self, since: datetime) -> list[Home]:
        """Those that were opened since, the latest first."""
        return await self._rows.read(lambda c: _select(c, _t.c.opened_at >= since))

    async def opened(self, person: str, now: datetime, view: Mapping[str, str] | None) -> Home:
        """The person looks at it. `view` is what Slack shows them: its `id` and `hash`; None where
        that is not known, empty where Slack has nothing to show."""
        return await self._rows.write(lambda c: _opened(c, person, now, view), quiet=True)

    async def choose(
        self, person: str, now: datetime, change: Callable[[json.Object], json.Object]
    ) -> Home:
        """Remembers a person's filters and pages, changed from what they are: two clicks at once
        both count."""

        def work(connection: sa.Connection) -> Home:
            mine = _t.c.person == person
            # The update also takes the row: whoever else changes it waits.
            known = _opened(connection, person, now, None)
            connection.execute(_t.update().where(mine).values(choice=change(known.choice)))
            return _select(connection, mine)[0]

        return await self._rows.write(work, quiet=True)

    async def claim(self, home: Home, now: datetime, until: datetime) -> bool:
        """False where another replica publishes it, or has published it since `home` was read."""
        free = sa.or_(_t.c.claimed_until.is_(None), _t.c.claimed_until <= now)
        same = (_t.c.person == home.person, _t.c.view_hash == home.view_hash)

        def work(connection: sa.Connection) -> bool:
            claim = _t.update().where(*same, free).values(claimed_until=until)
            return connection.execute(claim.returning(_t.c.person)).first() is not None

        return await self._rows.write(work, quiet=True)

    async def published(
        self, person: str, view_id: str, view_hash: str, shown: str, now: datetime
    ) -> None:
        values = {
            "view_id": view_id,
            "view_hash": view_hash,
            "shown": shown,
            "shown_at": now,
            "claimed_until": None,
        }
        await self._set(person, values)

    async def release(self, person: str, *, forget: bool = False) -> None:
        """It was not published. `forget`: what Slack shows is not what the row says."""
        unknown = {"view_hash": "", "shown": ""} if forget else {}
        await self._set(person, {"claimed_until": None, **unknown})

    async def _set(self, person: str, values: Mapping[str, object]) -> None:
        update = _t.update().where(_t.c.person == person).values(**values)
        await self._rows.write(lambda c: c.execute(update) and None, quiet=True)


def _select(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Home]:
    query = sa.select(_t).where(condition).order_by(_t.c.opened_at.desc(), _t.c.person)
    return [Home(**row) for row in connection.execute(query).mappings()]


def _opened(
    connection: sa.Connection, person: str, now: datetime, view: Mapping[str, str] | None
) -> Home:
    fresh = {"person": person, "opened_at": now, "choice": {}}
    connection.execute(statements.insert_unless_there(connection, _t).values(**fresh))
    mine = _t.c.person == person
    (known,) = _select(connection, mine)
    values: dict[str, object] = {"opened_at": max(now, known.opened_at)}
    if view is not None and view.get("hash", "") != known.view_hash:
        # Somebody else published since, or this row is of another installation of the app.
        values |= {"view_id": view.get("id", ""), "view_hash": view.get("hash", ""), "shown": ""}
    connection.execute(_t.update().where(mine).values(**values))
    return _select(connection, mine)[0]

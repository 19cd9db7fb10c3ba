"""Upgrades of whole fabrics that are seen through: one card each, edited until all is current.

What the rows say is made by `commands.upgrade_plan`; here they are kept, and compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from core import clock, errors, ids, json
from core.sentences import say
from workflow import audit, finding_rows, holds, outbox, store
from workflow.store import schema, statements

_t = schema.upgrade_plans


class Unknown(errors.BotError):
    code = "unknown-upgrade-plan"


@dataclass(frozen=True, kw_only=True)
class UpgradePlan:
    """`fabric` is the Azure id in small letters, `name` its configuration server. `acting` names
    the operation at work on a server, by the server's name."""

    id: str
    fabric: str
    name: str
    channel: str
    rows: Sequence[json.Object]
    version: int
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None = None
    acting: Mapping[str, str] = field(default_factory=dict)


class UpgradePlans:
    """Keeps them; each is shown by one card in the channel it was asked for in."""

    def __init__(
        self, rows: store.Store, clock: clock.Clock, make_id: ids.Ids = ids.new_id
    ) -> None:
        self._rows = rows
        self._clock = clock
        self._make_id = make_id

    async def open(
        self, fabric: str, name: str, rows: Sequence[json.Object], *, person: str, channel: str
    ) -> tuple[UpgradePlan, bool]:
        """The fabric's open plan, brought up to date; True where it was opened by this."""
        now, new = self._clock.now(), self._make_id("up")

        def work(connection: sa.Connection) -> tuple[UpgradePlan, bool]:
            made = connection.execute(
                statements.insert_unless_there(connection, _t)
                .values(
                    id=new,
                    fabric=fabric.lower(),
                    name=name,
                    channel=channel,
                    rows=list(rows),
                    version=1,
                    opened_at=now,
                    opened_by=person,
                )
                .returning(_t.c.id)
            ).first()
            if made is not None:
                detail: json.Object = {"plan": new, "fabric": fabric}
                audit.record(connection, "upgrade-plan.opened", actor=person, at=now, detail=detail)
                outbox.upgrade_plan(connection, new, channel, now)
                return _select(connection, _t.c.id == new)[0], True
            (standing,) = _select(
                connection, _t.c.fabric == fabric.lower(), _t.c.closed_at.is_(None)
            )
            return _brought(connection, standing, rows, now, over=False), False

        return await self._rows.write(work)

    async def get(self, plan_id: str) -> UpgradePlan:
        """Raises `Unknown`."""
        found = await self._rows.read(lambda c: _select(c, _t.c.id == plan_id))
        if not found:
            raise Unknown(
                say("report-no-upgrade-plan", "There is no upgrade plan {plan!r}.", plan=plan_id)
            )
        return found[0]

    async def standing(self) -> list[UpgradePlan]:
        """Those that are not done, oldest first."""
        return await self._rows.read(lambda c: _select(c, _t.c.closed_at.is_(None)))

    async def bring(self, plan_id: str, rows: Sequence[json.Object], *, over: bool) -> None:
        """What a look has seen; nothing happens where it is the same. `over`: all is current."""
        now = self._clock.now()

        def work(connection: sa.Connection) -> None:
            found = _select(connection, _t.c.id == plan_id, _t.c.closed_at.is_(None))
            if found:
                _brought(connection, found[0], rows, now, over=over)

        await self._rows.write(work)


def _brought(
    connection: sa.Connection,
    standing: UpgradePlan,
    rows: Sequence[json.Object],
    now: datetime,
    *,
    over: bool,
) -> UpgradePlan:
    if list(standing.rows) == list(rows) and not over:
        return standing
    moved = connection.execute(
        _t.update()
        .where(_t.c.id == standing.id, _t.c.version == standing.version)
        .values(rows=list(rows), version=standing.version + 1, closed_at=now if over else None)
    )
    if not moved.rowcount:  # another replica's look was first
        return _select(connection, _t.c.id == standing.id)[0]
    key = f"upgrade-plan:{standing.id}"
    outbox.touch(connection, key)
    if over:
        detail: json.Object = {"plan": standing.id, "fabric": standing.fabric}
        audit.record(connection, "upgrade-plan.done", actor=audit.BOT, at=now, detail=detail)
        outbox.notice(
            connection,
            f"notice:{standing.id}:done",
            subject=standing.id,
            thread_key=key,
            channel=standing.channel,
            payload={"event": "said", "text": _ended(standing.name, rows)},
            now=now,
        )
    return _select(connection, _t.c.id == standing.id)[0]


def _ended(name: str, rows: Sequence[json.Object]) -> str:
    if not rows:
        return say("report-upgrade-gone", "{name} is in its vault no more.", name=name)
    return say("report-upgrade-done", "Done: all of {name} is current.", name=name)


def _select(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[UpgradePlan]:
    working = finding_rows.at_work(connection)
    rows = connection.execute(
        sa.select(_t).where(*conditions).order_by(_t.c.opened_at, _t.c.id)
    ).mappings()
    return [UpgradePlan(**row, acting=_acting(row["rows"], working)) for row in rows]


def _acting(rows: Sequence[json.Object], working: Mapping[str, str]) -> dict[str, str]:
    named = {str(row.get("name", "")) for row in rows}
    found = {name: working.get(holds.server(name), "") for name in named if name}
    return {name: operation for name, operation in found.items() if operation}

"""What the terminal asks of the serving bot: one row each, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core import clock, ids, json
from workflow import audit, records, store
from workflow.store import schema, statements

_t = schema.requests


@dataclass(frozen=True, kw_only=True)
class Request:
    """`outcome` is None until the serving bot has answered: `{"operation": "op-…"}`, for a vote
    also `"confirmation": "cf-…"`; `{"incident": "in-…"}`; of a look `{"said": "…"}`; or
    `{"refused": {"code", "sentence", "remedy"}}`."""

    id: str
    wish: str  # "ask" | "withdraw" | "cancel" | "vote" | "incident" | "check"
    person: str
    arguments: dict[str, Any]
    asked_at: datetime
    outcome: dict[str, Any] | None = None


class Requests:
    """Both sides: the terminal writes and reads, the serving bot takes what is open and answers."""

    def __init__(self, rows: store.Store, clock: clock.Clock, make_id: ids.Ids) -> None:
        self._rows = rows
        self._clock = clock
        self._make_id = make_id

    async def write(self, wish: str, person: str, arguments: Mapping[str, json.JSON]) -> str:
        """The new request's id; nothing is done by this."""
        id_ = self._make_id("rq")
        values = {
            "id": id_,
            "wish": wish,
            "person": person,
            "arguments": dict(arguments),
            "asked_at": self._clock.now(),
        }
        await self._rows.write(
            # It is done again where the answer to its commit was lost.
            lambda c: c.execute(statements.insert_unless_there(c, _t).values(**values))
        )
        return id_

    async def get(self, request_id: str) -> Request | None:
        found = await self._rows.read(lambda c: _select(c, _t.c.id == request_id, 1))
        return found[0] if found else None

    async def open(self, limit: int) -> list[Request]:
        """Not answered yet, oldest first."""
        return await self._rows.read(lambda c: _select(c, _t.c.outcome.is_(None), limit))

    async def answer(self, request: Request, outcome: json.Object) -> None:
        """Kept once; whoever comes second changes nothing."""
        now = self._clock.now()

        def work(connection: sa.Connection) -> None:
            done = connection.execute(
                _t.update()
                .where(_t.c.id == request.id, _t.c.outcome.is_(None))
                .values(outcome=outcome)
            )
            if done.rowcount:
                _record(connection, request, outcome, now)

        await self._rows.write(work, quiet=True)


def _record(
    connection: sa.Connection, request: Request, outcome: Mapping[str, Any], now: datetime
) -> None:
    """That a wish came from the terminal is told beside what was done."""
    asked = request.arguments.get("operation")
    audit.record(
        connection,
        "request.refused" if "refused" in outcome else "request.done",
        actor=request.person,
        at=now,
        operation_id=records.known(connection, outcome.get("operation") or asked),
        detail={
            "request": request.id,
            "wish": request.wish,
            "code": outcome.get("refused", {}).get("code", ""),
        },
    )


def _select(
    connection: sa.Connection, condition: sa.ColumnElement[bool], limit: int
) -> list[Request]:
    rows = connection.execute(
        sa.select(_t).where(condition).order_by(_t.c.asked_at, _t.c.id).limit(limit)
    )
    return [Request(**row._mapping) for row in rows]

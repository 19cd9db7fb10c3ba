"""When the trail is counted, posted and purged; the dispatcher looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from core import clock
from workflow import counts, outbox, purging, store, transitions
from workflow.operations import State
from workflow.store import schema

AFTER_END = timedelta(minutes=1)
"""Operations that end within this time of a count share the next one."""
LOOK_EVERY = timedelta(seconds=2)
PURGE_EVERY = timedelta(days=1)
"""Not oftener: each purge is an event, and older counts cannot be compared after it."""

_ENDS = sorted(f"operation.{state.value}" for state in transitions.ENDED | {State.WITHDRAWN})
_events = schema.audit_events
_posts = schema.posts


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How often the trail is counted, and how long its rows are kept (None: for ever)."""

    every: timedelta = timedelta(hours=1)
    keep: timedelta | None = None


class Counting:
    """`channel` gets the counts; where it is empty nobody does."""

    def __init__(
        self, *, rows: store.Store, clock: clock.Clock, terms: Terms, channel: str
    ) -> None:
        self._rows = rows
        self._clock = clock
        self._terms = terms
        self._channel = channel
        self._looked: datetime | None = None
        self._purged: datetime | None = None

    async def look(self) -> bool:
        """True when something was counted or purged now."""
        now = self._clock.now()
        if self._looked is not None and now - self._looked < LOOK_EVERY:
            return False
        self._looked = now
        old = self._old(now)
        if old is None and not await self._due(now):
            return False
        return await self._rows.write(lambda c: self._do(c, old, now))

    async def _due(self, now: datetime) -> bool:
        if not self._channel:
            return False
        return await self._rows.read(lambda c: due(c, self._terms.every, now))

    def _old(self, now: datetime) -> datetime | None:
        """Rows before this are to be purged, once in a while."""
        if self._terms.keep is None:
            return None
        if self._purged is not None and now - self._purged < PURGE_EVERY:
            return None
        self._purged = now
        return now - self._terms.keep

    def _do(self, connection: sa.Connection, old: datetime | None, now: datetime) -> bool:
        counts.alone(connection)
        gone = 0 if old is None else purging.purge(connection, old, now)
        # Asked again now that nobody else writes: another replica may have been quicker. What was
        # counted before a purge cannot be compared any more, so a purge is followed by a count.
        if self._channel and (gone or due(connection, self._terms.every, now)):
            post(connection, self._channel, now)
            return True
        return bool(gone)


def due(connection: sa.Connection, every: timedelta, now: datetime) -> bool:
    """Something was written since the last count, and that is long ago or an operation ended."""
    last = connection.execute(
        sa.select(_posts.c.payload, _posts.c.created_at)
        .where(_posts.c.subject == counts.SUBJECT)
        .order_by(_posts.c.created_at.desc())
        .limit(1)
    ).first()
    cut = int(last.payload["cut"]) if last else 0
    newest = connection.execute(sa.select(sa.func.max(_events.c.n))).scalar() or 0
    if newest <= cut:
        return False
    if last is None or now - last.created_at >= every:
        return True
    if now - last.created_at < AFTER_END:
        return False
    ended = sa.select(_events.c.n).where(_events.c.n > cut, _events.c.kind.in_(_ENDS)).limit(1)
    return connection.execute(ended).first() is not None


def post(connection: sa.Connection, channel: str, now: datetime) -> None:
    """Counts, and lets the channel know. Earlier counts that were shown are Slack's to keep."""
    count = counts.take(connection, now)
    connection.execute(
        _posts.delete().where(
            _posts.c.subject == counts.SUBJECT, _posts.c.shown > 0, _posts.c.created_at < now
        )
    )
    outbox.notice(
        connection,
        f"{counts.EVENT}:{count['cut']}:{count['purged']}",
        subject=counts.SUBJECT,
        thread_key="",
        channel=channel,
        payload={"event": counts.EVENT, **count},
        now=now,
    )

"""Channels that the bot cannot write to, what waits for each, and where that is said.

A closure is opened by the first message that Slack refuses for the channel's sake, and closed by
the first one that it takes again. All of it is written in the transaction of the message's own row:
a crash between two messages loses nothing, and the next refusal writes the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from workflow import outbox
from workflow.store import schema, statements

CODES = frozenset({"not_in_channel", "channel_not_found", "is_archived", "is_inactive"})
"""Of Slack, for the channel's sake: the bot is no member of it, it is deleted (or private to
others), or archived. Sources: docs.slack.dev/reference/methods/chat.postMessage, chat.update."""


@dataclass(frozen=True, kw_only=True)
class Closure:
    """One channel, from the first refusal on. `waiting` counts by kind of post.

    `post_key` names the message that tells of it; empty: there is no other channel to tell it in.
    `until` is None while it lasts."""

    id: str
    channel: str
    error: str
    since: datetime
    waiting: Mapping[str, int]
    version: int
    post_key: str = ""
    until: datetime | None = None

    @property
    def total(self) -> int:
        return sum(self.waiting.values())


def last(connection: sa.Connection) -> list[Closure]:
    """Those that last, oldest first, with what waits for them now."""
    return [
        replace(found, waiting=_waiting(connection, found.channel))
        for found in _select(connection, _t.c.until.is_(None))
    ]


def get(connection: sa.Connection, closure_id: str) -> Closure | None:
    found = _select(connection, _t.c.id == closure_id)
    return found[0] if found else None


def met(  # noqa: PLR0917 - what became of one message, and where that may be told
    connection: sa.Connection,
    channel: str,
    error: str,
    now: datetime,
    make_id: Callable[[str], str],
    fallbacks: Sequence[str],
) -> None:
    """A message to the channel was refused with one of `CODES`."""
    known = _open(connection, channel)
    if known is None:
        _begin(connection, channel, error, now, make_id, fallbacks)
        return
    waiting = _waiting(connection, channel)
    if (known.error, dict(known.waiting)) != (error, waiting):
        _move(connection, known, error=error, waiting=waiting)
    if not known.post_key:
        _tell(connection, known, now, fallbacks)


def stranded(connection: sa.Connection, now: datetime) -> frozenset[str]:
    """Keys of messages that were never seen and that nobody is sending, in closed channels."""
    found = connection.execute(
        sa.select(_posts.c.key)
        .join(_t, sa.and_(_t.c.channel == _posts.c.channel, _t.c.until.is_(None)))
        .where(_unseen(now))
    ).scalars()
    return frozenset(found)


def reached(connection: sa.Connection, channel: str, now: datetime, *, new: bool) -> None:
    """The channel seems to take messages: whatever waits is due now.

    `new`: a message of its own was taken there, which is proof. An edit that was taken, or a look
    at the channel, is proof only where nothing waits: Slack may take edits of a bot that has left,
    and the next message to be refused says more than either."""
    known = _open(connection, channel)
    if known is None:
        return
    connection.execute(
        _posts.update()
        .where(_posts.c.channel == channel, _posts.c.error.in_(sorted(CODES)))
        .values(put_off_until=None)
    )
    waiting = _waiting(connection, channel)
    if new or not waiting:
        _move(connection, known, until=now, waiting=waiting)


_t = schema.closures
_posts = schema.posts


def _begin(  # noqa: PLR0917 - as `met`
    connection: sa.Connection,
    channel: str,
    error: str,
    now: datetime,
    make_id: Callable[[str], str],
    fallbacks: Sequence[str],
) -> None:
    closure_id = make_id("cl")
    made = connection.execute(
        statements.insert_unless_there(connection, _t)
        .values(
            id=closure_id,
            channel=channel,
            error=error,
            since=now,
            waiting=_waiting(connection, channel),
            version=1,
        )
        .returning(_t.c.id)
    ).first()
    known = get(connection, closure_id)
    # Another replica may have been first: then it tells.
    if made is not None and known is not None:
        _tell(connection, known, now, fallbacks)
        _readdress(connection, channel, now, fallbacks)


def _tell(
    connection: sa.Connection, known: Closure, now: datetime, fallbacks: Sequence[str]
) -> None:
    to = _fallback(connection, known.channel, fallbacks)
    if not to:
        return
    key = outbox.closed(connection, known.id, to, now)
    connection.execute(_t.update().where(_t.c.id == known.id).values(post_key=key))
    outbox.want(connection, key, known.version)


def _readdress(
    connection: sa.Connection, closed: str, now: datetime, fallbacks: Sequence[str]
) -> None:
    """What was to be told in this channel and has not been seen yet is told in the next one."""
    untold = sa.and_(_posts.c.kind == "closed", _posts.c.channel == closed, _unseen(now))
    for key, subject in connection.execute(sa.select(_posts.c.key, _posts.c.subject).where(untold)):
        about = get(connection, subject)
        to = _fallback(connection, about.channel, fallbacks) if about else ""
        if to:
            outbox.readdress(connection, key, to)


def _unseen(now: datetime) -> sa.ColumnElement[bool]:
    """Refused for the channel's sake, if tried at all, and not being sent by anybody."""
    return sa.and_(
        _posts.c.ts == "",
        _posts.c.error.in_(["", *sorted(CODES)]),
        sa.or_(_posts.c.claimed_until.is_(None), _posts.c.claimed_until <= now),
    )


def _fallback(connection: sa.Connection, channel: str, fallbacks: Sequence[str]) -> str:
    """The first of them that is another channel and takes messages; empty: none."""
    closed = {one.channel for one in _select(connection, _t.c.until.is_(None))}
    return next((one for one in fallbacks if one and one != channel and one not in closed), "")


def _move(connection: sa.Connection, known: Closure, **columns: object) -> None:
    """One compare-and-set; whoever is second leaves it to the first."""
    moved = connection.execute(
        _t.update()
        .where(_t.c.id == known.id, _t.c.version == known.version)
        .values(version=known.version + 1, **columns)
        .returning(_t.c.id)
    ).first()
    if moved is not None and known.post_key:
        outbox.want(connection, known.post_key, known.version + 1)


def _waiting(connection: sa.Connection, channel: str) -> dict[str, int]:
    rows = connection.execute(
        sa.select(_posts.c.kind, sa.func.count())
        .where(_posts.c.channel == channel, _posts.c.wanted > _posts.c.shown)
        .group_by(_posts.c.kind)
        .order_by(_posts.c.kind)
    )
    return {kind: int(count) for kind, count in rows}


def _open(connection: sa.Connection, channel: str) -> Closure | None:
    found = _select(connection, _t.c.channel == channel, _t.c.until.is_(None))
    return found[0] if found else None


def _select(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Closure]:
    rows = connection.execute(
        sa.select(_t).where(*conditions).order_by(_t.c.since, _t.c.id)
    ).mappings()
    return [Closure(**row) for row in rows]

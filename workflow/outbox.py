"""Writes posts in the transaction of what they show; `posts.Posts` is the projector's side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from core import json
from workflow import spots
from workflow.store import schema, statements


def card(connection: sa.Connection, operation_id: str, channel: str, now: datetime) -> None:
    """The operation's one message, at its first version."""
    _one(connection, "card", operation_id, channel, now)


def want_card(connection: sa.Connection, operation_id: str, version: int) -> None:
    want(connection, f"card:{operation_id}", version)


def want(connection: sa.Connection, key: str, version: int) -> None:
    """The post should show at least this version. What was put off for an error stays put off."""
    posts = schema.posts
    connection.execute(
        posts.update().where(posts.c.key == key, posts.c.wanted < version).values(wanted=version)
    )


def rewrite(connection: sa.Connection, key: str, payload: json.Object, version: int) -> None:
    """A notice that is edited after all: what it says from this version on."""
    posts = schema.posts
    connection.execute(posts.update().where(posts.c.key == key).values(payload=payload))
    want(connection, key, version)


def prompt(connection: sa.Connection, finding_id: str, channel: str, now: datetime) -> None:
    _one(connection, "prompt", finding_id, channel, now)


def digest(connection: sa.Connection, subject: str, channel: str, now: datetime) -> None:
    """One message of many findings; `subject` is the first of them."""
    _one(connection, "digest", subject, channel, now)


def echo_key(finding_id: str, channel: str) -> str:
    return f"echo:{finding_id}:{channel}"


def echo(connection: sa.Connection, finding_id: str, channel: str, now: datetime) -> bool:
    """Says in `channel` how a finding stands whose prompt is elsewhere; False: it does already."""
    return _insert(
        connection,
        echo_key(finding_id, channel),
        kind="echo",
        subject=finding_id,
        channel=channel,
        payload={},
        created_at=now,
    )


def touch_echoes(connection: sa.Connection, finding_ids: Sequence[str]) -> None:
    posts = schema.posts
    connection.execute(
        posts.update()
        .where(posts.c.subject.in_(list(finding_ids)), posts.c.kind == "echo")
        .values(wanted=posts.c.wanted + 1)
    )


def readdress(connection: sa.Connection, key: str, channel: str) -> None:
    """A message that was never seen goes to another channel, with what is to stand in its thread;
    it is due there at once."""
    posts = schema.posts
    connection.execute(
        posts.update()
        .where(sa.or_(posts.c.key == key, posts.c.thread_key == key), posts.c.ts == "")
        .values(channel=channel, error="", tries=0, put_off_until=None)
    )


def touch(connection: sa.Connection, key: str) -> None:
    """The post should be rendered anew, whatever it shows now."""
    posts = schema.posts
    connection.execute(posts.update().where(posts.c.key == key).values(wanted=posts.c.wanted + 1))


def review(connection: sa.Connection, operation_id: str, channel: str, now: datetime) -> None:
    """Asks for a look at a broken glass (version 1), then says who looked (version 2)."""
    _one(connection, "review", operation_id, channel, now)


def upgrade_plan(connection: sa.Connection, plan_id: str, channel: str, now: datetime) -> None:
    """The one card of a fabric's upgrade, at its first version."""
    _one(connection, "upgrade-plan", plan_id, channel, now)


def touch_upgrade_plans(connection: sa.Connection) -> None:
    """They name the operations at work; edits are coalesced, and few are open at once."""
    posts, plans = schema.posts, schema.upgrade_plans
    standing = sa.select(sa.literal("upgrade-plan:") + plans.c.id).where(
        plans.c.closed_at.is_(None)
    )
    connection.execute(
        posts.update().where(posts.c.key.in_(standing)).values(wanted=posts.c.wanted + 1)
    )


def closed(connection: sa.Connection, closure_id: str, channel: str, now: datetime) -> str:
    """Says in `channel` that another one is closed to the bot; the post's key."""
    _one(connection, "closed", closure_id, channel, now)
    return f"closed:{closure_id}"


def board(connection: sa.Connection, incident_id: str, channel: str, now: datetime) -> None:
    """An incident's pinned message; `touch` it with whatever changes."""
    _one(connection, "board", incident_id, channel, now)


def line(
    connection: sa.Connection, incident_id: str, entry: int, channel: str, now: datetime
) -> str:
    """One message in an incident's channel, of the `entry` and those that join it; its key."""
    key = f"line:{incident_id}:{entry}"
    _insert(
        connection,
        key,
        kind="line",
        subject=incident_id,
        channel=channel,
        payload={},
        created_at=now,
    )
    return key


def timeline(connection: sa.Connection, incident_id: str, channel: str, now: datetime) -> None:
    """What an incident leaves behind: a message, and in its thread a file."""
    _one(connection, "timeline", incident_id, channel, now)
    _insert(
        connection,
        f"file:{incident_id}",
        kind="file",
        subject=incident_id,
        channel=channel,
        thread_key=f"timeline:{incident_id}",
        payload={},
        created_at=now,
    )


def _one(connection: sa.Connection, kind: str, subject: str, channel: str, now: datetime) -> None:
    """The one message of its kind that this subject has."""
    _insert(
        connection,
        f"{kind}:{subject}",
        kind=kind,
        subject=subject,
        channel=channel,
        payload={},
        created_at=now,
    )


def notice(
    connection: sa.Connection,
    key: str,
    *,
    subject: str,
    thread_key: str,
    channel: str,
    payload: json.Object,
    now: datetime,
) -> None:
    """A reply in a thread, once per key however often this runs."""
    _insert(
        connection,
        key,
        kind="notice",
        subject=subject,
        channel=channel,
        thread_key=thread_key,
        payload=payload,
        created_at=now,
    )


def asked(connection: sa.Connection, operation_id: str, spot: spots.Spot, now: datetime) -> None:
    """Where it was asked for, the way to its card. The message whose thread that is in is none of
    ours: a row with nothing wanted says where it stands."""
    heard = f"heard:{operation_id}" if spot.thread else ""
    if heard:
        _insert(
            connection,
            heard,
            kind="heard",
            subject=operation_id,
            channel=spot.channel,
            payload={},
            created_at=now,
            ts=spot.thread,
            wanted=0,
        )
    notice(
        connection,
        f"asked:{operation_id}",
        subject=operation_id,
        thread_key=heard,
        channel=spot.channel,
        payload={"event": "asked"},
        now=now,
    )


def _insert(connection: sa.Connection, key: str, **columns: object) -> bool:
    """False where there is a post of that key already."""
    # PostgreSQL refuses a longer one, SQLite keeps it: the same answer on both.
    if len(key) > schema.KEY_LENGTH:
        raise ValueError(
            f"a post's key has {len(key)} characters, at most {schema.KEY_LENGTH} are kept"
        )
    made = connection.execute(
        statements.insert_unless_there(connection, schema.posts)
        .values({"key": key, "wanted": 1, "shown": 0, **columns})
        .returning(schema.posts.c.key)
    ).first()
    return made is not None

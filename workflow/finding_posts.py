"""What the channel sees of findings: a prompt each, or one digest of many; a line at the end."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from core import json
from workflow import finding_rows, outbox
from workflow.finding_rows import Finding

DIGEST = 10
"""From so many new findings at once in one channel, one message shows them all."""
MOST_NAMED = 20


def opened(connection: sa.Connection, found: Sequence[Finding], now: datetime) -> list[Finding]:
    """Their messages; the findings as the rows then are."""
    shown: list[Finding] = []
    for channel, some in _by_channel(found).items():
        if len(some) < DIGEST:
            for one in some:
                outbox.prompt(connection, one.id, channel, now)
            shown += some
            continue
        digest = some[0].id
        outbox.digest(connection, digest, channel, now)
        key = f"digest:{digest}"
        finding_rows.shown_by(connection, [one.id for one in some], key)
        shown += [replace(one, post_key=key) for one in some]
    return shown


def changed(connection: sa.Connection, found: Sequence[Finding]) -> None:
    """The messages that show them are to be edited."""
    outbox.touch_echoes(connection, [one.id for one in found])
    for key in sorted({one.post_key for one in found}):
        mine = [one for one in found if one.post_key == key]
        if key.startswith("digest:"):
            outbox.touch(connection, key)
        else:
            outbox.want(connection, key, max(one.version for one in mine))


def elsewhere(
    connection: sa.Connection, found: Sequence[tuple[Finding, str]], now: datetime
) -> None:
    """Critical now, and by that routed to another channel than the one its prompt stands in: said
    there too, with the way to the prompt; a second time as a reply."""
    for one, channel in found:
        if not _told([one]) or outbox.echo(connection, one.id, channel, now):
            continue
        outbox.notice(
            connection,
            f"notice:{one.id}:worse:{one.version}",
            subject=one.id,
            thread_key=outbox.echo_key(one.id, channel),
            channel=channel,
            payload=_of(one, "worse"),
            now=now,
        )


def resolved(connection: sa.Connection, found: Sequence[Finding], now: datetime) -> None:
    _lines(connection, found, "resolved", now)


def again(connection: sa.Connection, found: Sequence[Finding], now: datetime) -> None:
    """It is open again: an edit alone would call nobody. What was resolved before it could be told
    has no message yet."""
    for one in _told(found):
        if not one.post_key.startswith("digest:"):
            outbox.prompt(connection, one.id, one.channel, now)
    _lines(connection, found, "open", now)


def reminded(connection: sa.Connection, found: Sequence[Finding], now: datetime) -> None:
    """The same as before, and nearer: an edit alone would call nobody."""
    for one in _told(found):
        _said(connection, one, "again", now)


def worse(connection: sa.Connection, found: Sequence[Finding], now: datetime) -> None:
    """A warning that is critical now: an edit alone would call nobody."""
    for one in _told(found):
        _said(connection, one, "critical", now)


def _said(connection: sa.Connection, one: Finding, event: str, now: datetime) -> None:
    outbox.notice(
        connection,
        f"notice:{one.id}:{event}:{one.version}",
        subject=one.id,
        thread_key=one.post_key,
        channel=one.channel,
        payload=_of(one, event),
        now=now,
    )


def _of(finding: Finding, event: str) -> json.Object:
    """What a reply says of one finding, as it stands now."""
    return {
        "event": f"finding-{event}",
        "server": finding.server_name,
        "sentence": finding.sentence,
        "said": finding.evidence.get(finding_rows.SAID),
    }


def _lines(connection: sa.Connection, found: Sequence[Finding], event: str, now: datetime) -> None:
    """One line a thread, whoever many of its findings it is about."""
    by_post: dict[str, list[Finding]] = defaultdict(list)
    for one in _told(found):
        by_post[one.post_key].append(one)
    for key, some in by_post.items():
        names = sorted({one.server_name for one in some})
        outbox.notice(
            connection,
            f"notice:{some[0].id}:{event}:{_mark(some)}",
            subject=some[0].id,
            thread_key=key,
            channel=some[0].channel,
            payload={
                "event": f"finding-{event}",
                "servers": names[:MOST_NAMED],
                "more": max(len(names) - MOST_NAMED, 0),
            },
            now=now,
        )


def _told(found: Sequence[Finding]) -> list[Finding]:
    """Without those that an incident holds back: there is no thread to say it in."""
    return [one for one in found if not one.held_by]


def _mark(some: Sequence[Finding]) -> str:
    """The same for the same findings at the same versions only."""
    if len(some) == 1:
        return str(some[0].version)
    stands = ",".join(f"{one.id}:{one.version}" for one in some)
    return hashlib.sha256(stands.encode()).hexdigest()[:16]


def _by_channel(found: Sequence[Finding]) -> dict[str, list[Finding]]:
    by_channel: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        by_channel[one.channel].append(one)
    return by_channel

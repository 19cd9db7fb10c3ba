"""What the channel sees of findings: a prompt each, or one digest of many; a line at the end."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from core import json, language, phrases
from core.phrases import Phrase, phrase
from core.sentences import Sentence, join
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
            payload=_said("said", phrase("finding-critical-again", server=one.server_name), one),
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
        line = phrase("finding-reminder", server=one.server_name)
        _reply(connection, one, "reminder", line, now)


def worse(connection: sa.Connection, found: Sequence[Finding], now: datetime) -> None:
    """A warning that is critical now: an edit alone would call nobody."""
    for one in _told(found):
        _reply(
            connection, one, "critical", phrase("finding-critical-now", server=one.server_name), now
        )


def _reply(
    connection: sa.Connection, one: Finding, event: str, line: Phrase, now: datetime
) -> None:
    outbox.notice(
        connection,
        f"notice:{one.id}:{event}:{one.version}",
        subject=one.id,
        thread_key=one.post_key,
        channel=one.channel,
        payload=_said("said", line, one),
        now=now,
    )


def _lines(connection: sa.Connection, found: Sequence[Finding], event: str, now: datetime) -> None:
    """One line a thread, whoever many of its findings it is about."""
    by_post: dict[str, list[Finding]] = defaultdict(list)
    for one in _told(found):
        by_post[one.post_key].append(one)
    for key, some in by_post.items():
        names = sorted({one.server_name for one in some})
        line = phrase(
            f"finding-line-{event}",
            names=", ".join(names[:MOST_NAMED]),
            more=max(len(names) - MOST_NAMED, 0),
            count=len(names),
        )
        outbox.notice(
            connection,
            f"notice:{some[0].id}:{event}:{_mark(some)}",
            subject=some[0].id,
            thread_key=key,
            channel=some[0].channel,
            payload=_said(event, line),
            now=now,
        )


def _said(event: str, line: Phrase, about: Finding | None = None) -> json.Object:
    """As phrases and, for whoever does not know them any more, in English; behind it what was found
    `about` a server."""
    english = language.of("en")
    text, said = phrases.read([line], english), [line]
    if about is not None:
        text = join([Sentence(text, key=line.key, values=line.values), about.sentence])
        known = phrases.restore(about.evidence.get(finding_rows.SAID), english)
        said = [line, *known] if known else []
    return {"event": event, "text": text, finding_rows.SAID: phrases.write(said)}


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

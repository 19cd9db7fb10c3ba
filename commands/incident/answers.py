"""What `incident` says to who asked; what the channel sees is on the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from commands.verbs import Answer, Section
from core import clock, language
from workflow import incidents, operations, standings

MOST = 20
"""Lines of one part of the answer."""
Words = language.Words


def started(incident: incidents.Incident, unread: str, words: Words) -> Answer:
    said = words("answer-incident-started", id=incident.id, count=len(incident.seen))
    if unread:
        said += f"\n{words('answer-incident-doubt', unread=unread)}"
    return _said(words("answer-incident", title=incident.title), said)


def noted(incident: incidents.Incident, _: str, words: Words) -> Answer:
    said = words("answer-incident-noted-where", id=incident.id)
    return _said(words("answer-incident-noted"), said)


def ended(incident: incidents.Incident, _: str, words: Words) -> Answer:
    said = words("answer-incident-ended-where", id=incident.id)
    return _said(words("answer-incident-ended", title=incident.title), said)


DONE: dict[str, Callable[[incidents.Incident, str, Words], Answer]] = {
    "start": started,
    "note": noted,
    "end": ended,
}


def listed(
    going_on: Sequence[incidents.Incident], recent: Sequence[incidents.Incident], words: Words
) -> Answer:
    """For a channel without one."""
    over = [one for one in recent if not one.is_open]
    heading, last = words("answer-incidents-open"), words("answer-incidents-last")
    sections = [
        Section(heading=heading, rows=tuple(_row(one, words) for one in going_on))
        if going_on
        else Section(heading=heading, text=words("answer-incidents-none"))
    ]
    if over:
        sections.append(Section(heading=last, rows=tuple(_row(one, words) for one in over)))
    return Answer(title=words("answer-incidents"), sections=tuple(sections))


def status(
    standing: standings.Standing, entries: Sequence[incidents.Entry], words: Words
) -> Answer:
    """The board in words, for who cannot see it."""
    one = standing.incident
    since = words("answer-incident-since" if one.is_open else "answer-incident-from")
    head = [
        (words("answer-incident-severity"), one.severity.value),
        (since, clock.written(one.started_at)),
        (words("answer-incident-by"), f"<@{one.started_by}>"),
    ]
    if one.ended_at is not None:
        when, who = clock.written(one.ended_at), f"<@{one.ended_by}>"
        over = words("answer-incident-over-by", when=when, who=who)
        head.append((words("answer-incident-over"), over))
    servers = [_server(seen, standing, words) for seen in one.seen]
    under_way = [_operation(one, words) for one in standing.operations]
    sections = (
        Section(rows=tuple(head)),
        _part(
            words("answer-incident-servers"), servers, words("answer-incident-servers-none"), words
        ),
        _part(
            words("answer-incident-operations"),
            under_way,
            words("answer-incident-operations-none"),
            words,
        ),
        Section(text=words("answer-incident-entries", count=len(entries))),
    )
    title = words("answer-incident", title=f"{one.title} ({one.id})")
    return Answer(title=title, sections=sections)


def _said(title: str, text: str) -> Answer:
    return Answer(title=title, sections=(Section(text=text),))


def _part(
    heading: str, rows: Sequence[tuple[str | datetime, str]], otherwise: str, words: Words
) -> Section:
    if not rows:
        return Section(heading=heading, text=otherwise)
    more = len(rows) - MOST
    text = words("answer-incident-more", count=more) if more > 0 else ""
    return Section(heading=heading, rows=tuple(rows[:MOST]), text=text)


def _row(one: incidents.Incident, words: Words) -> tuple[str, str]:
    told = {
        "title": one.title,
        "severity": one.severity.value,
        "channel": f"<#{one.channel}>",
        "from": clock.written(one.started_at),
    }
    if one.ended_at is None:
        return one.id, words("answer-incident-row", **told)
    return one.id, words("answer-incident-row-over", **told, to=clock.written(one.ended_at))


def _server(
    seen: incidents.Seen, standing: standings.Standing, words: Words
) -> tuple[str | datetime, str]:
    found = [one.spoken(words) for one in standing.found(seen)]
    wrong = ", ".join(words(f"incident-wrong-{one}") for one in seen.wrong)
    said = "; ".join(filter(None, [wrong, *found])) or words("answer-incident-fine")
    version = seen.version or words("answer-incident-version-unknown")
    return seen.name, words("answer-incident-server", said=said, version=version)


def _operation(one: operations.Operation, words: Words) -> tuple[str | datetime, str]:
    state, who = words(f"card-state-{one.state.value}"), f"<@{one.requester}>"
    said = words("answer-incident-operation", id=one.id, state=state, who=who)
    return f"{one.verb} {one.target}".strip(), said

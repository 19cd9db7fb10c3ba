"""The timeline as a Markdown file: every entry, with names instead of Slack's ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.slack.cards import incident_events, text, timelines
from core import language
from workflow import audit, incident_times, incidents

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True, kw_only=True)
class File:
    """`alt` is read to people who do not see it."""

    name: str
    title: str
    alt: str
    content: bytes


def render(timeline: timelines.Timeline, names: Mapping[str, str], words: language.Words) -> File:
    """`names`: of people, by id, where they are known."""
    incident = timeline.incident
    medium = incident_events.Medium(
        words=words,
        person=lambda id_: plain(names.get(id_) or id_),
        shown=lambda name, id_: plain(f"{name} ({id_})" if id_ else name),
        typed=plain,
    )
    title = words("incident-timeline-title", title=incident.title)
    parts = [
        f"# {plain(title)}",
        _head(incident, medium),
        _durations(timeline.times, words),
        f"## {words('incident-file-timeline')}",
        _table(
            [words("incident-file-at"), words("incident-file-what")],
            [[_at(one.at), incident_events.sentence([one], medium)] for one in timeline.entries],
        ),
    ]
    alt = words(
        "incident-file-alt",
        title=incident.title,
        count=len(timeline.entries),
        start=_at(incident.started_at),
        end=_at(incident.ended_at or incident.started_at),
    )
    return File(
        name=name(incident),
        title=text.clip(title, 200),
        alt=text.clip(alt, 900),
        content=("\n\n".join(filter(None, parts)) + "\n").encode(),
    )


def name(incident: incidents.Incident) -> str:
    """Names the incident, so that it can be told whose timeline it is."""
    return f"{incident.id}-{incident.started_at.astimezone(UTC):%Y-%m-%d}.md"


def people(entries: Iterable[incidents.Entry], incident: incidents.Incident) -> frozenset[str]:
    """Whose names it needs."""
    found = {one.actor for one in entries if one.actor != audit.BOT}
    return frozenset(found | {incident.started_by, incident.ended_by} - {""})


def plain(typed: str) -> str:
    """On one line, and without a meaning in Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(typed.split()))


def _head(incident: incidents.Incident, medium: incident_events.Medium) -> str:
    words = medium.words
    rows = [
        (words("incident-file-incident"), plain(f"{incident.title} ({incident.id})")),
        (words("incident-file-severity"), incident.severity.value.upper()),
        (words("incident-file-from"), f"{_at(incident.started_at)} UTC"),
        (words("incident-file-to"), f"{_at(incident.ended_at or incident.started_at)} UTC"),
        (words("incident-file-took"), text.duration(timelines.seconds(incident))),
        (words("incident-file-started"), medium.person(incident.started_by)),
        (words("incident-file-ended"), medium.person(incident.ended_by)),
        (words("incident-file-summary"), plain(incident.summary)),
    ]
    return "\n".join(f"- **{label}:** {value}" for label, value in rows if value)


def _durations(times: incident_times.Times, words: language.Words) -> str:
    if not times.operations:
        return ""
    head = [
        words("incident-file-operation"),
        words("incident-file-asked"),
        words("incident-file-approved"),
        words("incident-file-running"),
        words("incident-file-ready"),
        words("incident-file-whole"),
        words("incident-file-usual"),
    ]
    usual = dict(times.usual)
    rows = [
        [
            plain(f"{timelines.operation(one, words)} ({one.operation_id})"),
            _at(one.asked),
            *map(_seconds, (*one.seconds(), usual.get(one.verb))),
        ]
        for one in times.operations
    ]
    return f"## {words('incident-file-durations')}\n\n{_table(head, rows)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def _seconds(taken: float | None) -> str:
    return "–" if taken is None else text.duration(taken)


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"

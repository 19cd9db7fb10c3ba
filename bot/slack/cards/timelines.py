"""What an ended incident leaves in its channel: what happened, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.slack import declared
from bot.slack.cards import blocks, incident_events, text
from core import language
from workflow import incident_times, incidents

MOST = 120
"""Sentences; the file has them all."""
MOST_OPERATIONS = 20


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """All that is told of an ended incident. `links` as of a board."""

    incident: incidents.Incident
    entries: Sequence[incidents.Entry]
    times: incident_times.Times
    links: Mapping[str, str] = field(default_factory=dict)


def render(timeline: Timeline, words: language.Words) -> blocks.Message:
    incident = timeline.incident
    title = words("incident-timeline-title", title=incident.title)
    head = words(
        "incident-timeline-head",
        severity=incident.severity.value.upper(),
        start=text.moment(incident.started_at),
        end=text.moment(incident.ended_at or incident.started_at),
        duration=text.duration(seconds(incident)),
        who=text.person(incident.ended_by),
    )
    usual = timeline.times.incidents
    if usual is not None:
        head += " " + words("incident-timeline-usual", duration=text.duration(usual))
    shown = [blocks.header(title), blocks.section(head)]
    if incident.summary:
        said = words("incident-summary", text=text.typed(incident.summary))
        shown.append(blocks.section(said))
    shown += blocks.sections(_durations(timeline, words))
    shown += blocks.sections(_happened(timeline, words))
    shown.append(blocks.context([words("incident-timeline-file")]))
    return blocks.message(f"{text.escape(title)}. {head}", shown)


def seconds(incident: incidents.Incident) -> float:
    return ((incident.ended_at or incident.started_at) - incident.started_at).total_seconds()


def _durations(timeline: Timeline, words: language.Words) -> list[str]:
    medium = incident_events.slack(words, timeline.links)
    lines = [
        words(
            "incident-timeline-took",
            what=medium.shown(operation(one, words), one.operation_id),
            took=_took(one, words),
            beside=_beside(one, timeline.times, words),
        )
        for one in timeline.times.operations
    ]
    if not lines:
        return []
    return [words("incident-timeline-durations"), *text.some(lines, MOST_OPERATIONS, words)]


def operation(one: incident_times.Took, words: language.Words) -> str:
    return declared.operation(one.verb, one.target, words)


def _took(one: incident_times.Took, words: language.Words) -> str:
    approved, begun, ready, whole = one.seconds()
    said = [
        words("incident-timeline-approved", duration=text.duration(approved))
        if approved is not None
        else "",
        words("incident-timeline-begun", duration=text.duration(begun))
        if begun is not None
        else "",
        words("incident-timeline-ready", duration=text.duration(ready))
        if ready is not None
        else "",
        words("incident-timeline-whole", duration=text.duration(whole))
        if whole is not None
        else words("incident-timeline-unfinished"),
    ]
    return ", ".join(filter(None, said))


def _beside(one: incident_times.Took, times: incident_times.Times, words: language.Words) -> str:
    """The medians of earlier ones, in brackets."""
    usual, within = dict(times.usual), dict(times.in_incidents)
    said = [
        words("incident-timeline-before", duration=text.duration(usual[one.verb]))
        if one.verb in usual
        else "",
        words("incident-timeline-before-incidents", duration=text.duration(within[one.verb]))
        if one.verb in within
        else "",
    ]
    told = "; ".join(filter(None, said))
    return f" ({told})" if told else ""


def _happened(timeline: Timeline, words: language.Words) -> list[str]:
    medium = incident_events.slack(words, timeline.links)
    gathered = incident_events.gathered(timeline.entries)
    lines = [
        f"{text.time_of(some[0].at)}  {incident_events.sentence(some, medium)}" for some in gathered
    ]
    left = len(lines) - MOST
    if left > 0:
        lines = [*lines[:MOST], words("incident-timeline-left", count=left)]
    return [words("incident-timeline-happened"), *lines]

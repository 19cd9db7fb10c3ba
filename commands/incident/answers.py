"""What `incident` says to who asked; what the channel sees is on the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from commands.verbs import Answer, Section
from workflow import incidents, operations, standings

MOST = 20
"""Lines of one part of the answer."""


def started(incident: incidents.Incident, unread: str) -> Answer:
    count = len(incident.seen)
    servers = f"{count} process server{'' if count == 1 else 's'}" if count else "its servers"
    text = (
        f"{incident.id} is open and bound to this channel. Its board is pinned here; what happens "
        f"to {servers} is told here until `/failback-ps incident end`."
    )
    doubt = f"\nAzure did not say everything, so the board may lack servers: {unread}"
    return _said(f"Incident: {incident.title}", text + (doubt if unread else ""))


def noted(incident: incidents.Incident, _: str) -> Answer:
    return _said("Noted", f"It is in the timeline of {incident.id}, and told in its channel.")


def ended(incident: incidents.Incident, _: str) -> Answer:
    return _said(
        f"Ended: {incident.title}",
        f"{incident.id} is over. Its timeline follows in its channel, as a message and as a file.",
    )


DONE: dict[str, Callable[[incidents.Incident, str], Answer]] = {
    "start": started,
    "note": noted,
    "end": ended,
}


def listed(going_on: Sequence[incidents.Incident], recent: Sequence[incidents.Incident]) -> Answer:
    """For a channel without one."""
    over = [one for one in recent if not one.is_open]
    return Answer(
        title="Incidents",
        sections=(
            Section(heading="Open", rows=tuple(map(_row, going_on)))
            if going_on
            else Section(heading="Open", text="None."),
            *([Section(heading="Last ones", rows=tuple(map(_row, over)))] if over else []),
        ),
    )


def status(standing: standings.Standing, entries: Sequence[incidents.Entry]) -> Answer:
    """The board in words, for who cannot see it."""
    one = standing.incident
    head = [
        ("Severity", one.severity.value),
        ("Open since" if one.is_open else "Open from", _at(one.started_at)),
        ("Started by", f"<@{one.started_by}>"),
    ]
    if one.ended_at is not None:
        head.append(("Ended", f"{_at(one.ended_at)} by <@{one.ended_by}>"))
    sections = [
        Section(rows=tuple(head)),
        _part("Servers", [_server(seen, standing) for seen in one.seen], "None was seen yet."),
        _part("Operations", list(map(_operation, standing.operations)), "None is under way."),
        Section(text=f"{len(entries)} entries in the timeline."),
    ]
    return Answer(title=f"Incident: {one.title} ({one.id})", sections=tuple(sections))


def _said(title: str, text: str) -> Answer:
    return Answer(title=title, sections=(Section(text=text),))


def _part(heading: str, rows: Sequence[tuple[str | datetime, str]], otherwise: str) -> Section:
    if not rows:
        return Section(heading=heading, text=otherwise)
    more = len(rows) - MOST
    text = f"{more} more are on the board." if more > 0 else ""
    return Section(heading=heading, rows=tuple(rows[:MOST]), text=text)


def _row(one: incidents.Incident) -> tuple[str, str]:
    end = f" to {_at(one.ended_at)}" if one.ended_at else ""
    said = f"“{one.title}”, {one.severity.value}, in <#{one.channel}>, {_at(one.started_at)}{end}"
    return one.id, said


def _server(seen: incidents.Seen, standing: standings.Standing) -> tuple[str | datetime, str]:
    found = [one.sentence for one in standing.found(seen)]
    wrong = ", ".join(seen.wrong)
    said = "; ".join(filter(None, [wrong, *found])) or "in order"
    return seen.name, f"{said} (version {seen.version or 'unknown'})"


def _operation(one: operations.Operation) -> tuple[str | datetime, str]:
    target = one.plan.target if one.plan else str(one.values.get("name", ""))
    state = operations.SENTENCES[one.state]
    return f"{one.verb} {target}".strip(), f"{one.id}: {state} Asked by <@{one.requester}>."


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

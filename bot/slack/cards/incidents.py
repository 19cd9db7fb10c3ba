"""An incident's board: one pinned message that says how it stands. A pure function of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.slack import declared
from bot.slack.cards import blocks, buttons, operations, prompts, text
from core import language
from workflow import findings, incidents, policies, standings
from workflow import operations as rows

MOST_OPERATIONS = 15
MOST_SERVERS = 25
MOST_NAMED = 30
MOST_LEADS = 10
_WORST = "critical"


@dataclass(frozen=True, kw_only=True)
class Leads:
    """Who leads by the circle, asked of Slack. `people` None: Slack did not say."""

    circle: policies.Circle = policies.Circle()  # noqa: RUF009 - frozen
    people: tuple[str, ...] | None = ()


@dataclass(frozen=True, kw_only=True)
class Board:
    """All that a board shows. `links`: to the messages of operations and findings, by id."""

    standing: standings.Standing
    leads: Leads
    links: Mapping[str, str] = field(default_factory=dict)


def render(board: Board, words: language.Words) -> blocks.Message:
    incident = board.standing.incident
    if not incident.is_open:
        return _over(incident, words)
    title = words("incident-title", severity=incident.severity.value.upper(), title=incident.title)
    opened = words(
        "incident-open",
        when=text.moment(incident.started_at),
        who=text.person(incident.started_by),
        id=incident.id,
    )
    shown = [
        blocks.header(title),
        blocks.section(opened),
        blocks.section(_leads(board.leads, words)),
        *blocks.sections(_waiting(board, words)),
        *blocks.sections(_operations(board, words)),
        *blocks.sections(_servers(board, words)),
        *blocks.sections(_others(board, words)),
        blocks.context([_looked(incident, words), words("incident-rules")]),
        blocks.actions(_buttons(incident, words)),
    ]
    return blocks.message(_fallback(board.standing, words), shown)


def _over(incident: incidents.Incident, words: language.Words) -> blocks.Message:
    ended = incident.ended_at or incident.started_at
    over = words(
        "incident-over",
        when=text.moment(ended),
        who=text.person(incident.ended_by),
        duration=text.duration((ended - incident.started_at).total_seconds()),
        id=incident.id,
    )
    shown = [
        blocks.header(words("incident-ended-title", title=incident.title)),
        blocks.section(over),
    ]
    if incident.summary:
        summary = words("incident-summary", text=text.typed(incident.summary))
        shown.append(blocks.section(summary))
    shown.append(blocks.context([words("incident-where-timeline")]))
    fallback = words("incident-fallback-ended", title=text.escape(incident.title))
    return blocks.message(fallback, shown)


def long_open(
    incident: incidents.Incident, mention: Sequence[str], words: language.Words
) -> blocks.Message:
    """Asked once of whoever started it."""
    said = words(
        "incident-long",
        who=text.people(tuple(mention), words, every=True),
        title=text.typed(incident.title),
        when=text.moment(incident.started_at),
    )
    return blocks.message(said, [blocks.section(said)])


def _leads(leads: Leads, words: language.Words) -> str:
    if leads.people:
        return words("incident-leads", people=_people(leads.people))
    circle = _people((*leads.circle.groups, *leads.circle.people))
    if leads.people is None:
        return words("incident-leads-unknown", people=circle)
    return words("incident-leads-nobody", people=circle or "-")


def _people(ids: Sequence[str]) -> str:
    more = f" +{len(ids) - MOST_LEADS}" if len(ids) > MOST_LEADS else ""
    return ", ".join(map(text.person, ids[:MOST_LEADS])) + more


def _waiting(board: Board, words: language.Words) -> list[str]:
    waiting = board.standing.waiting
    if not waiting:
        return [words("incident-waiting-nobody")]
    lines = [_waits(one, board, words) for one in waiting]
    return [words("incident-waiting"), *text.some(lines, MOST_OPERATIONS, words)]


def _waits(one: rows.Operation, board: Board, words: language.Words) -> str:
    what = _linked(one, board, words)
    if one.state is rows.State.WAITING_FOR_PERSON:
        who, since = text.person(one.requester), text.time_of(_asked(one))
        return words("incident-waiting-person", what=what, who=who, since=since)
    ids = dict.fromkeys(i for circle in one.missing for i in (*circle.groups, *circle.people))
    return words(
        "incident-waiting-approval",
        what=what,
        who=text.people(tuple(ids), words) or "-",
        since=text.time_of(one.opened_at or one.updated_at),
    )


def _asked(one: rows.Operation) -> datetime:
    """When the step by hand began: a *Done* that came too early does not begin it anew."""
    begun = [s.started_at for s in one.steps if s.state is rows.StepState.RUNNING and s.started_at]
    return begun[-1] if begun else one.updated_at


def _operations(board: Board, words: language.Words) -> list[str]:
    if not board.standing.operations:
        return [words("incident-operations-none")]
    lines = [
        words(
            "incident-operation",
            what=_linked(one, board, words),
            state=_state(one, words),
            since=text.time_of(one.created_at),
            who=text.person(one.requester),
        )
        for one in board.standing.operations
    ]
    return [words("incident-operations"), *text.some(lines, MOST_OPERATIONS, words)]


def _state(one: rows.Operation, words: language.Words) -> str:
    state = words(f"incident-state-{one.state.value.replace('_', '-')}")
    at_work = [s for s in one.steps if s.state is rows.StepState.RUNNING]
    if not at_work:
        return state
    mine = [s for s in one.steps if s.phase == at_work[-1].phase]
    return words(
        "incident-at-step",
        state=state,
        number=mine.index(at_work[-1]) + 1,
        count=len(mine),
        step=text.escape(declared.step(at_work[-1].name, at_work[-1].title, words)),
    )


def _linked(one: rows.Operation, board: Board, words: language.Words) -> str:
    name, link = operations.title(one, words), board.links.get(one.id, "")
    return text.link(link, name) if link else f"*{text.escape(name)}*"


def _servers(board: Board, words: language.Words) -> list[str]:
    """Those in need of attention, the worst first; then what was put off; the others by name."""
    standing = board.standing
    seen = standing.incident.seen
    if not seen:
        return [words("incident-servers-none")]
    lines = {one.id: line for one in seen if (line := _server(one, standing, words))}
    worst = [line for _, line in sorted(lines.values(), key=lambda line: line[0])]
    wrong = sum(map(standing.needs, seen))
    head = words("incident-servers", count=len(seen), wrong=wrong, snoozed=len(lines) - wrong)
    fine = sorted(one.name for one in seen if one.id not in lines)
    return [head, *_cut(worst, words), *([_fine(fine, words)] if fine else [])]


def _others(board: Board, words: language.Words) -> list[str]:
    """What was found of what the servers stand on: networks, fabrics, vaults."""
    found = sorted(board.standing.other(), key=lambda one: (one.quiet, not one.critical))
    if not found:
        return []
    return [words("incident-others"), *_cut([_other(one, words) for one in found], words)]


def _server(
    seen: incidents.Seen, standing: standings.Standing, words: language.Words
) -> tuple[int, str] | None:
    """How soon it is told, and its line; None: it is in order."""
    found = standing.found(seen)
    said = [words(f"incident-wrong-{one}") for one in seen.wrong]
    said += [_wrong(one, words) for one in sorted(found, key=lambda one: one.quiet)]
    if not said:
        return None
    name, wrong = text.escape(seen.name), "; ".join(dict.fromkeys(said))
    if _WORST in seen.wrong or any(map(_pressing, found)):
        return 0, words("incident-server-critical", name=name, wrong=wrong)
    return 1 if standing.needs(seen) else 2, words("incident-server", name=name, wrong=wrong)


def _other(finding: findings.Finding, words: language.Words) -> str:
    name = text.escape(finding.server_name)
    key = "incident-server-critical" if _pressing(finding) else "incident-server"
    return words(key, name=name, wrong=_wrong(finding, words))


def _pressing(finding: findings.Finding) -> bool:
    return finding.critical and not finding.quiet


def _wrong(finding: findings.Finding, words: language.Words) -> str:
    said = prompts.kind(finding.kind, words)
    return words("incident-snoozed", wrong=said) if finding.quiet else said


def _cut(lines: list[str], words: language.Words) -> list[str]:
    if len(lines) <= MOST_SERVERS:
        return lines
    left = len(lines) - MOST_SERVERS
    return [*lines[:MOST_SERVERS], words("incident-more-lines", count=left)]


def _fine(names: list[str], words: language.Words) -> str:
    shown = ", ".join(map(text.escape, names[:MOST_NAMED]))
    if len(names) > MOST_NAMED:
        shown = words("incident-more", names=shown, count=len(names) - MOST_NAMED)
    return words("incident-servers-fine", names=shown)


def _looked(incident: incidents.Incident, words: language.Words) -> str:
    if incident.seen_at is None:
        return words("incident-not-looked")
    return words("incident-looked", when=text.time_of(incident.seen_at))


def _buttons(incident: incidents.Incident, words: language.Words) -> list[blocks.Block]:
    value = buttons.write(buttons.Value(operation=incident.id))
    return [
        blocks.button(buttons.Button.NOTE, words("incident-button-note"), value),
        blocks.button(buttons.Button.STANDING, words("incident-button-status"), value),
        blocks.button(buttons.Button.END, words("incident-button-end"), value, style="danger"),
    ]


def _fallback(standing: standings.Standing, words: language.Words) -> str:
    incident = standing.incident
    return words(
        "incident-fallback",
        severity=incident.severity.value,
        title=text.escape(incident.title),
        servers=len(incident.seen),
        wrong=sum(map(standing.needs, incident.seen)),
        waiting=len(standing.waiting),
    )

"""What happened in an incident, in sentences: for its lines, its timeline and its file. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack import declared
from bot.slack.cards import prompts, text
from core import language
from workflow import audit, incidents

MOST_NAMED = 10
VOTE, APPROVED = "vote.approve", "operation.approved"
Entries = Sequence[incidents.Entry]


@dataclass(frozen=True, kw_only=True)
class Medium:
    """How people, operations and typed words are shown: in Slack, or in a file."""

    words: language.Words
    person: Callable[[str], str]
    shown: Callable[[str, str], str]  # a name, and the id of the operation or finding it is of
    typed: Callable[[str], str]


def slack(words: language.Words, links: Mapping[str, str]) -> Medium:
    """`links`: to the messages of operations and findings, by id, where they are known."""

    def shown(name: str, id_: str) -> str:
        return text.link(links[id_], name) if links.get(id_) else f"*{text.escape(name)}*"

    return Medium(words=words, person=text.person, shown=shown, typed=text.typed)


def gathered(entries: Entries) -> list[Entries]:
    """Findings of one kind to which the same happened, one after the other, are told together; so
    is the vote that fills the quorum with the approval that it is."""
    found: list[Entries] = []
    for _, some in itertools.groupby(entries, _together):
        happened = tuple(some)
        if found and _filled([*found[-1], *happened]):
            happened = (*found.pop(), *happened)
        found.append(happened)
    return found


def _filled(some: Entries) -> bool:
    """Whether these are a vote and the approval by it: one click."""
    return [one.kind for one in some] == [VOTE, APPROVED] and (
        (some[0].operation_id, some[0].actor) == (some[1].operation_id, some[1].actor)
    )


def _together(entry: incidents.Entry) -> tuple[object, ...]:
    if not entry.finding_id:
        return (entry.n,)
    about = entry.detail
    return entry.kind, entry.actor, about.get("finding"), about.get("severity"), about.get("reason")


def sentence(some: Entries, medium: Medium) -> str:
    """Of entries that are told together."""
    words, first = medium.words, some[0]
    key = f"incident-event-{first.kind.replace('.', '-').replace('_', '-')}"
    if _filled(some):
        key += "-last"
    working: Any = first.detail.get("at_work")
    if working:
        key += "-at-work"
    values: dict[str, Any] = {
        "who": _who(first, medium),
        "what": _what(first, medium),
        "kind": first.kind,
        "text": medium.typed(str(first.detail.get("text", ""))),
        "title": prompts.kind(str(first.detail.get("finding", "")), words),
        "names": _working(working, medium) if working else _names(some, medium),
    }
    said = words(key if words.knows(key) else "incident-event-other", **values)
    reason = str(first.detail.get("reason", ""))
    if reason:
        return words("incident-reason", said=said, reason=medium.typed(reason))
    return said


def _who(entry: incidents.Entry, medium: Medium) -> str:
    if entry.actor == audit.BOT:
        return medium.words("incident-bot")
    return medium.person(entry.actor)


def _what(entry: incidents.Entry, medium: Medium) -> str:
    detail = entry.detail
    if entry.operation_id:
        return _operation(entry.operation_id, detail, medium)
    return medium.shown(str(detail.get("key", "")).partition(":")[2], "")


def _operation(id_: str, detail: Mapping[str, Any], medium: Medium) -> str:
    verb, target = str(detail.get("verb", "")), str(detail.get("target", ""))
    return medium.shown(declared.operation(verb, target, medium.words) or id_, id_)


def _working(working: Sequence[Mapping[str, Any]], medium: Medium) -> str:
    """The operations that were still at work when the incident ended; each, for a timeline."""
    return ", ".join(_operation(str(one["operation"]), one, medium) for one in working)


def _names(some: Entries, medium: Medium) -> str:
    """The servers; one alone leads to its message."""
    named = [medium.shown(str(one.detail.get("server", "")), one.finding_id) for one in some]
    if len(named) <= MOST_NAMED:
        return ", ".join(named)
    shown = ", ".join(named[:MOST_NAMED])
    return medium.words("incident-more", names=shown, count=len(named) - MOST_NAMED)

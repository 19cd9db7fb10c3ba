"""`findings`, `snooze`, `dismiss`: what the watch has found, and what people say to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from commands import durations
from commands.fields import Fault, Field, Values
from commands.verbs import Answer, Asking, Authority, Offer, Section, Verb
from core import clock, errors, language
from core.sentences import join, say
from workflow import findings, policies

MOST = 40
"""Findings that an answer lists."""
MOST_OFFERS = 5
WINDOW = "window"
"""Until the next maintenance window begins."""
_RANKS = (
    findings.State.OPEN,
    findings.State.ACTING,
    findings.State.SNOOZED,
    findings.State.DISMISSED,
)
"""What still needs somebody comes first."""


class NotHere(errors.BotError):
    """Findings are kept by the serving bot only."""

    code = "not-here"


def _kept(asking: Asking) -> Any:
    if asking.findings is None:
        raise NotHere(
            say("findings-not-here", "Findings are not known here."),
            remedy=say("findings-ask-in-slack", "Ask the bot in Slack."),
        )
    return asking.findings


async def _about(asking: Asking, what: str) -> list[findings.Finding]:
    """Those that stand, of this id or server; all without one."""
    standing: list[findings.Finding] = await _kept(asking).open()
    low = what.strip().lower()
    return [f for f in standing if not low or low in {f.id.lower(), f.server_name.lower()}]


async def _list(_: Any, values: Values, asking: Asking) -> Answer:
    what, words = values.get("what", ""), asking.words
    found = await _about(asking, what)
    if not found:
        key = "answer-findings-none-of" if what else "answer-findings-none"
        text = words(key, **({"what": what} if what else {}))
        return Answer(title=words("answer-findings-title"), sections=(Section(text=text),))
    found.sort(key=_order)
    rows = tuple((_label(f), line(f, words)) for f in found[:MOST])
    left = len(found) - MOST
    more = words("answer-findings-more", count=left) if left > 0 else ""
    offers = [
        Offer(
            verb="upgrade",
            label=words("answer-findings-upgrade", server=f.server_name),
            values={"server": f.server_name},
        )
        for f in found
        if f.kind == "outdated"
    ]
    told = join([more, words("answer-findings-help")])
    return Answer(
        title=words("answer-findings", count=len(found)),
        sections=(Section(rows=rows), Section(text=told)),
        offers=tuple(offers[:MOST_OFFERS]),
    )


def _label(finding: findings.Finding) -> str:
    return f"{finding.server_name} ({finding.id})"


def _order(finding: findings.Finding) -> tuple[int, bool, str, str]:
    state = _RANKS.index(finding.state)
    return state, not finding.critical, finding.kind, finding.server_name


def line(finding: findings.Finding, words: language.Words) -> str:
    """One finding in one line of plain text."""
    key = "answer-finding-critical" if finding.critical else "answer-finding-warning"
    return words(key, line=_stands(finding, words))


def _stands(finding: findings.Finding, words: language.Words) -> str:
    since, sentence = clock.written(finding.first_seen), finding.spoken(words)
    who = f"<@{finding.decided_by}>"
    match finding.state:
        case findings.State.SNOOZED if finding.snoozed_until:
            until = clock.written(finding.snoozed_until)
            return words(
                "answer-finding-snoozed", until=until, who=who, since=since, sentence=sentence
            )
        case findings.State.DISMISSED:
            reason = finding.reason
            return words(
                "answer-finding-dismissed", who=who, reason=reason, since=since, sentence=sentence
            )
        case findings.State.ACTING:
            operation = finding.operation_id
            return words(
                "answer-finding-acting", operation=operation, since=since, sentence=sentence
            )
        case _:
            return words("answer-finding-open", since=since, sentence=sentence)


async def _wanted(asking: Asking, what: str) -> list[findings.Finding]:
    found = await _about(asking, what)
    if found:
        return found
    raise policies.Refused(
        say("findings-none-open", "No finding of “{what}” is open.", what=what),
        remedy=say("findings-ids", "`/failback-ps findings` lists what is, with ids."),
        code="unknown-finding",
    )


async def _snooze(_: Any, values: Values, asking: Asking) -> Answer:
    until = _moment(values["until"], asking)
    found = await _wanted(asking, values["what"])
    for one in found:
        await _kept(asking).snooze(one.id, asking.person, until, f"{asking.delivery}:{one.id}")
    words = asking.words

    def quiet(one: findings.Finding) -> str:
        return words("answer-snoozed-until", what=_kind(one, words), until=clock.written(until))

    return Answer(title=words("answer-snoozed"), sections=(_decided(found, quiet),))


def _moment(given: str, asking: Asking) -> datetime:
    """Raises `policies.Refused` where a window is meant and none will come."""
    now = datetime.now(UTC)
    if _names_window(given):
        return asking.moments.window(now)
    until = durations.until(given, now, asking.moments)
    if until is None:
        raise ValueError(given)  # the field's check has let it through
    return until


def _check_moment(value: str, values: Values) -> Fault | None:
    """Whether a window will come is not known here."""
    if _names_window(value) or (fault := durations.check(value, values)) is None:
        return None
    remedy = say(
        "snoozing-write-or-window",
        "Write 30m, 4h, 2d, tomorrow, or 2026-12-01 08:00 (UTC); or `window` for the next "
        "maintenance window.",
    )
    return dataclasses.replace(fault, remedy=remedy)


def _names_window(text: str) -> bool:
    return text.strip().lower() == WINDOW


async def _dismiss(_: Any, values: Values, asking: Asking) -> Answer:
    found = await _wanted(asking, values["what"])
    for one in found:
        delivery = f"{asking.delivery}:{one.id}"
        await _kept(asking).dismiss(one.id, asking.person, values["reason"], delivery)
    words = asking.words

    def aside(one: findings.Finding) -> str:
        return words("answer-dismissed-until", what=_kind(one, words))

    return Answer(title=words("answer-dismissed"), sections=(_decided(found, aside),))


def _decided(found: list[findings.Finding], said: Callable[[findings.Finding], str]) -> Section:
    """A row for each: nobody knows a finding by its id."""
    return Section(rows=tuple((_label(one), said(one)) for one in found))


def _kind(finding: findings.Finding, words: language.Words) -> str:
    """What it is about, as its prompt is titled; of a kind without a title, the whole sentence."""
    key = f"finding-title-{finding.kind}"
    return words(key) if words.knows(key) else finding.spoken(words).rstrip(".")


def _what(*, required: bool) -> Field:
    return Field(
        name="what",
        label="Finding or server",
        help="A finding's id (fi-…), or a server's name for all of it.",
        required=required,
        example="ps-neu-1",
    )


FINDINGS = Verb(
    name="findings",
    summary="what the watch has found and is not yet in order",
    description=(
        "Lists what stands: the open ones first, among them the critical, then what an operation "
        "is at work on, what is snoozed and what is dismissed, by whom and since when. It asks "
        "Azure nothing; `check` looks anew."
    ),
    authority=Authority.READ,
    fields=(_what(required=False),),
    make_answer=_list,
    examples=("/failback-ps findings", "/failback-ps findings ps-neu-1"),
    words=("what",),
)
SNOOZE = Verb(
    name="snooze",
    summary="put a finding off until a moment",
    description=(
        "Puts a finding off until a moment: it is told again then if it is still so, and at once "
        "if it gets worse. Its message shows who put it off."
    ),
    authority=Authority.READ,
    seen="on the prompt who put it off, and until when",
    fields=(
        _what(required=True),
        Field(
            name="until",
            label="Until",
            help="30m, 4h, 2d, tomorrow, or 2026-12-01 08:00 (UTC).",
            example="4h",
            check=_check_moment,
            extent=durations.extent,
        ),
    ),
    make_answer=_snooze,
    examples=(
        "/failback-ps snooze ps-neu-1 4h",
        "/failback-ps snooze ps-neu-1 tomorrow",
        "/failback-ps snooze ps-neu-1 window",
    ),
    words=("what",),
    rest="until",
)
DISMISS = Verb(
    name="dismiss",
    summary="set a finding aside, with a reason",
    description=(
        "Sets a finding aside, with a reason: it is not told again until it gets worse or is about "
        "another version. Its message shows who set it aside and why."
    ),
    authority=Authority.READ,
    seen="on the prompt who set it aside, and why",
    fields=(
        _what(required=True),
        Field(
            name="reason",
            label="Reason",
            help="Why it may stay so; others read it.",
            example="is retired on Friday",
        ),
    ),
    make_answer=_dismiss,
    examples=("/failback-ps dismiss ps-neu-1 is retired on Friday",),
    words=("what",),
    rest="reason",
)
VERBS = (FINDINGS, SNOOZE, DISMISS)
"""Their field `what` names a finding or a server."""

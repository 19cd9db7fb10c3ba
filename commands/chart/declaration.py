"""`chart readiness`, `chart durations`, `chart backlog`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from azureops import ids
from commands.chart import backlog, durations, readiness
from commands.fields import Choice, Fault, Field, Kind, Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core import language
from core.sentences import say
from workflow import operations, samples

TITLE = say("days-chart", "Chart")
READINESS, DURATIONS, BACKLOG = "readiness", "durations", "backlog"
MOST_DAYS = samples.KEPT.days
MOST_OPERATIONS = 50


async def _answer(_: Any, values: Values, asking: Asking) -> Answer:
    what, where, days = values["what"], values.get("where", "").strip(), int(values["days"])
    if asking.samples is None or asking.operations is None:
        unknown = Section(text=say("days-unknown", "It is not known here."))
        return Answer(title=TITLE, sections=(unknown,))
    window: samples.Window = await asking.samples.last(days)
    if what == DURATIONS:
        found = await asking.operations.find(
            verb="deploy",
            states=frozenset({operations.State.SUCCEEDED}),
            target=where or None,
            limit=MOST_OPERATIONS,
        )
        since = window.until - timedelta(days=days)
        return durations.answer(found, since, days, where, asking.shared)
    return seen(window, what, where, days, asking.shared)


def seen(window: samples.Window, what: str, where: str, days: int, words: language.Words) -> Answer:
    """What the watch has seen; a name that it does not know is never drawn as everything."""
    mine, is_vault = narrowed(window, where)
    if what == READINESS and not is_vault:
        none = words("chart-no-vault", where=where)
        return Answer(title=TITLE, sections=(Section(text=none),))
    if what == READINESS:
        return readiness.answer(mine, days, where, words)
    server = "" if is_vault else where.lower()
    return backlog.answer(mine, days, where, server, words)


def narrowed(window: samples.Window, where: str) -> tuple[samples.Window, bool]:
    """Only the vault of that name or id; whether there is one. Nothing given: all of them."""
    low = where.lower()
    mine = tuple(s for s in window.samples if low in {s.vault, ids.name_of(s.vault).lower()})
    if not low or mine:
        whole = mine or window.samples
        return samples.Window(since=window.since, until=window.until, samples=whole), True
    return window, False


def _days(value: str, _: Values) -> Fault | None:
    if value.isdigit() and 1 <= int(value) <= MOST_DAYS:
        return None
    return Fault(
        field="days",
        value=value,
        sentence=say("days-none", "“{value}” is no number of days.", value=value),
        remedy=say(
            "days-range",
            "Give a number from 1 to {most}: so long the hourly figures are kept.",
            most=MOST_DAYS,
        ),
    )


VERB = Verb(
    name="chart",
    summary="a picture: failback readiness, durations of deployments, upload backlog",
    description=(
        "Draws what a look says more than a list: `readiness`, the share of healthy process "
        "servers and of failed-over machines with one in their network; `durations`, how long "
        "deployments waited and ran; `backlog`, what the process servers had yet to send on. "
        "The watch keeps the worst of each hour, for 90 days. The picture is posted where it is "
        "asked for, so everybody there sees it; its text says the same in words."
    ),
    authority=Authority.READ,
    seen="the picture",
    fields=(
        Field(
            name="what",
            label="What",
            help="What is drawn.",
            kind=Kind.CHOICE,
            choices=(
                Choice(value=READINESS, label="Failback readiness over time"),
                Choice(value=DURATIONS, label="Durations of deployments"),
                Choice(value=BACKLOG, label="Upload backlog over time"),
            ),
        ),
        Field(
            name="where",
            label="Where",
            help="A vault; for durations and backlog a process server too. All if absent.",
            required=False,
            example="rsv-dr-vmware",
        ),
        Field(
            name="days",
            label="Days",
            help="How far back.",
            required=False,
            default="30",
            example="30",
            check=_days,
        ),
    ),
    words=("what", "where"),
    make_answer=_answer,
    examples=(
        "/failback-ps chart readiness",
        "/failback-ps chart backlog ps-neu-1 days=7",
    ),
)

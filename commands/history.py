"""`/failback-ps history`: who did what, newest first."""

from __future__ import annotations

from typing import Any

from commands import happened
from commands.fields import Field, Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core.sentences import join, say
from workflow import history

MOST = 20
"""Events: a screenful."""


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    about = values.get("about", "").strip()
    title = say("history-title", "History")
    if asking.operations is None:
        unknown = say("history-not-here", "It is not known here.")
        return Answer(title=title, sections=(Section(text=unknown),))
    found: history.History = await asking.operations.history(about, MOST)
    return Answer(title=title, sections=tuple(_sections(about, found)))


def _sections(about: str, found: history.History) -> list[Section]:
    if not found.events:
        return [Section(text=_nothing(about))]
    rows = tuple((event.at, happened.sentence(event)) for event in happened.told(found.events))
    shown = Section(text=_shown(about), rows=rows)
    if not found.more:
        return [shown]
    return [shown, Section(text=_more(found.more))]


def _more(count: int) -> str:
    if count >= history.COUNTED:
        return say(
            "history-more-at-least",
            "And at least {count} more; `failback-ps audit export` prints them all.",
            count=count,
        )
    return say(
        "history-more",
        "And {count} more; `failback-ps audit export` prints them all.",
        count=count,
    )


def _shown(about: str) -> str:
    if not about:
        return say("history-of-all", "What happened at all, newest first.")
    if happened.is_person(about):
        return say("history-by", "What happened by <@{person}>, newest first.", person=about)
    return say("history-around", "What happened around “{about}”, newest first.", about=about)


def _nothing(about: str) -> str:
    if not about:
        return say("history-nothing", "Nothing has happened yet.")
    if happened.is_person(about):
        unknown = say("history-nothing-by", "Nothing is known by <@{person}>.", person=about)
    else:
        unknown = say("history-nothing-around", "Nothing is known around “{about}”.", about=about)
    choose = say(
        "history-choose",
        "Give a server's name, an operation's id, or choose a person from the list that opens "
        "when you type @.",
    )
    return join([unknown, choose])


VERB = Verb(
    name="history",
    summary="who did what: of a server, an operation or a person",
    description=(
        "The newest events of the audit trail: requests, plans, votes, reminders, runs and their "
        "steps, locks, and the policy. Name a server, an operation or a person, or nothing for all."
    ),
    authority=Authority.READ,
    fields=(
        Field(
            name="about",
            label="About",
            help="A server's name, an operation's id (op-…) or a person; all if absent.",
            required=False,
            example="ps-neu-1",
        ),
    ),
    make_answer=_answer,
    examples=(
        "/failback-ps history",
        "/failback-ps history ps-neu-1",
        "/failback-ps history @lena",
    ),
    words=("about",),
)

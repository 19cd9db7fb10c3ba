"""`/failback-ps history`: who did what, newest first."""

from __future__ import annotations

from typing import Any

from commands import happened
from commands.fields import Field, Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from workflow import history

MOST = 20
"""Events: a screenful."""


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    about = values.get("about", "").strip()
    if asking.operations is None:
        return Answer(title="History", sections=(Section(text="It is not known here."),))
    found: history.History = await asking.operations.history(about, MOST)
    return Answer(title="History", sections=tuple(_sections(about, found)))


def _sections(about: str, found: history.History) -> list[Section]:
    if not found.events:
        return [Section(text=_nothing(about))]
    rows = tuple((event.at, happened.sentence(event)) for event in found.events)
    shown = Section(text=f"What happened {_of(about)}, newest first.", rows=rows)
    if not found.more:
        return [shown]
    number = f"at least {found.more}" if found.more >= history.COUNTED else str(found.more)
    rest = f"And {number} more; `failback-ps audit export` prints them all."
    return [shown, Section(text=rest)]


def _of(about: str) -> str:
    if not about:
        return "at all"
    return f"by <@{about}>" if happened.is_person(about) else f"around “{about}”"


def _nothing(about: str) -> str:
    if not about:
        return "Nothing has happened yet."
    return (
        f"Nothing is known {_of(about)}. Give a server's name, an operation's id, or choose a "
        "person from the list that opens when you type @."
    )


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

"""How an operation and a day read in a Home."""

from __future__ import annotations

from datetime import datetime

from bot.slack import declared
from bot.slack.cards import blocks, leads, operations, text
from bot.slack.cards.buttons import Button
from bot.slack.home.facts import Facts
from core import language
from workflow import operations as rows

LONG = 600
"""Characters of what somebody else wrote: a Home is looked over, the card has all of it."""

_DONE = rows.StepState.DONE
_NOW = frozenset({rows.StepState.RUNNING, rows.StepState.FAILED})


def day(at: datetime) -> str:
    return text.moment(at, "{date_short}")


def title(one: rows.Operation, words: language.Words) -> str:
    return text.escape(operations.title(one, words))


def summary(one: rows.Operation, words: language.Words) -> str:
    return text.clip(text.spoken(one.plan.summary, words), LONG) if one.plan else ""


def step(one: rows.Operation, words: language.Words) -> str:
    """The step that runs, or that failed."""
    phase = "clean" if one.state is rows.State.CLEANING else "run"
    now = next((s for s in one.steps if s.phase == phase and s.state in _NOW), None)
    if now is None:
        return ""
    return text.clip(text.escape(declared.step(now.name, now.title, words)), LONG)


def line(one: rows.Operation, facts: Facts, words: language.Words) -> str:
    """`*Deploy ps-weu-1* · Running`, then the step, who asked (if not the reader), since when."""
    head = f"*{title(one, words)}* · {leads.word(one, words)}"
    done = sum(1 for s in one.steps if s.phase == "run" and s.state is _DONE)
    all_ = sum(1 for s in one.steps if s.phase == "run")
    now = step(one, words)
    parts = [words("home-step-of", step=now, number=done + 1, count=all_)] if now else []
    if one.state is rows.State.AWAITING_APPROVAL:
        ids = tuple(i for circle in one.missing for i in (*circle.groups, *circle.people))
        who = text.people(ids, words)
        parts.append(words("home-waits-for", who=who or "-"))
    when, who = text.moment(one.created_at), text.person(one.requester)
    mine = facts.mine(one)
    parts.append(
        words("card-since", when=when) if mine else words("card-asked", who=who, when=when)
    )
    return f"{head}\n{' · '.join(parts)}"


def way(one: rows.Operation, facts: Facts, words: language.Words) -> blocks.Block | None:
    """To its card; None where that is not known (yet)."""
    url = facts.links.get(one.id, "")
    return blocks.way(Button.CARD, words("home-card"), url) if url else None

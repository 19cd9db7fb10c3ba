"""The rest of a Home: incidents, operations in flight, closed channels, what to do next."""

from __future__ import annotations

from bot.slack.cards import blocks, buttons, text
from bot.slack.cards import closed as closing
from bot.slack.cards.buttons import Button
from bot.slack.home import needs, saying, watching
from bot.slack.home.facts import Facts
from commands import verbs
from core import language
from workflow import incidents as happening
from workflow import operations

MOST_INCIDENTS = 5
MOST_GOING = 8
MOST_CLOSED = 5
MOST_NAMED = 8

Words = language.Words


def incidents(facts: Facts, words: Words) -> list[blocks.Block]:
    """The latest first."""
    if not facts.incidents:
        return []
    ordered = sorted(facts.incidents, key=lambda one: (one.started_at, one.id), reverse=True)
    shown = [blocks.header(words("home-incidents", count=len(ordered)))]
    shown += [blocks.section(_incident(one, words)) for one in ordered[:MOST_INCIDENTS]]
    return [*shown, *_more(len(ordered) - MOST_INCIDENTS, words)]


def _incident(one: happening.Incident, words: Words) -> str:
    title = text.clip(text.typed(one.title), saying.LONG)
    since = words("card-since", when=text.moment(one.started_at))
    lines = [
        f"*{words('incident-title', severity=one.severity.value.upper(), title=title)}*",
        f"<#{one.channel}> · {since} · {text.person(one.started_by)}",
    ]
    names = [text.code(server.name) for server in one.seen]
    if names:
        lines.append(", ".join(text.some(names, MOST_NAMED, words)))
    return "\n".join(lines)


def going(facts: Facts, words: Words) -> list[blocks.Block]:
    """Everybody's operations, but for those that were shown as this person's own."""
    others = _others(facts)
    if not others:
        return []
    shown = [blocks.header(words("home-operations", count=len(others)))]
    shown += [
        blocks.section(saying.line(one, facts, words), saying.way(one, facts, words))
        for one in listed(facts)
    ]
    return [*shown, *_more(len(others) - MOST_GOING, words)]


def listed(facts: Facts) -> list[operations.Operation]:
    """Those that there is room for."""
    return _others(facts)[:MOST_GOING]


def _others(facts: Facts) -> list[operations.Operation]:
    told = needs.told(facts)
    return [one for one in (*facts.seen.going, *facts.seen.waiting) if one.id not in told]


def closed(facts: Facts, words: Words) -> list[blocks.Block]:
    """Channels whose messages do not arrive, those that have been so for longest first."""
    if not facts.closed:
        return []
    shown = [blocks.header(words("home-channels", count=len(facts.closed)))]
    shown += [
        blocks.section("\n".join(closing.lines(one, words))) for one in facts.closed[:MOST_CLOSED]
    ]
    return [*shown, *_more(len(facts.closed) - MOST_CLOSED, words)]


def following(facts: Facts, words: Words) -> list[blocks.Block]:
    """What can be asked for from here."""
    row = []
    if facts.may("deploy"):
        label = words("home-deploy")
        row.append(blocks.button(Button.OFFER, label, _offer("deploy"), style="primary"))
    if facts.may("check"):
        row.append(blocks.button(f"{Button.RUN}.check", words("home-check"), _offer("check")))
    if facts.may("coverage") and not watching.gaps(facts):  # else it stands beside them
        label = words("home-coverage-look")
        row.append(blocks.button(f"{Button.RUN}.coverage", label, _offer("coverage")))
    row.append(blocks.button(f"{Button.RUN}.help", words("home-help"), _offer("help")))
    return [
        blocks.header(words("home-following")),
        blocks.actions(row),
        blocks.context([words("home-footer")]),
    ]


def _offer(verb: str) -> str:
    return buttons.write_offer(verbs.Offer(verb=verb, label="", values={}))


def _more(left: int, words: Words) -> list[blocks.Block]:
    return [blocks.context([words("card-and-more", count=left)])] if left > 0 else []

"""The watch's part of a Home: its findings, worst first, and the networks without a server."""

from __future__ import annotations

from bot.slack.cards import blocks, buttons, prompts, text
from bot.slack.cards.buttons import Button
from bot.slack.home import condition, paging, saying
from bot.slack.home.facts import Facts
from commands import verbs
from commands.deploy import gap
from core import language
from workflow import findings

PAGE = 6
MOST_NAMED = 5

Words = language.Words
State = findings.State


def of(facts: Facts, words: Words) -> list[blocks.Block]:
    found = condition.worst_first(facts.seen.findings)
    shown = [blocks.header(words("home-findings", count=len(found)))]
    page = paging.cut(found, facts.choice.findings, PAGE)
    for one in page.items:
        shown += _finding(one, facts, words)
    aside = len(condition.aside(facts.seen.findings))
    if not found:
        none = "home-findings-only-aside" if aside else "home-findings-none"
        return [*shown, blocks.section(words(none, count=aside))]
    shown += paging.row("findings", page, words)
    return [*shown, *_aside(aside, words)]


def _finding(one: findings.Finding, facts: Facts, words: Words) -> list[blocks.Block]:
    sentence = text.clip(text.sentence(one.spoken(words)), saying.LONG)
    what = f"*{text.escape(prompts.title(one, words))}*"
    said = words("home-finding-critical", what=what) if one.critical else what
    stands = prompts.standing(one, words)
    row = _row(one, facts, words) if one.state is State.OPEN else []
    lines = "\n".join(line for line in (said, sentence, stands) if line)
    if len(row) == 1:
        return [blocks.section(lines, row[0])]
    return [blocks.section(lines), *([blocks.actions(row)] if row else [])]


def _row(one: findings.Finding, facts: Facts, words: Words) -> list[blocks.Block]:
    return prompts.actions(one, words, facts.may, windowed=facts.windowed)


def _aside(count: int, words: Words) -> list[blocks.Block]:
    """How many somebody has put off or set aside."""
    return [blocks.context([words("home-findings-aside", count=count)])] if count else []


def gaps(facts: Facts) -> list[findings.Finding]:
    """Networks with failed-over machines and no healthy process server."""
    found = condition.worst_first(facts.seen.findings)
    return [one for one in found if one.kind == gap.KIND]


def coverage(facts: Facts, words: Words) -> list[blocks.Block]:
    """Nothing is said where there are no gaps."""
    open_ = gaps(facts)
    if not open_:
        return []
    names = [text.code(one.server_name) for one in open_]
    listed = ", ".join(text.some(names, MOST_NAMED, words))
    said = words("home-coverage-gaps", count=len(open_), names=listed)
    look = None
    if facts.may("coverage"):
        offer = verbs.Offer(verb="coverage", label="", values={})
        look = blocks.button(Button.RUN, words("home-coverage-look"), buttons.write_offer(offer))
    return [blocks.header(words("home-coverage")), blocks.section(said, look)]

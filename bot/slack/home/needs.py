"""What needs this person: approvals, steps by hand, what failed, broken glasses; and what they have
asked for and is under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.slack.cards import blocks, buttons, reviews, text
from bot.slack.cards.buttons import Button
from bot.slack.home import saying
from bot.slack.home.facts import Facts
from core import language
from core.sentences import join
from workflow import operations as rows

State = rows.State
Words = language.Words
Item = list[blocks.Block]

MOST = 8
"""Items of two blocks each."""
MOST_OWN = 5
"""Of the person's own that need nothing now: a block each."""


def of(facts: Facts, words: Words) -> list[blocks.Block]:
    items, own = list(_kinds(facts)), _under_way(facts)
    shown = [blocks.header(words("home-needs", count=len(items)))]
    if not items:
        shown.append(blocks.section(words("home-needs-nothing")))
    for make, operation in items[:MOST]:
        shown += make(operation, facts, words)
    if len(items) > MOST:
        shown.append(blocks.context([words("card-and-more", count=len(items) - MOST)]))
    if own:
        shown.append(blocks.section(words("home-own")))
        shown += [_own(one, facts, words) for one in own[:MOST_OWN]]
    if len(own) > MOST_OWN:
        shown.append(blocks.context([words("card-and-more", count=len(own) - MOST_OWN)]))
    return shown


def count(facts: Facts) -> int:
    return sum(1 for _ in _kinds(facts))


def told(facts: Facts) -> set[str]:
    """The operations that belong here, whichever way."""
    return {one.id for _, one in _kinds(facts)} | {one.id for one in _under_way(facts)}


def listed(facts: Facts) -> list[rows.Operation]:
    """Those that there is room for."""
    needing = [one for _, one in _kinds(facts)]
    return [*needing[:MOST], *_under_way(facts)[:MOST_OWN]]


def _kinds(facts: Facts) -> Iterator[tuple[Callable[..., Item], rows.Operation]]:
    """What ends soonest first."""
    votes = (one for one in facts.seen.waiting if one.id in facts.rights.votes)
    for one in sorted(votes, key=lambda o: (o.expires_at or o.created_at, o.id)):
        yield _vote, one
    for one in facts.seen.going:
        if facts.mine(one) and one.state is State.WAITING_FOR_PERSON:
            yield _by_hand, one
    for one in facts.seen.going:
        if facts.mine(one) and one.state is State.FAILED:
            yield _failed, one
    for one in facts.seen.unreviewed:
        if one.id in facts.rights.reviews:
            yield _review, one


def _under_way(facts: Facts) -> list[rows.Operation]:
    needing = {State.WAITING_FOR_PERSON, State.FAILED}
    going = [one for one in facts.seen.going if facts.mine(one) and one.state not in needing]
    return [*going, *(one for one in facts.seen.waiting if facts.mine(one))]


def _vote(one: rows.Operation, facts: Facts, words: Words) -> Item:
    given = [vote for vote in one.votes if not vote.uncounted]
    small = [words("card-asked", who=text.person(one.requester), when=text.moment(one.created_at))]
    if one.expires_at is not None:
        small.append(words("home-expires", when=text.moment(one.expires_at)))
    if given:
        small.append(words("home-votes", given=len(given), needed=one.quorum))
    said = words("home-vote", what=saying.title(one, words))
    row = [buttons.one(name, one, words) for name in (Button.APPROVE, Button.DENY)]
    return _item([said, saying.summary(one, words), " · ".join(small)], row, one, facts, words)


def _by_hand(one: rows.Operation, facts: Facts, words: Words) -> Item:
    step = saying.step(one, words)
    said = words("home-by-hand", what=saying.title(one, words))
    lines = [said, words("home-step", step=step) if step else "", words("home-by-hand-how")]
    return _item(lines, [buttons.one(Button.DONE, one, words)], one, facts, words)


def _failed(one: rows.Operation, facts: Facts, words: Words) -> Item:
    failure = one.failure
    said = words("home-failed", what=saying.title(one, words))
    why = text.spoken(join([failure.sentence, failure.remedy]), words) if failure else ""
    lines = [said, text.clip(why, saying.LONG), words("home-failed-how")]
    return _item(lines, [buttons.one(Button.RETRY, one, words)], one, facts, words)


def _review(one: rows.Operation, facts: Facts, words: Words) -> Item:
    why = text.clip(text.typed(one.broken_reason), saying.LONG)
    said = words(
        "card-review",
        who=text.person(one.broken_by),
        title=saying.title(one, words),
        reason=why,
    )
    return _item([said], [reviews.acknowledge(one, words)], one, facts, words)


def _own(one: rows.Operation, facts: Facts, words: Words) -> blocks.Block:
    """One line of what goes on without them."""
    return blocks.section(saying.line(one, facts, words), saying.way(one, facts, words))


def _item(
    lines: list[str],
    row: list[blocks.Block],
    one: rows.Operation,
    facts: Facts,
    words: Words,
) -> Item:
    link = saying.way(one, facts, words)
    shown = blocks.section("\n".join(line for line in lines if line))
    return [shown, blocks.actions([*row, link] if link else row)]

"""What needs this person: approvals, steps by hand, what failed, broken glasses; and what they have
asked for and is under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.slack.cards import blocks, buttons, operations, text
from bot.slack.cards.buttons import Button
from bot.slack.home import saying
from bot.slack.home.facts import Facts
from core import language
from workflow import operations as rows

State = rows.State
Words = language.Words
Item = list[blocks.Block]

MOST = 8
"""Items of two blocks each."""
MOST_OWN = 5
"""Of the person's own that need nothing now: a block each."""


def of(facts: Facts, words: Words) -> list[blocks.Block]:
    items = list(_items(facts, words))
    own = [_own(one, facts, words) for one in _under_way(facts)]
    shown = [blocks.header(words("home-needs", count=len(items)))]
    if not items:
        shown.append(blocks.section(words("home-needs-nothing")))
    for item in items[:MOST]:
        shown += item
    if len(items) > MOST:
        shown.append(blocks.context([words("home-more", count=len(items) - MOST)]))
    if own:
        shown.append(blocks.section(words("home-own")))
        shown += own[:MOST_OWN]
    if len(own) > MOST_OWN:
        shown.append(blocks.context([words("home-more", count=len(own) - MOST_OWN)]))
    return shown


def count(facts: Facts) -> int:
    return sum(1 for _ in _kinds(facts))


def told(facts: Facts) -> set[str]:
    """The operations that are shown here, whichever way."""
    return {one.id for _, one in _kinds(facts)} | {one.id for one in _under_way(facts)}


def _items(facts: Facts, words: Words) -> Iterator[Item]:
    for make, operation in _kinds(facts):
        yield make(operation, facts, words)


def _kinds(facts: Facts) -> Iterator[tuple[Callable[..., Item], rows.Operation]]:
    """What ends soonest first."""
    votes = (one for one in facts.seen.waiting if one.id in facts.standing.votes)
    for one in sorted(votes, key=lambda o: (o.expires_at or o.created_at, o.id)):
        yield _vote, one
    for one in facts.seen.going:
        if facts.mine(one) and one.state is State.WAITING_FOR_PERSON:
            yield _by_hand, one
    for one in facts.seen.going:
        if facts.mine(one) and one.state is State.FAILED:
            yield _failed, one
    for one in facts.seen.unreviewed:
        if one.id in facts.standing.reviews:
            yield _review, one


def _under_way(facts: Facts) -> list[rows.Operation]:
    needing = {State.WAITING_FOR_PERSON, State.FAILED}
    going = [one for one in facts.seen.going if facts.mine(one) and one.state not in needing]
    return [*going, *(one for one in facts.seen.waiting if facts.mine(one))]


def _vote(one: rows.Operation, facts: Facts, words: Words) -> Item:
    given = [vote for vote in one.votes if not vote.uncounted]
    small = words(
        "home-vote-asked", who=text.person(one.requester), when=saying.moment(one.created_at)
    )
    if one.expires_at is not None:
        small += " · " + words("home-expires", when=saying.moment(one.expires_at))
    if given:
        small += " · " + words("home-votes", given=len(given), needed=one.quorum)
    said = words("home-vote", what=saying.title(one))
    plan = one.plan.summary if one.plan else operations.title(one)
    confirm = blocks.Confirm(
        title=words("home-approve-title"),
        sentence=words("home-approve-sentence", plan=plan),
        yes=words("home-approve"),
        no=words("home-not-now"),
    )
    value = _value(one)
    approve = words("home-approve")
    row = [
        blocks.button(Button.APPROVE, approve, value, style="primary", confirm=confirm),
        blocks.button(Button.DENY, words("home-deny"), value, style="danger"),
    ]
    return _item([said, saying.summary(one), small], row, one, facts, words)


def _by_hand(one: rows.Operation, facts: Facts, words: Words) -> Item:
    step = saying.step(one)
    said = words("home-by-hand", what=saying.title(one))
    lines = [said, words("home-step", step=step) if step else "", words("home-by-hand-how")]
    done = blocks.button(Button.DONE, words("home-done"), _value(one), style="primary")
    return _item(lines, [done], one, facts, words)


def _failed(one: rows.Operation, facts: Facts, words: Words) -> Item:
    failure = one.failure
    said = words("home-failed", what=saying.title(one))
    why = text.sentence(f"{failure.sentence} {failure.remedy}".strip()) if failure else ""
    confirm = blocks.Confirm(
        title=words("home-retry-title"),
        sentence=words("home-retry-sentence"),
        yes=words("home-retry"),
        no=words("home-not-now"),
    )
    retry = blocks.button(Button.RETRY, words("home-retry"), _value(one), confirm=confirm)
    small = words("home-failed-how")
    return _item([said, text.clip(why, saying.LONG), small], [retry], one, facts, words)


def _review(one: rows.Operation, facts: Facts, words: Words) -> Item:
    who, why = text.person(one.broken_by), text.typed(one.broken_reason)
    confirm = blocks.Confirm(
        title=words("home-acknowledge-title"),
        sentence=words("home-acknowledge-sentence"),
        yes=words("home-acknowledge"),
        no=words("home-not-now"),
    )
    label = words("home-acknowledge")
    row = [blocks.button(Button.ACKNOWLEDGE, label, _value(one), style="primary", confirm=confirm)]
    said = words("home-review", what=saying.title(one))
    reason = words("home-review-why", who=who, reason=text.clip(why, saying.LONG))
    return _item([said, reason], row, one, facts, words)


def _own(one: rows.Operation, facts: Facts, words: Words) -> blocks.Block:
    """One line of what goes on without them."""
    return blocks.section(saying.line(one, words), saying.way(one, facts, words))


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


def _value(one: rows.Operation) -> str:
    return buttons.write(buttons.Value(operation=one.id, plan_hash=one.plan_hash))

"""The gate on the card: what is needed, who voted, what is still open, until when."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from bot.slack.cards import blocks, text
from core import language, sentences
from workflow import differences, operations, policies

MOST_DIFFERENCES = 5


def gate(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """While it waits for approval."""
    lines = [
        words("card-gate"),
        words("card-gate-needs", circles=_needed(operation.circles, words)),
        *(_vote(vote, words) for vote in operation.votes),
    ]
    given = [vote for vote in operation.votes if not vote.uncounted]
    if given and operation.missing:
        lines.append(words("card-gate-missing", circles=_needed(operation.missing, words)))
    lines.append(words("card-gate-requester", who=text.person(operation.requester)))
    if operation.expires_at is not None:
        lines.append(words("card-gate-expires", when=text.moment(operation.expires_at)))
    shown = blocks.sections(lines)
    if operation.rule:
        shown.append(blocks.context([words("card-gate-rule", rule=text.code(operation.rule))]))
    return shown


def voters(operation: operations.Operation, words: language.Words) -> str:
    """Once it is decided: `Approved by …, …`; empty where nobody approved."""
    if operation.broken_by:
        return words("card-glass-by", who=text.person(operation.broken_by))
    counted = [v for v in operation.votes if v.decision == "approve" and not v.uncounted]
    if not counted:
        return ""
    who = text.people(tuple(vote.person for vote in counted), words, every=True)
    return words("card-approved-by", who=who, when=text.moment(max(vote.at for vote in counted)))


def glass(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """That it runs without an approval is said as long as the card lives."""
    if not operation.broken_by:
        return []
    who, why = text.person(operation.broken_by), text.typed(operation.broken_reason)
    said = words("card-glass", who=who, reason=why)
    if operation.reviewed_by:
        by = text.person(operation.reviewed_by)
        said += f"\n{words('card-glass-acknowledged', who=by)}"
    return [blocks.section(said)]


def precedent(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """What differs from the last run of the same kind."""
    last = operation.precedent
    if last is None:
        return []
    head = words(
        "card-precedent",
        verb=text.escape(operation.verb),
        target=text.code(last.target),
        when=text.moment(last.at, "{date_short_pretty}"),
    )
    if not last.differences:
        return [blocks.section(f"{head}\n{words('card-precedent-same')}")]
    lines = [f"• {text.spoken(one.sentence, words)}" for one in last.differences]
    return blocks.sections([head, *text.some(lines, MOST_DIFFERENCES, words)])


def changed(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """What moved between the plan that was shown and the moment of running, side by side."""
    found = operation.changed
    if not found or operation.state is not operations.State.STALE:
        return []
    head = (words("card-changed-before"), words("card-changed-now"))
    rows = [head, *(_pair(one, words) for one in found)]
    shown = [blocks.columns(rows)]
    left = len(rows) - blocks.ROWS
    return [*shown, blocks.context([words("card-and-more", count=left)])] if left > 0 else shown


def _pair(one: differences.Difference, words: language.Words) -> tuple[str, str]:
    what = text.escape(sentences.spoken(one.what, words))
    before, after = text.spoken(one.before, words), text.spoken(one.after, words)
    return f"{what}: {before}", f"{what}: {after}"


def _vote(vote: operations.Vote, words: language.Words) -> str:
    who = text.person(vote.person)
    if vote.uncounted:
        return words("card-gate-uncounted", who=who, why=text.spoken(vote.uncounted, words))
    return words("card-gate-voted", who=who, when=text.time_of(vote.at))


def _needed(circles: Sequence[policies.Circle], words: language.Words) -> str:
    """`one approval from @dr-leads and 2 approvals from @network`."""
    if not circles:
        return words("card-gate-any")
    parts = [
        words(
            "card-gate-circle",
            quorum=circle.quorum,
            who=text.people((*circle.groups, *circle.people), words),
        )
        for circle in circles
    ]
    return functools.reduce(lambda first, last: words("card-and", first=first, last=last), parts)

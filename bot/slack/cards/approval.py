"""The gate on the card: what is needed, who voted, what is still open, until when."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.cards import blocks, text
from workflow import differences, operations, policies

MOST_DIFFERENCES = 5


def gate(operation: operations.Operation) -> list[blocks.Block]:
    """While it waits for approval."""
    lines = ["*Approval*", f"Needs {_needed(operation.circles)}."]
    lines += [_vote(vote) for vote in operation.votes]
    given = [vote for vote in operation.votes if not vote.uncounted]
    if given and operation.missing:
        lines.append(f"Still missing: {_needed(operation.missing)}.")
    lines.append(f"{text.person(operation.requester)} asked and cannot approve.")
    if operation.expires_at is not None:
        lines.append(f"Expires {text.moment(operation.expires_at)}.")
    shown = blocks.sections(lines)
    if operation.rule:
        shown.append(blocks.context([f"By the policy rule {text.code(operation.rule)}"]))
    return shown


def voters(operation: operations.Operation) -> str:
    """Once it is decided: `Approved by … at …`; empty where nobody approved."""
    if operation.broken_by:
        return f"Glass broken by {text.person(operation.broken_by)}"
    counted = [v for v in operation.votes if v.decision == "approve" and not v.uncounted]
    if not counted:
        return ""
    who = text.people(tuple(vote.person for vote in counted), "and")
    return f"Approved by {who} {text.moment(max(vote.at for vote in counted))}"


def glass(operation: operations.Operation) -> list[blocks.Block]:
    """That it runs without an approval is said as long as the card lives."""
    if not operation.broken_by:
        return []
    who, why = text.person(operation.broken_by), text.typed(operation.broken_reason)
    said = f"*Glass broken* by {who}: it runs without the approvals it needs. Reason: {why}"
    if operation.reviewed_by:
        said += f"\nAcknowledged by {text.person(operation.reviewed_by)}."
    return [blocks.section(said)]


def precedent(operation: operations.Operation) -> list[blocks.Block]:
    """What differs from the last run of the same kind."""
    last = operation.precedent
    if last is None:
        return []
    head = f"*Beside the last {text.escape(operation.verb)}* ({text.code(last.target)}, "
    head += f"{text.moment(last.at, '{date_short_pretty}')})"
    if not last.differences:
        return [blocks.section(f"{head}\nNothing differs.")]
    lines = [f"• {text.sentence(str(one))}" for one in last.differences]
    return blocks.sections([head, *text.some(lines, MOST_DIFFERENCES, "more differences")])


def changed(operation: operations.Operation) -> list[blocks.Block]:
    """What moved between the plan that was shown and the moment of running, side by side."""
    found = operation.changed
    if not found or operation.state is not operations.State.STALE:
        return []
    rows = [("*When it was planned*", "*Now*"), *(_pair(one) for one in found)]
    shown = [blocks.columns(rows)]
    left = len(rows) - blocks.ROWS
    return [*shown, blocks.context([f"and {left} more"])] if left > 0 else shown


def _pair(one: differences.Difference) -> tuple[str, str]:
    what = text.escape(one.what)
    return f"{what}: {text.sentence(one.before)}", f"{what}: {text.sentence(one.after)}"


def _vote(vote: operations.Vote) -> str:
    at = text.clock(vote.at)
    if vote.uncounted:
        return (
            f"• {text.person(vote.person)}’s vote no longer counts: {text.sentence(vote.uncounted)}"
        )
    return f"• {text.person(vote.person)} approved at {at}"


def _needed(circles: Sequence[policies.Circle]) -> str:
    """`one approval from @dr-leads and 2 approvals from @network`."""
    parts = [
        f"{_count(circle.quorum)} from {text.people((*circle.groups, *circle.people))}"
        for circle in circles
    ]
    return " and ".join(parts) or "an approval"


def _count(quorum: int) -> str:
    return "one approval" if quorum == 1 else f"{quorum} approvals"

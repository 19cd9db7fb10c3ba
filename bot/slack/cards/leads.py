"""The first line of a card: where the operation stands, who brought it there, what is next."""

from __future__ import annotations

from bot.slack.cards import text
from workflow import operations

State = operations.State

WORDS: dict[State, str] = {
    State.DRAFT: "Checking",
    State.BLOCKED: "Blocked",
    State.AWAITING_APPROVAL: "Waiting for approval",
    State.APPROVED: "Approved",
    State.RUNNING: "Running",
    State.WAITING_FOR_PERSON: "Waiting for a person",
    State.CANCELLING: "Cancelling",
    State.SUCCEEDED: "Done",
    State.FAILED: "Failed",
    State.CANCELLED: "Cancelled",
    State.DENIED: "Denied",
    State.EXPIRED: "Expired",
    State.WITHDRAWN: "Withdrawn",
    State.STALE: "Stopped",
    State.CLEANING: "Cleaning up",
    State.CLEANED: "Cleaned up",
}
"""The first word a reader looks for."""

_NEXT: dict[State, str] = {
    State.DRAFT: "Everything is checked first; nothing is changed yet.",
    State.BLOCKED: "Nothing was changed. Mend what is listed here, then ask again.",
    State.APPROVED: "It is about to run.",
    State.WAITING_FOR_PERSON: "What to do is in this message's thread. *Done* "
    "makes me look at once.",
    State.CANCELLING: "It stops once the running step is over.",
    State.SUCCEEDED: "It is as the plan says, and proved.",
    State.CANCELLED: "What was done so far stays as it is.",
    State.DENIED: "Nothing was changed. Talk to them, and ask again if it is still needed.",
    State.EXPIRED: "Nobody approved in time, so nothing was changed. Ask again if it is needed.",
    State.WITHDRAWN: "Nothing was changed.",
    State.STALE: "What was approved no longer holds, so nothing was changed. Ask again to see the "
    "plan as it is now.",
    State.CLEANING: "Removing what this operation made and nothing else.",
    State.CLEANED: "What this operation made has been removed.",
}
_BY = frozenset({State.DENIED, State.WITHDRAWN, State.CANCELLED, State.CANCELLING})
_REASONED = frozenset({State.STALE, State.BLOCKED, State.EXPIRED})


def of(operation: operations.Operation) -> str:
    """`*Denied* by <@U…>. What next. Reason: …`"""
    state = operation.state
    by = _by(operation)
    said = [f"*{WORDS[state]}*{by}." if by else f"*{WORDS[state]}.*"]
    if operation.reason and state in _REASONED:
        said.append(text.sentence(operation.reason))
    if state in _NEXT:
        said.append(_NEXT[state])
    if state is State.CANCELLED and operation.makes:
        said.append("*Clean up* removes what was made.")
    if state is State.DENIED:
        reason = text.typed(operation.reason).strip() or "none was given."
        said.append(f"Reason: {reason}")
    return " ".join(said)


def _by(operation: operations.Operation) -> str:
    if operation.state is State.FAILED and operation.failure is not None:
        titles = {step.name: step.title for step in operation.steps}
        where = titles.get(operation.failure.step, "")
        return f" at “{text.escape(where)}”" if where else ""
    if operation.ended_by and operation.state in _BY:
        return f" by {text.person(operation.ended_by)}"
    return ""

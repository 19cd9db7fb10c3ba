"""The first line of a card: where the operation stands, who brought it there, what is next."""

from __future__ import annotations

from bot.slack import declared
from bot.slack.cards import text
from core import language
from workflow import operations

State = operations.State

_BY = frozenset({State.DENIED, State.WITHDRAWN, State.CANCELLED, State.CANCELLING})
_REASONED = frozenset({State.STALE, State.BLOCKED, State.EXPIRED})


def word(operation: operations.Operation, words: language.Words) -> str:
    """The first word a reader looks for."""
    return words(f"card-state-{kind(operation) or operation.state.value}")


def of(operation: operations.Operation, words: language.Words) -> str:
    """`*Denied* by <@U…>. What next. Reason: …`"""
    state = operation.state
    said = [_stands(operation, words)]
    if operation.reason and state in _REASONED and not _listed(operation):
        said.append(text.spoken(operation.reason, words))
    after = kind(operation) or state.value
    if words.knows(key := f"card-next-{after}") and not _helped(operation):
        said.append(words(key))
    if state is State.CANCELLED and operation.makes:
        said.append(words("card-lead-clean"))
    if state is State.DENIED:
        reason = text.typed(operation.reason).strip() or words("card-reason-none")
        said.append(words("card-reason", reason=reason))
    return " ".join(said)


def settled(operation: operations.Operation) -> bool:
    """Whether it ended because there was nothing to do."""
    return operation.settled and _listed(operation)


def kind(operation: operations.Operation) -> str:
    """Of what ended otherwise than its state alone says; else empty."""
    if operation.unplanned:
        return "unplanned"
    return "settled" if settled(operation) else ""


def _helped(operation: operations.Operation) -> bool:
    """Whether what to do next stands below anyway, beside why there is no plan."""
    failure = operation.failure
    return operation.state is State.BLOCKED and failure is not None and bool(failure.remedy)


def _listed(operation: operations.Operation) -> bool:
    """Whether the reason stands below anyway: as why there is no plan, or among what must be mended
    first."""
    if operation.state is State.BLOCKED and operation.failure is not None:
        return True
    blocking = operation.plan.blocking if operation.plan is not None else ()
    return operation.state is State.BLOCKED and any(
        one.sentence == operation.reason for one in blocking
    )


def _stands(operation: operations.Operation, words: language.Words) -> str:
    state = word(operation, words)
    if operation.unplanned:
        return words("card-lead-unplanned")
    if operation.state is State.BLOCKED and not settled(operation):
        return words("card-lead-blocked")
    if operation.state is State.FAILED and operation.failure is not None:
        titles = {step.name: step.title for step in operation.steps}
        if where := titles.get(operation.failure.step, ""):
            where = declared.step(operation.failure.step, where, words)
            return words("card-lead-at", state=state, step=text.escape(where))
    if operation.ended_by and operation.state in _BY:
        return words("card-lead-by", state=state, who=text.person(operation.ended_by))
    return words("card-lead", state=state)

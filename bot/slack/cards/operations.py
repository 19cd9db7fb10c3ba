"""The one card of an operation: plan, approval, progress, end. A pure function of its rows."""

from __future__ import annotations

from bot.slack import declared
from bot.slack.cards import approval, blocks, buttons, endings, leads, plan, progress, text
from commands import grammar
from core import language
from workflow import operations

State = operations.State

_WITH_PLAN = frozenset({State.DRAFT, State.BLOCKED, State.AWAITING_APPROVAL})
_WITH_STEPS = frozenset(State) - _WITH_PLAN - {State.DENIED, State.EXPIRED, State.WITHDRAWN}

_ASK_AGAIN = frozenset({State.BLOCKED, State.DENIED, State.EXPIRED, State.STALE, State.WITHDRAWN})
_FAILING = frozenset({State.BLOCKED, State.FAILED})


def render(operation: operations.Operation, words: language.Words) -> blocks.Message:
    """The card as it should look now."""
    body: list[blocks.Block] = [
        blocks.header(title(operation, words)),
        *_standing(operation, words),
    ]
    if operation.state in _WITH_PLAN:
        body += _planned(operation, words)
    body += [
        *approval.glass(operation, words),
        *approval.changed(operation, words),
        *endings.of(operation, words),
    ]
    if operation.state in _WITH_STEPS:
        body += progress.steps(operation, words) + progress.remaining(operation, words)
    if (operation.state in _ASK_AGAIN or operation.unplanned) and not operation.settled:
        body.append(_again(operation, words))
    body.append(_origin(operation, words))
    row = buttons.of(operation, words)
    body += [blocks.actions(row)] if row else []
    return blocks.message(summary(operation, words), body)


def shown(operation: operations.Operation, link: str, words: language.Words) -> blocks.Message:
    """The card as an answer: without its buttons, which work on the card only, and with the way
    to it where there is one."""
    card = render(operation, words)
    kept = [one for one in card.blocks if one["type"] != "actions"]
    way = [blocks.section(text.link(link, words("card-open")))] if link else []
    return blocks.message(card.text, [*kept, *way])


def _again(operation: operations.Operation, words: language.Words) -> blocks.Block:
    """The whole line, so that nobody types eleven fields twice."""
    given = [
        f"{name}={grammar.quote(str(value))}" for name, value in operation.values.items() if value
    ]
    line = " ".join([f"/failback-ps {operation.verb}", *given]).replace("`", "'")
    return blocks.section(f"{words('card-again')}\n```{line}```")


def title(operation: operations.Operation, words: language.Words) -> str:
    """`Deploy ps-weu-1`, plain text."""
    return declared.operation(operation.verb, operation.target, words)


def summary(operation: operations.Operation, words: language.Words) -> str:
    """One line for notifications and screen readers."""
    plain, state = text.escape(title(operation, words)), leads.word(operation, words)
    if operation.state is State.RUNNING:
        now = [one for one in operation.steps if one.state == operations.StepState.RUNNING]
        if now:
            step = text.escape(declared.step(now[0].name, now[0].title, words))
            return words("card-summary-now", title=plain, state=state, step=step)
    said = words("card-summary", title=plain, state=state)
    if operation.state in _FAILING and operation.failure is not None:
        said += f" {text.spoken(operation.failure.sentence, words)}"
    return said


def _standing(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """Where it stands, then what it is about."""
    shown = [blocks.section(leads.of(operation, words))]
    planned = operation.plan
    if planned is not None:
        shown.append(blocks.section(text.spoken(planned.summary, words)))
        where = plan.place(planned)
        shown += [blocks.context([where])] if where else []
    return shown


def _planned(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    planned = operation.plan
    if planned is None:
        return []
    in_thread = operation.state is State.AWAITING_APPROVAL
    shown = plan.findings(planned, words, in_thread=in_thread)
    if operation.state is State.BLOCKED:
        return shown  # what would have been done is of no use until that is mended
    shown += [
        *plan.changes(planned, words),
        *plan.cost(planned, words),
        *plan.undo(planned, words),
    ]
    if operation.state is State.AWAITING_APPROVAL:
        shown += [*approval.precedent(operation, words), *approval.gate(operation, words)]
    return shown


def _origin(operation: operations.Operation, words: language.Words) -> blocks.Block:
    who, when = text.person(operation.requester), text.moment(operation.created_at)
    parts = [words("card-asked", who=who, when=when), text.escape(operation.id)]
    if operation.state not in _WITH_PLAN:
        by = approval.voters(operation, words)
        if by:
            parts.insert(1, by)
    if operation.attempt > 1:
        parts.append(words("card-attempt", number=operation.attempt))
    return blocks.context(parts)

"""The one card of an operation: plan, approval, progress, end. A pure function of its rows."""

from __future__ import annotations

from bot.slack.cards import approval, blocks, buttons, endings, leads, plan, progress, text
from commands import grammar
from workflow import operations

State = operations.State

_WITH_PLAN = frozenset({State.DRAFT, State.BLOCKED, State.AWAITING_APPROVAL})
_WITH_STEPS = frozenset(State) - _WITH_PLAN - {State.DENIED, State.EXPIRED, State.WITHDRAWN}

_ASK_AGAIN = frozenset({State.BLOCKED, State.DENIED, State.EXPIRED, State.STALE, State.WITHDRAWN})


def render(operation: operations.Operation) -> blocks.Message:
    """The card as it should look now."""
    body: list[blocks.Block] = [blocks.header(title(operation)), *_standing(operation)]
    if operation.state in _WITH_PLAN:
        body += _planned(operation)
    body += [*approval.glass(operation), *approval.changed(operation), *endings.of(operation)]
    if operation.state in _WITH_STEPS:
        body += progress.steps(operation) + progress.remaining(operation)
    if operation.state in _ASK_AGAIN:
        body.append(_again(operation))
    body.append(_origin(operation))
    row = buttons.of(operation)
    body += [blocks.actions(row)] if row else []
    return blocks.message(summary(operation), body)


def _again(operation: operations.Operation) -> blocks.Block:
    """The whole line, so that nobody types eleven fields twice."""
    given = [
        f"{name}={grammar.quote(str(value))}" for name, value in operation.values.items() if value
    ]
    line = " ".join([f"/failback-ps {operation.verb}", *given]).replace("`", "'")
    return blocks.section(
        f"*To ask again*, copy this line and change what must change:\n```{line}```"
    )


def title(operation: operations.Operation) -> str:
    """`Deploy ps-weu-1`, plain text."""
    return f"{text.title(operation.verb)} {target(operation)}".strip()


def target(operation: operations.Operation) -> str:
    """The server that it is about, as the plan says or, before there is one, the request."""
    if operation.plan is not None:
        return operation.plan.target
    return str(operation.values.get("name") or operation.values.get("server") or "")


def summary(operation: operations.Operation) -> str:
    """One line for notifications, screen readers and the terminal."""
    said = f"{text.escape(title(operation))}: {leads.WORDS[operation.state].lower()}."
    if operation.state is State.FAILED and operation.failure is not None:
        said += f" {text.sentence(operation.failure.sentence)}"
    elif operation.state is State.RUNNING:
        now = [one.title for one in operation.steps if one.state == operations.StepState.RUNNING]
        said += f" Now: {text.escape(now[0])}." if now else ""
    return said


def _standing(operation: operations.Operation) -> list[blocks.Block]:
    """Where it stands, then what it is about."""
    shown = [blocks.section(leads.of(operation))]
    planned = operation.plan
    if planned is not None:
        shown.append(blocks.section(text.sentence(planned.summary)))
        where = plan.place(planned)
        shown += [blocks.context([where])] if where else []
    return shown


def _planned(operation: operations.Operation) -> list[blocks.Block]:
    planned = operation.plan
    if planned is None:
        return []
    in_thread = operation.state is State.AWAITING_APPROVAL
    shown = plan.findings(planned, in_thread=in_thread)
    if operation.state is State.BLOCKED:
        return shown  # what would have been done is of no use until that is mended
    shown += [*plan.changes(planned), *plan.cost(planned), *plan.undo(planned)]
    if operation.state is State.AWAITING_APPROVAL:
        shown += [*approval.precedent(operation), *approval.gate(operation)]
    return shown


def _origin(operation: operations.Operation) -> blocks.Block:
    parts = [
        f"Asked by {text.person(operation.requester)} {text.moment(operation.created_at)}",
        text.escape(operation.id),
    ]
    if operation.state not in _WITH_PLAN:
        by = approval.voters(operation)
        if by:
            parts.insert(1, by)
    if operation.attempt > 1:
        parts.append(f"Attempt {operation.attempt}")
    return blocks.context(parts)

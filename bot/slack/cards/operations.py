"""The one card of an operation: plan, approval, progress, end. A pure function of its rows."""

from __future__ import annotations

from bot.slack.cards import blocks, buttons, endings, plan, progress, text
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

_WITH_PLAN = frozenset({State.DRAFT, State.BLOCKED, State.AWAITING_APPROVAL})
_WITH_STEPS = frozenset(State) - _WITH_PLAN - {State.DENIED, State.EXPIRED, State.WITHDRAWN}


def render(operation: operations.Operation) -> blocks.Message:
    """The card as it should look now."""
    body: list[blocks.Block] = [blocks.header(title(operation)), _standing(operation)]
    if operation.state in _WITH_PLAN:
        body += _planned(operation)
    body += endings.of(operation)
    if operation.state in _WITH_STEPS:
        body += progress.steps(operation) + progress.remaining(operation)
    body.append(_origin(operation))
    row = buttons.of(operation)
    body += [blocks.actions(row)] if row else []
    return blocks.message(summary(operation), body)


def title(operation: operations.Operation) -> str:
    """`Deploy ps-weu-1`, plain text."""
    if operation.plan is not None:
        target = operation.plan.target
    else:
        target = str(operation.values.get("name") or operation.values.get("server") or "")
    verb = operation.verb.replace("-", " ").capitalize()
    return f"{verb} {target}".strip()


def summary(operation: operations.Operation) -> str:
    """One line for notifications, screen readers and the terminal."""
    said = f"{text.escape(title(operation))}: {WORDS[operation.state].lower()}."
    if operation.state is State.FAILED and operation.failure is not None:
        said += f" {text.sentence(operation.failure.sentence)}"
    elif operation.state is State.RUNNING:
        now = [one.title for one in operation.steps if one.state == operations.StepState.RUNNING]
        said += f" Now: {text.escape(now[0])}." if now else ""
    return said


def _standing(operation: operations.Operation) -> blocks.Block:
    lead = f"*{WORDS[operation.state]}.* "
    planned = operation.plan
    if planned is None:
        return blocks.section(lead + operations.SENTENCES[operation.state])
    where = plan.place(planned)
    told = lead + text.sentence(planned.summary)
    return blocks.section(f"{told}\n{where}" if where else told)


def _planned(operation: operations.Operation) -> list[blocks.Block]:
    planned = operation.plan
    if planned is None:
        return []
    shown = [*plan.findings(planned), *plan.changes(planned), *plan.cost(planned)]
    shown += plan.undo(planned)
    if operation.state is State.AWAITING_APPROVAL:
        shown.append(_approval(operation))
    return shown


def _approval(operation: operations.Operation) -> blocks.Block:
    given = [vote.person for vote in operation.votes if vote.decision == "approve"]
    needed = "one approval" if operation.quorum == 1 else f"{operation.quorum} approvals"
    said = f"*Approval* Needs {needed} from {text.people(operation.approvers)}"
    said += f"; so far {text.people(tuple(given), 'and')}." if given else "."
    said += f" {text.person(operation.requester)} asked, so that vote does not count."
    if operation.expires_at is not None:
        said += f" Expires {text.moment(operation.expires_at)}."
    return blocks.section(said)


def _origin(operation: operations.Operation) -> blocks.Block:
    parts = [
        f"Asked by {text.person(operation.requester)} {text.moment(operation.created_at)}",
        text.escape(operation.id),
    ]
    if operation.state not in _WITH_PLAN:
        approved = [vote.person for vote in operation.votes if vote.decision == "approve"]
        if approved:
            parts.insert(1, f"Approved by {text.people(tuple(approved), 'and')}")
    if operation.attempt > 1:
        parts.append(f"Attempt {operation.attempt}")
    return blocks.context(parts)

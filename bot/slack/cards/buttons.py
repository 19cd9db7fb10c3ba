"""The buttons of a card, and what their values carry: the operation, and the plan that was seen."""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass

from bot.slack.cards import blocks
from workflow import operations

State = operations.State


class Button(enum.StrEnum):
    """Action ids."""

    APPROVE = "approve"  # Votes for the plan that the button was shown under.
    DENY = "deny"  # Opens a form for the reason, then ends it.
    WITHDRAW = "withdraw"  # The requester takes it back before the run.
    CANCEL = "cancel"  # Stops the run at the next step boundary, or gives a failed one up.
    RETRY = "retry"  # Goes on at the failed step.
    CLEAN = "clean"  # Removes what the operation made.
    UPGRADE = "upgrade"  # On a prompt: opens the guide.


@dataclass(frozen=True, kw_only=True)
class Value:
    """What a click is about. `plan_hash` is the plan the person saw."""

    operation: str
    plan_hash: str = ""


class Unreadable(ValueError):
    """The value is none of ours."""


def write(value: Value) -> str:
    return json.dumps({"operation": value.operation, "plan": value.plan_hash})


def read(raw: str) -> Value:
    """Raises `Unreadable`."""
    try:
        found = json.loads(raw)
        return Value(operation=str(found["operation"]), plan_hash=str(found["plan"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(raw[:80]) from error


def of(operation: operations.Operation) -> list[blocks.Block]:
    """The buttons its state allows. Who may click is decided by the workflow at the click."""
    if operation.state is State.FAILED and operation.plan is None:
        return []  # the checks themselves could not be done: there is nothing to go on with
    value = write(Value(operation=operation.id, plan_hash=operation.plan_hash))
    return [_MADE[name](operation, value) for name in _SHOWN.get(operation.state, ())]


def _approve(operation: operations.Operation, value: str) -> blocks.Block:
    what = operation.plan.summary if operation.plan else "This operation"
    return blocks.button(
        Button.APPROVE,
        "Approve",
        value,
        style="primary",
        confirm=blocks.Confirm(
            title="Approve this plan?",
            sentence=f"{what} It starts at once when enough people have approved.",
            yes="Approve",
        ),
    )


def _deny(_: operations.Operation, value: str) -> blocks.Block:
    return blocks.button(Button.DENY, "Deny…", value, style="danger")


def _withdraw(_: operations.Operation, value: str) -> blocks.Block:
    return blocks.button(
        Button.WITHDRAW,
        "Withdraw",
        value,
        confirm=blocks.Confirm(
            title="Withdraw this?",
            sentence="Only the person who asked can. Nothing has been changed yet.",
            yes="Withdraw",
        ),
    )


def _retry(operation: operations.Operation, value: str) -> blocks.Block:
    return blocks.button(
        Button.RETRY,
        "Retry from this step",
        value,
        style="primary",
        confirm=blocks.Confirm(
            title="Retry from this step?",
            sentence="Steps that are done stay done. The same plan goes on; no new approval.",
            yes="Retry",
        ),
    )


def _clean(operation: operations.Operation, value: str) -> blocks.Block:
    undo = operation.plan.undo if operation.plan else ""
    return blocks.button(
        Button.CLEAN,
        "Clean up",
        value,
        style="danger",
        confirm=blocks.Confirm(
            title="Remove what was made?",
            sentence=f"Removes what this operation made and nothing else. {undo}".strip(),
            yes="Clean up",
            danger=True,
        ),
    )


def _cancel(operation: operations.Operation, value: str) -> blocks.Block:
    if operation.state is State.FAILED:
        said = "It will not be retried. What was made so far stays until you clean up."
    else:
        said = "It stops once the running step is over. What was made so far stays."
    return blocks.button(
        Button.CANCEL,
        "Cancel",
        value,
        confirm=blocks.Confirm(
            title="Cancel this operation?", sentence=said, yes="Cancel it", danger=True
        ),
    )


_MADE = {
    Button.APPROVE: _approve,
    Button.DENY: _deny,
    Button.WITHDRAW: _withdraw,
    Button.RETRY: _retry,
    Button.CLEAN: _clean,
    Button.CANCEL: _cancel,
}
_SHOWN = {
    State.DRAFT: (Button.WITHDRAW,),
    State.AWAITING_APPROVAL: (Button.APPROVE, Button.DENY, Button.WITHDRAW),
    State.RUNNING: (Button.CANCEL,),
    State.WAITING_FOR_PERSON: (Button.CANCEL,),
    State.FAILED: (Button.RETRY, Button.CLEAN, Button.CANCEL),
    State.CANCELLED: (Button.CLEAN,),
}

"""The buttons of a card, and what their values carry: the operation, and the plan that was seen."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.cards import blocks
from commands import onward, verbs
from core import language, sentences
from workflow import operations

State = operations.State
MOST_VALUE = 2000
"""Characters of a button's value.
Source: docs.slack.dev/reference/block-kit/block-elements/button-element"""
MOST_OFFERS = 10


class Button(enum.StrEnum):
    """Action ids."""

    APPROVE = "approve"  # Votes for the plan that the button was shown under.
    DENY = "deny"  # Opens a form for the reason, then ends it.
    WITHDRAW = "withdraw"  # The requester takes it back before the run.
    CANCEL = "cancel"  # Stops the run at the next step boundary, or gives a failed one up.
    DONE = "done"  # What a step waits for is done: it looks again.
    RETRY = "retry"  # Goes on at the failed step.
    CLEAN = "clean"  # Removes what the operation made.
    MORE = "more"  # The menu of what is wanted less often: withdraw, question, glass.
    QUESTION = "question"  # In the menu: asks the requester in the thread.
    GLASS = "glass"  # In the menu: opens the form that breaks the glass.
    PLAN_AGAIN = "plan-again"  # The same wish anew, after something changed.
    REFILL = "refill"  # Opens the form, filled in as it was.
    ACKNOWLEDGE = "acknowledge"  # On a review card: somebody has looked at the broken glass.
    CONFIRM_VOTE = "confirm-vote"  # In a direct message: the vote of the terminal is mine.
    NOT_ME = "not-me"  # Likewise: somebody else gave it under my name.
    OFFER = "offer"  # On an answer: opens a verb's form with some fields filled in.
    UPGRADE = "upgrade"  # On a prompt: opens the form.
    DEPLOY = "deploy"  # On the prompt of an uncovered network: opens the form.
    FABRIC = "fabric"  # On a prompt: the upgrade plan of its fabric.
    USERS = "users"  # On a prompt: which machines use the server.
    FINDING = "finding"  # On a prompt: the menu of snoozes, and the dismissal.
    SNOOZE_HOUR = "snooze-1h"  # In that menu.
    SNOOZE_TOMORROW = "snooze-tomorrow"  # Likewise: to 08:00 in the watch's time zone.
    SNOOZE_WINDOW = "snooze-window"  # Likewise: to the next maintenance window's beginning.
    SNOOZE_UNTIL = "snooze-until"  # Likewise: opens a form for the moment.
    DISMISS = "dismiss"  # Likewise: opens a form for the reason.
    CARD = "card"  # In the Home: leads to an operation's card; Slack only tells of the click.
    RUN = "run"  # In the Home: a read-only verb, answered in a window.
    HOME_VAULT = "home-vault"  # In the Home: shows one vault only.
    HOME_ENVIRONMENT = "home-environment"  # Likewise: one environment.
    HOME_PAGE = "home-page"  # Likewise: turns a page of a list.
    NOTE = "incident-note"  # On an incident's board: opens a form for a note.
    STANDING = "incident-status"  # Likewise: says how it stands, to one person.
    END = "incident-end"  # Likewise: opens a form for the summary, then ends it.


@dataclass(frozen=True, kw_only=True)
class Value:
    """What a click is about. `plan_hash` is the plan the person saw."""

    operation: str
    plan_hash: str = ""
    do: str = ""  # which of a menu's options


class Unreadable(ValueError):
    """The value is none of ours."""


def write(value: Value) -> str:
    """At most 150 characters: more is no option of a menu."""
    raw = {"operation": value.operation, "plan": value.plan_hash}
    return json.dumps({**raw, "do": value.do} if value.do else raw, separators=(",", ":"))


def read(raw: str) -> Value:
    """Raises `Unreadable`."""
    try:
        found = json.loads(raw)
        return Value(
            operation=str(found["operation"]),
            plan_hash=str(found["plan"]),
            do=str(found.get("do", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(raw[:80]) from error


def write_offer(offer: verbs.Offer) -> str:
    """Empty where it would be too long for a button: the answer's text says it too."""
    raw = json.dumps({"verb": offer.verb, "values": dict(offer.values)}, separators=(",", ":"))
    return raw if len(raw) <= MOST_VALUE else ""


def read_offer(raw: str) -> tuple[str, dict[str, str]]:
    """The verb's name and its values. Raises `Unreadable`."""
    try:
        found = json.loads(raw)
        return str(found["verb"]), {str(k): str(v) for k, v in found["values"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(raw[:80]) from error


def offered(offers: Sequence[verbs.Offer], words: language.Words) -> list[blocks.Block]:
    """Action ids stand once in a block: all have the button's, and a number."""
    return [
        blocks.button(f"{Button.OFFER}.{number}", sentences.spoken(offer.label, words), value)
        for number, offer in enumerate(offers[:MOST_OFFERS])
        if (value := write_offer(offer))
    ]


def of(operation: operations.Operation, words: language.Words) -> list[blocks.Block]:
    """The buttons its state allows. Who may click is decided by the workflow at the click."""
    if operation.state is State.SUCCEEDED:
        return offered(onward.of(operation.result).offers, words)
    value = write(_value(operation))
    shown = (Button.REFILL,) if operation.unplanned else _SHOWN.get(operation.state, ())
    if operation.settled:
        return []
    return [
        _MADE[name](operation, value, words)
        for name in shown
        if name is not Button.CLEAN or operation.makes
    ]


def one(name: Button, operation: operations.Operation, words: language.Words) -> blocks.Block:
    """A single one of them, for elsewhere than on the card."""
    return _MADE[name](operation, write(_value(operation)), words)


def _approve(operation: operations.Operation, value: str, words: language.Words) -> blocks.Block:
    what = words("card-approve-what")
    if operation.plan:
        what = sentences.spoken(operation.plan.summary, words)
    asked = blocks.Confirm(
        title=words("card-approve-title"),
        sentence=words("card-approve-sentence", what=what),
        yes=words("card-approve"),
        no=words("card-not-now"),
    )
    return blocks.button(
        Button.APPROVE, words("card-approve"), value, style="primary", confirm=asked
    )


def _deny(_: operations.Operation, value: str, words: language.Words) -> blocks.Block:
    return blocks.button(Button.DENY, words("card-deny"), value, style="danger")


def _withdraw(_: operations.Operation, value: str, words: language.Words) -> blocks.Block:
    asked = blocks.Confirm(
        title=words("card-withdraw-title"),
        sentence=words("card-withdraw-sentence"),
        yes=words("card-withdraw"),
        no=words("card-not-now"),
    )
    return blocks.button(Button.WITHDRAW, words("card-withdraw"), value, confirm=asked)


def _retry(_: operations.Operation, value: str, words: language.Words) -> blocks.Block:
    asked = blocks.Confirm(
        title=words("card-retry-title"),
        sentence=words("card-retry-sentence"),
        yes=words("card-retry-yes"),
        no=words("card-not-now"),
    )
    return blocks.button(Button.RETRY, words("card-retry"), value, style="primary", confirm=asked)


def _done(_: operations.Operation, value: str, words: language.Words) -> blocks.Block:
    return blocks.button(Button.DONE, words("card-done"), value, style="primary")


def _clean(operation: operations.Operation, value: str, words: language.Words) -> blocks.Block:
    undo = sentences.spoken(operation.plan.undo, words) if operation.plan else ""
    asked = blocks.Confirm(
        title=words("card-clean-title"),
        sentence=words("card-clean-sentence", undo=undo).strip(),
        yes=words("card-clean"),
        no=words("card-not-now"),
        danger=True,
    )
    return blocks.button(Button.CLEAN, words("card-clean"), value, style="danger", confirm=asked)


def _cancel(operation: operations.Operation, value: str, words: language.Words) -> blocks.Block:
    if operation.state is not State.FAILED:
        said = words("card-cancel-running")
    else:
        said = words("card-cancel-failed-made" if operation.makes else "card-cancel-failed")
    asked = blocks.Confirm(
        title=words("card-cancel-title"),
        sentence=said,
        yes=words("card-cancel-yes"),
        no=words("card-not-now"),
        danger=True,
    )
    return blocks.button(Button.CANCEL, words("card-cancel"), value, confirm=asked)


def _more(operation: operations.Operation, _: str, words: language.Words) -> blocks.Block:
    wanted = {
        Button.WITHDRAW: words("card-withdraw"),
        Button.QUESTION: words("card-question"),
        Button.GLASS: words("card-glass-break"),
    }
    options = [
        (label, write(dataclasses.replace(_value(operation), do=do.value)))
        for do, label in wanted.items()
    ]
    return blocks.overflow(Button.MORE, options)


def _plan_again(_: operations.Operation, value: str, words: language.Words) -> blocks.Block:
    asked = blocks.Confirm(
        title=words("card-plan-again-title"),
        sentence=words("card-plan-again-sentence"),
        yes=words("card-plan-again"),
        no=words("card-not-now"),
    )
    return blocks.button(
        Button.PLAN_AGAIN, words("card-plan-again"), value, style="primary", confirm=asked
    )


def _refill(_: operations.Operation, value: str, words: language.Words) -> blocks.Block:
    return blocks.button(Button.REFILL, words("card-refill"), value)


def _value(operation: operations.Operation) -> Value:
    return Value(operation=operation.id, plan_hash=operation.plan_hash)


_MADE = {
    Button.APPROVE: _approve,
    Button.DENY: _deny,
    Button.WITHDRAW: _withdraw,
    Button.DONE: _done,
    Button.RETRY: _retry,
    Button.CLEAN: _clean,
    Button.CANCEL: _cancel,
    Button.MORE: _more,
    Button.PLAN_AGAIN: _plan_again,
    Button.REFILL: _refill,
}
_SHOWN = {
    State.DRAFT: (Button.WITHDRAW,),
    State.AWAITING_APPROVAL: (Button.APPROVE, Button.DENY, Button.MORE),
    State.RUNNING: (Button.CANCEL,),
    State.WAITING_FOR_PERSON: (Button.DONE, Button.CANCEL),
    State.FAILED: (Button.RETRY, Button.CLEAN, Button.CANCEL),
    State.CANCELLED: (Button.CLEAN,),
    State.STALE: (Button.PLAN_AGAIN, Button.REFILL),
    State.BLOCKED: (Button.REFILL,),
    State.DENIED: (Button.REFILL,),
    State.EXPIRED: (Button.REFILL,),
    State.WITHDRAWN: (Button.REFILL,),
}

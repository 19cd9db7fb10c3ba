"""An event of the audit trail in a plain sentence."""

from __future__ import annotations

import re
from collections.abc import Callable

from commands import words
from workflow import audit, history

_PERSON = re.compile(r"[UW][A-Z0-9]{6,}")
_STRAIGHT = str.maketrans({"“": '"', "”": '"'})

_DID: dict[str, str] = {
    "operation.draft": "asked for it",
    "operation.awaiting_approval": "planned it; it waits for approval",
    "operation.blocked": "planned it; it is blocked",
    "operation.approved": "approved it, as the last who was needed",
    "operation.running": "began the run",
    "operation.waiting_for_person": "began to wait for a person",
    "operation.cancelling": "asked to cancel it",
    "operation.succeeded": "finished it, done and proved",
    "operation.failed": "stopped it: it failed",
    "operation.cancelled": "ended it: it is cancelled",
    "operation.denied": "ended it: it is denied",
    "operation.expired": "ended it: nobody approved in time",
    "operation.withdrawn": "withdrew it",
    "operation.stale": "stopped it before the run: what was approved no longer held",
    "operation.cleaning": "began to clean it up",
    "operation.cleaned": "finished cleaning it up",
    "vote.approve": "voted to approve it",
    "vote.deny": "voted to deny it",
    "vote.carried": "approved the same plan before; that vote carries over",
    "approval.reminded": "called the approvers again",
    "approval.escalated": "called for help: nobody had decided",
    "glass.broken": "broke the glass",
    "review.reminded": "called again for a review of the broken glass",
    "review.acknowledged": "acknowledged the broken glass",
    "question.asked": "asked a question",
    "policy.loaded": "loaded the policy",
    "finding.opened": "found something",
    "finding.open": "found it not in order again",
    "finding.worse": "found that it got worse",
    "finding.acting": "saw an operation at work on it",
    "finding.resolved": "found it in order again",
    "finding.snooze": "snoozed it",
    "finding.dismiss": "dismissed it",
    "incident.started": "started the incident",
    "incident.note": "noted in the incident",
    "incident.long": "asked whether it still goes on: the incident",
    "incident.ended": "ended the incident",
    "audit.purged": "purged old events of the audit trail",
}


def sentence(event: history.Happened) -> str:
    """Who did what, of what, and why; typed words stand between “ and ”."""
    parts = [f"{_who(event)} {_did(event)}"]
    if event.operation_id:
        what = f"{event.verb} {event.target}".strip()
        parts.append(f"({what}, {event.operation_id})" if what else f"({event.operation_id})")
    said = " ".join(parts)
    reason = str(event.detail.get("reason") or "").translate(_STRAIGHT)
    if reason:
        said += f": “{words.shorten(reason)}”"
    return said + "."


def is_person(id: str) -> bool:  # noqa: A002 - the noun's own id
    """It has the shape of a Slack id."""
    return _PERSON.fullmatch(id) is not None


def _who(event: history.Happened) -> str:
    if event.actor == audit.BOT:
        return "The bot"
    return f"<@{event.actor}>" if is_person(event.actor) else event.actor


def _did(event: history.Happened) -> str:
    noun, _, what = event.kind.partition(".")
    if what in _TURNED:
        code = event.detail.get("code")
        return f"{_TURNED[what]}: {noun.replace('-', ' ')}" + (f" ({code})" if code else "")
    if noun in _MORE:
        return _MORE[noun](what, event)
    if event.kind == "vote.uncounted":
        return f"no longer counts the vote of <@{event.detail.get('person')}>"
    return _DID.get(event.kind) or event.kind


_TURNED = {"refused": "was refused", "lost": "came too late"}


def _step(what: str, event: history.Happened) -> str:
    step = str(event.detail.get("step", "")).replace("-", " ")
    if what == "reported":
        return f"said that the step {step} is done"
    if what == "begun":
        return f"began the step {step}"
    code = event.detail.get("code")
    return f"ended the step {step}: {what}" + (f" ({code})" if code else "")


def _hold(what: str, event: history.Happened) -> str:
    return f"{what} {str(event.detail.get('key', '')).partition(':')[2] or 'everything'}"


def _finding(_: str, event: history.Happened) -> str:
    server = str(event.detail.get("server", "")).rpartition("/")[2]
    return f"{_DID.get(event.kind, event.kind)}: {event.detail.get('kind')}, {server}"


def _incident(_: str, event: history.Happened) -> str:
    text = str(event.detail.get("text") or event.detail.get("summary") or "").translate(_STRAIGHT)
    said = f"{_DID.get(event.kind, event.kind)} {event.detail.get('incident')}"
    return f"{said}: “{words.shorten(text)}”" if text else said


def _request(_: str, event: history.Happened) -> str:
    return f"used the terminal: {event.detail.get('wish')}"


_MORE: dict[str, Callable[[str, history.Happened], str]] = {
    "step": _step,
    "hold": _hold,
    "finding": _finding,
    "incident": _incident,
    "request": _request,
}

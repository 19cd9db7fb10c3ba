"""An event of the audit trail in a plain sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from commands import words
from core import json
from core.sentences import join, named, say
from workflow import audit, history

_PERSON = re.compile(r"[UW][A-Z0-9]{6,}")
_STRAIGHT = str.maketrans({"“": '"', "”": '"'})

_DID: dict[str, str] = {
    "operation.draft": say("happened-operation-draft", "asked for it"),
    "operation.awaiting_approval": say(
        "happened-operation-awaiting-approval", "planned it; it waits for approval"
    ),
    "operation.blocked": say("happened-operation-blocked", "checked it; it is blocked"),
    "operation.approved": say(
        "happened-operation-approved", "approved it, as the last who was needed"
    ),
    "operation.running": say("happened-operation-running", "began the run"),
    "operation.waiting_for_person": say(
        "happened-operation-waiting-for-person", "began to wait for a person"
    ),
    "operation.cancelling": say("happened-operation-cancelling", "asked to cancel it"),
    "operation.succeeded": say("happened-operation-succeeded", "finished it, done and proved"),
    "operation.failed": say("happened-operation-failed", "stopped it: it failed"),
    "operation.cancelled": say("happened-operation-cancelled", "ended it: it is cancelled"),
    "operation.denied": say("happened-operation-denied", "ended it: it is denied"),
    "operation.expired": say("happened-operation-expired", "ended it: nobody approved in time"),
    "operation.withdrawn": say("happened-operation-withdrawn", "withdrew it"),
    "operation.stale": say(
        "happened-operation-stale", "stopped it before the run: what was approved no longer held"
    ),
    "operation.cleaning": say("happened-operation-cleaning", "began to clean it up"),
    "operation.cleaned": say("happened-operation-cleaned", "finished cleaning it up"),
    "vote.approve": say("happened-vote-approve", "voted to approve it"),
    "vote.deny": say("happened-vote-deny", "voted to deny it"),
    "vote.carried": say(
        "happened-vote-carried", "approved the same plan before; that vote carries over"
    ),
    "approval.reminded": say("happened-approval-reminded", "called the approvers again"),
    "approval.escalated": say("happened-approval-escalated", "called for help: nobody had decided"),
    "glass.broken": say("happened-glass-broken", "broke the glass"),
    "review.reminded": say(
        "happened-review-reminded", "called again for a review of the broken glass"
    ),
    "review.acknowledged": say("happened-review-acknowledged", "acknowledged the broken glass"),
    "question.asked": say("happened-question-asked", "asked a question"),
    "policy.loaded": say("happened-policy-loaded", "loaded the policy"),
    "finding.opened": say("happened-finding-opened", "found something"),
    "finding.open": say("happened-finding-open", "found it not in order again"),
    "finding.worse": say("happened-finding-worse", "found that it got worse"),
    "finding.acting": say("happened-finding-acting", "saw an operation at work on it"),
    "finding.resolved": say("happened-finding-resolved", "found it in order again"),
    "finding.snooze": say("happened-finding-snooze", "snoozed it"),
    "finding.dismiss": say("happened-finding-dismiss", "dismissed it"),
    "incident.started": say("happened-incident-started", "started the incident"),
    "incident.note": say("happened-incident-note", "noted in the incident"),
    "incident.long": say("happened-incident-long", "asked whether it still goes on: the incident"),
    "incident.ended": say("happened-incident-ended", "ended the incident"),
    "upgrade-plan.opened": say("happened-upgrade-plan-opened", "opened a plan of upgrades"),
    "upgrade-plan.done": say("happened-upgrade-plan-done", "closed the plan of upgrades: all done"),
    "audit.purged": say("happened-audit-purged", "purged old events of the audit trail"),
}


_DECIDED = {
    "vote.approve": "operation.approved",
    "vote.deny": "operation.denied",
    "operation.approved": "glass.broken",
}
"""What one click brought about beside the event that tells it all."""


def told(events: Sequence[history.Happened]) -> list[history.Happened]:
    """The trail has an event for each thing that was changed; people did one."""
    there = {_click(one.kind, one) for one in events}
    return [one for one in events if _click(_DECIDED.get(one.kind, ""), one) not in there]


def _click(kind: str, event: history.Happened) -> tuple[object, ...]:
    return kind, event.operation_id, event.actor, event.at


def sentence(event: history.Happened) -> str:
    """Who did what, of what, and why; typed words stand between “ and ”."""
    said = say("happened-did", "{who} {did}", who=_who(event), did=_did(event))
    if event.operation_id:
        about = ", ".join(
            filter(None, [f"{event.verb} {event.target}".strip(), event.operation_id])
        )
        said = join([said, f"({about})"])
    reason = words.shorten(_straight(event.detail.get("reason")))
    if reason:
        return say("happened-because", "{said}: “{reason}”.", said=said, reason=reason)
    return say("happened-so", "{said}.", said=said)


def _straight(typed: json.JSON) -> str:
    return str(typed or "").translate(_STRAIGHT)


def is_person(id: str) -> bool:  # noqa: A002 - the noun's own id
    """It has the shape of a Slack id."""
    return _PERSON.fullmatch(id) is not None


def _who(event: history.Happened) -> str:
    if event.actor == audit.BOT:
        return say("happened-bot", "The bot")
    return f"<@{event.actor}>" if is_person(event.actor) else event.actor


def _did(event: history.Happened) -> str:
    noun, _, what = event.kind.partition(".")
    if what in {"refused", "lost"}:
        return _turned(noun, what, event)
    if noun in _MORE:
        return _MORE[noun](what, event)
    if event.kind == "vote.uncounted":
        return say(
            "happened-uncounted",
            "no longer counts the vote of <@{person}>",
            person=str(event.detail.get("person")),
        )
    return _DID.get(event.kind) or event.kind


def _turned(noun: str, what: str, event: history.Happened) -> str:
    named = _NOUNS.get(noun) or noun.replace("-", " ")
    if what == "refused":
        return _coded(say("happened-refused", "was refused: {what}", what=named), event)
    return _coded(say("happened-late", "came too late: {what}", what=named), event)


def _coded(said: str, event: history.Happened) -> str:
    code = event.detail.get("code")
    return join([said, f"({code})" if code else ""])


_NOUNS = {
    "hold": say("happened-noun-hold", "hold"),
    "release": say("happened-noun-release", "release"),
    "vote": say("happened-noun-vote", "vote"),
    "request": say("happened-noun-request", "request"),
    "confirmation": say("happened-noun-confirmation", "confirmation"),
    "break": say("happened-noun-break", "break"),
    "acknowledge": say("happened-noun-acknowledge", "acknowledge"),
    "ask": say("happened-noun-ask", "ask"),
    "question": say("happened-noun-question", "question"),
    "withdraw": say("happened-noun-withdraw", "withdraw"),
    "cancel": say("happened-noun-cancel", "cancel"),
    "done": say("happened-noun-done", "done"),
    "retry": say("happened-noun-retry", "retry"),
    "clean": say("happened-noun-clean", "clean"),
    "finding-snooze": say("happened-noun-finding-snooze", "finding snooze"),
    "finding-dismiss": say("happened-noun-finding-dismiss", "finding dismiss"),
}


def _operation(what: str, event: history.Happened) -> str:
    if event.actor != audit.BOT and event.detail.get("attempt") and what in {"approved", "running"}:
        return say("happened-retried", "asked to retry it")
    if what != "approved":
        return _DID.get(event.kind) or event.kind
    counted = event.detail.get("counted")
    if isinstance(counted, list):
        return say(
            "happened-approved",
            "approved it, the last of {count} who were needed"
            if len(counted) > 1
            else "approved it, the only one who was needed",
            count=len(counted),
        )
    if event.actor == audit.BOT:
        return say("happened-approved-already", "found that it needs no further vote")
    return _DID[event.kind]


def _step(what: str, event: history.Happened) -> str:
    name = str(event.detail.get("step", ""))
    step = named("step", name, name.replace("-", " "), otherwise="declared-step-{}")
    if what == "reported":
        return say("happened-step-reported", "said that the step {step} is done", step=step)
    if what == "begun":
        return say("happened-step-begun", "began the step {step}", step=step)
    how = _ENDS.get(what) or what
    ended = say("happened-step-ended", "ended the step {step}: {how}", step=step, how=how)
    return _coded(ended, event)


_ENDS = {
    "done": say("happened-end-done", "done"),
    "failed": say("happened-end-failed", "failed"),
}


def _hold(what: str, event: history.Happened) -> str:
    key = str(event.detail.get("key", "")).partition(":")[2]
    held = key or say("happened-everything", "everything")
    match what:
        case "locked":
            return say("happened-hold-locked", "locked {what}", what=held)
        case "unlocked":
            return say("happened-hold-unlocked", "unlocked {what}", what=held)
        case "frozen":
            return say("happened-hold-frozen", "frozen {what}", what=held)
        case "thawed":
            return say("happened-hold-thawed", "thawed {what}", what=held)
        case _:
            return join([what, held])


def _finding(_: str, event: history.Happened) -> str:
    server = str(event.detail.get("server", "")).rpartition("/")[2]
    did = _DID.get(event.kind) or event.kind
    return join([did, f"{event.detail.get('kind')}, {server}"], ": ")


def _incident(_: str, event: history.Happened) -> str:
    text = _straight(event.detail.get("text") or event.detail.get("summary"))
    did = _DID.get(event.kind) or event.kind
    said = join([did, str(event.detail.get("incident"))])
    if not text:
        return said
    return say("happened-told", "{said}: “{text}”", said=said, text=words.shorten(text))


def _request(_: str, event: history.Happened) -> str:
    wish = str(event.detail.get("wish"))
    return say("happened-terminal", "used the terminal: {wish}", wish=wish)


_MORE: dict[str, Callable[[str, history.Happened], str]] = {
    "operation": _operation,
    "step": _step,
    "hold": _hold,
    "finding": _finding,
    "incident": _incident,
    "request": _request,
}

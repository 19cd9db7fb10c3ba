"""What a terminal command says: as text, or with `--json` as one object of a stable shape."""

from __future__ import annotations

import dataclasses
import enum
import json as standard
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.cli import plain
from bot.slack.cards import blocks
from core import errors, language
from core import json as shapes
from workflow import closures, confirming, history, incidents, operations

SCHEMA = 1
"""Grows when a key goes or changes its meaning; a new key alone does not count."""


ENGLISH = language.of("en")
"""The terminal speaks no other language."""


class Code(enum.StrEnum):
    """What became of the command. The exit code follows from it."""

    SHOWN = "shown"
    ACCEPTED = "accepted"
    WAITING = "waiting-for-confirmation"
    ENDED = "ended"
    USAGE = "usage"
    NOT_TAKEN = "not-taken"
    REFUSED = "refused"
    ENDED_BADLY = "ended-badly"


EXITS: dict[Code, int] = {
    Code.SHOWN: 0,
    Code.ACCEPTED: 0,
    Code.WAITING: 0,
    Code.ENDED: 0,
    Code.USAGE: 2,
    Code.NOT_TAKEN: 3,
    Code.REFUSED: 4,
    Code.ENDED_BADLY: 5,
}
MEANINGS: dict[Code, str] = {
    Code.SHOWN: "What was asked to be shown.",
    Code.ACCEPTED: "The serving bot has done it; the operation is as shown.",
    Code.WAITING: "The vote is written down and does not count yet: its person must confirm it in "
    "Slack.",
    Code.ENDED: "With `--wait`: the operation ended as was wished.",
    Code.USAGE: "The command or a setting is wrong, or the database does not answer.",
    Code.NOT_TAKEN: "Written down; no serving bot has taken it yet.",
    Code.REFUSED: "It was refused; `reason` says why and what to do.",
    Code.ENDED_BADLY: "With `--wait`: the operation ended without having been done, or it failed.",
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """`said` is the text; `told` what a look has seen; `reason` the refusal, where there is one;
    `events` each with its sentence."""

    code: Code
    said: str = ""
    operation: operations.Operation | None = None
    listed: Sequence[operations.Operation] = ()
    pending: Sequence[confirming.Confirmation] = ()
    events: Sequence[tuple[history.Happened, str]] = ()
    closed: Sequence[closures.Closure] = ()
    incident: incidents.Incident | None = None
    request: str = ""
    told: str = ""
    reason: errors.BotError | None = None

    def print(self, *, json: bool) -> int:
        """Prints it and returns the exit code."""
        if json:
            standard.dump(to_json(self), sys.stdout)
            print()
        else:
            bad = self.code in (Code.USAGE, Code.REFUSED)
            print(self.said or _sentence(self), file=sys.stderr if bad else sys.stdout)
        return EXITS[self.code]


def refused(error: errors.BotError, code: Code = Code.REFUSED, **more: Any) -> Report:
    return Report(code=code, reason=error, **more)


def incident(one: incidents.Incident, *, request: str) -> Report:
    """What the serving bot has done to it."""
    stands = "is over" if one.ended_at else "is open"
    said = f"{one.id} {stands}: {plain.text(one.title)}. failback-ps incident status shows it."
    return Report(code=Code.ACCEPTED, said=said, incident=one, request=request)


def answer(message: blocks.Message) -> str:
    return plain.card(message, bold=sys.stdout.isatty())


def _sentence(report: Report) -> str:
    if report.reason is None:
        return MEANINGS[report.code]
    return plain.sentence(str(report.reason))


def to_json(report: Report) -> shapes.Object:
    reason = report.reason
    return {
        "schema": SCHEMA,
        "code": report.code.value,
        "request": report.request,
        "operation": None
        if report.operation is None
        else _operation(report.operation, report.pending),
        "operations": [_operation(one, ()) for one in report.listed],
        "incident": None if report.incident is None else _incident(report.incident),
        "events": [_event(event, sentence) for event, sentence in report.events],
        "told": report.told,
        "closed_channels": [_closed(one) for one in report.closed],
        "reason": None
        if reason is None
        else {"code": reason.code, "sentence": reason.sentence, "remedy": reason.remedy},
    }


def _operation(
    operation: operations.Operation, pending: Sequence[confirming.Confirmation]
) -> shapes.Object:
    planned = operation.plan
    return {
        "id": operation.id,
        "verb": operation.verb,
        "state": operation.state.value,
        "sentence": operation.sentence,
        "target": operation.target,
        "requester": operation.requester,
        "channel": operation.channel,
        "created_at": operation.created_at.isoformat(),
        "updated_at": operation.updated_at.isoformat(),
        "expires_at": operation.expires_at.isoformat() if operation.expires_at else None,
        "summary": planned.summary if planned else "",
        "plan_hash": operation.plan_hash,
        "rule": operation.rule,
        "votes": [
            {
                "person": vote.person,
                "decision": vote.decision,
                "at": vote.at.isoformat(),
                "reason": vote.reason,
                "uncounted": vote.uncounted,
            }
            for vote in operation.votes
        ],
        "unconfirmed": [
            {
                "person": one.person,
                "decision": one.decision,
                "at": one.asked_at.isoformat(),
                "reason": one.reason,
            }
            for one in pending
        ],
        "missing": [
            {"groups": list(one.groups), "people": list(one.people), "quorum": one.quorum}
            for one in operation.missing
        ],
        "steps": [
            {"name": one.name, "title": one.title, "state": one.state.value, "note": one.note}
            for one in operation.steps
        ],
        "reason": operation.reason,
        "ended_by": operation.ended_by,
        "failure": _failure(operation.failure),
    }


def _incident(one: incidents.Incident) -> shapes.Object:
    return {
        "id": one.id,
        "title": one.title,
        "severity": one.severity.value,
        "state": one.state.value,
        "channel": one.channel,
        "started_at": one.started_at.isoformat(),
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
    }


def _event(event: history.Happened, sentence: str) -> shapes.Object:
    return {
        "at": event.at.isoformat(),
        "kind": event.kind,
        "actor": event.actor,
        "operation": event.operation_id,
        "sentence": sentence,
    }


def _closed(closure: closures.Closure) -> shapes.Object:
    return {
        "channel": closure.channel,
        "error": closure.error,
        "since": closure.since.isoformat(),
        "waiting": closure.total,
    }


def _failure(failure: operations.Failure | None) -> shapes.Object | None:
    if failure is None:
        return None
    kept = ("step", "code", "sentence", "cause", "remedy", "provider_code", "provider_message")
    known = dataclasses.asdict(failure)
    return {name: known[name] for name in kept}

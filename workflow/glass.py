"""The broken glass: a listed person runs a plan without its approval, and others review that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from core import json
from core.sentences import join, say
from workflow import (
    approvals,
    audit,
    channels,
    decisions,
    deliveries,
    operations,
    outbox,
    policies,
    records,
    transitions,
)
from workflow.operations import State

REVIEW_EVERY = timedelta(days=1)
"""How often approvers are called to a review that nobody has acknowledged."""


def breakers(rule: policies.Policy) -> policies.Circle:
    """Who may break the glass. Raises `policies.Refused` where nobody may."""
    if rule.break_glass is None:
        raise policies.Refused(
            say("glass-nobody", "No rule lets anybody break the glass here."),
            remedy=say(
                "glass-nobody-remedy",
                "{who} can approve it.",
                who=approvals.mentions(rule.approvers),
            ),
            code="no-break-glass",
        )
    return rule.break_glass


def may_break(roll: approvals.Roll, rule: policies.Policy, person: str) -> None:
    """Raises `policies.Refused` unless this person is listed for it and counts."""
    circle = breakers(rule)
    remedy = say("glass-who", "{who} may.", who=approvals.mentions([circle]))
    reason = approvals.full_member(roll, person)
    if reason is not None:
        raise policies.Refused(reason, remedy=remedy, code="not-counted")
    if not roll.within(circle, person):
        raise policies.Refused(
            say("glass-not-yours", "<@{person}> may not break the glass here.", person=person),
            remedy=remedy,
            code="not-a-breaker",
        )


def breaking(
    operation_id: str,
    vote: operations.Vote,
    plan_hash: str,
    typed: str,
    told: channels.Channels,
) -> deliveries.Work:
    """`vote` carries person, reason and time; `typed` is the server's name as they wrote it."""

    def work(connection: sa.Connection) -> str:
        operation = records.get(connection, operation_id, lock=True)
        decisions.decidable(connection, operation, vote.at, plan_hash)
        _meant(operation, vote.reason, typed)
        transitions.move(
            connection,
            operation_id,
            State.APPROVED,
            actor=vote.person,
            now=vote.at,
            only_from=[State.AWAITING_APPROVAL],
            detail={"broken": True, "reason": vote.reason, "plan_hash": plan_hash},
            broken_by=vote.person,
            broken_reason=vote.reason,
            call_at=vote.at + REVIEW_EVERY,
            calls=0,
        )
        audit.record(
            connection,
            "glass.broken",
            actor=vote.person,
            at=vote.at,
            operation_id=operation_id,
            detail={"reason": vote.reason},
        )
        _tell(connection, operation, vote, told)
        return operation_id

    return work


def _meant(operation: operations.Operation, reason: str, typed: str) -> None:
    target = operation.plan.target if operation.plan is not None else ""
    if not reason.strip():
        raise policies.Refused(
            say("glass-no-reason", "The glass is broken with a reason only."),
            remedy=say("glass-no-reason-remedy", "Say why this cannot wait for an approval."),
            code="no-reason",
        )
    if not target or typed.strip() != target:
        raise policies.Refused(
            say("glass-wrong-name", "“{typed}” is not the server's name.", typed=typed.strip()),
            remedy=say(
                "glass-wrong-name-remedy",
                "Type {target} exactly, to show that this is the one you mean.",
                target=target,
            ),
            code="wrong-name",
        )


def _tell(
    connection: sa.Connection,
    operation: operations.Operation,
    vote: operations.Vote,
    told: channels.Channels,
) -> None:
    """The thread calls all approvers, the audit channel is told, and a card asks for a review."""
    ids = [i for circle in operation.circles for i in (*circle.groups, *circle.people)]
    payload: json.Object = {
        "event": "glass-broken",
        "mention": list(dict.fromkeys(ids)),
        "by": vote.person,
        "reason": vote.reason,
    }
    places = {"": (f"card:{operation.id}", operation.channel)}
    if told.audit and told.audit != operation.channel:
        places["audit"] = ("", told.audit)
    for suffix, (thread, channel) in places.items():
        outbox.notice(
            connection,
            f"glass:{operation.id}:{suffix}".rstrip(":"),
            subject=operation.id,
            thread_key=thread,
            channel=channel,
            payload=payload,
            now=vote.at,
        )
    outbox.review(connection, operation.id, told.approvals or operation.channel, vote.at)


def check_reviewer(
    roll: approvals.Roll,
    circles: Sequence[policies.Circle],
    operation: operations.Operation,
    person: str,
) -> None:
    """Raises `policies.Refused` unless this person could approve it, and is neither who broke the
    glass nor who asked. All of them must be on the roll."""
    for party, sentence in (
        (
            operation.broken_by,
            say(
                "glass-own-breaking",
                "You broke the glass yourself; somebody else must look at it.",
            ),
        ),
        (
            operation.requester,
            say("glass-own-wish", "You asked for this yourself; somebody else must look at it."),
        ),
    ):
        if roll.same(person, party):
            raise policies.Refused(
                sentence,
                remedy=say(
                    "glass-own-remedy",
                    "{who} can acknowledge it.",
                    who=approvals.mentions(circles),
                ),
                code="own-glass",
            )
    approvals.check_apart(roll, person, operation.broken_by)
    approvals.check_voter(roll, circles, operation.requester, person)


def acknowledging(
    operation_id: str,
    person: str,
    roll: approvals.Roll,
    circles: Sequence[policies.Circle],
    now: datetime,
) -> deliveries.Work:
    """Somebody who could approve it now, and is neither who broke the glass nor who asked."""

    def work(connection: sa.Connection) -> str:
        operation = records.get(connection, operation_id, lock=True)
        if not operation.broken_by or operation.reviewed_by:
            raise _nothing_to_review(operation)
        check_reviewer(roll, circles, operation, person)
        transitions.touch(
            connection, operation_id, now, reviewed_by=person, reviewed_at=now, call_at=None
        )
        outbox.want(connection, f"review:{operation_id}", 2)
        audit.record(
            connection, "review.acknowledged", actor=person, at=now, operation_id=operation_id
        )
        return operation_id

    return work


def _nothing_to_review(operation: operations.Operation) -> policies.Refused:
    nothing = say("glass-nothing", "There is nothing to acknowledge here.")
    first = operation.reviewed_by and say(
        "glass-first", "<@{who}> was first.", who=operation.reviewed_by
    )
    return policies.Refused(
        join([nothing, first]),
        remedy=say("glass-nothing-remedy", "Nothing is to be done."),
        code="nothing-to-review",
    )

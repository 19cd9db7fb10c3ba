"""Why a wish or a decision is refused, as whoever wished it reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core import clock
from core.sentences import say
from workflow import approvals, operations, policies


def anew() -> str:
    """The remedy where only a new wish helps."""
    return say("decision-anew", "Ask for it anew.")


def nothing_to_clean() -> str:
    return say("decision-nothing-to-clean", "Nothing was made, so there is nothing to clean up.")


def unknown_verb(verb: str) -> policies.Refused:
    return policies.Refused(
        say("request-unknown-verb", "There is nothing to run by the name {verb!r}.", verb=verb),
        remedy=say("request-unknown-verb-remedy", "`help` lists what there is."),
        code="unknown-verb",
    )


def not_stale() -> policies.Refused:
    return policies.Refused(
        say(
            "request-not-stale",
            "Only what was stopped because something changed is planned again.",
        ),
        remedy=say("request-not-stale-remedy", "Ask for it anew with the form."),
        code="wrong-state",
    )


def not_yours(requester: str, circles: Sequence[policies.Circle]) -> policies.Refused:
    """To somebody who neither asked for it nor leads it."""
    return policies.Refused(
        say(
            "decision-not-yours",
            "Only <@{requester}> and the approvers may do this.",
            requester=requester,
        ),
        remedy=say(
            "decision-ask-either",
            "Ask <@{requester}> or {who}.",
            requester=requester,
            who=approvals.mentions(circles),
        )
        if circles
        else say("decision-ask-requester", "Ask <@{requester}>.", requester=requester),
        code="not-requester-or-lead",
    )


def voted(before: operations.Vote) -> operations.Lost:
    """To somebody whose vote counts already."""
    at = clock.written(before.at)
    return operations.Lost(
        say("decision-approved-before", "You gave your vote already, to approve: {at}.", at=at)
        if before.decision == "approve"
        else say("decision-denied-before", "You gave your vote already, to deny: {at}.", at=at),
        remedy=say("decision-once", "One person counts once."),
    )


def plan_changed() -> policies.Refused:
    return policies.Refused(
        say(
            "decision-plan-changed",
            "The plan you looked at is not the one that waits for approval now.",
        ),
        remedy=say(
            "decision-plan-changed-remedy", "Read the card again and decide on what it shows."
        ),
        code="plan-changed",
    )


def expired(at: datetime) -> policies.Refused:
    return policies.Refused(
        say("decision-expired", "The time for approval is over: {at}.", at=clock.written(at)),
        remedy=anew(),
        code="wrong-state",
    )


def not_your_wish(requester: str) -> policies.Refused:
    """To somebody who would withdraw what another one asked for."""
    return policies.Refused(
        say(
            "decision-not-your-wish",
            "Only <@{requester}>, who asked for it, may withdraw it.",
            requester=requester,
        ),
        remedy=say("decision-not-your-wish-remedy", "An approver can deny it."),
        code="not-requester-or-lead",
    )


def not_begun(requester: str) -> policies.Refused:
    return policies.Refused(
        say("decision-not-begun", "It has not begun to run."),
        remedy=say(
            "decision-not-begun-remedy",
            "<@{requester}> can withdraw it, an approver can deny it.",
            requester=requester,
        ),
        code="wrong-state",
    )


def cleaning_begun() -> policies.Refused:
    return policies.Refused(
        say("decision-cleaning-begun", "Clean up has begun; what was made is partly gone."),
        remedy=say(
            "decision-cleaning-begun-remedy", "Finish with *Clean up*, then ask for it anew."
        ),
        code="cleaning-begun",
    )


def makes_nothing() -> policies.Refused:
    return policies.Refused(
        say("decision-makes-nothing", "This operation makes nothing that could be cleaned up."),
        remedy=say("decision-makes-nothing-remedy", "Its plan says how to undo it."),
        code="nothing-made",
    )


def no_plan(remedy: str) -> policies.Refused:
    return policies.Refused(
        say("decision-no-plan", "No plan could be made."), remedy=remedy, code="no-plan"
    )

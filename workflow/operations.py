"""An operation: its states, the one transition table, and the values that show it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from core import errors, json
from core.sentences import join, say
from workflow import differences, plans, policies


class State(enum.StrEnum):
    """Where an operation stands. `SENTENCES` says each in words."""

    DRAFT = "draft"
    BLOCKED = "blocked"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    RUNNING = "running"
    WAITING_FOR_PERSON = "waiting_for_person"
    CANCELLING = "cancelling"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DENIED = "denied"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    STALE = "stale"
    CLEANING = "cleaning"
    CLEANED = "cleaned"


S = State

SENTENCES: dict[State, str] = {
    S.DRAFT: say("operation-draft", "Checking everything first."),
    S.BLOCKED: say("operation-blocked", "The checks found something that must be mended first."),
    S.AWAITING_APPROVAL: say("operation-awaiting-approval", "Waiting for approval."),
    S.APPROVED: say("operation-approved", "Approved; about to run."),
    S.RUNNING: say("operation-running", "Running."),
    S.WAITING_FOR_PERSON: say(
        "operation-waiting-for-person", "Waiting for a person to do a step by hand."
    ),
    S.CANCELLING: say("operation-cancelling", "Cancelling at the next step boundary."),
    S.SUCCEEDED: say("operation-succeeded", "Done and proved."),
    S.FAILED: say("operation-failed", "A step failed."),
    S.CANCELLED: say("operation-cancelled", "Cancelled."),
    S.DENIED: say("operation-denied", "Denied."),
    S.EXPIRED: say("operation-expired", "Nobody approved in time."),
    S.WITHDRAWN: say("operation-withdrawn", "Withdrawn by the requester."),
    S.STALE: say("operation-stale", "What was approved no longer holds; nothing was done."),
    S.CLEANING: say("operation-cleaning", "Removing what this operation made."),
    S.CLEANED: say("operation-cleaned", "Everything this operation made has been removed."),
}


def sentence(state: State, *, planned: bool) -> str:
    """How it stands in words. Without a plan no check and no step was reached."""
    if not planned and state is State.BLOCKED:
        return say("operation-refused", "Blocked: nothing was changed.")
    if not planned and state is State.FAILED:
        return say("operation-unplanned", "Could not be planned; nothing was changed.")
    return SENTENCES[state]


def standing(state: State, *, planned: bool = True) -> str:
    """The remedy of who comes too late."""
    card = say("operation-see-card", "The card shows how it stands.")
    return join([sentence(state, planned=planned), card])


TRANSITIONS: dict[State, frozenset[State]] = {
    S.DRAFT: frozenset({S.BLOCKED, S.AWAITING_APPROVAL, S.APPROVED, S.WITHDRAWN, S.FAILED}),
    S.BLOCKED: frozenset(),
    S.AWAITING_APPROVAL: frozenset({S.APPROVED, S.DENIED, S.EXPIRED, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.RUNNING, S.STALE, S.WITHDRAWN, S.FAILED}),
    S.RUNNING: frozenset({S.WAITING_FOR_PERSON, S.CANCELLING, S.SUCCEEDED, S.FAILED}),
    S.WAITING_FOR_PERSON: frozenset({S.RUNNING, S.CANCELLING, S.SUCCEEDED, S.FAILED}),
    S.CANCELLING: frozenset({S.CANCELLED, S.SUCCEEDED, S.FAILED}),
    # Back to approved: a retry before anything was done is checked and judged anew.
    S.FAILED: frozenset({S.RUNNING, S.APPROVED, S.CLEANING, S.CANCELLED}),
    S.CANCELLED: frozenset({S.CLEANING}),
    S.CLEANING: frozenset({S.CLEANED, S.FAILED}),
    S.SUCCEEDED: frozenset(),
    S.DENIED: frozenset(),
    S.EXPIRED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.STALE: frozenset(),
    S.CLEANED: frozenset(),
}


class Lost(errors.BotError):
    """A compare-and-set came second; the sentence says who was first and when."""

    code = "already-decided"


class StepState(enum.StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class StepRecord:
    """One step of one attempt as the card shows it. `note` is the live line."""

    name: str
    title: str
    state: StepState
    attempt: int
    note: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    phase: str = "run"  # "run" | "clean": the steps of *Clean up* follow those of the run


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a step failed, ready to be shown."""

    step: str
    code: str
    sentence: str
    cause: str = ""
    remedy: str = ""
    provider_code: str = ""
    provider_message: str = ""


@dataclass(frozen=True, kw_only=True)
class Vote:
    person: str  # Slack user id
    decision: str  # "approve" | "deny"
    at: datetime
    reason: str = ""
    uncounted: str = ""  # why it does not count any more; empty while it does


@dataclass(frozen=True, kw_only=True)
class Precedent:
    """The last run of the same kind, and how this plan differs from its own."""

    operation_id: str
    target: str
    at: datetime
    differences: tuple[differences.Difference, ...]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """An operation as its rows say. The card is a pure function of this value.

    `version` grows with every change; `typical_seconds` is the median of past runs by step name,
    once three exist. `ended_by` names who denied, withdrew or cancelled.
    """

    id: str
    verb: str
    state: State
    requester: str
    channel: str
    values: json.Object
    created_at: datetime
    updated_at: datetime
    version: int
    attempt: int
    plan: plans.Plan | None = None
    plan_hash: str = ""
    approvers: tuple[str, ...] = ()  # people and groups who may approve: "U…", "S…"
    circles: tuple[policies.Circle, ...] = ()  # the same, by quorum
    quorum: int = 1  # how many people in all
    rule: str = ""  # the policy rule's name
    missing: tuple[policies.Circle, ...] = ()  # circles still open, with what is left of quorums
    opened_at: datetime | None = None  # when approval was first asked for
    calls: int = 0  # how often approvers were called again
    escalated: bool = False
    broken_by: str = ""  # who broke the glass instead of an approval
    broken_reason: str = ""
    reviewed_by: str = ""  # who acknowledged that afterwards
    reviewed_at: datetime | None = None
    again_of: str = ""  # the operation that this one asks for anew
    changed: tuple[differences.Difference, ...] = ()  # since the approval, when it went stale
    precedent: Precedent | None = None  # while it waits for approval
    expires_at: datetime | None = None
    steps: tuple[StepRecord, ...] = ()
    votes: tuple[Vote, ...] = ()
    failure: Failure | None = None
    reason: str = ""  # why it was denied, withdrawn, cancelled, is stale or could not be planned
    ended_by: str = ""
    result: json.Object | None = None  # what the last part of the last step answered
    typical_seconds: dict[str, float] | None = None

    @property
    def target(self) -> str:
        """What it is about, as the plan says or, before there is one, as it was asked for."""
        if self.plan is not None:
            return self.plan.target
        return str(self.values.get("name") or self.values.get("server") or "")

    @property
    def sentence(self) -> str:
        if self.settled:
            return say("operation-settled", "Nothing to do; nothing was changed.")
        return sentence(self.state, planned=self.plan is not None)

    @property
    def settled(self) -> bool:
        """It ended because there is nothing to do: nobody mends anything, or asks again."""
        return self.state is State.BLOCKED and self.plan is not None and self.plan.settled

    @property
    def unplanned(self) -> bool:
        """It failed before it had a plan. It is over: there is nothing to go on with, and nothing
        is held. `records.OVER` says the same of rows."""
        return self.state is State.FAILED and self.plan is None

    @property
    def makes(self) -> bool:
        """Whether *Clean up* may have something to remove: a step that makes things has begun."""
        begun = any(step.state is not StepState.PENDING for step in self.steps)
        return begun and self.plan is not None and self.plan.makes

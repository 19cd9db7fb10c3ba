"""Before the first effect: plan, then judge and plan again just before the run begins."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog

from core import clock, errors, json
from workflow import (
    approvals,
    audit,
    differences,
    jsonable,
    locks,
    operations,
    people,
    plans,
    policies,
    procedures,
    progress,
    records,
    steps,
    store,
    transitions,
)
from workflow.operations import State

log = structlog.get_logger(__name__)

PREFLIGHT = "preflight"
DIRECTORY_WAITS = (1.0, 2.0, 4.0)
"""Seconds between two questions to a directory that gave no answer, before that is a failure."""
LONGEST_WAIT = 120.0
"""Seconds; a directory that wants to be left alone for longer than this is taken as away."""


class Stale(errors.BotError):
    """What was approved no longer holds."""

    code = "stale"


@dataclass(frozen=True, kw_only=True)
class Openings:
    """Makes plans and opens runs. `world` is handed to the procedures, never looked at."""

    rows: store.Store
    verbs: Mapping[str, procedures.Procedure]
    rules: Sequence[policies.Policy]
    directory: people.Directory
    world: Any
    clock: clock.Clock

    async def plan(self, operation_id: str) -> json.JSON:
        """The preflight of a draft: it becomes blocked, awaiting approval, approved or failed."""
        operation = await self._get(operation_id)
        if operation.state is not State.DRAFT:
            return {"state": operation.state.value}
        try:
            plan = await self._make(operation)
            rule = await self._rule(operation, plan)
        except errors.BotError as exc:
            return await self._end(operation, State.FAILED, exc)
        now = self.clock.now()
        procedure = self.verbs[operation.verb]

        def write(connection: sa.Connection) -> None:
            to, columns = _verdict(plan, rule, procedure.needs_approval)
            if to is State.AWAITING_APPROVAL and isinstance(rule, policies.Policy):
                columns["expires_at"] = now + rule.expires_after
            transitions.move(
                connection,
                operation_id,
                to,
                actor=audit.BOT,
                now=now,
                only_from=[State.DRAFT],
                detail={"plan_hash": plan.hash},
                plan=plans.to_json(plan),
                plan_hash=plan.hash,
                target=plan.target[:256],
                **columns,
            )
            steps.freeze(connection, operation_id, steps.RUN, _frozen(procedure, plan), 1)

        return await self._unless_lost(operation_id, write)

    async def open(self, operation_id: str, attempt: int) -> bool:
        """True when the run may go on. An approved operation is judged and planned again here;
        one that has begun (a resumed run, a retry) never is."""
        operation = await self._get(operation_id)
        if operation.attempt != attempt or operation.state is not State.APPROVED:
            return _goes_on(operation, attempt)
        try:
            await self._judge_again(operation)
            await self._plan_again(operation)
            await self._begin(operation)
        except Stale as exc:
            await self._end(operation, State.STALE, exc)
            return False
        except operations.Lost:
            # Withdrawn in this very moment; or it has begun, and only the answer to that was lost.
            return _goes_on(await self._get(operation_id), attempt)
        except store.Unavailable:
            raise  # the run waits for the database and opens again
        except errors.BotError as exc:
            await self._end(operation, State.FAILED, exc)
            return False
        return True

    async def _begin(self, operation: operations.Operation) -> None:
        plan = operation.plan
        now = self.clock.now()

        def write(connection: sa.Connection) -> None:
            if plan is not None:
                locks.take(connection, operation.id, plan.locks, now)
            transitions.move(
                connection,
                operation.id,
                State.RUNNING,
                actor=audit.BOT,
                now=now,
                only_from=[State.APPROVED],
                detail={"attempt": operation.attempt},
            )

        await self.rows.write(write)

    async def _judge_again(self, operation: operations.Operation) -> None:
        """The votes that approved it must still count now."""
        procedure = procedures.find(self.verbs, operation.verb)
        voters = [v.person for v in operation.votes if v.decision == "approve"]
        roll = await self._call(operation.circles, [operation.requester, *voters])
        reason = approvals.full_member(roll, operation.requester)
        if reason is not None:
            raise Stale(f"{reason} So it is not run in their name.")
        if not procedure.needs_approval:
            return
        counted = [
            v for v in voters if approvals.counts(roll, operation.circles, operation.requester, v)
        ]
        if not approvals.filled(roll, operation.circles, counted):
            gone = " ".join(f"<@{v}>" for v in voters if v not in counted)
            raise Stale(f"The approval no longer counts: {gone} may not approve this any more.")

    async def _plan_again(self, operation: operations.Operation) -> None:
        if operation.plan is None:
            raise Stale("There is no plan.")
        fresh = await self._make(operation)
        # First what blocks: a plan made without all of Azure's answers differs as well, and ending
        # it as stale would be final, and untrue.
        if fresh.blocking:
            finding = fresh.blocking[0]
            raise procedures.StepFailed(
                finding.sentence, remedy=finding.remedy, code=f"blocked-{finding.check}"
            )
        if fresh.hash != operation.plan_hash:
            raise Stale("Since the plan was shown: " + differences.words(operation.plan, fresh))

    async def _make(self, operation: operations.Operation) -> plans.Plan:
        """Raises `BotError` where no plan can be made."""
        procedure = procedures.find(self.verbs, operation.verb)
        request = procedures.Request(
            operation_id=operation.id,
            requester=operation.requester,
            channel=operation.channel,
            # A plan made again keeps what the approved one chose freely, such as a free address.
            extra={"arguments": operation.plan.arguments} if operation.plan else {},
        )
        try:
            plan = await procedure.plan(self.world, operation.values, request)
            jsonable.check(plans.to_json(plan))
        except errors.BotError:
            raise
        except Exception as exc:  # a bug in a verb ends its operation with a card that says so
            log.exception("plan.unexpected", operation=operation.id, verb=operation.verb)
            raise unexpected("while making the plan", exc) from exc
        return plan

    async def _call(
        self, circles: Sequence[policies.Circle], persons: Sequence[str]
    ) -> approvals.Roll:
        """Asked again a few times, not before it wants to be: what people have approved should not
        end over a hiccup or a busy minute."""
        for wait in DIRECTORY_WAITS:
            try:
                return await approvals.call(self.directory, circles, persons)
            except people.Unreachable as exc:
                if exc.retry_after > LONGEST_WAIT:
                    raise
                log.warning("opening.directory-away", code=exc.code, wait=exc.retry_after or wait)
                await asyncio.sleep(max(wait, exc.retry_after))
        return await approvals.call(self.directory, circles, persons)

    async def _get(self, operation_id: str) -> operations.Operation:
        return await self.rows.read(lambda c: records.get(c, operation_id))

    async def _rule(
        self, operation: operations.Operation, plan: plans.Plan
    ) -> policies.Policy | policies.Refused:
        rule = policies.choose(self.rules, operation.verb, plan.environment)
        rules = [rule] if rule is not None else []
        roll = await self._call([r.requesters for r in rules], [operation.requester])
        try:
            approvals.may_ask(roll, rules, operation.requester, operation.verb)
        except policies.Refused as refusal:
            return refusal
        return rules[0]

    async def _end(
        self, operation: operations.Operation, to: State, error: errors.BotError
    ) -> json.JSON:
        now = self.clock.now()
        columns: dict[str, Any] = {"reason": error.sentence}
        if to is State.FAILED:
            columns["failure"] = records.failure_to_json(failure(PREFLIGHT, error))

        def write(connection: sa.Connection) -> None:
            transitions.move(
                connection,
                operation.id,
                to,
                actor=audit.BOT,
                now=now,
                only_from=[operation.state],
                detail={"code": error.code},
                **columns,
            )

        return await self._unless_lost(operation.id, write)

    async def _unless_lost(self, operation_id: str, write: store.Work[None]) -> json.JSON:
        """Somebody withdrew it meanwhile, or this very write had taken hold before: either is
        an answer, not an error."""
        try:
            await self.rows.write(write)
        except operations.Lost:
            log.info("opening.overtaken", operation=operation_id)
        return {"operation": operation_id}


def _goes_on(operation: operations.Operation, attempt: int) -> bool:
    """This attempt has begun and not ended."""
    return operation.attempt == attempt and operation.state in progress.ALIVE[steps.RUN]


def _verdict(
    plan: plans.Plan, rule: policies.Policy | policies.Refused, needs_approval: bool
) -> tuple[State, dict[str, Any]]:
    if isinstance(rule, policies.Refused):
        return State.BLOCKED, {"reason": str(rule)}
    if plan.blocking:
        return State.BLOCKED, {"reason": plan.blocking[0].sentence}
    if not needs_approval:
        return State.APPROVED, {}
    if not rule.approvers:
        return State.BLOCKED, {"reason": "The rule for this names nobody who could approve it."}
    return State.AWAITING_APPROVAL, {"approvers": records.circles_to_json(rule.approvers)}


def _frozen(procedure: procedures.Procedure, plan: plans.Plan) -> list[procedures.Step]:
    """The plan's steps, in its order."""
    known = {step.name: step for step in procedure.steps}
    return [known[name] for name in plan.steps]


def failure(step: str, error: errors.BotError) -> operations.Failure:
    """What the card shows of an error; only a `StepFailed` knows causes and Azure's answer."""
    more = (
        {
            "cause": error.cause,
            "provider_code": error.provider_code,
            "provider_message": error.provider_message,
        }
        if isinstance(error, procedures.StepFailed)
        else {}
    )
    return operations.Failure(
        step=step, code=error.code, sentence=error.sentence, remedy=error.remedy, **more
    )


def unexpected(doing: str, error: Exception) -> procedures.StepFailed:
    """Of a foreign exception only the kind is told: its text may quote anything."""
    return procedures.StepFailed(
        f"Something unforeseen ({type(error).__name__}) happened {doing}.",
        cause="Most likely a fault of this program, or an answer it did not expect.",
        remedy="Retry once; if it comes again, the bot's log has the details.",
        code="unexpected",
    )

"""From a draft to a plan that waits for approval, or to what forbids it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog

from core import clock, errors, json
from core.sentences import say
from workflow import (
    approvals,
    audit,
    book,
    calls,
    carrying,
    decisions,
    failures,
    jsonable,
    locks,
    operations,
    people,
    plans,
    policies,
    procedures,
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


@dataclass(frozen=True, kw_only=True)
class Planning:
    """Makes plans. `world` is handed to the procedures, never looked at."""

    rows: store.Store
    verbs: Mapping[str, procedures.Procedure]
    rules: book.Book
    directory: people.Directory
    world: Any
    clock: clock.Clock

    async def plan(self, operation_id: str) -> json.JSON:
        """The preflight of a draft: it becomes blocked, awaiting approval, approved or failed."""
        operation = await self.get(operation_id)
        if operation.state is not State.DRAFT:
            return {"state": operation.state.value}
        try:
            plan = await self.make(operation)
            rule = await self._rule(operation, plan)
            carried = await self._carried(operation, plan, rule)
        except (procedures.Unplannable, policies.Refused) as exc:
            return await self.end(operation, State.BLOCKED, exc)
        except errors.BotError as exc:
            return await self.end(operation, State.FAILED, exc)
        now = self.clock.now()
        procedure = self.verbs[operation.verb]

        def write(connection: sa.Connection) -> None:
            to, columns = _verdict(plan, rule, procedure.needs_approval)
            if to is State.AWAITING_APPROVAL and isinstance(rule, policies.Policy):
                to, columns = _waiting(rule, carried, now)
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
            if to is State.AWAITING_APPROVAL and isinstance(rule, policies.Policy):
                calls.begin(connection, operation_id, rule, now)
            steps.freeze(connection, operation_id, steps.RUN, _frozen(procedure, plan), 1)
            carrying.write(connection, operation_id, carried, now)

        return await self.unless_lost(operation_id, write)

    async def make(self, operation: operations.Operation) -> plans.Plan:
        """Raises `BotError` where no plan can be made."""
        procedure = procedures.find(self.verbs, operation.verb)
        request = procedures.Request(
            operation_id=operation.id,
            requester=operation.requester,
            channel=operation.channel,
            # A plan made again keeps what the approved one chose freely, such as a free address.
            extra=await self._chosen(operation),
        )
        try:
            plan = await procedure.plan(self.world, operation.values, request)
            jsonable.check(plans.to_json(plan))
        except errors.BotError:
            raise
        except Exception as exc:  # a bug in a verb ends its operation with a card that says so
            log.exception("plan.unexpected", operation=operation.id, verb=operation.verb)
            raise failures.unexpected(
                say("step-while-planning", "while making the plan"), exc
            ) from exc
        return plan

    async def _chosen(self, operation: operations.Operation) -> json.Object:
        plan = operation.plan
        if plan is None and operation.again_of:
            plan = (await self.get(operation.again_of)).plan
        return {"arguments": plan.arguments} if plan is not None else {}

    async def _carried(
        self,
        operation: operations.Operation,
        plan: plans.Plan,
        rule: policies.Policy | policies.Refused,
    ) -> carrying.Carried:
        """What the votes of the operation that this one repeats are still worth."""
        if not operation.again_of or isinstance(rule, policies.Refused):
            return carrying.NOTHING
        before = await self.get(operation.again_of)
        votes = carrying.of(before, plan.hash, self.clock.now())
        if not votes:
            return carrying.NOTHING
        who = {operation.requester, *(vote.person for vote in votes)}
        roll = await self.call(rule.approvers, sorted(who))
        return carrying.judge(roll, rule, operation.requester, votes, plan.hash)

    async def call(
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

    async def get(self, operation_id: str) -> operations.Operation:
        return await self.rows.read(lambda c: records.get(c, operation_id))

    async def _rule(
        self, operation: operations.Operation, plan: plans.Plan
    ) -> policies.Policy | policies.Refused:
        rule = self.rules.choose(operation.verb, plan.environment)
        rules = [rule] if rule is not None else []
        roll = await self.call([r.requesters for r in rules], [operation.requester])
        try:
            approvals.may_ask(roll, rules, operation.requester, operation.verb)
        except policies.Refused as refusal:
            return refusal
        return rules[0]

    async def end(
        self,
        operation: operations.Operation,
        to: State,
        error: errors.BotError,
        **columns: Any,
    ) -> json.JSON:
        """Before anything was begun; so nothing is held."""
        now = self.clock.now()
        columns["reason"] = error.sentence
        if to is not State.STALE:
            columns["failure"] = records.failure_to_json(failures.of(PREFLIGHT, error))

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
            locks.release(connection, operation.id)

        return await self.unless_lost(operation.id, write)

    async def unless_lost(self, operation_id: str, write: store.Work[None]) -> json.JSON:
        """Somebody withdrew it meanwhile, or this very write had taken hold before: either is
        an answer, not an error."""
        try:
            await self.rows.write(write)
        except operations.Lost:
            log.info("opening.overtaken", operation=operation_id)
        return {"operation": operation_id}


def _verdict(
    plan: plans.Plan, rule: policies.Policy | policies.Refused, needs_approval: bool
) -> tuple[State, dict[str, Any]]:
    if isinstance(rule, policies.Refused):
        return State.BLOCKED, {"reason": rule.whole}
    if plan.blocking:
        return State.BLOCKED, {"reason": plan.blocking[0].sentence}
    if not needs_approval:
        return State.APPROVED, {}
    if not rule.approvers:
        return State.BLOCKED, {
            "reason": say(
                "request-no-approvers", "The rule for this names nobody who could approve it."
            )
        }
    return State.AWAITING_APPROVAL, {}


def _waiting(
    rule: policies.Policy, carried: carrying.Carried, now: datetime
) -> tuple[State, dict[str, Any]]:
    """For approval; or approved at once, where the votes that carried over are enough."""
    columns: dict[str, Any] = {
        **decisions.standing(rule, rule.approvers if carried.missing is None else carried.missing),
        "opened_at": now,
        "expires_at": now + rule.expires_after,
    }
    if carried.missing == ():
        return State.APPROVED, columns
    return State.AWAITING_APPROVAL, columns


def _frozen(procedure: procedures.Procedure, plan: plans.Plan) -> list[procedures.Step]:
    """The plan's steps, in its order."""
    known = {step.name: step for step in procedure.steps}
    return [known[name] for name in plan.steps]

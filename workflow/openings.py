"""Just before the first effect: take the locks, judge and plan again, begin."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
import structlog

from core import errors, json
from core.sentences import join, say
from workflow import (
    approvals,
    audit,
    decisions,
    differences,
    entry,
    glass,
    operations,
    people,
    planning,
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
PATIENCE = 120.0
"""Seconds for which Slack may ask a beginning run to wait."""


class Stale(errors.BotError):
    """What was approved no longer holds."""

    code = "stale"

    def __init__(self, sentence: str, *, changed: Sequence[differences.Difference] = ()) -> None:
        super().__init__(sentence)
        self.changed = tuple(changed)


@dataclass(frozen=True, kw_only=True)
class Openings(planning.Planning):
    """Opens runs: what was approved must hold now, by the rules as they are now."""

    async def open(self, operation_id: str, attempt: int) -> bool:
        """True when the run may go on. An approved operation is judged and planned again here;
        one that has begun (a resumed run, a retry) never is."""
        operation = await self.get(operation_id)
        if operation.attempt != attempt or operation.state is not State.APPROVED:
            return _goes_on(operation, attempt)
        try:
            # Its things first: what else works on them has ended before they are looked at again.
            await self._enter(operation)
            await self._patiently(operation)
            await self._plan_again(operation)
            await self._begin(operation)
        except Stale as exc:
            kept: json.Object = {"changed": differences.to_json(exc.changed)}
            await self.end(operation, State.STALE, exc, result=kept)
            return False
        except operations.Lost:
            # Withdrawn in this very moment; or it has begun, and only the answer to that was lost.
            return _goes_on(await self.get(operation_id), attempt)
        except store.Unavailable:
            raise  # the run waits for the database and opens again
        except errors.BotError as exc:
            await self.end(operation, State.FAILED, exc)
            return False
        return True

    async def _enter(self, operation: operations.Operation) -> None:
        now = self.clock.now()
        frozen = self.rules.frozen(operation, now)

        def write(connection: sa.Connection) -> None:
            fresh = records.get(connection, operation.id, lock=True)
            if (fresh.state, fresh.attempt) != (State.APPROVED, operation.attempt):
                raise transitions.lost(connection, operation.id)
            entry.enter(connection, fresh, frozen, now)

        await self.rows.write(write, quiet=True)

    async def _begin(self, operation: operations.Operation) -> None:
        now = self.clock.now()
        frozen = self.rules.frozen(operation, now)

        def write(connection: sa.Connection) -> None:
            # Asked once more: somebody may have locked or frozen it during the look.
            entry.enter(connection, operation, frozen, now)
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

    async def _patiently(self, operation: operations.Operation) -> None:
        """Slack that asks to wait is waited for: an approved run does not fail over that."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return await self._judge_again(operation)
            except people.Unreachable as silent:
                if not silent.retry_after or time.monotonic() + silent.retry_after > end:
                    raise
                log.info("opening-waits", operation=operation.id, seconds=silent.retry_after)
                await asyncio.sleep(silent.retry_after)

    async def _judge_again(self, operation: operations.Operation) -> None:
        """The rules as they are now must be satisfied now, whatever they were at the votes."""
        try:
            rule = self.rules.of(operation)
        except policies.Refused as refusal:
            raise Stale(refusal.sentence) from refusal
        voters = [v.person for v in operation.votes]
        who = {operation.requester, *voters, *filter(None, [operation.broken_by])}
        broken = [rule.break_glass] if operation.broken_by and rule.break_glass else []
        roll = await self.call([*rule.approvers, *broken], sorted(who))
        reason = approvals.full_member(roll, operation.requester)
        if reason is not None:
            raise Stale(
                join([reason, say("opening-not-in-their-name", "So it is not run in their name.")])
            )
        if not procedures.find(self.verbs, operation.verb).needs_approval:
            return
        if operation.broken_by:
            try:
                glass.may_break(roll, rule, operation.broken_by)
            except policies.Refused as refusal:
                raise Stale(refusal.sentence) from refusal
            return
        await self._votes_again(operation, rule, roll)

    async def _votes_again(
        self, operation: operations.Operation, rule: policies.Policy, roll: approvals.Roll
    ) -> None:
        now = self.clock.now()

        def write(connection: sa.Connection) -> list[str]:
            fresh = records.get(connection, operation.id, lock=True)
            return decisions.uncount(connection, fresh, roll, rule.approvers, now)

        counted = await self.rows.write(write)
        if approvals.filled(roll, rule.approvers, counted):
            return
        gone = [f"<@{v.person}>" for v in operation.votes if v.person not in counted]
        if gone:
            who = " ".join(gone)
            raise Stale(
                say(
                    "opening-uncounted",
                    "The approval no longer counts: {who} may not approve this any more.",
                    who=who,
                )
            )
        more = approvals.mentions(approvals.missing(roll, rule.approvers, counted))
        raise Stale(
            say(
                "opening-needs-more",
                "The rule has changed since: it now needs more from {more}.",
                more=more,
            )
        )

    async def _plan_again(self, operation: operations.Operation) -> None:
        if operation.plan is None:
            raise Stale(say("opening-no-plan", "There is no plan."))
        fresh = await self.make(operation)
        # First what blocks: a plan made without all of Azure's answers differs as well, and ending
        # it as stale would be final, and untrue.
        if fresh.blocking:
            finding = fresh.blocking[0]
            raise procedures.StepFailed(
                finding.sentence, remedy=finding.remedy, code=f"blocked-{finding.check}"
            )
        if fresh.hash != operation.plan_hash:
            found = differences.of(operation.plan, fresh)
            raise Stale(
                say(
                    "opening-changed",
                    "Since the plan was shown: {found}",
                    found=differences.words(found),
                ),
                changed=found,
            )


def _goes_on(operation: operations.Operation, attempt: int) -> bool:
    """This attempt has begun and not ended."""
    return operation.attempt == attempt and operation.state in progress.ALIVE[steps.RUN]

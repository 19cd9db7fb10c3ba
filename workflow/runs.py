"""The durable run: frozen steps in order, each part done once and remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog

from core import errors, json
from workflow import (
    audit,
    contexts,
    durable,
    jsonable,
    openings,
    operations,
    procedures,
    records,
    steps,
    store,
    transitions,
)
from workflow.operations import State, StepState

log = structlog.get_logger(__name__)

STORE_AWAY_SECONDS = 5.0

DONE: json.Object = {"is": "done"}
OVER: json.Object = {"is": "over"}

_ALIVE = {
    steps.RUN: (State.RUNNING, State.WAITING_FOR_PERSON, State.CANCELLING),
    steps.CLEAN: (State.CLEANING,),
}


@dataclass(frozen=True, kw_only=True)
class Runs:
    """The coroutines that the engine is given. Each engine step catches everything itself: an
    exception that reached the engine would end the run there while its rows still say *running*."""

    first: openings.Openings
    engine: durable.Durable
    pause: contexts.Sleep = asyncio.sleep

    async def plan(self, operation: str) -> json.JSON:
        """`plan:<operation>`"""
        answer: json.JSON = await self._step("plan", self.first.plan, operation)
        return answer

    async def run(self, operation: str, attempt: int) -> json.JSON:
        """`run:<operation>:<attempt>`"""
        return await self._go(operation, attempt, steps.RUN, self._open_run)

    async def clean(self, operation: str, attempt: int) -> json.JSON:
        """`clean:<operation>:<attempt>`"""
        return await self._go(operation, attempt, steps.CLEAN, self._open_clean)

    async def _go(
        self,
        operation: str,
        attempt: int,
        phase: str,
        opening: Callable[[str, int], Awaitable[json.JSON]],
    ) -> json.JSON:
        opened = await self._step("open", opening, operation, attempt)
        if opened is None:
            return OVER
        for step, position, parts in opened:
            for number, part in enumerate(parts):
                work = _Part(
                    operation_id=operation,
                    attempt=attempt,
                    phase=phase,
                    step=step,
                    position=position,
                    part=part,
                    first=number == 0,
                    last=number == len(parts) - 1,
                )
                if await self._step(f"{step}.{part}", self._do, work) != DONE:
                    return OVER
        closed: json.JSON = await self._step("close", self._close, operation, phase)
        return closed

    async def _step(self, name: str, fn: Callable[..., Awaitable[json.JSON]], *args: Any) -> Any:
        async def insist(*arguments: Any) -> json.JSON:
            while True:
                try:
                    return await fn(*arguments)
                except store.Unavailable:
                    log.warning("run.store-away", step=name)
                    await asyncio.sleep(STORE_AWAY_SECONDS)

        return await self.engine.step(name, insist, *args)

    # What each engine step does.

    async def _open_run(self, operation_id: str, attempt: int) -> json.JSON:
        if not await self.first.open(operation_id, attempt):
            return None
        operation = await self._get(operation_id)
        procedure = self.first.verbs[operation.verb]
        return _todo(operation, steps.RUN, procedure.steps)

    async def _open_clean(self, operation_id: str, attempt: int) -> json.JSON:
        operation = await self._get(operation_id)
        if operation.attempt != attempt or operation.state is not State.CLEANING:
            return None
        procedure = self.first.verbs[operation.verb]
        return _todo(operation, steps.CLEAN, procedure.undo)

    async def _do(self, work: _Part) -> json.JSON:
        operation = await self._get(work.operation_id)
        if operation.attempt != work.attempt or operation.state not in _ALIVE[work.phase]:
            return OVER
        kept = await self._store.read(lambda c: steps.results(c, work.operation_id))
        if work.part in kept[work.phase]:
            return DONE  # it was done, only the engine's own note of it was lost
        if work.first and not await self._begin(operation, work):
            return OVER
        try:
            result = await self._act(operation, work, kept)
        except procedures.CancelAsked as exc:
            return await self._stop(work, exc)
        except store.Unavailable:
            raise  # `_step` waits for the database and does the part again
        except errors.BotError as exc:
            return await self._fail(work, exc)
        await self._keep(work, result)
        return DONE

    async def _act(
        self,
        operation: operations.Operation,
        work: _Part,
        kept: dict[str, dict[str, json.Object]],
    ) -> json.Object:
        act = self._find(operation, work)
        context = contexts.StepContext(
            world=self.first.world,
            operation_id=operation.id,
            attempt=work.attempt,
            requester=operation.requester,
            clock=self.first.clock,
            channel=operation.channel,
            phase=work.phase,
            position=work.position,
            rows=self._store,
            pause=self.pause,
        )
        arguments: json.Object = {
            "plan": operation.plan.arguments if operation.plan is not None else {},
            # While cleaning, the run's results say what there is to remove.
            "results": {**kept[steps.RUN], **kept[steps.CLEAN]},
        }
        try:
            result = await act(context, arguments)
        except errors.BotError:
            raise
        except Exception as exc:
            log.exception("step.unexpected", operation=operation.id, step=work.step)
            raise openings.unexpected(f"doing the step {work.step!r}", exc) from exc
        if not isinstance(result, dict):
            jsonable.check(object())
        jsonable.check(result)
        return result

    def _find(self, operation: operations.Operation, work: _Part) -> procedures.Act:
        procedure = self.first.verbs[operation.verb]
        known = procedure.steps if work.phase == steps.RUN else procedure.undo
        for step in known:
            for part, act in step.parts:
                if step.name == work.step and part == work.part:
                    return act
        raise procedures.StepFailed(
            f"This release of the bot no longer has the step {work.step!r}.",
            remedy="Clean up and ask for it anew, or go back to the release that began it.",
            code="unknown-step",
        )

    async def _begin(self, operation: operations.Operation, work: _Part) -> bool:
        """False when cancel was asked for: it ends here, between two steps. A step already begun
        (this run was resumed) is finished first: what Azure accepted is followed to its end."""
        now = self.first.clock.now()
        record = next(
            s
            for n, s in enumerate(s for s in operation.steps if s.phase == work.phase)
            if n == work.position
        )

        def write(connection: sa.Connection) -> bool:
            fresh = records.get(connection, work.operation_id, lock=True)
            if fresh.state is State.CANCELLING and record.state is not StepState.RUNNING:
                self._cancelled(connection, work.operation_id)
                return False
            steps.begin(connection, work.operation_id, work.phase, work.position, now)
            transitions.touch(connection, work.operation_id, now)
            return True

        return await self._store.write(write)

    async def _keep(self, work: _Part, result: json.Object) -> None:
        now = self.first.clock.now()

        def write(connection: sa.Connection) -> None:
            fresh = records.get(connection, work.operation_id, lock=True)
            steps.keep(connection, work.operation_id, work.phase, work.part, result)
            if work.last:
                steps.end(
                    connection,
                    work.operation_id,
                    work.phase,
                    work.position,
                    state=StepState.DONE,
                    now=now,
                )
            if work.last and fresh.state is State.WAITING_FOR_PERSON:
                transitions.move(
                    connection, work.operation_id, State.RUNNING, actor=audit.BOT, now=now
                )
            elif work.last:
                transitions.touch(connection, work.operation_id, now)

        await self._store.write(write)

    async def _stop(self, work: _Part, error: procedures.CancelAsked) -> json.JSON:
        now = self.first.clock.now()

        def write(connection: sa.Connection) -> bool:
            fresh = records.get(connection, work.operation_id, lock=True)
            if fresh.state is State.CANCELLING:
                steps.end(
                    connection,
                    work.operation_id,
                    work.phase,
                    work.position,
                    state=StepState.FAILED,
                    now=now,
                )
                steps.note(connection, work.operation_id, work.phase, work.position, "Cancelled.")
                self._cancelled(connection, work.operation_id)
            return fresh.state is State.CANCELLING

        # A step that stops for a cancel nobody asked for has failed.
        return OVER if await self._store.write(write) else await self._fail(work, error)

    def _cancelled(self, connection: sa.Connection, operation_id: str) -> None:
        transitions.move(
            connection,
            operation_id,
            State.CANCELLED,
            actor=audit.BOT,
            now=self.first.clock.now(),
            only_from=[State.CANCELLING],
        )

    async def _fail(self, work: _Part, error: errors.BotError) -> json.JSON:
        now = self.first.clock.now()
        failure = openings.failure(work.step, error)

        def write(connection: sa.Connection) -> None:
            steps.end(
                connection,
                work.operation_id,
                work.phase,
                work.position,
                state=StepState.FAILED,
                now=now,
            )
            transitions.move(
                connection,
                work.operation_id,
                State.FAILED,
                actor=audit.BOT,
                now=now,
                only_from=_ALIVE[work.phase],
                detail={"step": work.step, "code": error.code},
                failure=records.failure_to_json(failure),
                reason=error.sentence,
            )

        await self._unless_lost(work.operation_id, write)
        return OVER

    async def _close(self, operation_id: str, phase: str) -> json.JSON:
        now = self.first.clock.now()

        def write(connection: sa.Connection) -> None:
            operation = records.get(connection, operation_id, lock=True)
            procedure = self.first.verbs[operation.verb]
            columns: dict[str, Any] = {}
            if phase == steps.RUN:
                kept = steps.results(connection, operation_id)[steps.RUN]
                columns["result"] = _last(operation, procedure.steps, kept)
            transitions.move(
                connection,
                operation_id,
                State.SUCCEEDED if phase == steps.RUN else State.CLEANED,
                actor=audit.BOT,
                now=now,
                **columns,
            )

        await self._unless_lost(operation_id, write)
        return DONE

    async def _unless_lost(self, operation_id: str, write: store.Work[None]) -> None:
        try:
            await self._store.write(write)
        except operations.Lost:
            # This write had taken hold before its step was remembered.
            log.info("run.overtaken", operation=operation_id)

    async def _get(self, operation_id: str) -> operations.Operation:
        return await self._store.read(lambda c: records.get(c, operation_id))

    @property
    def _store(self) -> store.Store:
        return self.first.rows


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One part of one step of one attempt."""

    operation_id: str
    attempt: int
    phase: str
    step: str
    position: int
    part: str
    first: bool
    last: bool


def _todo(
    operation: operations.Operation, phase: str, known: Sequence[procedures.Step]
) -> json.JSON:
    """What is still to do, frozen in the engine's rows: [step, position, [part, …]]."""
    parts = {step.name: [part for part, _ in step.parts] for step in known}
    rows = [s for s in operation.steps if s.phase == phase]
    return [
        # A step this release no longer has keeps one part, which fails and says so.
        [row.name, position, parts.get(row.name, [row.name])]
        for position, row in enumerate(rows)
        if row.state is not StepState.DONE
    ]


def _last(
    operation: operations.Operation,
    known: Sequence[procedures.Step],
    kept: dict[str, json.Object],
) -> json.Object:
    """What the last part of the last step answered."""
    by_name = {step.name: step for step in known}
    names = [s.name for s in operation.steps if s.phase == steps.RUN]
    if not names or names[-1] not in by_name:
        return {}
    return kept.get(by_name[names[-1]].parts[-1][0], {})

"""The durable run: frozen steps in order, each part done once and remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from core import errors, json
from core.sentences import named, say
from workflow import (
    contexts,
    durable,
    failures,
    jsonable,
    openings,
    operations,
    procedures,
    progress,
    records,
    steps,
    store,
)
from workflow.operations import State

log = structlog.get_logger(__name__)

STORE_AWAY_SECONDS = 5.0

DONE: json.Object = {"is": "done"}
OVER: json.Object = {"is": "over"}


@dataclass(frozen=True, kw_only=True)
class Runs:
    """The coroutines that the engine is given. Each engine step catches everything itself: an
    exception that reached the engine would end the run there while its rows still say *running*."""

    first: openings.Openings
    engine: durable.Durable
    pause: contexts.Sleep = asyncio.sleep
    store_away_seconds: float = STORE_AWAY_SECONDS

    async def plan(self, operation: str) -> json.JSON:
        """`plan:<operation>`"""
        run = progress.Run(progress.PLAN, operation)
        answer: json.JSON = await self._step(run, "plan", self.first.plan, operation)
        return answer

    async def run(self, operation: str, attempt: int) -> json.JSON:
        """`run:<operation>:<attempt>`"""
        return await self._go(progress.Run(steps.RUN, operation, attempt), self._open_run)

    async def clean(self, operation: str, attempt: int) -> json.JSON:
        """`clean:<operation>:<attempt>`"""
        return await self._go(progress.Run(steps.CLEAN, operation, attempt), self._open_clean)

    async def _go(
        self, run: progress.Run, opening: Callable[[str, int], Awaitable[json.JSON]]
    ) -> json.JSON:
        opened = await self._step(run, "open", opening, run.operation_id, run.attempt)
        if opened in (None, OVER):
            return OVER
        for step, position, names in opened:
            for number, name in enumerate(names):
                part = progress.Part(
                    operation_id=run.operation_id,
                    attempt=run.attempt,
                    phase=run.name,
                    step=step,
                    position=position,
                    name=name,
                    first=number == 0,
                    last=number == len(names) - 1,
                )
                if await self._step(run, f"{step}.{name}", self._do, part) != DONE:
                    return OVER
        closed: json.JSON = await self._step(run, "close", self._close, run)
        return closed

    async def _step(
        self,
        run: progress.Run,
        name: str,
        fn: Callable[..., Awaitable[json.JSON]],
        *arguments: Any,
    ) -> Any:
        async def insist() -> json.JSON:
            failed: Exception | None = None
            while True:
                try:
                    if failed is None:
                        return await fn(*arguments)
                    await self._give_up(run, name, failed)
                    return OVER
                except store.Unavailable:
                    log.warning("run.store-away", step=name, operation=run.operation_id)
                except Exception as exc:  # else the engine ends the run, and its rows say *running*
                    log.exception("run.unexpected", step=name, operation=run.operation_id)
                    if failed is None:
                        failed = exc
                        continue
                await asyncio.sleep(self.store_away_seconds)

        return await self.engine.step(name, insist)

    async def _give_up(self, run: progress.Run, name: str, error: Exception) -> None:
        failure = failures.of(
            name, failures.unexpected(say("step-in", "in {name!r}", name=_read(name)), error)
        )
        now = self._now()
        await self._unless_lost(run.operation_id, lambda c: progress.give_up(c, run, failure, now))

    # What each engine step does.

    async def _open_run(self, operation_id: str, attempt: int) -> json.JSON:
        if not await self.first.open(operation_id, attempt):
            return None
        operation = await self._get(operation_id)
        known = self.first.verbs.get(operation.verb)
        return progress.todo(operation, steps.RUN, known.steps if known else ())

    async def _open_clean(self, operation_id: str, attempt: int) -> json.JSON:
        operation = await self._get(operation_id)
        if operation.attempt != attempt or operation.state is not State.CLEANING:
            return None
        known = self.first.verbs.get(operation.verb)
        return progress.todo(operation, steps.CLEAN, known.undo if known else ())

    async def _do(self, part: progress.Part) -> json.JSON:
        operation = await self._get(part.operation_id)
        if operation.attempt != part.attempt or operation.state not in progress.ALIVE[part.phase]:
            return OVER
        kept = await self._store.read(lambda c: steps.results(c, part.operation_id))
        if part.name in kept[part.phase]:
            return DONE  # it was done, only the engine's own note of it was lost
        now = self._now()
        if part.first and not await self._store.write(lambda c: progress.begin(c, part, now)):
            return OVER
        try:
            result = await self._act(operation, part, kept)
        except procedures.CancelAsked as exc:
            return await self._stop(part, exc)
        except store.Unavailable:
            raise  # `_step` waits for the database and does the part again
        except errors.BotError as exc:
            return await self._fail(part, exc)
        now = self._now()
        mine = await self._store.write(lambda c: progress.keep(c, part, result, now))
        return DONE if mine else OVER

    async def _act(
        self,
        operation: operations.Operation,
        part: progress.Part,
        kept: dict[str, dict[str, json.Object]],
    ) -> json.Object:
        act = self._find(operation, part)
        context = contexts.StepContext(
            world=self.first.world,
            operation_id=operation.id,
            attempt=part.attempt,
            requester=operation.requester,
            clock=self.first.clock,
            channel=operation.channel,
            row=part.row,
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
        except Exception as exc:  # a bug in a step fails that step, with a card that says so
            log.exception("step.unexpected", operation=operation.id, step=part.step)
            raise failures.unexpected(
                say("step-in-step", "in the step {step!r}", step=_read(part.step)), exc
            ) from exc
        return jsonable.an_object(result)

    def _find(self, operation: operations.Operation, part: progress.Part) -> procedures.Act:
        procedure = self.first.verbs.get(operation.verb)
        known = () if procedure is None else procedure.steps
        if procedure is not None and part.phase == steps.CLEAN:
            known = procedure.undo
        for step in known:
            for name, act in step.parts:
                if step.name == part.step and name == part.name:
                    return act
        raise procedures.StepFailed(
            say(
                "step-unknown",
                "This release of the bot no longer has the step {step!r}.",
                step=_read(part.step),
            ),
            remedy=say(
                "step-unknown-remedy",
                "Clean up and ask for it anew, or go back to the release that began it.",
            ),
            code="unknown-step",
        )

    async def _stop(self, part: progress.Part, error: procedures.CancelAsked) -> json.JSON:
        now = self._now()
        if await self._store.write(lambda c: progress.stop(c, part, now)):
            return OVER
        # A step that stops for a cancel nobody asked for has failed.
        return await self._fail(part, error)

    async def _fail(self, part: progress.Part, error: errors.BotError) -> json.JSON:
        now = self._now()
        failure = failures.of(part.step, error)
        await self._unless_lost(part.operation_id, lambda c: progress.fail(c, part, failure, now))
        return OVER

    async def _close(self, run: progress.Run) -> json.JSON:
        operation = await self._get(run.operation_id)
        procedure = self.first.verbs[operation.verb]
        now = self._now()
        await self._unless_lost(run.operation_id, lambda c: progress.close(c, run, procedure, now))
        return DONE

    async def _unless_lost(self, operation_id: str, write: store.Work[None]) -> None:
        try:
            await self._store.write(write)
        except operations.Lost:
            # This write had taken hold before its step was remembered.
            log.info("run.overtaken", operation=operation_id)

    async def _get(self, operation_id: str) -> operations.Operation:
        return await self._store.read(lambda c: records.get(c, operation_id))

    def _now(self) -> datetime:
        return self.first.clock.now()

    @property
    def _store(self) -> store.Store:
        return self.first.rows


def _read(name: str) -> str:
    """A step, or what is done in the engine beside the steps; a part is told as its step."""
    step = name.partition(".")[0]
    return named("step", step, name, otherwise="declared-step-{}")

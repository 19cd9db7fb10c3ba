"""Waiting until a fabric shows what a person, or a script on the server, has done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Generic, TypeVar

from azureops import fabrics
from azureops.errors import AzureError
from core import clock, json
from workflow import procedures

TIME_LIMIT = timedelta(hours=4)
HOURS = int(TIME_LIMIT.total_seconds() // 3600)
REFRESH_EVERY = timedelta(minutes=5)
QUICK, STEADY, SLOW = 2.0, 10.0, 30.0  # seconds between two looks
GONE = "The configuration server is no longer in the vault."

T = TypeVar("T")
Look = Callable[[fabrics.Fabric | None], tuple[T | None, str]]
"""What was waited for, or None and what is seen instead."""


def begin(context: procedures.Context, limit: timedelta = TIME_LIMIT) -> json.Object:
    """The result of the part before: a restart does not prolong the waiting."""
    began = context.clock.now()
    return {"began": began.isoformat(), "deadline": (began + limit).isoformat()}


class Wait(Generic[T]):
    """`begun` is `begin`'s; `doing` says what the person does, empty where nobody needs to do
    anything; `late` makes of what was seen last the failure at the end."""

    def __init__(
        self,
        context: procedures.Context,
        fabric_id: str,
        begun: dict[str, Any],
        *,
        doing: str,
        look: Look[T],
        late: Callable[[str], procedures.StepFailed],
    ) -> None:
        self.context = context
        self.fabric_id = fabric_id
        self.began = clock.parse(begun["began"])
        self.deadline = clock.parse(begun["deadline"])
        self.refreshed = self.began
        self.doing = doing
        self.judge = look
        self.late = late
        self.seen = ""

    async def until_seen(self) -> T:
        """Raises `StepFailed` at the deadline, `CancelAsked`."""
        if self.doing:
            await self.context.waiting(True)
        while True:
            if await self.context.cancelled():
                raise procedures.CancelAsked(f"Cancelled while waiting for {self._whom()}.")
            found = await self._look()
            if found is not None:
                if self.doing:
                    await self.context.waiting(False)
                return found
            if self.context.clock.now() >= self.deadline:
                raise self.late(self.seen)
            await self.context.note(self._note())
            await self.context.sleep(self._pause())

    async def _look(self) -> T | None:
        """Azure's silence is waited out: only the deadline ends the waiting."""
        try:
            fabric = await fabrics.get(self.context.world, self.fabric_id)
            found, self.seen = self.judge(fabric)
            if found is None and fabric is not None:
                await self._refresh(fabric)
        except AzureError as refused:
            if not refused.retriable and refused.status in {401, 403}:
                raise
            self.seen = f"Azure could not be asked: {refused.sentence}"
            return None
        return found

    async def _refresh(self, fabric: fabrics.Fabric) -> None:
        """Now and then the configuration server is asked for news: else they come in 15 minutes."""
        now = self.context.clock.now()
        if now - self.refreshed < REFRESH_EVERY:
            return
        self.refreshed = now
        await fabrics.submit_refresh(self.context.world, fabric)

    def _whom(self) -> str:
        return f"a person {self.doing}" if self.doing else "Site Recovery"

    def _note(self) -> str:
        guide = " (guide in the thread)" if self.doing else ""
        return (
            f"Waiting for {self._whom()}{guide}. {self.seen} "
            f"I wait until {self.deadline:%H:%M} UTC."
        )

    def _pause(self) -> float:
        waited = self.context.clock.now() - self.began
        if waited < timedelta(minutes=10):
            return QUICK
        return STEADY if waited < timedelta(minutes=40) else SLOW

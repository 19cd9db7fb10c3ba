"""Waiting until a fabric shows what a person, or a script on the server, has done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Generic, TypeVar

from azureops import fabrics
from azureops.errors import AzureError
from core import clock, json
from core.sentences import join, say
from workflow import procedures

TIME_LIMIT = timedelta(hours=4)
HOURS = int(TIME_LIMIT.total_seconds() // 3600)
REFRESH_EVERY = timedelta(minutes=5)
QUICK, STEADY, SLOW = 2.0, 10.0, 30.0  # seconds between two looks
GONE = say("following-gone", "The configuration server is no longer in the vault.")

T = TypeVar("T")
Look = Callable[[fabrics.Fabric | None], tuple[T | None, str]]
"""What was waited for, or None and what is seen instead."""
FindOut = Callable[[str], Awaitable[str]]


def begin(context: procedures.Context, limit: timedelta = TIME_LIMIT) -> json.Object:
    """The result of the part before: a restart does not prolong the waiting."""
    began = context.clock.now()
    return {"began": began.isoformat(), "deadline": (began + limit).isoformat()}


class Wait(Generic[T]):
    """`begun` is `begin`'s; `doing` says what the person does, empty where nobody needs to do
    anything; `late` makes of what was seen last the failure at the end. `find_out` tells more where
    it is not seen yet: it is asked after each *Done* and at the end, by a name that is another each
    time.
    """

    def __init__(
        self,
        context: procedures.Context,
        fabric_id: str,
        begun: dict[str, Any],
        *,
        doing: str,
        look: Look[T],
        late: Callable[[str], procedures.StepFailed],
        find_out: FindOut | None = None,
    ) -> None:
        self.context = context
        self.fabric_id = fabric_id
        self.began = clock.parse(begun["began"])
        self.deadline = clock.parse(begun["deadline"])
        self.refreshed = self.began
        self.doing = doing
        self.judge = look
        self.late = late
        self.find_out = find_out
        self.seen = self.unasked = ""
        self.heard: procedures.Report | None = None

    async def until_seen(self) -> T:
        """Raises `StepFailed` at the deadline, `CancelAsked`."""
        if self.doing:
            await self.context.waiting(True)
        while True:
            await self._unless_cancelled()
            said = await self._said()
            found = await self._look(now=said is not None)
            if found is not None:
                if self.doing:
                    await self.context.waiting(False)
                return found
            if said is not None:
                await self._answer(said)
            if self.context.clock.now() >= self.deadline:
                raise self.late(await self._told(f"late-{self.context.attempt}"))
            await self.context.note(self._note())
            await self._pause()

    async def _unless_cancelled(self) -> None:
        if await self.context.cancelled():
            raise procedures.CancelAsked(
                say("waiting-cancelled", "Cancelled while waiting for {whom}.", whom=self._whom())
            )

    async def _said(self) -> procedures.Report | None:
        """Somebody's *Done* that was not answered yet."""
        newest = await self.context.reported(self.began)
        if newest == self.heard:
            return None
        self.heard = newest
        return newest

    async def _look(self, *, now: bool) -> T | None:
        """Azure's silence is waited out: only the deadline ends the waiting."""
        try:
            fabric = await fabrics.get(self.context.world, self.fabric_id)
            found, self.seen = self.judge(fabric)
            if found is None and fabric is not None:
                if now:
                    return await self._look_anew(fabric)
                await self._refresh(fabric)
        except AzureError as refused:
            if not refused.retriable and refused.status in {401, 403}:
                raise
            self.seen = say(
                "waiting-azure", "Azure could not be asked: {why}", why=refused.sentence
            )
            return None
        return found

    async def _look_anew(self, fabric: fabrics.Fabric) -> T | None:
        """With the configuration server's newest report, however long that takes."""
        self.refreshed = self.context.clock.now()
        self.unasked = await self._news(fabrics.refresh(self.context.world, fabric))
        found, self.seen = self.judge(await fabrics.get(self.context.world, self.fabric_id))
        return found

    async def _refresh(self, fabric: fabrics.Fabric) -> None:
        """Now and then the configuration server is asked for news: else they come in 15 minutes."""
        now = self.context.clock.now()
        if now - self.refreshed < REFRESH_EVERY:
            return
        self.refreshed = now
        await self._news(fabrics.submit_refresh(self.context.world, fabric))

    async def _news(self, asked: Awaitable[object]) -> str:
        """Why the configuration server could not be asked: its own reports come all the same."""
        try:
            await asked
        except AzureError as refused:
            return refused.sentence
        return ""

    async def _answer(self, said: procedures.Report) -> None:
        """To a *Done* too early: what is missing."""
        told = await self._told(f"{self.context.attempt}-{said.at:%H%M%S}")
        await self.context.say(
            f"not-done-{said.at:%Y%m%dT%H%M%S%f}",
            say(
                "waiting-not-done",
                "<@{person}>, {asked} {told}\nI go on watching until {time}; *Done* makes me "
                "look again.",
                person=said.person,
                asked=self._asked(),
                told=told,
                time=clock.written(self.deadline),
            ),
        )

    def _asked(self) -> str:
        if not self.unasked:
            return say(
                "waiting-asked",
                "I have asked the configuration server for news and do not see it yet.",
            )
        return say(
            "waiting-unasked",
            "I do not see it yet, and could not ask the configuration server for news ({why}): it "
            "reports by itself every 15 minutes.",
            why=self.unasked,
        )

    async def _told(self, name: str) -> str:
        more = await self.find_out(name) if self.find_out is not None else ""
        return join([self.seen, more])

    def _whom(self) -> str:
        if not self.doing:
            return say("waiting-service", "Site Recovery")
        return say("waiting-person", "a person {doing}", doing=self.doing)

    def _note(self) -> str:
        guide = say("waiting-guide", " (guide in the thread)") if self.doing else ""
        return say(
            "waiting-note",
            "Waiting for {whom}{guide}. {seen} I wait until {time}.",
            whom=self._whom(),
            guide=guide,
            seen=self.seen,
            time=clock.written(self.deadline),
        )

    async def _pause(self) -> None:
        """Until the next look; a *Done* or a cancel ends it."""
        left = self._seconds()
        while left > 0:
            await self.context.sleep(min(QUICK, left))
            left -= QUICK
            if left > 0 and (
                await self.context.cancelled()
                or await self.context.reported(self.began) != self.heard
            ):
                return

    def _seconds(self) -> float:
        waited = self.context.clock.now() - self.began
        if waited < timedelta(minutes=10):
            return QUICK
        return STEADY if waited < timedelta(minutes=40) else SLOW

"""The serving bot's side of the terminal: does what the open requests ask, each once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog

from core import clock, errors, json
from core.sentences import say
from workflow import (
    confirmations,
    deliveries,
    desk,
    once,
    policies,
    requests,
    routes,
    store,
)

log = structlog.get_logger(__name__)

AT_ONCE = 20
POLL = 0.5
"""Seconds between two looks: another process's commits are only seen by asking."""
VOTE, CHECK, INCIDENT = "vote", "check", "incident"

Reaches = Callable[[str], Awaitable[bool]]
"""Whether the bot can write to a channel."""
Doing = Callable[[str, str, json.Object, str], Awaitable[str]]
"""`(person, channel, values, delivery)`: does what a verb without approval asks; what it made."""


Look = Callable[[str, str], Awaitable[None]]
"""`(request, where)`: begin a look that answers this request, once however often it is begun."""


async def _everywhere(_channel: str) -> bool:
    return True


class Clerk:
    """The request's id is the delivery of its wish: however often it is begun, by however many
    replicas, it is done once, and each of them then reads the same outcome."""

    def __init__(
        self,
        *,
        rows: store.Store,
        clock: clock.Clock,
        requests: requests.Requests,
        desk: desk.Desk,
        confirmations: confirmations.Confirmations,
        routing: routes.Routing,
        reaches: Reaches | None = None,
        look: Look | None = None,
    ) -> None:
        self._requests = requests
        self._desk = desk
        self._confirmations = confirmations
        self._routing = routing
        self._reaches = reaches or _everywhere
        self._look = look
        self._looking: set[str] = set()  # begun by this process
        self._once = once.Once(rows, clock)
        self._learnt: dict[str, Doing] = {}

    def learn(self, wish: str, do: Doing) -> None:
        """Of a verb that another room does."""
        self._learnt[wish] = do

    async def run(self) -> None:
        """Until cancelled. A failed look is logged and done again."""
        while True:
            try:
                await self.look()
            except store.Unavailable:
                log.warning("requests.store-away")
            except Exception:  # whatever it was: without this loop the terminal waits for ever
                log.exception("requests.failed")
            await asyncio.sleep(POLL)

    async def look(self) -> int:
        """How many were answered or had come to their end."""
        found = await self._requests.open(AT_ONCE)
        for request in found:
            await self._answer(request)
        return len(found) + await self._confirmations.expire()

    async def _answer(self, request: requests.Request) -> None:
        """Whatever is wrong with it, those after it do not wait for it."""
        try:
            outcome = await self._outcome(request)
            if outcome is not None:
                await self._requests.answer(request, outcome)
        except store.Unavailable:
            raise
        except Exception:
            log.exception("request-not-answered", request=request.id)

    async def _outcome(self, request: requests.Request) -> json.Object | None:
        """None: what was begun answers the request itself."""
        try:
            if request.wish == CHECK:
                await self._check(request)
                return None
            return _named(request, await self._do(request))
        except store.Unavailable:
            raise
        except errors.BotError as error:
            return await self._refused(request, error)
        except Exception:  # asked again, it would fail again: the person is told instead
            log.exception("request-failed", request=request.id)
            return await self._refused(request, _mine())

    async def _do(self, request: requests.Request) -> str:
        given, person = request.arguments, request.person
        match request.wish:
            case "ask":
                return await self._ask(request)
            case "withdraw":
                return (await self._desk.withdraw(given["operation"], person, request.id)).id
            case "cancel":
                return (await self._desk.cancel(given["operation"], person, request.id)).id
            case "vote":
                return await self._confirmations.ask(
                    given["operation"],
                    person,
                    given["decision"],
                    given["plan_hash"],
                    request.id,
                    given.get("reason", ""),
                )
        if request.wish in self._learnt:
            values, channel = given["values"], str(given.get("channel") or "")
            return await self._learnt[request.wish](person, channel, values, request.id)
        raise policies.Refused(
            say("request-unknown-wish", "I do not know the wish {wish!r}.", wish=request.wish),
            remedy=say(
                "request-unknown-wish-remedy",
                "Use a terminal of the same release as the serving bot.",
            ),
            code="unknown-wish",
        )

    async def _check(self, request: requests.Request) -> None:
        """A look may take minutes, and others wait behind this request."""
        if request.id in self._looking:
            return
        await self._desk.may("check", request.person)
        if self._look is None:
            raise policies.Refused(
                say("request-no-watch", "The watch does not run here."),
                remedy=say(
                    "request-no-watch-remedy", "It belongs to the bot started with `serve`."
                ),
                code="no-watch",
            )
        await self._look(request.id, str(request.arguments.get("where") or ""))
        self._looking.add(request.id)

    async def _ask(self, request: requests.Request) -> str:
        given = request.arguments
        channel = str(given.get("channel") or self._channel(given["values"]))
        if not await self._reaches(channel):
            raise policies.Refused(
                say(
                    "request-not-in-channel",
                    "I am not in <#{channel}>, so I could not show what happens there.",
                    channel=channel,
                ),
                remedy=say(
                    "request-not-in-channel-remedy",
                    "Invite me to that channel, or name another with --channel.",
                ),
                code="not-in-channel",
            )
        operation = await self._desk.ask(
            given["verb"], request.person, channel, given["values"], request.id
        )
        return operation.id

    def _channel(self, values: Mapping[str, json.JSON]) -> str:
        """Of a request that names none. What a server belongs to is not known before there is a
        plan: the values alone decide."""
        named = {key: str(values.get(key) or "") for key in ("vault", "subscription")}
        server = str(values.get("server") or values.get("name") or "")
        where = routes.place(named["vault"])
        where = routes.Place(
            vault=named["vault"],
            subscription=named["subscription"] or where.subscription,
            server=server,
        )
        subject = routes.Subject(kind=routes.OPERATION, place=where)
        return self._routing.routes.channel(subject)

    async def _refused(self, request: requests.Request, error: errors.BotError) -> json.Object:
        """Kept as the delivery's one outcome, so that no replica does what another refused. Where
        one was quicker and has done it, that is the outcome."""

        async def judge() -> deliveries.Work:
            raise policies.Refused(error.sentence, remedy=error.remedy, code=error.code)

        try:
            done = await self._once.do("request", None, request.person, request.id, judge)
        except errors.BotError as kept:
            if isinstance(kept, store.Unavailable):
                raise
            return {"refused": kept.told()}
        return _named(request, done)


def _named(request: requests.Request, done: str) -> json.Object:
    if request.wish == VOTE:
        return {"operation": request.arguments["operation"], "confirmation": done}
    if request.wish == INCIDENT:
        return {"incident": done}
    return {"operation": done}


def _mine() -> errors.BotError:
    return errors.BotError(
        say("request-fault", "That failed, and the fault is the bot's."),
        remedy=say(
            "request-fault-remedy",
            "Try again; if it happens again, look into the log of the serving bot.",
        ),
        code="internal",
    )

"""The room put together. Nothing is built at import; `build` is called by the composition root.

link = connection.connect(token, api_url, ssl_context)     # first: the Desk needs its directory
slack = app.build(link, await link.identify(), desk=…, …)
await slack.start()                                        # projector, and Socket Mode if meant
… slack.events is the ASGI endpoint of POST /slack/events
await slack.close(); await link.close()
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.charts import drawer
from bot.slack import (
    ack,
    connection,
    doors,
    ingress,
    languages,
    pictures,
    projector,
    socket,
    tasks,
)
from bot.slack.home import listening, publisher
from bot.slack.home import projector as keeping_homes
from bot.slack.listeners import handlers, kinds, means
from commands import snoozing, verbs
from core import clock, language
from workflow import confirmations as confirming
from workflow import desk as desks
from workflow import findings as watched
from workflow import hearing as heard
from workflow import homes as kept_homes
from workflow import incidents as happening
from workflow import keeper as keeping
from workflow import overrides as overriding
from workflow import overviews as viewing
from workflow import posts as rows
from workflow import rights, routes
from workflow import samples as sampled
from workflow import upgrade_plans as upgrading

DRAIN = 5.0  # seconds that work after an ack may take at shutdown


class Slack:
    """The running room. `events` is None in Socket Mode."""

    def __init__(
        self,
        *,
        bolt: AsyncApp,
        runner: ack.WakingRunner,
        events: ingress.Ingress | None,
        socket: socket.Socket | None,
        projector: projector.Projector,
        homes: keeping_homes.Projector,
        doors: doors.Doors,
        tasks: tasks.Tasks,
    ) -> None:
        self.bolt = bolt
        self.events = events
        self.projector = projector
        self.homes = homes
        self.doors = doors
        self._runner = runner
        self._socket = socket
        self._tasks = tasks
        self._projecting: asyncio.Task[None] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Raises `connection.NotAccepted` where Slack refuses the app-level token."""
        self._projecting = asyncio.create_task(self.projector.run(), name="projector")
        self._keeping = asyncio.create_task(self.homes.run(), name="homes")
        self._looking = asyncio.create_task(self.doors.run(), name="doors")
        if self._socket is not None:
            await self._socket.start()

    async def lacking(self) -> dict[str, str]:
        """What is not ready and why; empty means ready."""
        found = {}
        if self._projecting is None or self._projecting.done() or not self.projector.alive:
            found["projector"] = "Messages are not being updated."
        if self._socket is not None and not await self._socket.healthy():
            refused = await self._socket.refused()
            found["slack"] = str(refused or "The Socket Mode connection is not established.")
        return found

    async def bearable(self) -> None:
        """Raises `connection.NotAccepted` once Slack has refused the app-level token for good: to
        go on would look alive and hear nothing."""
        if self._socket is not None and (refused := await self._socket.refused()):
            raise refused

    async def close(self) -> None:
        """No new requests, then what was begun, then what must still be shown."""
        if self._socket is not None:
            await self._socket.close()
        if self._runner.running:
            await asyncio.wait(set(self._runner.running), timeout=DRAIN)
        await self._tasks.drain(DRAIN)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN):
                await self.projector.settle()
        loops = (self._projecting, self._keeping, self._looking)
        begun = [task for task in loops if task is not None]
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)


def build(
    link: connection.Connection,
    identity: connection.Identity,
    *,
    desk: desks.Desk,
    overrides: overriding.Overrides,
    keeper: keeping.Keeper,
    confirmations: confirming.Confirmations,
    posts: rows.Posts,
    findings: watched.Findings,
    homes: kept_homes.Homes,
    overviews: viewing.Overviews,
    rights: rights.Judge,
    upgrade_plans: upgrading.UpgradePlans,
    hearing: heard.Hearing,
    samples: sampled.Samples,
    incidents: happening.Incidents,
    verbs: Mapping[str, verbs.Verb],
    azure: Any,
    clock: clock.Clock,
    check: Callable[[str], Awaitable[str]] | None = None,
    words: language.Words | None = None,
    routing: routes.Routing = routes.Routing(routes.Routes()),  # noqa: B008 - never replaced
    moments: snoozing.Moments = snoozing.Moments(),  # noqa: B008 - frozen
    default: str = "",
    signing_secret: str = "",
    app_token: str = "",
) -> Slack:
    """`default` is the channel for what is asked in direct messages, and in a Home.

    Socket Mode where an `app_token` is given, else HTTP with the `signing_secret`."""
    words = words or language.of("en")
    background = tasks.Tasks()
    bolt = make_bolt(link.client, identity)
    runner = ack.WakingRunner(bolt.listener_runner)
    bolt._async_listener_runner = runner
    hands = means.Means(
        desk=desk,
        overrides=overrides,
        keeper=keeper,
        confirmations=confirmations,
        posts=posts,
        findings=findings,
        upgrade_plans=upgrade_plans,
        hearing=hearing,
        samples=samples,
        incidents=incidents,
        rights=rights,
        verbs=verbs,
        azure=azure,
        sender=link.sender,
        pictures=pictures.Pictures(drawer.Drawer(), link.sender),
        tasks=background,
        check=check,
        moments=moments,
        languages=languages.Languages(words, link.directory, time.monotonic),
        now=clock.now,
        homes=homes,
        default=default,
    )
    shows = publisher.Publisher(
        homes=homes,
        overviews=overviews,
        rights=rights,
        languages=hands.languages,
        sender=link.sender,
        clock=clock,
        posts=posts,
        incidents=incidents,
        routing=routing,
        moments=moments,
    )
    keeps = keeping_homes.Projector(
        homes=homes, publisher=shows, clock=clock, on_change=desk.on_change
    )
    door = doors.Doors(posts, link.sender)
    kinds.register(
        bolt,
        handlers.all_(hands, door, listening.Home(hands, shows, keeps), identity.bot_user),
        handlers.ENDS_WITH_ACK,
        own=kinds.Own(team=identity.team, stranger=handlers.stranger(hands)),
    )
    return Slack(
        bolt=bolt,
        runner=runner,
        events=None if app_token else ingress.Ingress(bolt, signing_secret, clock),
        socket=socket.Socket(bolt, link.client, app_token) if app_token else None,
        projector=projector.Projector(
            posts=posts,
            desk=desk,
            findings=findings,
            upgrade_plans=upgrade_plans,
            incidents=incidents,
            directory=link.directory,
            sender=link.sender,
            clock=clock,
            words=words,
            moments=moments,
        ),
        homes=keeps,
        doors=door,
        tasks=background,
    )


class _Known(AsyncAuthorize):
    """One workspace, known since the start: no request waits for `auth.test`."""

    def __init__(self, identity: connection.Identity, token: str | None) -> None:
        self._result = AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team,
            bot_user_id=identity.bot_user,
            bot_id=identity.bot_id,
            bot_token=token,
        )

    async def __call__(self, **_: Any) -> AuthorizeResult:
        return self._result


class _Bolt(AsyncApp):
    """Bolt, but for the client that it makes anew for every request: no listener here asks for it,
    and with its look for proxies it is a fifth of the way to the ack."""

    def _init_context(self, req: AsyncBoltRequest) -> None:
        req.context["logger"] = self.logger
        req.context["client"] = self.client
        req.context["listener_runner"] = self.listener_runner


def make_bolt(client: AsyncWebClient, identity: connection.Identity) -> AsyncApp:
    """Bolt without what the ingress already did (the signature) and what is not used here."""
    bare = AsyncWebClient(
        base_url=client.base_url, session=client.session, ssl=client.ssl, retry_handlers=[]
    )
    return _Bolt(
        name="failback-ps",
        logger=logging.getLogger("slack_bolt.failback_ps"),
        client=bare,
        signing_secret="checked-by-the-ingress",  # noqa: S106 - not a secret, and never used
        authorize=_Known(identity, client.token),
        request_verification_enabled=False,
        ssl_check_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )

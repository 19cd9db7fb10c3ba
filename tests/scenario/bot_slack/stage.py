"""The real room between the local Slack and the real workflow, in this process."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot import server
from bot.slack import app, connection
from sandbox import launch
from tests import databases, keys, once, weather
from tests.scenario.bot_slack import toys
from workflow import channels, policies, service

RITA, LENA, MAREK, BO = "U0RITA001", "U0LENA001", "U0MAREK01", "U0BO00001"
BOT = "U0FAILBOT"
INCIDENT, RANDOM, APPROVALS = "C0INCIDENT", "C0RANDOM1", "C0APPROVE1"
POLICY = [
    {
        "verbs": ["*"],
        "requesters": {"groups": ["S0ONCALL1"]},
        "approvers": [{"groups": ["S0LEADS01"], "quorum": 1}],
        "expires_after": "4h",
        "remind": {"after": "15m", "most": 2},
        "escalate": {"after": "90m", "people": ["U0BO00001"]},
        "break_glass": {"people": ["U0BO00001"]},
    }
]
JSON = dict[str, Any]


class Watch:
    """The system's clock, which a test may put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(kw_only=True)
class Stage:
    """What a test stands on."""

    world: toys.World
    slack: app.Slack
    link: connection.Connection
    workflow: service.Service
    control: str
    session: aiohttp.ClientSession
    settings: dict[str, str]
    clock: Watch

    async def call(self, path: str, body: JSON | None = None) -> JSON:
        method = "GET" if body is None else "POST"
        url = f"{self.control}/_control/{path}"
        async with self.session.request(method, url, json=body) as answer:
            found: JSON = await answer.json()
            assert answer.status == 200, (body, found)
            return found

    async def do(self, name: str, **order: Any) -> JSON:
        return await self.call("slack", {"do": name, **order})

    async def type(self, text: str, user: str = RITA, channel: str = INCIDENT) -> JSON:
        return await self.do("command", user=user, channel=channel, text=text)

    async def said(self, channel: str) -> list[JSON]:
        """All there is in the channel."""
        found: list[JSON] = (await self.do("messages", channel=channel))["messages"]
        return found

    async def messages(self, user: str = RITA, channel: str = INCIDENT) -> list[JSON]:
        """What the bot said there, as this person sees it."""
        found: list[JSON] = (await self.do("messages", user=user, channel=channel))["messages"]
        return [one for one in found if one["user"] == BOT]

    async def see(
        self, words: str, user: str = RITA, channel: str = INCIDENT, seconds: float = 15
    ) -> JSON:
        """The newest message that shows the words."""

        async def look() -> JSON | None:
            found = await self.messages(user, channel)
            return next((one for one in reversed(found) if words in shown(one)), None)

        return await until(look, f"{words!r} in {channel}", seconds)

    async def whisper(self, words: str, user: str, channel: str = INCIDENT) -> JSON:
        """The newest message that shows the words and only this person sees."""

        async def look() -> JSON | None:
            found = [one for one in await self.messages(user, channel) if one["ephemeral"]]
            return next((one for one in reversed(found) if words in shown(one)), None)

        return await until(look, f"{words!r} whispered to {user}")

    async def view(self, words: str, user: str = RITA, seconds: float = 10) -> JSON:
        async def look() -> JSON | None:
            views = (await self.do("views", user=user))["views"]
            return views[-1] if views and words in shown(views[-1]) else None

        return await until(look, f"a view with {words!r}", seconds)

    async def click(self, message: JSON, action_id: str, user: str = LENA) -> JSON:
        return await self.do(
            "action", user=user, channel=INCIDENT, ts=message["ts"], action_id=action_id
        )

    async def submit(self, view: JSON, user: str, given: JSON) -> JSON:
        """As a person does it: again, where Slack was too busy to say who they are."""

        async def taken() -> JSON | None:
            done = await self.do("submit", user=user, view_id=view["id"], values=given)
            wrong = shown(done.get("errors", {}))
            return None if any(one in wrong for one in ("asks to wait", "Slack bittet")) else done

        return await until(taken, "the form is taken")

    async def approve(self, card: JSON, user: str = LENA) -> None:
        """As a person does it: again, where Slack was too busy for the click to count."""
        (button,) = (
            e
            for b in card["blocks"]
            for e in b.get("elements", ())
            if e.get("action_id") == "approve"
        )
        operation_id = json.loads(button["value"])["operation"]

        async def counted() -> JSON | None:
            await self.click(card, "approve", user)
            votes = (await self.workflow.desk.get(operation_id)).votes
            return {} if any(vote.person == user for vote in votes) else None

        await until(counted, f"the approval of {user}")

    async def choose(
        self,
        message: JSON,
        do: str,
        user: str = LENA,
        channel: str = INCIDENT,
        action_id: str = "more",
    ) -> JSON:
        """From the card's menu."""
        menu = next(
            e
            for b in message["blocks"]
            for e in b.get("elements", ())
            if e.get("action_id") == action_id
        )
        value = next(o["value"] for o in menu["options"] if json.loads(o["value"])["do"] == do)
        return await self.do(
            "action", user=user, channel=channel, ts=message["ts"], action_id=action_id, value=value
        )

    async def forge(self, payload: JSON, *, secret: str = "", age: float = 0) -> int:
        """Post a payload to the bot as Slack would, signed with what the forger has; the status."""
        body = urlencode({"payload": json.dumps(payload)})
        stamp = str(int(time.time() - age))
        key = secret or self.settings["SLACK_SIGNING_SECRET"]
        signed = hmac.new(key.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        url = f"http://127.0.0.1:{self.settings['FAILBACK_PS_PORT']}/slack/events"
        async with self.session.post(url, data=body, headers=headers) as answer:
            return answer.status

    def slack_url(self, path: str) -> str:
        """An address of the local Slack beside its API."""
        return str(self.link.client.base_url).removesuffix("api/") + path

    async def journal(self, path: str) -> list[JSON]:
        found: list[JSON] = (await self.call(f"journal?service=slack_api&path={path}"))["entries"]
        return found


def shown(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)


def block(view: JSON, name: str) -> str:
    """The block id of a field's input as it is now."""
    return next(
        str(one["block_id"]) for one in view["blocks"] if one["block_id"].split(".")[0] == name
    )


def values(view: JSON, **given: str) -> JSON:
    return {block(view, name): {f"field.{name}": value} for name, value in given.items()}


async def until(look: Callable[[], Awaitable[JSON | None]], what: str, seconds: float = 15) -> JSON:
    end = time.monotonic() + seconds * weather.PATIENCE
    while True:
        found = await look()
        if found is not None:
            return found
        assert time.monotonic() < end, f"not seen: {what}"
        await asyncio.sleep(0.03)


class _Door:
    """Listens before there is a bot behind it, so that a taken port is found out at once."""

    app: server.App | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


async def _launch(folder: Path, mode: str, door: _Door) -> tuple[launch.Running, server.Server]:
    """The bot's port is chosen before it is bound; somebody else may be quicker."""
    for attempt in range(5):
        running = await launch.start(
            only="slack",
            mode="socket" if mode == "socket" else "http",
            data_dir=folder,
            weather=weather.WEATHER,
        )
        http = server.Server(door, "127.0.0.1", int(running.settings["FAILBACK_PS_PORT"]))
        try:
            await http.start()
        except OSError:
            await running.stop()
            if attempt == 4:
                raise
        else:
            return running, http
    raise AssertionError("unreachable")


@asynccontextmanager
async def stage(folder: Path, mode: str) -> AsyncIterator[Stage]:
    door = _Door()
    running, http = await _launch(folder, mode, door)
    settings = running.settings
    link = connection.connect(settings["SLACK_BOT_TOKEN"], settings["SLACK_API_URL"])
    world = toys.World()
    now = Watch()
    workflow = await service.open(
        database_url=databases.sqlite(folder / "toys.db"),
        audit_key=keys.AUDIT,
        procedures={name: one for name, one in toys.VERBS.items() if one.needs_approval},
        policies=policies.parse(POLICY),
        directory=link.directory,
        world=world,
        clock=now,
        told=channels.Channels(default=APPROVALS),
    )
    slack = app.build(
        link,
        await link.identify(),
        desk=workflow.desk,
        overrides=workflow.overrides,
        keeper=workflow.keeper,
        confirmations=workflow.confirmations,
        posts=workflow.posts,
        findings=workflow.findings,
        homes=workflow.homes,
        overviews=workflow.overviews,
        rights=workflow.rights,
        upgrade_plans=workflow.upgrade_plans,
        hearing=workflow.hearing,
        samples=workflow.samples,
        incidents=workflow.incidents,
        verbs=toys.VERBS,
        azure=world,
        clock=now,
        default=INCIDENT,
        signing_secret=settings["SLACK_SIGNING_SECRET"],
        app_token=settings.get("SLACK_APP_TOKEN", ""),
    )
    door.app = server.application(slack.events, slack.lacking)
    await workflow.start()
    await slack.start()
    try:
        async with aiohttp.ClientSession() as session:
            made = Stage(
                world=world,
                slack=slack,
                link=link,
                workflow=workflow,
                control=running.urls["control"],
                session=session,
                settings=settings,
                clock=now,
            )
            yield made
            await once.check(made.said)
    finally:
        world.gate.set()
        await slack.close()
        await http.stop()
        await workflow.close()
        await link.close()
        await running.stop()

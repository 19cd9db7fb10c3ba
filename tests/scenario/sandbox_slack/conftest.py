"""A local Slack with a real Bolt app behind it, over HTTP or over Socket Mode."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.control import Control
from sandbox.slack.server import LocalSlack
from tests.scenario.sandbox_slack.stages import JSON, Stage


@pytest.fixture(params=["http", "socket"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest_asyncio.fixture
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Over HTTP; a test that asks for `mode` too gets both."""
    chosen = "http"
    if "mode" in request.fixturenames:
        chosen = request.getfixturevalue("mode")
    async with asyncio.timeout(60):
        async for one in open_stage(chosen):
            yield one


async def open_stage(mode: str, **given: Any) -> AsyncIterator[Stage]:
    """A stage; `given` goes to the local Slack."""
    control = Control()
    await control.start()
    holder: dict[str, AsyncApp] = {}
    receiver = web.AppRunner(_receiver(holder), shutdown_timeout=0.2)
    await receiver.setup()
    await web.TCPSite(receiver, "127.0.0.1", 0).start()
    host, port = receiver.addresses[0][:2]
    url = f"http://{host}:{port}/slack/events"
    quick = {"retries": (0.05, 0.05, 0.05)} | given
    slack = LocalSlack(control, mode=mode, request_url=url, **quick)
    await slack.start()
    client = AsyncWebClient(token=slack.secrets.bot_token, base_url=slack.api_url)
    bolt = AsyncApp(
        client=client,
        token=slack.secrets.bot_token,
        signing_secret=slack.secrets.signing_secret,
        process_before_response=False,
    )
    holder["app"] = bolt
    handler = AsyncSocketModeHandler(bolt, slack.secrets.app_token) if mode == "socket" else None
    if handler is not None:
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt has no types here
        assert await slack.app_connected(5)
    async with aiohttp.ClientSession() as session:

        async def do(name: str, /, **order: Any) -> JSON:
            async with session.post(
                f"{control.url}/_control/slack", json={"do": name} | order
            ) as answer:
                body: JSON = await answer.json()
                assert answer.status == 200, body
                return body

        yield Stage(slack=slack, control=control, client=client, bolt=bolt, do=do, page=session)
    if handler is not None:
        await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt has no types here
    await slack.stop()
    await receiver.cleanup()
    await control.stop()


def _receiver(holder: dict[str, AsyncApp]) -> web.Application:
    """The app's request URL, by Bolt's own aiohttp server code."""

    async def receive(request: web.Request) -> web.Response:
        answer = await holder["app"].async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    app = web.Application()
    app.router.add_post("/slack/events", receive)
    return app

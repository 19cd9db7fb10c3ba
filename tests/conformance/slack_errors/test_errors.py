"""Each error of the table, provoked through the real slack-sdk."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.control import Control
from sandbox.slack.server import LocalSlack
from tests.conformance.slack_errors import cases, declare


class Room:
    """A fresh local Slack, and what the placeholders of a case stand for."""

    def __init__(self, slack: LocalSlack, control: Control) -> None:
        self._slack = slack
        self._control = control
        self._known: dict[str, str] = {}

    def client(self, whose: str = "bot") -> AsyncWebClient:
        secrets = self._slack.secrets
        tokens = {"bot": secrets.bot_token, "app": secrets.app_token, "": None}
        return AsyncWebClient(token=tokens.get(whose, whose), base_url=self._slack.api_url)

    async def prepare(self) -> None:
        client = self.client()
        said = await client.chat_postMessage(channel=declare.INCIDENT, text="the bot's")
        hers = await self.act("say", user=declare.RITA, channel=declare.INCIDENT, text="hers")
        first = self._slack.triggers.issue(declare.RITA)
        opened = await client.views_open(trigger_id=first, view=declare.MODAL)
        self._known = {
            "$ts": said["ts"],
            "$hers": hers["ts"],
            "$view": opened["view"]["id"],
            "$trigger": self._slack.triggers.issue(declare.RITA),
        }

    async def act(self, do: str, /, **order: Any) -> dict[str, Any]:
        url = f"{self._control.url}/_control/slack"
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, json={"do": do} | order) as answer,
        ):
            assert answer.status == 200, await answer.text()
            found: dict[str, Any] = await answer.json()
            return found

    async def call(self, method: str, arguments: dict[str, Any], whose: str = "bot") -> None:
        filled = {name: self._filled(value) for name, value in arguments.items()}
        nested = any(isinstance(value, (dict, list)) for value in filled.values())
        if nested:
            await self.client(whose).api_call(method, json=filled)
        else:
            await self.client(whose).api_call(method, data=filled)

    def _filled(self, value: Any) -> Any:
        return self._known.get(value, value) if isinstance(value, str) else value


@pytest_asyncio.fixture
async def room() -> Any:
    control = Control()
    await control.start()
    slack = LocalSlack(control, mode="socket")
    await slack.start()
    made = Room(slack, control)
    await made.prepare()
    yield made
    await slack.stop()
    await control.stop()


@pytest.mark.parametrize("case", cases.CASES, ids=lambda one: one.name)
async def test_the_error_is_slacks(room: Room, case: declare.Case) -> None:
    for name, order in case.acts:
        await room.act(name, **order)
    for method, arguments in case.calls:
        await room.call(method, arguments)
    with pytest.raises(SlackApiError) as caught:
        await room.call(case.method, case.arguments, case.whose)
    answer = caught.value.response
    assert answer["error"] == case.error
    if case.error == "invalid_blocks":
        assert all("json-pointer:/" in m for m in answer["response_metadata"]["messages"])


def test_there_are_enough_and_each_but_once() -> None:
    assert len(cases.CASES) >= 120
    assert len({one.name for one in cases.CASES}) == len(cases.CASES)

"""Each error of the table, provoked through the real slack-sdk."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
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
            "$soon": str(int(self._slack.clock.now()) + 3600),
        }

    async def act(self, do: str, /, **order: Any) -> dict[str, Any]:
        url = f"{self._control.url}/_control/slack"
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, json={"do": do} | self._filled(order)) as answer,
        ):
            assert answer.status == 200, await answer.text()
            return self._learned(await answer.json())

    async def call(self, method: str, arguments: dict[str, Any], whose: str = "bot") -> None:
        filled = self._filled(arguments)
        if method == "upload":
            await self._upload(filled["content"])
            return
        nested = any(isinstance(value, (dict, list)) for value in filled.values())
        body = {"json": filled} if nested else {"data": filled}
        answer = await self.client(whose).api_call(method, **body)
        assert isinstance(answer.data, dict)
        self._learned(answer.data)

    async def raw(self, method: str, content_type: str, body: bytes) -> dict[str, Any]:
        """A request as no SDK would send it."""
        headers = {"Authorization": f"Bearer {self._slack.secrets.bot_token}"}
        if content_type:
            headers["Content-Type"] = content_type
        async with (
            aiohttp.ClientSession(skip_auto_headers=["Content-Type"]) as session,
            session.post(self._slack.api_url + method, data=body, headers=headers) as answer,
        ):
            found: dict[str, Any] = await answer.json()
            return found

    async def _upload(self, content: str) -> None:
        async with (
            aiohttp.ClientSession() as session,
            session.post(self._known["$url"], data=content.encode()) as answer,
        ):
            assert answer.status == 200

    def _learned(self, answer: dict[str, Any]) -> dict[str, Any]:
        told = {"ts": "$last", "file": "$file", "file_id": "$file", "upload_url": "$url"}
        for field, name in told.items():
            if isinstance(answer.get(field), str):
                self._known[name] = answer[field]
        return answer

    def _filled(self, value: Any) -> Any:
        match value:
            case "$deeper":
                return self._slack.triggers.issue(declare.RITA, self._known["$view"])
            case str():
                return self._known.get(value, value)
            case list():
                return [self._filled(one) for one in value]
            case dict():
                return {name: self._filled(one) for name, one in value.items()}
        return value


@contextlib.asynccontextmanager
async def opened() -> AsyncIterator[Room]:
    control = Control()
    await control.start()
    slack = LocalSlack(control, mode="socket")
    await slack.start()
    made = Room(slack, control)
    await made.prepare()
    try:
        yield made
    finally:
        await slack.stop()
        await control.stop()


async def _provoked(room: Room, case: declare.Case) -> dict[str, Any]:
    for name, order in case.acts:
        await room.act(name, **order)
    for method, arguments in (*case.calls, *case.each * case.many):
        await room.call(method, arguments)
    if case.raw:
        return await room.raw(case.method, *case.raw)
    with pytest.raises(SlackApiError) as caught:
        await room.call(case.method, case.arguments, case.whose)
    return dict(caught.value.response.data)


@pytest.mark.parametrize("case", cases.CASES, ids=lambda one: one.name)
async def test_the_error_is_slacks(case: declare.Case) -> None:
    async with opened() as room:
        answer = await _provoked(room, case)
    assert (answer["ok"], answer["error"]) == (False, case.error)
    if case.says:
        messages = answer["response_metadata"]["messages"]
        assert messages == [f"[ERROR] {one}" for one in case.says]


async def test_what_is_wrong_with_blocks_is_told_twice_and_with_its_place() -> None:
    """In `errors` bare, in the messages with their level."""
    async with opened() as room:
        with pytest.raises(SlackApiError) as caught:
            await room.call("chat.postMessage", declare.POST | {"blocks": [{"type": "section"}]})
    body = caught.value.response.data
    assert isinstance(body, dict)
    assert body["errors"] == ["must define either `text` or `fields` [json-pointer:/blocks/0/type]"]
    assert body["response_metadata"]["messages"] == [f"[ERROR] {one}" for one in body["errors"]]


VALIDATED = (
    ("blocks", [{"type": "section", "text": {"type": "invalid"}}], {
        "code": "failed_constraint", "message": "unsupported type: invalid",
        "pointer": "/0/text/type",
        "constraint": {"type": "enum", "expected": ["plain_text", "mrkdwn"], "got": "invalid"},
    }),
    ("message", {"blocks": [{"type": "header"}]}, {
        "code": "missing_field", "message": "missing required field: text", "field": "text",
        "pointer": "/blocks/0",
    }),
    ("view", {"type": "home", "blocks": [{"type": "divider", "block_id": 1}]}, {
        "code": "invalid_type", "message": "must provide a string", "pointer": "/blocks/0/block_id",
    }),
)  # fmt: skip


@pytest.mark.parametrize(("argument", "value", "error"), VALIDATED, ids=lambda one: str(one)[:9])
async def test_what_is_validated_is_told_with_code_and_constraint(
    argument: str, value: Any, error: dict[str, Any]
) -> None:
    """As documented of blocks.validate, where the first of these is the example."""
    async with opened() as room:
        with pytest.raises(SlackApiError) as caught:
            await room.call("blocks.validate", {argument: value})
        good = await room.client().api_call("blocks.validate", json={"blocks": [declare.SECTION]})
    body = caught.value.response.data
    assert isinstance(body, dict)
    assert body["error"] == f"invalid_{argument}"
    assert error in body["errors"]
    assert good.data == {"ok": True}


def test_there_are_enough_and_each_but_once() -> None:
    assert len(cases.CASES) >= 120
    assert len({one.name for one in cases.CASES}) == len(cases.CASES)

"""Message and global shortcuts, from the page and by story acts, to the real Bolt app."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.scenario.sandbox_slack.stages import JSON, Stage

RITA, BOT, INCIDENT, RANDOM = "U0RITA001", "U0FAILBOT", "C0INCIDENT", "C0RANDOM1"
DEPLOY = {"name": "Deploy", "description": "A form", "callback_id": "deploy", "type": "global"}
LOOK = {"name": "Look it up", "description": "What is it", "callback_id": "look", "type": "message"}
VIEW = {
    "type": "modal", "title": {"type": "plain_text", "text": "Deploy"},
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}],
}  # fmt: skip


@pytest.fixture
async def bodies(stage: Stage) -> asyncio.Queue[JSON]:
    """What the app got; each shortcut opens a form."""
    got: asyncio.Queue[JSON] = asyncio.Queue()
    await stage.do("manifest", shortcuts=[DEPLOY, LOOK])

    @stage.bolt.shortcut("deploy")
    @stage.bolt.shortcut("look")
    async def pressed(ack: Any, body: JSON, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=VIEW)
        got.put_nowait(body)

    return got


async def test_the_page_is_told_what_the_manifest_declares(stage: Stage, bodies: Any) -> None:
    del bodies
    assert (await stage.get("bootstrap", user=RITA))["shortcuts"] == [DEPLOY, LOOK]


async def test_a_global_shortcut_has_neither_place_nor_answer_url(
    mode: str, stage: Stage, bodies: asyncio.Queue[JSON]
) -> None:
    assert (await stage.post("shortcut", user=RITA, callback_id="deploy"))["ok"], mode
    body = await bodies.get()
    assert (body["type"], body["callback_id"], body["user"]["id"]) == ("shortcut", "deploy", RITA)
    assert not {"channel", "message", "response_url"} & set(body)
    assert len((await stage.do("views", user=RITA))["views"]) == 1


async def test_a_message_shortcut_carries_the_message(
    mode: str, stage: Stage, bodies: asyncio.Queue[JSON]
) -> None:
    said = await stage.do("say", user=RITA, channel=INCIDENT, text="what is ps-weu-1?")
    where: JSON = {"channel": INCIDENT, "ts": said["ts"], "callback_id": "look"}
    assert (await stage.post("shortcut", user=RITA, **where))["ok"], mode
    body = await bodies.get()
    assert (body["type"], body["callback_id"]) == ("message_action", "look")
    assert body["message"]["text"] == "what is ps-weu-1?"
    assert (body["message_ts"], body["channel"]["id"]) == (said["ts"], INCIDENT)
    async with stage.page.post(body["response_url"], json={"text": "found"}) as answer:
        assert answer.status == 200


async def test_the_acts_press_them_too(stage: Stage, bodies: asyncio.Queue[JSON]) -> None:
    pressed = await stage.do("global_shortcut", user=RITA, callback_id="deploy")
    assert (pressed["ack"]["status"], (await bodies.get())["type"]) == (200, "shortcut")
    said = await stage.do("say", user=RITA, channel=INCIDENT, text="this")
    where: JSON = {"channel": INCIDENT, "ts": said["ts"], "callback_id": "look"}
    pressed = await stage.do("shortcut", user=RITA, **where)
    assert (pressed["ack"]["status"], (await bodies.get())["type"]) == (200, "message_action")


async def test_a_shortcut_the_app_does_not_know_is_told_to_the_person(stage: Stage) -> None:
    answer = await stage.post("shortcut", user=RITA, callback_id="unheard-of")
    assert (answer["ok"], answer["error"]) == (False, "dispatch_failed")

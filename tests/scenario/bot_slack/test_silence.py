"""Slack that takes a request and never answers: nobody waits longer than the time-out."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.slack import connection, projector, sender
from bot.slack.cards import blocks
from tests.scenario.bot_slack.stage import INCIDENT, LENA, RITA, Stage
from workflow import people

LINE = "build place=north wood=pine name=hut"


async def hold(stage: Stage, path: str, when: str = "before") -> str:
    order = {"service": "slack_api", "method": "", "path": path, "when": when, "times": 1}
    return str((await stage.call("hold", order))["id"])


async def test_every_call_ends_in_time_also_the_private_answer(stage: Stage) -> None:
    held = [
        await hold(stage, path) for path in ("users.info", "chat.postMessage", "hooks/commands")
    ]
    typed = blocks.message("x", [blocks.section("x")])
    begun = time.monotonic()
    asked: list[Any] = [
        stage.link.directory.person(LENA),
        stage.link.sender.post(INCIDENT, typed, key="x"),
        stage.link.sender.respond(stage.slack_url("hooks/commands/x"), typed),
    ]
    told = await asyncio.gather(*asked, return_exceptions=True)
    assert time.monotonic() - begun < connection.TIMEOUT + 2
    assert [type(one) for one in told] == [people.Unreachable, sender.Unsure, sender.Unsure]
    for one in held:
        await stage.call("release", {"id": one})
    # Who asks again is not joined to the request that hung.
    assert (await stage.link.directory.person(LENA)).active


async def test_a_card_whose_answer_never_comes_is_found_and_goes_on(stage: Stage) -> None:
    held = await hold(stage, "chat.postMessage", "after")
    await stage.type(LINE)
    await stage.see("Waiting for approval", seconds=30)
    await stage.call("release", {"id": held})
    cards = [m for m in await stage.messages() if m["text"].startswith("Build hut: ")]
    assert len(cards) == 1


async def test_an_answer_that_the_response_url_does_not_take_is_whispered(stage: Stage) -> None:
    order = {"service": "slack_api", "method": "POST", "path": "hooks/", "times": 1}
    await stage.call("faults", {**order, "then": {"status": 500, "headers": {}, "body": {}}})
    await stage.type("houses")
    seen = await stage.whisper("Houses", RITA)
    assert seen["ephemeral"]


@pytest.mark.parametrize("bound", [projector.CLAIM, projector.INTENT])
def test_a_begun_send_is_over_before_somebody_else_may_send(bound: float) -> None:
    assert bound >= connection.TIMEOUT + 1

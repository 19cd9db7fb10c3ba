"""Response URLs and acks that Slack refuses."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.scenario.sandbox_slack.stages import JSON, Stage

RITA, INCIDENT = "U0RITA001", "C0INCIDENT"
TITLE = {"type": "plain_text", "text": "Step"}
FIELD = {
    "type": "input", "block_id": "b", "label": TITLE, "optional": True,
    "element": {"type": "plain_text_input", "action_id": "a"},
}  # fmt: skip


async def _url(stage: Stage) -> str:
    urls: asyncio.Queue[str] = asyncio.Queue()

    @stage.bolt.command("/failback-ps")
    async def command(ack: Any, body: Any) -> None:
        await ack()
        urls.put_nowait(body["response_url"])

    await stage.do("command", user=RITA, channel=INCIDENT, text="help")
    return await urls.get()


async def _answer(stage: Stage, url: str, text: str = "x") -> tuple[int, JSON]:
    async with stage.page.post(url, json={"text": text}) as answer:
        body = await answer.json() if answer.content_type == "application/json" else {}
        return answer.status, body


async def test_a_response_url_that_nobody_gave_out(stage: Stage) -> None:
    status, body = await _answer(stage, f"{stage.slack.url}/hooks/commands/T0CONTOSO/1/made-up")
    assert (status, body["error"]) == (404, "invalid_url")


async def test_a_response_url_is_good_for_half_an_hour(stage: Stage) -> None:
    url = await _url(stage)
    await stage.do("advance", seconds=29 * 60)
    assert (await _answer(stage, url))[0] == 200
    await stage.do("advance", seconds=2 * 60)
    status, body = await _answer(stage, url)
    assert (status, body["error"]) == (404, "expired_url")


async def test_a_sixth_answer_is_refused(stage: Stage) -> None:
    url = await _url(stage)
    for _ in range(5):
        assert (await _answer(stage, url))[0] == 200
    status, body = await _answer(stage, url)
    assert (status, body["error"]) == (404, "used_url")


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "no such block"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
    ],
    ids=["errors-for-no-input", "no-errors", "half-a-view"],
)
async def test_an_ack_that_slack_cannot_use_is_told_to_the_person(
    stage: Stage, answer: JSON
) -> None:
    @stage.bolt.view("step")
    async def submitted(ack: Any) -> None:
        await ack(**answer)

    view = {"type": "modal", "title": TITLE, "submit": TITLE, "blocks": [FIELD],
            "callback_id": "step"}  # fmt: skip
    trigger = stage.slack.triggers.issue(RITA)
    opened = await stage.client.views_open(trigger_id=trigger, view=view)
    posted = await stage.post("submit", user=RITA, view_id=opened["view"]["id"], values={})
    assert not posted["ok"]
    assert posted["message"].startswith("We had some trouble connecting")
    assert len((await stage.do("views", user=RITA))["views"]) == 1

"""Terminal and bot as real processes: asked in a shell, confirmed in Slack, run by `serve`."""

from __future__ import annotations

import json
import shlex
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.cli import shape
from tests import harness, story

pytestmark = pytest.mark.timeout(180)
TOKENS = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "AZURE_CLIENT_SECRET")
NONE = dict.fromkeys(TOKENS, "")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[harness.Sandbox]:
    async with harness.sandbox(tmp_path, speed=120) as running:
        yield running


async def say(
    world: harness.Sandbox, person: str, *words: str, code: int = 0, **more: str
) -> dict[str, Any]:
    """What the terminal of this person answers with `--json`; it has no token of any kind."""
    who = {"FAILBACK_PS_TERMINAL_PERSON": person}
    said = json.loads(await world.terminal(*words, "--json", code=code, **NONE, **who, **more))
    jsonschema.validate(said, shape.SCHEMA)
    return dict(said)


async def asked(world: harness.Sandbox) -> str:
    """Rita asks in a terminal; the operation, once its plan waits for approval."""
    answer = await say(world, harness.RITA, *shlex.split(story.line()))
    assert answer["code"] == "accepted", answer
    await story.card(world, "Waiting for approval")
    return str(answer["operation"]["id"])


async def test_asked_and_voted_in_the_terminal_counted_in_slack(world: harness.Sandbox) -> None:
    await world.bot()
    operation = await asked(world)
    shown = await world.terminal("status", operation, **NONE)
    for words in ("Deploy ps-weu-1", "Waiting for approval", "10.60.2.9", "Buttons in Slack"):
        assert words in shown, shown
    assert "\x1b" not in shown, "no colours where nobody looks"

    # The requester's own vote, and a bystander's: refused there and then.
    for person, reason in ((harness.RITA, "own-request"), (harness.BO, "not-an-approver")):
        answer = await say(world, person, "approve", operation, code=4)
        assert answer["reason"]["code"] == reason

    answer = await say(world, harness.LENA, "approve", operation)
    assert (answer["code"], answer["operation"]["votes"]) == ("waiting-for-confirmation", [])
    assert [one["person"] for one in answer["operation"]["unconfirmed"]] == [harness.LENA]
    said = await world.terminal("status", operation, **NONE)
    assert f"Waiting for @{harness.LENA} to confirm in Slack: approval" in said
    assert "Approved" not in said

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
NONE: dict[str, Any] = dict.fromkeys(TOKENS, "")


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
    bo = {"FAILBACK_PS_TERMINAL_PERSON": harness.BO}
    refused = await world.terminal("approve", operation, code=4, **NONE, **bo)
    assert f"@{harness.BO} is not among the approvers" in refused
    assert "@S0LEADS01 can decide" in refused
    assert not set("<>^") & set(refused), "no marks of Slack's"

    answer = await say(world, harness.LENA, "approve", operation)
    assert (answer["code"], answer["operation"]["votes"]) == ("waiting-for-confirmation", [])
    assert [one["person"] for one in answer["operation"]["unconfirmed"]] == [harness.LENA]
    said = await world.terminal("status", operation, **NONE)
    assert f"Waiting for @{harness.LENA} to confirm in Slack: approval" in said
    assert "Approved" not in said

    # Lena says yes in her direct messages; the terminal follows to the end.
    direct = f"D{harness.LENA[1:]}"
    asks = await world.message("Confirm my vote", harness.LENA, channel=direct)
    await world.click(harness.LENA, {**asks, "channel": direct}, "Confirm my vote")
    await story.register(world)
    followed = await say(world, harness.RITA, "status", operation, "--wait")
    assert (followed["code"], followed["operation"]["state"]) == ("ended", "succeeded")
    assert [one["person"] for one in followed["operation"]["votes"]] == [harness.LENA]
    assert followed["operation"]["unconfirmed"] == []
    await story.one_of_each(world)
    await _incident(world)
    await _looked(world)


async def _incident(world: harness.Sandbox) -> None:
    """By the same rules as in Slack, in the default channel where none is named."""
    start = ("incident", "start", "Munich", "is", "down", "sev1", "vault=rsv-dr-vmware")
    refused = await say(world, harness.BO, *start, code=4)
    assert refused["reason"]["code"] == "not-a-requester"
    started = (await say(world, harness.RITA, *start))["incident"]
    assert (started["title"], started["severity"]) == ("Munich is down", "sev1")
    await world.message("SEV1: Munich is down")
    await say(world, harness.RITA, "incident", "note", "The", "tunnel", "is", "up")
    await world.message("noted: The tunnel is up")
    told = await world.terminal("incident", "status", **NONE)
    assert f"Incident: Munich is down ({started['id']})" in told
    assert "ps-neu-2: 9.61.7016.1" in told  # with what the watch found of it
    ended = (await say(world, harness.LENA, "incident", "end"))["incident"]
    assert (ended["state"], ended["id"]) == ("ended", started["id"])
    await world.message("Timeline: Munich is down")


async def _looked(world: harness.Sandbox) -> None:
    """The serving bot looks, and a prompt leads to the plan of its fabric."""
    looked = await say(world, harness.RITA, "check")
    assert looked["told"].startswith("Checked "), looked
    nowhere = await say(world, harness.RITA, "check", "ps-nowhere", code=4)
    assert "ps-nowhere" in nowhere["reason"]["sentence"]
    refused = await say(world, harness.BO, "check", code=4)
    assert refused["reason"]["code"] == "not-a-requester"
    prompt = await world.message("Process server is outdated: ps-neu-1")
    await world.click(harness.RITA, prompt, "Plan of the fabric")
    plan = await world.message("Upgrade of cs-onprem-01 and all that belongs to it")
    assert "ps-neu-1" in json.dumps(plan)


async def test_written_down_is_not_done(world: harness.Sandbox) -> None:
    """Nobody serves: said so, and done once somebody does."""
    answer = await say(world, harness.RITA, *shlex.split(story.line()), code=3)
    assert (answer["code"], answer["operation"]) == ("not-taken", None)
    said = await world.terminal("status", answer["request"], code=3, **NONE)
    assert "no serving bot has taken it yet, so nothing has been done" in said

    await world.bot()
    await story.card(world, "Waiting for approval")
    later = await say(world, harness.RITA, "status", answer["request"])
    assert later["code"] == "accepted"
    operation = later["operation"]["id"]
    refused = await say(world, harness.LENA, "withdraw", operation, code=4)
    assert refused["reason"]["code"] == "not-requester-or-lead"
    withdrawn = await say(world, harness.RITA, "withdraw", operation)
    assert (withdrawn["code"], withdrawn["operation"]["state"]) == ("accepted", "withdrawn")


async def test_who_is_nobody_only_reads(world: harness.Sandbox) -> None:
    nowhere = await say(world, harness.RITA, "status", code=2)
    assert "no bot has served with these settings" in nowhere["reason"]["sentence"]
    told = await world.terminal(*shlex.split(story.line()), code=2, **NONE)
    assert "FAILBACK_PS_TERMINAL_PERSON" in told
    wrong = await say(world, harness.RITA, "deploy", "--name", "PS 1", "colour=red", code=2)
    assert wrong["code"] == "usage"
    assert "colour" in wrong["reason"]["sentence"]
    assert "Nothing" not in await world.terminal("deploy", "--help", **NONE)

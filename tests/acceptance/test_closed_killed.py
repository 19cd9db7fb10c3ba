"""Killed with -9 while a channel is closed to the bot: told once elsewhere, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import harness

pytestmark = pytest.mark.timeout(300)
APPROVALS = "C0APPROVE1"
CLOSED, OVER = "A channel is closed to me", "A channel takes messages again"
PROMPTS = ("outdated: ps-neu-1", "without a process server: vnet-dr-weu")


async def _killed_at_a_post(world: harness.Sandbox, **deed: Any) -> None:
    """As Slack's answer to the next message is on its way, whatever it says. `deed` is done with
    the bot up."""
    hold = await world.control.hold(
        service="slack_api", method="POST", path="chat.postMessage", when="after", times=1
    )
    bot = world.bots[-1] if deed else await world.bot(wait=False)
    if deed:
        await world.control.slack(**deed)
    await world.control.held(hold)
    await bot.kill()
    await world.control.release(hold)


async def _told(world: harness.Sandbox) -> list[str]:
    said = map(harness.shown, await world.messages(harness.LENA, channel=APPROVALS))
    return [one for one in said if CLOSED in one or OVER in one]


async def test_killed_at_every_post_it_is_told_once(tmp_path: Path) -> None:
    """The refused prompts and the notice about them; then what comes after the invitation."""
    async with harness.sandbox(tmp_path, speed=120) as world:
        where = {"channel": harness.INCIDENT, "user": harness.BOT}
        await world.control.slack(do="remove", **where)
        killed = 0
        while not await _told(world):
            await _killed_at_a_post(world)
            killed += 1
            assert killed < 12, "the notice never comes"
        await world.bot()
        await world.message(CLOSED, harness.LENA, channel=APPROVALS)
        await _killed_at_a_post(world, do="invite", **where)
        await world.bot()
        await world.message(OVER, harness.LENA, seconds=60, channel=APPROVALS)
        for words in PROMPTS:
            await world.message(words)
        assert len(await _told(world)) == 1
        said = [one["text"] for one in await world.messages()]
        for words in PROMPTS:
            assert len([one for one in said if words in one]) == 1, (words, said)

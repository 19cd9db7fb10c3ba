"""Given a bad day in the clouds: the main job is slower, never wrong, and nothing is said twice."""

from __future__ import annotations

import collections
from pathlib import Path
from typing import Any

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(300)
SLOW = 240.0

SKIES = {"throttled", "lagging", "limited"}  # each alone, with every scenario: make weather


async def _deploy(world: harness.Sandbox) -> dict[str, Any]:
    await world.type(harness.RITA, story.line())
    waiting = await story.card(world, "Waiting for approval", SLOW)
    await world.click(harness.LENA, waiting, "Approve")
    await story.card(world, "Waiting for a person", SLOW)
    await world.control.azure(do="register", ip="10.60.2.9")
    return await story.card(world, "*Done.*", SLOW)


async def _refusals(world: harness.Sandbox, service: str) -> int:
    entries = await world.control.journal(service=service)
    return sum(1 for entry in entries if entry["status"] == 429)


async def test_the_main_job_when_all_is_bad_at_once(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=60, skies=SKIES) as world:
        await world.bot()
        done = await _deploy(world)
        await world.message("is done", thread_ts=done["ts"], seconds=60)

        # The weather was really there …
        assert await _refusals(world, "arm"), "Azure refused nothing"
        assert await _refusals(world, "slack_api"), "Slack refused nothing"
        # … and left no trace: one machine, one card, nothing said twice.
        await story.one_of_each(world)
        said = await world.messages()
        assert len([m for m in said if story.is_card(m)]) == 1
        again = collections.Counter(m["text"] for m in said)
        assert [text for text, times in again.items() if times > 1] == []

"""Two replicas on PostgreSQL: one dies in the middle, the other ends its operation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(240)


async def test_the_survivor_takes_over(tmp_path: Path, postgres_url: str) -> None:
    async with harness.sandbox(tmp_path, mode="socket", speed=60) as world:
        first = await world.bot(FAILBACK_PS_DATABASE_URL=postgres_url)
        await world.message("ps-neu-1")
        await story.ask(world)
        hold = await world.control.hold(
            service="arm", method="PUT", path="virtualMachines/", when="after", times=1
        )
        await story.approve(world)
        await world.control.held(hold)
        port = world.port()
        await world.bot(FAILBACK_PS_DATABASE_URL=postgres_url, FAILBACK_PS_PORT=port)
        seen = len(await world.control.journal("arm", path="ps-weu-1"))
        await first.kill()

        async def taken_over() -> bool:
            return len(await world.control.journal("arm", path="ps-weu-1")) > seen

        await harness.until(taken_over, 20, "the survivor at work")
        await world.control.release(hold)
        await story.register(world)
        await story.card(world, "*Done.*")
        await story.one_of_each(world)

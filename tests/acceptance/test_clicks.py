"""A double click, two leads at once: one decision, one run, and the loser is told who was first."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests import harness, story


async def test_two_leads_and_a_double_click(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world:
        await world.bot()
        waiting = await story.ask(world)
        people = (harness.LENA, harness.MAREK, harness.LENA, harness.MAREK, harness.LENA)
        acks = await asyncio.gather(*(world.click(p, waiting, "Approve") for p in people))
        assert all(ack["ack"]["status"] == 200 for ack in acks)
        await story.register(world)
        done = await story.card(world, "*Done.*")
        await story.one_of_each(world)
        approved = harness.shown(done)
        winner = harness.LENA if f"<@{harness.LENA}>" in approved else harness.MAREK
        loser = harness.MAREK if winner == harness.LENA else harness.LENA
        told = await world.message(f"<@{winner}>", loser)
        private = [m for m in await world.messages(loser) if m["ephemeral"]]
        assert private, told
        assert any(f"<@{winner}>" in harness.shown(m) for m in private), private
        puts = await world.control.journal("arm", "PUT", "virtualMachines/ps-weu-1")
        assert len(puts) == 1

"""The thin line: typed, filled in, planned, approved, run, proved."""

from __future__ import annotations

import pytest

from tests.scenario.bot_slack.stage import LENA, RITA, Stage, values


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_from_the_slash_command_to_the_proof(stage: Stage, mode: str) -> None:
    typed = await stage.type("build")
    assert typed["ack"]["status"] == 200
    form = await stage.view("Small letters")
    given = values(form, place="north", wood="pine", name="hut", door="open")
    sent = await stage.do("submit", user=RITA, view_id=form["id"], values=given)
    assert sent["result"] == "closed", sent

    card = await stage.see("Waiting for approval")
    assert "Build hut" in card["text"]
    await stage.see("<!subteam^S0LEADS01>: Build hut waits for your approval")
    assert stage.world.made == []

    await stage.click(card, "approve", LENA)
    running = await stage.see("Put on the roof")
    assert running["ts"] == card["ts"]
    stage.world.gate.set()
    done = await stage.see("*Proof*")
    assert done["ts"] == card["ts"]
    assert stage.world.made == ["walls hut", "roof hut"]
    await stage.see("<@U0RITA001>: Build hut is done and proved.")
    cards = [m for m in await stage.messages() if m["text"].startswith("Build hut: ")]
    assert len(cards) == 1

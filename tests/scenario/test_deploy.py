"""Given a workspace and an Azure: a person deploys, a lead approves, a process server comes up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(params=["http", "socket"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[harness.Sandbox]:
    async with harness.sandbox(tmp_path, mode=request.param, speed=120) as running:
        await running.bot(fresh=True)
        yield running


async def test_the_main_job(world: harness.Sandbox) -> None:
    typed = await world.type(harness.RITA, story.line())
    assert typed["ack"]["status"] == 200
    waiting = await story.card(world, "Waiting for approval")
    for words in ("ps-weu-1", "10.60.2.9", "vnet-dr-weu", "month", harness.RITA):
        assert words in harness.shown(waiting), words
    assert not await world.resources("virtualMachines", "ps-weu-1")

    # The requester's own approval does not count, a bystander's neither; both are told why.
    refusals = {harness.RITA: "asked for this yourself", harness.BO: "not among the approvers"}
    for person, why in refusals.items():
        await world.click(person, waiting, "Approve")
        told = await world.message(why, person)
        assert told["ephemeral"], told
    assert not await world.resources("virtualMachines", "ps-weu-1")

    await story.approve(world)
    await story.register(world)
    done = await story.card(world, "*Done.*")
    assert done["ts"] == waiting["ts"], "one message for the whole life"
    await story.one_of_each(world)

    ended = await world.message("is done", thread_ts=done["ts"])
    assert harness.RITA in ended["notified"], "the requester is told of the end"
    await world.message("cspsconfigtool", thread_ts=done["ts"])
    thread = await world.messages(thread_ts=done["ts"])
    said = "\n".join(harness.shown(m) for m in thread)
    assert "S0LEADS01" in said, "approval called its approvers"
    assert "cspsconfigtool" in said
    assert "192.168.10.20" in said
    machine = (await world.resources("virtualMachines", "ps-weu-1"))[0]
    assert machine["tags"]["failback-ps-operation"].startswith("op-")
    assert machine["properties"]["storageProfile"]["osDisk"]["managedDisk"]
    assert machine["properties"]["diagnosticsProfile"]["bootDiagnostics"]["enabled"]


async def test_the_watch_prompts_once(world: harness.Sandbox) -> None:
    prompt = await world.message("outdated: ps-neu-1")
    assert "Upgrade" in harness.shown(prompt)
    typed = await world.type(harness.RITA, "check")
    assert typed["ack"]["status"] == 200
    await world.message("Checked ", harness.RITA)
    seen = [m for m in await world.messages() if "outdated: ps-neu-1" in m["text"]]
    prompts = [m for m in seen if story.at_top(m)]
    assert len(prompts) == 1
    await world.click(harness.RITA, prompt, "Upgrade")
    form = await world.view(harness.RITA, "ps-neu-1")
    assert "may pause" in harness.shown(form)

    for version in ("9.60.6956.1", "9.61.7016.1"):
        await world.control.azure(do="upgrade", ip="10.70.2.10", version=version)
    await world.type(harness.RITA, "check")

    async def closed() -> bool:
        found = [m for m in await world.messages() if m["ts"] == prompt["ts"]]
        return "esolved" in harness.shown(found)

    await harness.until(closed, what="the prompt closes by itself")

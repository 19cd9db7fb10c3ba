"""The life of a process server after its deployment, with real processes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(240)


async def done(world: harness.Sandbox, line: str, title: str) -> dict[str, Any]:
    """Rita types the line, Lena approves, and the card shows the end."""
    await world.type(harness.RITA, line)
    waiting = await story.card(world, "Waiting for approval", title=title, failed=True)
    await world.click(harness.LENA, waiting, "Approve")
    return await story.card(world, "*Done.*", 90, title=title)


async def sent(world: harness.Sandbox, act: str) -> int:
    """How often Azure was asked for it."""
    return len(await world.control.journal("arm", "POST", f"virtualMachines/ps-neu-1/{act}"))


async def power(world: harness.Sandbox, name: str) -> str:
    """What Azure says of the machine."""
    (machine,) = [m for m in await world.resources("virtualMachines") if m["name"] == name]
    return str(machine["power"])


async def test_from_its_deployment_on(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=240) as world:
        await world.bot()
        await world.type(harness.RITA, "stop ps-neu-1")
        blocked = await story.card(world, "Blocked", title="Stop ps-neu-1")
        assert "web-01, web-02" in harness.shown(blocked), blocked
        assert "/failback-ps switch ps-neu-1" in harness.shown(blocked)

        await story.ask(world)
        await story.approve(world)
        await story.register(world)
        await story.card(world, "*Done.*")
        await again(world, "ps-weu-1", "10.60.2.9")

        await world.type(harness.RITA, "upgrade ps-neu-1")
        paused = await story.card(world, "Blocked", title="Upgrade ps-neu-1")
        assert "replication=pause" in harness.shown(paused), paused
        newest = await done(world, "upgrade ps-neu-1 replication=pause", "Upgrade ps-neu-1")
        assert "Version in Site Recovery: `9.61.7016.1`" in harness.shown(newest), newest

        await done(world, "switch ps-neu-1 ps-weu-1 web-01", "Switch ps-neu-1")
        await world.type(harness.RITA, "switch ps-neu-1 ps-weu-1 web-01")
        moved = await story.card(world, "Blocked", title="Switch ps-neu-1", failed=True)
        assert "No machine web-01 uses ps-neu-1" in harness.shown(moved)
        rest = await done(world, "switch ps-neu-1 ps-weu-1", "Switch ps-neu-1")
        assert "Machines moved: `1`" in harness.shown(rest), "web-02 was left"

        await done(world, "stop ps-neu-1", "Stop ps-neu-1")
        assert await power(world, "ps-neu-1") == "deallocated"
        await done(world, "start ps-neu-1", "Start ps-neu-1")
        assert await power(world, "ps-neu-1") == "running"
        assert (await sent(world, "deallocate"), await sent(world, "start")) == (1, 1)

        await world.type(harness.RITA, "delete ps-neu-1")
        early = await story.card(world, "Blocked", title="Delete ps-neu-1")
        assert "/failback-ps unregister ps-neu-1" in harness.shown(early), early
        await done(world, "unregister ps-neu-1", "Unregister ps-neu-1")
        gone = await done(world, "delete ps-neu-1", "Delete ps-neu-1")
        assert "Left: `nothing`" in harness.shown(gone), gone
        assert await world.resources(words="/ps-neu-1") == []


async def again(world: harness.Sandbox, name: str, ip: str) -> None:
    """It drops out of the fabric and is registered once more; the first *Done* comes too early."""
    title = f"Register {name}"
    await world.control.azure(do="unregister", ip=ip)
    await world.type(harness.RITA, f"register {name} 192.168.10.20")
    waiting = await story.card(world, "Waiting for approval", title=title)
    await world.click(harness.LENA, waiting, "Approve")
    # Its note is the last thing that changes by itself: an edited card has other buttons.
    asked = await story.card(world, "Site Recovery shows no process server", title=title)
    await world.message("Cspsconfigtool", thread_ts=asked["ts"])
    await world.click(harness.RITA, asked, "Done")
    early = await world.message("do not see it yet", thread_ts=asked["ts"])
    assert "192.168.10.20 answers on port 443" in harness.shown(early), early
    await world.control.azure(do="register", ip=ip)
    await story.card(world, "*Done.*", 90, title=title)

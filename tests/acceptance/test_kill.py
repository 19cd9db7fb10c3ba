"""Killed with -9 anywhere, the restarted bot ends the same operation: one of each, one card."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(240)

# Every request that changes something, held before Azure acts and after it has acted: each lies on
# one side of a step's boundary. The last is inside the machine's long operation.
HOLDS = {
    "plan": {"service": "arm", "method": "GET", "path": "replicationFabrics"},
    "group": {"service": "arm", "method": "PUT", "path": "resourcegroups/rg-dr-new$"},
    "password": {"service": "keyvault", "method": "PUT", "path": "/secrets/"},
    "interface": {"service": "arm", "method": "PUT", "path": "networkInterfaces/"},
    "machine": {"service": "arm", "method": "PUT", "path": "virtualMachines/"},
    "following": {"service": "arm", "method": "GET", "path": "(?i)/operations/"},
    "guide": {"service": "slack_api", "method": "POST", "path": "chat.postMessage"},
    # Only the wait for the registration reads one fabric; the preflight lists them.
    "watching": {"service": "arm", "method": "GET", "path": "replicationFabrics/[^/]+$"},
    "card": {"service": "slack_api", "method": "POST", "path": "chat.postMessage"},
    "progress": {"service": "slack_api", "method": "POST", "path": "chat.update"},
}


# What only reads changes nothing at the server: before and after are one.
CASES = [
    (where, when)
    for where, hold in HOLDS.items()
    for when in ("before", "after")
    if when == "before" or hold["method"] != "GET"
]


@pytest.mark.parametrize(("where", "when"), CASES)
async def test_kill_and_restart(tmp_path: Path, where: str, when: str) -> None:
    async with harness.sandbox(tmp_path, speed=120) as world:
        bot = await world.bot()
        await world.message("ps-neu-1")  # the watch's first look is over
        early = where in {"plan", "card"}
        if not early:
            await story.ask(world, resource_group="rg-dr-new")
        hold = await world.control.hold(**HOLDS[where], when=when, times=1)
        if early:
            await world.type(harness.RITA, story.line(resource_group="rg-dr-new"))
        else:
            await story.approve(world)
        await world.control.held(hold)
        await bot.kill()
        await world.control.release(hold)
        await world.bot()
        if early:
            await story.approve(world)
        await story.register(world)
        await story.card(world, "*Done.*", 90)
        await story.one_of_each(world)
        puts = await world.control.journal("arm", "PUT", "virtualMachines/ps-weu-1")
        tags = {p["body"]["tags"]["failback-ps-operation"] for p in puts}
        assert len(tags) == 1, "whoever sends again sends for the same operation"

"""Killed with -9 anywhere, the restarted bot ends the same operation: one of each, one card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(400)

# Every request that changes something, in the order in which a deployment comes by. Held before
# the server acts and after it has acted: each lies on one side of a step's boundary.
PLACES: dict[str, dict[str, Any]] = {
    "plan": {"service": "arm", "method": "GET", "path": "replicationFabrics"},
    "card": {"service": "slack_api", "method": "POST", "path": "chat.postMessage"},
    "group": {"service": "arm", "method": "PUT", "path": "resourcegroups/rg-dr-new$"},
    "password": {"service": "keyvault", "method": "PUT", "path": "/secrets/"},
    "interface": {"service": "arm", "method": "PUT", "path": "networkInterfaces/"},
    "machine": {"service": "arm", "method": "PUT", "path": "virtualMachines/"},
    # Inside the machine's long operation, which is also read by its resource.
    "following": {
        "service": "arm",
        "method": "GET",
        "path": "(?i)/operations/|virtualMachines/ps-weu-1",
    },
    "guide": {"service": "slack_api", "method": "POST", "path": "chat.postMessage"},
    # Only the wait for the registration reads one fabric; the preflight lists them.
    "watching": {"service": "arm", "method": "GET", "path": "replicationFabrics/[^/]+$"},
    "progress": {"service": "slack_api", "method": "POST", "path": "chat.update"},
}


async def _ask(world: harness.Sandbox) -> None:
    await world.type(harness.RITA, story.line(resource_group="rg-dr-new"))


async def _approve(world: harness.Sandbox) -> None:
    await story.approve(world)


# What the card shows and what a person does then, so that the bot goes on to this place.
PERSONS = {
    "group": ("Waiting for approval", _approve),
    "progress": ("Waiting for a person", story.register),
}


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_at_every_place_it_ends_as_if_it_had_never_been(
    tmp_path: Path, when: str
) -> None:
    # What only reads changes nothing at the server: before and after are one.
    places = [p for p, hold in PLACES.items() if when == "before" or hold["method"] != "GET"]
    async with harness.sandbox(tmp_path, speed=120) as world:
        bot = await world.bot()
        await world.message("ps-neu-1")  # the watch's first look is over
        for place in places:
            words, act = PERSONS.get(place, ("", _ask if place == places[0] else None))
            if words:
                bot = await world.bot()
                await story.card(world, words, 90)
            hold = await world.control.hold(**PLACES[place], when=when, times=1)
            if act:
                await act(world)
            else:
                bot = await world.bot()
            await world.control.held(hold)
            await bot.kill()
            await world.control.release(hold)
        await world.bot()
        await story.card(world, "*Done.*", 90)
        await story.one_of_each(world)
        puts = await world.control.journal("arm", "PUT", "virtualMachines/ps-weu-1")
        tags = {p["body"]["tags"]["failback-ps-operation"] for p in puts}
        assert len(tags) == 1, "whoever sends again sends for the same operation"

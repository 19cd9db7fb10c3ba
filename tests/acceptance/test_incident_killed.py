"""Killed with -9 wherever an incident is told, it is told once: board, line, timeline and file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(300)
TIMELINE = "Timeline: Munich is down"
Deed = Callable[[harness.Sandbox], Awaitable[None]]


async def _start(world: harness.Sandbox) -> None:
    await world.type(harness.RITA, "incident start Munich is down sev1")


async def _note(world: harness.Sandbox) -> None:
    await _pinned(world)
    await world.type(harness.RITA, "incident note The tunnel is up")


async def _end(world: harness.Sandbox) -> None:
    await world.message("The tunnel is up")
    await world.type(harness.RITA, "incident end Munich runs again")


async def _pinned(world: harness.Sandbox) -> dict[str, Any]:
    async def look() -> dict[str, Any] | None:
        board = await world.message("SEV1: Munich is down")
        return board if board.get("pinned_to") else None

    return await harness.until(look, 30, "the pinned board")


# In the order in which an incident comes by; what a person does before it, with the bot up.
PLACES: tuple[tuple[str, str, Deed | None], ...] = (
    ("chat.postMessage", "after", _start),  # the board
    ("pins.add", "before", None),
    ("chat.postMessage", "after", _note),  # the line
    ("chat.postMessage", "after", _end),  # the timeline, or a prompt that was held back
    ("files.getUploadURLExternal", "after", None),
    # Slack acts on it when the bot is dead: the next one must find the file.
    ("files.completeUploadExternal", "before", None),
)


async def test_killed_at_every_place_all_is_told_once(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=120) as world:
        bot = await world.bot()
        await world.message("outdated: ps-neu-1")  # the watch's first look is over
        for path, when, deed in PLACES:
            if deed is not None and deed is not _start:
                bot = await world.bot()
            if deed in {_note, _end}:
                await (_pinned(world) if deed is _note else world.message("The tunnel is up"))
            hold = await world.control.hold(
                service="slack_api", method="POST", path=path, when=when, times=1
            )
            if deed is not None:
                await deed(world)
            else:
                bot = await world.bot(wait=False)
            await world.control.held(hold)
            await bot.kill()
            await world.control.release(hold)
        await world.bot()
        await story.timeline(world, TIMELINE)
        await world.message("Ended: Munich is down")
        await _judge(world)


async def _judge(world: harness.Sandbox) -> None:
    await harness.until(lambda: _unpinned(world), 30, "the board without its pin")
    said = [one["text"] for one in await world.messages() if not one["ephemeral"]]
    for words in ("Incident ended: Munich is down", "noted: The tunnel is up", "Timeline: Munich"):
        assert len([one for one in said if words in one]) == 1, (words, said)
    text = await story.timeline(world, TIMELINE)
    for words in ("started the incident", "noted: The tunnel is up", "ended the incident"):
        assert text.count(words) == 1, text


async def _unpinned(world: harness.Sandbox) -> bool:
    board = await world.message("Ended: Munich is down")
    return not board.get("pinned_to")

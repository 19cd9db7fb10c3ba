"""The life of a server, each time killed with -9 right after Azure has acted: done once, told once.

What Azure has accepted and the bot has not written down yet is the worst place to die at.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(600)


@dataclass(frozen=True, kw_only=True)
class Verb:
    """What is typed, its card's title, and the requests that change something, in their order.

    `once` are paths that Azure may be asked for only once, however often the bot died.
    """

    line: str
    title: str
    places: tuple[tuple[str, str], ...]
    once: tuple[tuple[str, str], ...] = ()
    service: str = "arm"


POWER = "virtualMachines/ps-neu-1/"
MOVES = (("POST", "reassociateGateway"),)
GONE = tuple(
    ("DELETE", path)
    for path in ("virtualMachines/ps-neu-1$", "networkInterfaces/ps-neu-1", "disks/ps-neu-1")
)
SCRIPTS = tuple(
    ("PUT", f"runCommands/failback-ps-{script}-")
    for script in ("fetch-installer", "upgrade-process-server", "probe")
)
UNINSTALL = (("PUT", "runCommands/failback-ps-uninstall-process-server-"),)
VERBS = (
    Verb(
        line="upgrade ps-neu-1 9.60 replication=pause",
        title="Upgrade ps-neu-1",
        places=SCRIPTS,
        once=SCRIPTS[:2],
    ),
    Verb(
        line="switch ps-neu-1 ps-neu-2",
        title="Switch ps-neu-1",
        places=MOVES,
        once=MOVES,
    ),
    Verb(
        line="stop ps-neu-1",
        title="Stop ps-neu-1",
        places=(("POST", f"{POWER}deallocate"),),
    ),
    Verb(
        line="start ps-neu-1",
        title="Start ps-neu-1",
        places=(("POST", f"{POWER}start"),),
    ),
    Verb(
        line="unregister ps-neu-1",
        title="Unregister ps-neu-1",
        places=UNINSTALL,
        once=UNINSTALL,
    ),
    Verb(line="delete ps-neu-1", title="Delete ps-neu-1", places=GONE),
)
SETUPS = tuple(
    ("PUT", f"ps-weu-1/runCommands/failback-ps-{script}-")
    for script in ("prepare-disk", "fetch-installer", "install-process-server")
)
UNIFIED = Verb(
    line=story.line(source="unified-setup"),
    title=story.DEPLOY,
    places=SETUPS,
    once=SETUPS,
)


async def test_each_verb_is_done_once(tmp_path: Path) -> None:
    async with harness.sandbox(tmp_path, speed=120) as world:
        bot = await world.bot()
        for verb in VERBS:
            bot = await _killed(world, bot, verb)
        assert await world.resources(words="/ps-neu-1") == []
        await _killed(world, bot, UNIFIED)
        await story.one_of_each(world)


async def _killed(world: harness.Sandbox, bot: harness.Process, verb: Verb) -> harness.Process:
    """Ask, approve, die after each place; the last bot sees it done. It is left running."""
    await world.type(harness.RITA, verb.line)
    waiting = await story.card(world, "Waiting for approval", title=verb.title)
    for number, (method, path) in enumerate(verb.places):
        hold = await _after(world, method, path)
        if number:
            bot = await world.bot()
        else:
            await world.click(harness.LENA, waiting, "Approve")
        await world.control.held(hold)
        await bot.kill()
        await world.control.release(hold)
    bot = await world.bot()
    await story.card(world, "*Done.*", 90, title=verb.title)
    cards = [m for m in await world.messages() if story.is_card(m, verb.title)]
    assert len(cards) == 1, "one message for its whole life"
    for method, path in verb.once:
        assert len(await world.control.journal("arm", method, path)) == 1, (verb.line, path)
    return bot


async def _after(world: harness.Sandbox, method: str, path: str) -> Any:
    """Hold the next such request once Azure has acted."""
    return await world.control.hold(service="arm", method=method, path=path, when="after", times=1)

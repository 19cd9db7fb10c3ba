"""The life of a server, each time killed with -9 right after Azure has acted: done once, told once.

What Azure has accepted and the bot has not written down yet is the worst place to die at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import harness, story

pytestmark = pytest.mark.timeout(600)


@dataclass(frozen=True, kw_only=True)
class Verb:
    """What is typed, its card's title, and the requests that change something, in their order.

    `once` are paths that Azure may be asked for only once, however often the bot died. `person` is
    what somebody does once the card asks for it.
    """

    line: str
    title: str
    places: tuple[tuple[str, str], ...]
    once: tuple[tuple[str, str], ...] = ()
    person: Mapping[str, str] = field(default_factory=dict)


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
POST = ("POST", "chat.postMessage")
FREE = {"do": "unregister", "ip": "10.70.2.11"}
VERBS = (
    Verb(
        line="register ps-neu-2 192.168.10.20",
        title="Register ps-neu-2",
        places=(POST, ("GET", "replicationFabrics/[^/]+$")),
        person={"do": "register", "ip": "10.70.2.11"},
    ),
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
RENEWS = (("POST", "renewCertificate"),)
RENEWAL = Verb(
    line="renew-certificate cs-onprem-01",
    title="Renew certificate cs-onprem-01",
    places=RENEWS,
    once=RENEWS,
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
        await world.control.azure(**FREE)
        for verb in VERBS:
            bot = await _killed(world, bot, verb)
        assert await world.resources(words="/ps-neu-1") == []
        bot = await _killed(world, bot, UNIFIED)
        await story.one_of_each(world)
        await _new_agents(world)
        await _killed(world, bot, RENEWAL)


async def _new_agents(world: harness.Sandbox) -> None:
    """On every protected machine: else no certificate is renewed."""
    new = {"properties": {"providerSpecificDetails": {"agentVersion": "9.61.7016.1"}}}
    for item in await world.resources("replicationProtectedItems"):
        await world.control.azure(do="set", id=item["id"], merge=new)


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
    if verb.person:
        await story.card(world, "Waiting for a person", title=verb.title)
        await world.control.azure(**verb.person)
    await story.card(world, "*Done.*", 90, title=verb.title)
    cards = [m for m in await world.messages() if story.is_card(m, verb.title)]
    assert len(cards) == 1, "one message for its whole life"
    for method, path in verb.once:
        assert len(await world.control.journal("arm", method, path)) == 1, (verb.line, path)
    return bot


async def _after(world: harness.Sandbox, method: str, path: str) -> Any:
    """Hold the next such request once Azure (or Slack) has acted."""
    return await world.control.hold(method=method, path=path, when="after", times=1)

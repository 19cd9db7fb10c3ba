"""Scripts on a machine across kills and retries: none runs twice, none is forgotten."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from azureops import orders, power, run_commands
from azureops.installers import Installer
from azureops.versions import Version
from commands import ordered
from commands.registry import VERBS
from core import clock, ids
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.existing import blocking, only, plan
from workflow import plans, procedures

NEAR = "9.60.6956.1"
PS1, PS2 = existing.machine("ps-neu-1"), existing.machine("ps-neu-2")
QUICK, SLOW = 6000.0, 60.0
FETCH = ("hop-1-fetch-before", "hop-1-fetch-submit", "hop-1-fetch-follow")
INSTALL = ("hop-1-install-before", "hop-1-install-submit")
FOLLOW = "hop-1-install-follow"


@dataclass
class Watched(Running):
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await super().sleep(seconds)


@pytest.fixture
async def upgrade(cloud: Cloud) -> plans.Plan:
    """Approved, in one hop, by an installer whose hash nobody gave."""
    cloud.local.clock.speed = QUICK
    url = f"https://software.example.com/{NEAR}/setup.exe"
    between = Installer(version=Version(9, 60, 6956, 1), url=url)
    cloud.world.estate = dataclasses.replace(cloud.world.estate, installers=(between,))
    made = await plan(cloud, "upgrade", "ps-neu-1", replication="pause", version="9.60")
    assert blocking(made) == {}
    return made


def sent(cloud: Cloud, script: str) -> int:
    """How often Azure took it."""
    path = f"runCommands/failback-ps-{script}-"
    entries = cloud.local.control.entries(service="arm", method="PUT", path=path)
    return len([one for one in entries if one["status"] < 300])


def boots(cloud: Cloud, machine: str) -> int:
    return int(cloud.local.state.facts(machine).get("boots", 0))


async def left(cloud: Cloud) -> list[str]:
    return [one for one in await cloud.ids() if "/runCommands/failback-ps" in one]


async def test_killed_after_the_script_was_sent_a_late_read_does_not_send_it_again(
    cloud: Cloud, upgrade: plans.Plan
) -> None:
    cloud.local.clock.speed = SLOW
    cloud.local.state.lag.set(15)  # a quarter of a second here
    cloud.world.settling = 50  # half a second in this context
    context = Watched(cloud.world)
    results = await run(context, only("upgrade", *FETCH[:2]), upgrade.arguments)
    assert (sent(cloud, "fetch-installer"), context.slept) == (1, []), "nobody waits the first time"
    cloud.world.born = ids.new_id("connection")
    again = only("upgrade", FETCH[1])
    found = await run(context, again, upgrade.arguments, results=dict(results))
    assert sent(cloud, "fetch-installer") == 1
    assert found[FETCH[1]]["token"]["resource"] == results[FETCH[1]]["token"]["resource"]


async def test_a_retry_goes_on_with_the_set_up_that_still_runs(
    cloud: Cloud, upgrade: plans.Plan
) -> None:
    results = await run(Running(cloud.world), only("upgrade", *FETCH), upgrade.arguments)
    cloud.local.clock.speed = SLOW
    await run(Running(cloud.world), only("upgrade", *INSTALL), upgrade.arguments, results=results)
    begun = clock.parse(results[INSTALL[1]]["began"]) - timedelta(hours=3)
    results[INSTALL[1]]["began"] = begun.isoformat()  # the bot was away for that long
    with pytest.raises(procedures.StepFailed) as late:
        await run(Running(cloud.world), only("upgrade", FOLLOW), upgrade.arguments, results=results)
    assert late.value.code == "azure-overdue"
    assert "To go on waiting, retry from this step." in late.value.remedy

    second = Running(cloud.world, attempt=2)
    again = await run(second, only("upgrade", *FETCH, *INSTALL), upgrade.arguments)
    for name in (FETCH[1], INSTALL[1]):
        assert again[name]["token"]["resource"] == results[name]["token"]["resource"]
    assert (sent(cloud, "fetch-installer"), sent(cloud, "upgrade-process-server")) == (1, 1)
    cloud.local.clock.speed = QUICK
    steps = [step for step in VERBS["upgrade"].steps if step.name in upgrade.steps]
    rest = [*only("upgrade", FOLLOW), procedures.Step(name="", title="", parts=_after(steps))]
    await run(second, rest, upgrade.arguments, results=again)
    assert again["upgrade-proof"]["installed_version"] == NEAR
    assert await left(cloud) == []


def _after(steps: list[procedures.Step]) -> tuple[tuple[str, procedures.Act], ...]:
    parts = [part for step in steps for part in step.parts]
    return tuple(parts[[name for name, _ in parts].index(FOLLOW) + 1 :])


async def test_a_set_up_that_went_down_with_windows_is_not_waited_for(
    cloud: Cloud, upgrade: plans.Plan
) -> None:
    """What Azure shows of it stays “Running”: nobody is left to report its end."""
    first = Running(cloud.world)
    results = await run(first, only("upgrade", *FETCH), upgrade.arguments)
    cloud.local.clock.speed = SLOW
    await run(first, only("upgrade", *INSTALL), upgrade.arguments, results=results)
    resource = results[INSTALL[1]]["token"]["resource"]
    await cloud.act("advance", seconds=60)  # to its second program, which takes four minutes
    await power.follow(cloud.world, await power.submit_deallocate(cloud.world, PS1))
    await power.follow(cloud.world, await power.submit_start(cloud.world, PS1))
    shown = await run_commands.get(cloud.world, resource)
    assert shown is not None
    assert shown.going
    second = Running(cloud.world, attempt=2)
    again = await run(second, only("upgrade", *FETCH, *INSTALL), upgrade.arguments)
    assert again[INSTALL[1]]["token"]["resource"] != resource
    assert sent(cloud, "upgrade-process-server") == 2


@pytest.mark.parametrize("verb", ["upgrade", "unregister"])
async def test_a_retry_restarts_windows_where_the_first_attempt_could_not(
    cloud: Cloud, upgrade: plans.Plan, verb: str
) -> None:
    await cloud.act("advance", seconds=5)  # Windows started before that
    made, machine = upgrade, PS1
    first: tuple[str, ...] = (*FETCH, *INSTALL, FOLLOW)
    if verb == "unregister":
        made, machine = await plan(cloud, "unregister", "ps-neu-2"), PS2
        first = ("uninstall-before", "uninstall-submit", "uninstall-follow")
    await cloud.act("guest", id=machine, restart=True)
    results = await run(Running(cloud.world), only(verb, *first), made.arguments)
    assert results[first[-1]]["restart"]
    before = boots(cloud, machine)
    steps = [step for step in VERBS[verb].steps if step.name in made.steps]
    again = await run(Running(cloud.world, attempt=2), steps, made.arguments)
    assert again[first[-1]]["restart"], "nothing was left to do but the restart"
    assert boots(cloud, machine) == before + 1
    assert sent(cloud, "restart") == 1
    assert await left(cloud) == [], "nor of the first attempt"
    third = await run(Running(cloud.world, attempt=3), only(verb, *first), made.arguments)
    assert not third[first[-1]]["restart"], "Windows has started since"


async def test_a_look_that_cannot_be_forgotten_is_an_answer_all_the_same(cloud: Cloud) -> None:
    cloud.local.clock.speed = QUICK
    await cloud.act("deny", action="Microsoft.Compute/virtualMachines/runCommands/delete")
    seen = await ordered.now(Running(cloud.world), PS1, orders.probe(), "look")
    assert seen.said["version"]
    assert len(await left(cloud)) == 1

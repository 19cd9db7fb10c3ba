"""A process server goes to its configuration server's version, hop by hop, by scripts on it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from azureops import fabrics, power
from azureops.installers import Installer
from azureops.versions import Version
from commands.upgrade import VERB, steps
from core import json
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.existing import blocking, finding, plan
from workflow import plans, procedures

OLD, NEAR, FAR = "9.56.6879.1", "9.60.6956.1", "9.61.7016.1"
ADDRESS = "10.70.2.10"
QUICK = 6000.0  # a set-up of ten minutes in a tenth of a second
BETWEEN = Installer(
    version=Version(9, 60, 6956, 1), url=f"https://software.example.com/{NEAR}/setup.exe"
)


@pytest.fixture(autouse=True)
def known(cloud: Cloud) -> None:
    """The settings name an installer for the hop in between."""
    cloud.local.clock.speed = QUICK
    cloud.world.estate = dataclasses.replace(cloud.world.estate, installers=(BETWEEN,))


async def wanted(cloud: Cloud, **more: str) -> plans.Plan:
    made = await plan(cloud, "upgrade", "ps-neu-1", **{"replication": "pause", **more})
    assert blocking(made) == {}
    return made


def those(made: plans.Plan) -> list[procedures.Step]:
    return [step for step in VERB.steps if step.name in made.steps]


async def shown(cloud: Cloud, made: plans.Plan) -> str:
    fabric = await fabrics.get(cloud.world, str(made.arguments["fabric_id"]))
    assert fabric is not None
    return next(ps.version_text for ps in fabric.process_servers if ps.address == ADDRESS)


async def fails(
    cloud: Cloud, arguments: json.Object, these: list[procedures.Step], **more: Any
) -> procedures.StepFailed:
    with pytest.raises(procedures.StepFailed) as failed:
        await run(Running(cloud.world), these, arguments, **more)
    assert failed.value.remedy
    return failed.value


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_in_two_hops(cloud: Cloud, twice: bool) -> None:
    if twice:
        cloud.throttle()
    made = await wanted(cloud)
    assert [one.properties["version"] for one in made.changes] == [NEAR, FAR]
    assert made.steps == ("hop-1", "hop-2", "proof")
    assert f"2 hops: {OLD} → {NEAR} → {FAR}" in finding(made, "way").sentence
    assert finding(made, "in-use").severity is plans.Severity.WARNING
    assert "cannot be undone" in made.undo
    context = Running(cloud.world)
    results = await run(context, those(made), made.arguments, twice=twice)
    assert results["upgrade-proof"] == {
        "process_server": "ps-neu-1",
        "before": OLD,
        "installed_version": FAR,
        "version_in_site_recovery": FAR,
    }
    assert await shown(cloud, made) == FAR
    setups = cloud.local.control.entries(
        service="arm", method="PUT", path="runCommands/failback-ps-upgrade-process-server"
    )
    assert len([one for one in setups if one["status"] < 400]) == 2, "one for each hop"
    left = [one for one in await cloud.ids() if "/runCommands/failback-ps" in one]
    assert left == [], "no script stays behind"


async def test_a_restart_is_done_and_waited_for(cloud: Cloud) -> None:
    await cloud.act("guest", id=existing.machine("ps-neu-1"), restart=True)
    made = await wanted(cloud, version="9.60")
    assert made.steps == ("hop-1", "proof")
    context = Running(cloud.world)
    results = await run(context, those(made), made.arguments, twice=True)
    assert results["hop-1-install-follow"]["restart"] is True
    ended = results["hop-1-install-follow"]["ended"]
    assert results["hop-1-restart-back"]["back"] >= ended[:19], "Windows started after the set-up"
    assert results["upgrade-proof"]["installed_version"] == NEAR


async def test_the_log_is_shown_while_the_set_up_runs(cloud: Cloud) -> None:
    made = await wanted(cloud, version="9.60")
    cloud.local.clock.speed = 300.0
    context = Running(cloud.world)
    await run(context, those(made), made.arguments)
    assert any(
        note.startswith("Now running the set-up on ps-neu-1. Its log: ") for note in context.notes
    )


@pytest.mark.parametrize(
    ("server", "more", "check", "words"),
    [
        ("ps-neu-1", {"version": "9.62.7100.1"}, "version", "newer than cs-onprem-01"),
        ("ps-neu-1", {"version": "9.58"}, "version", "No installer of version 9.58"),
        ("ps-neu-1", {"version": "9.58.1.1"}, "way", "`azure.installers`"),
        ("ps-neu-1", {"version": "9.40.1.1"}, "version", "no way back"),
        ("ps-neu-1", {"replication": "refuse"}, "in-use", "/failback-ps switch ps-neu-1"),
        ("ps-neu-2", {}, "version", "already"),
        ("cs-onprem-01", {}, "registered", "configuration server's own"),
    ],
)
async def test_what_is_refused(
    cloud: Cloud, server: str, more: dict[str, str], check: str, words: str
) -> None:
    made = await plan(cloud, "upgrade", server, **more)
    assert words in blocking(made)[check]


async def test_one_that_is_current_demands_nothing(cloud: Cloud) -> None:
    """Not even where machines use it, or it is off."""
    for version in (NEAR, FAR):
        await cloud.act("upgrade", ip=ADDRESS, version=version)
    token = await power.submit_deallocate(cloud.world, existing.machine("ps-neu-1"))
    await power.follow(cloud.world, token)
    made = await plan(cloud, "upgrade", "ps-neu-1")
    (only,) = made.findings
    assert only.sentence == f"ps-neu-1 has {FAR} already; there is nothing to do."
    assert (only.remedy, made.settled) == ("", True)
    assert plans.from_json(plans.to_json(made)) == made
    own = await plan(cloud, "upgrade", "cs-onprem-01")
    assert not own.settled, "it is told that this verb is not for it"


async def test_without_an_installer_in_between_there_is_no_way(cloud: Cloud) -> None:
    cloud.world.estate = dataclasses.replace(cloud.world.estate, installers=())
    found = blocking(await plan(cloud, "upgrade", "ps-neu-1", replication="pause"))
    assert f"the way from {OLD} to {FAR}" in found["way"]
    assert "would be 9.60" in found["way"]
    assert "/failback-ps upgrade-by-hand ps-neu-1" in found["way"]


async def test_a_machine_that_is_off_is_started_first(cloud: Cloud) -> None:
    token = await power.submit_deallocate(cloud.world, existing.machine("ps-neu-1"))
    await power.follow(cloud.world, token)
    found = blocking(await plan(cloud, "upgrade", "ps-neu-1", replication="pause"))
    assert "/failback-ps start ps-neu-1" in found["power"]


async def test_a_machine_whose_agent_is_silent_takes_no_script(cloud: Cloud) -> None:
    await cloud.act("guest", id=existing.machine("ps-neu-1"), agent="down")
    found = blocking(await plan(cloud, "upgrade", "ps-neu-1", replication="pause"))
    assert list(found) == ["agent"]
    assert "is Not Ready" in found["agent"]
    assert "/failback-ps upgrade-by-hand ps-neu-1" in found["agent"]


async def test_switched_off_midway_it_fails_and_a_retry_ends_it(cloud: Cloud) -> None:
    cloud.local.clock.speed = 60.0  # the set-up cannot end before the machine goes off
    made = await wanted(cloud, version="9.60")
    first = those(made)[:1]
    begun = [procedures.Step(name="x", title="", parts=first[0].parts[:5])]
    results = await run(Running(cloud.world), begun, made.arguments)
    token = await power.submit_deallocate(cloud.world, existing.machine("ps-neu-1"))
    cloud.local.clock.speed = QUICK
    follow = [procedures.Step(name="y", title="", parts=first[0].parts[5:])]
    failed = await fails(cloud, made.arguments, follow, results=results)
    assert failed.code == "script-shut-down"
    await power.follow(cloud.world, token)
    off = await fails(cloud, made.arguments, those(made))
    assert (off.code, "in the portal" in off.remedy) == ("script-machine-off", True)
    await power.follow(
        cloud.world, await power.submit_start(cloud.world, existing.machine("ps-neu-1"))
    )
    again = Running(cloud.world, attempt=2)
    ended = await run(again, those(made), made.arguments)
    assert ended["upgrade-proof"]["version_in_site_recovery"] == NEAR


async def test_a_set_up_that_refuses_is_told_with_its_log(cloud: Cloud) -> None:
    made = await wanted(cloud, version="9.60")
    await cloud.act("guest", id=existing.machine("ps-neu-1"), busy=True)
    failed = await fails(cloud, made.arguments, those(made))
    assert (failed.code, "Windows Update" in failed.remedy) == ("script-busy", True)


async def test_another_version_than_was_planned_is_no_success(cloud: Cloud) -> None:
    made = await wanted(cloud, version="9.60")
    results = await run(Running(cloud.world), those(made)[:1], made.arguments)
    failed = await fails(cloud, {**made.arguments, "target": FAR}, [steps.PROOF], results=results)
    assert failed.code == "version-unchanged"
    assert f"version {NEAR} is installed, not {FAR}" in str(failed)

"""A process server that runs leaves its configuration server by a script, seen by the bot."""

from __future__ import annotations

import pytest

from azureops import power
from commands.existing import guide
from commands.unregister import VERB, steps
from core import json
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.deployment import Later
from tests.scenario.commands.existing import blocking, finding, plan
from workflow import plans, procedures

ADDRESS, NAME = "10.70.2.11", "ps-neu-2"  # which nobody uses
MACHINE = existing.machine(NAME)
SCRIPT = "runCommands/failback-ps-uninstall-process-server"
SITE = (
    f"/subscriptions/{existing.PRODUCTION}/resourceGroups/rg-dr-network/providers/"
    "Microsoft.Network/connections/cn-site-weu"
)
PROGRAMS = list(guide.PROGRAMS[1:])  # what the server in the story has of them


QUICK = 6000.0  # a script of minutes in a fraction of a second


@pytest.fixture(autouse=True)
def quick(cloud: Cloud) -> None:
    cloud.local.clock.speed = QUICK


async def approved(cloud: Cloud) -> plans.Plan:
    made = await plan(cloud, "unregister", NAME)
    assert blocking(made) == {}
    assert made.steps == ("uninstall", "unregister")
    return made


def registered(cloud: Cloud) -> bool:
    return any(one.address == ADDRESS for one in cloud.local.state.process_servers)


def only(*names: str) -> list[procedures.Step]:
    return existing.only("unregister", *names)


async def fails(
    cloud: Cloud, arguments: json.Object, these: list[procedures.Step], results: json.Object
) -> procedures.StepFailed:
    with pytest.raises(procedures.StepFailed) as failed:
        await run(Running(cloud.world), these, arguments, results=results)
    assert failed.value.remedy
    return failed.value


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_a_script_uninstalls_it_and_nobody_is_needed(cloud: Cloud, twice: bool) -> None:
    if twice:
        cloud.throttle()
        await cloud.act("guest", id=MACHINE, restart=True)
    made = await approved(cloud)
    assert "a script uninstalls" in finding(made, "way").sentence
    assert [one.action for one in made.changes] == [plans.Action.DELETE, plans.Action.CHANGE]
    assert str(made.changes[1].properties["by"]).startswith("a script, which restarts Windows if")
    assert "cannot be undone" in made.undo
    context = Running(cloud.world)
    results = await run(context, VERB.steps, made.arguments, twice=twice)
    assert results["uninstall-follow"]["said"]["removed"] == PROGRAMS
    assert bool(results["uninstall-restart-back"]["back"]) == twice, "only where it is asked for"
    proof = results["unregister-proof"]
    assert (proof["ip"], proof["unregistered_from"]) == (ADDRESS, "cs-onprem-01")
    assert (context.said, context.waits) == ({}, []), "nobody is asked for anything"
    assert not registered(cloud)
    sent = cloud.local.control.entries(service="arm", method="PUT", path=SCRIPT)
    assert len([one for one in sent if one["status"] < 400]) == 1
    assert [one for one in await cloud.ids() if "/runCommands/failback-ps" in one] == []


async def test_one_that_cannot_say_goodbye_is_taken_off_by_a_person(cloud: Cloud) -> None:
    made = await approved(cloud)
    await cloud.act("set", id=SITE, merge={"properties": {"connectionStatus": "NotConnected"}})
    late = Running(cloud.world)
    first = ("uninstall-before", "uninstall-submit", "uninstall-follow", "uninstall-shown")
    results = await run(late, only(*first), made.arguments)
    late.clock = Later(steps.GOODBYE)
    await run(late, only("uninstall-goodbye"), made.arguments, results=results)
    assert results["uninstall-goodbye"] == {}
    assert f"Uninstalled, but Site Recovery still shows {NAME}." in late.notes
    assert late.waits == []
    await run(late, only("unregister-begin"), made.arguments, results=results)
    guide = late.said["unregistration-guide-1"]
    assert f"is uninstalled on {NAME}, but cs-onprem-01 still lists it" in guide
    assert f"perl Unregister-ASRComponent.pl -IPAddress {ADDRESS} -Component PS" in guide
    assert "Only if" not in guide, "it is not to be started again"
    await cloud.act("unregister", ip=ADDRESS)
    await run(Running(cloud.world), only("unregister-proof"), made.arguments, results=results)
    assert results["unregister-proof"]["ip"] == ADDRESS


async def test_a_program_that_stays_stops_it_and_a_retry_ends_it(cloud: Cloud) -> None:
    """Two programs share an uninstaller; the first of them takes the call."""
    for name in ("Contoso Agent", guide.PROGRAMS[0]):
        product = {"name": name, "version": "1", "home": "C:\\Agents"}
        await cloud.act("guest", id=MACHINE, product=product)
    made = await approved(cloud)
    failed = await fails(cloud, made.arguments, list(VERB.steps), {})
    assert failed.code == "script-still-installed"
    assert "by hand on the server" in failed.remedy
    assert "exit code 64" in failed.provider_code
    assert registered(cloud)
    again = await run(Running(cloud.world, attempt=2), VERB.steps, made.arguments)
    assert len(again["uninstall-follow"]["said"]["removed"]) == 3
    assert not registered(cloud)


async def test_switched_off_midway_it_fails_and_a_retry_ends_it(cloud: Cloud) -> None:
    cloud.local.clock.speed = 20.0  # the script cannot end before the machine goes off
    made = await approved(cloud)
    sent = only("uninstall-before", "uninstall-submit")
    results = await run(Running(cloud.world), sent, made.arguments)
    token = await power.submit_deallocate(cloud.world, MACHINE)
    cloud.local.clock.speed = QUICK
    failed = await fails(cloud, made.arguments, only("uninstall-follow"), results)
    assert failed.code == "script-shut-down"
    await power.follow(cloud.world, token)
    off = await fails(cloud, made.arguments, list(VERB.steps), {})
    assert (off.code, "in the portal" in off.remedy) == ("script-machine-off", True)
    await power.follow(cloud.world, await power.submit_start(cloud.world, MACHINE))
    await run(Running(cloud.world, attempt=2), VERB.steps, made.arguments)
    assert not registered(cloud)


async def test_nothing_is_uninstalled_on_a_server_that_is_used_meanwhile(cloud: Cloud) -> None:
    used = await plan(cloud, "unregister", "ps-neu-1")
    failed = await fails(cloud, used.arguments, list(VERB.steps), {})
    assert failed.code == "in-use"
    assert cloud.local.control.entries(service="arm", method="PUT", path=SCRIPT) == []


@pytest.mark.parametrize(
    ("hindered", "words"),
    [
        ({"do": "guest", "id": MACHINE, "agent": "down"}, "guest agent is"),
        ({"do": "deny", "action": "Microsoft.Compute/virtualMachines/runCommands/write"},
         "lacks Microsoft.Compute/virtualMachines/runCommands/write"),
        ({"do": "lock", "scope": MACHINE, "name": "keep-it", "level": "ReadOnly"}, "keep-it"),
    ],
    ids=["agent", "rights", "lock"],
)  # fmt: skip
async def test_where_no_script_can_run_a_person_does_it(
    cloud: Cloud, hindered: dict[str, str], words: str
) -> None:
    await cloud.act(**hindered)
    made = await plan(cloud, "unregister", NAME)
    assert blocking(made) == {}
    assert made.steps == ("unregister",)
    said = finding(made, "way")
    assert said.severity is plans.Severity.WARNING
    assert words in said.sentence
    assert "Remote Desktop" in said.sentence
    assert made.arguments["way"] == "connected"
    assert made.changes[1].properties["by"] == "a person, by Remote Desktop"

"""A configuration server forgets a process server: by a person's hand, seen by the bot."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from azureops import power
from commands import waiting
from commands.unregister import VERB
from core import json
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.deployment import Later
from tests.scenario.commands.existing import blocking, finding, plan
from workflow import plans, procedures

S = plans.Severity
ADDRESS = "10.70.2.11"  # of ps-neu-2, which nobody uses
COMMAND = f"perl Unregister-ASRComponent.pl -IPAddress {ADDRESS} -Component PS"
OLD = "2026-01-05T03:00:00Z"
GUIDE = "unregistration-guide-1"


async def silent(cloud: Cloud, **merge: Any) -> None:
    """Its heartbeat is long ago."""
    await cloud.act("set", ip=ADDRESS, merge={"lastHeartbeat": OLD, **merge})


async def unable(cloud: Cloud) -> None:
    """No script can run on it: a person is needed."""
    await cloud.act("guest", id=existing.machine("ps-neu-2"), agent="down")


async def arguments(cloud: Cloud) -> json.Object:
    await unable(cloud)
    made = await plan(cloud, "unregister", "ps-neu-2")
    assert blocking(made) == {}
    return made.arguments


async def told(cloud: Cloud, arguments: json.Object, *, twice: bool = False) -> Running:
    """Run until a person has done what the guide says."""
    context = Running(cloud.world)

    async def person() -> None:
        await context.asked.wait()
        await cloud.act("unregister", ip=ADDRESS)

    if twice:
        cloud.throttle()
    at_the_desk = asyncio.create_task(person())
    results = await run(context, VERB.steps[1:], arguments, twice=twice)
    await at_the_desk
    result = results["unregister-proof"]
    assert (result["ip"], result["unregistered_from"]) == (ADDRESS, "cs-onprem-01")
    assert (context.waits[0], context.waits[-1]) == (True, False)
    assert list(context.said) == [GUIDE]
    return context


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_one_that_runs_is_uninstalled_in_the_documented_order(
    cloud: Cloud, twice: bool
) -> None:
    await unable(cloud)
    made = await plan(cloud, "unregister", "ps-neu-2")
    assert blocking(made) == {}
    assert "Remote Desktop" in finding(made, "way").sentence
    assert made.steps == ("unregister",)
    entry, machine = made.changes
    assert (entry.action, entry.kind) == (plans.Action.DELETE, "registration")
    assert (machine.action, machine.id) == (plans.Action.CHANGE, existing.machine("ps-neu-2"))

    guide = (await told(cloud, made.arguments, twice=twice)).said[GUIDE]
    order = [guide.index(f"Uninstall “Microsoft Azure Site Recovery {name}”") for name in (
        "Mobility Service/Master Target Server",
        "Configuration/Process Server",
        "Configuration/Process Server Dependencies",
    )]  # fmt: skip
    assert order == sorted(order)
    assert f"Remote Desktop to `{ADDRESS}`" in guide
    assert COMMAND in guide, "if it stays all the same"


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_one_that_is_gone_is_forgotten_by_command(cloud: Cloud, twice: bool) -> None:
    await cloud.act("remove", id=existing.machine("ps-neu-2"))
    await silent(cloud)
    made = await plan(cloud, "unregister", "ps-neu-2")
    assert blocking(made) == {}
    assert COMMAND in made.summary
    assert "sees no machine" in finding(made, "way").sentence
    assert [one.kind for one in made.changes] == ["registration"]

    guide = (await told(cloud, made.arguments, twice=twice)).said[GUIDE]
    for words in (COMMAND, "192.168.10.20", "serial number", "%ProgramData%\\ASR\\home"):
        assert words in guide
    assert f"Successfully unregistered ps-neu-2 ({ADDRESS})" in guide


async def test_one_that_is_off_is_forgotten_once_it_is_silent(cloud: Cloud) -> None:
    token = await power.submit_deallocate(cloud.world, existing.machine("ps-neu-2"))
    await power.follow(cloud.world, token)
    refused = blocking(await plan(cloud, "unregister", "ps-neu-2"))
    assert set(refused) == {"way"}, "the heartbeat is fresh still"
    assert "is deallocated" in refused["way"]
    assert "`/failback-ps start ps-neu-2`" in refused["way"]
    await silent(cloud)
    made = await plan(cloud, "unregister", "ps-neu-2")
    assert made.blocking == ()
    assert made.arguments["way"] == "disconnected"
    assert [one.action for one in made.changes] == [plans.Action.DELETE, plans.Action.KEEP]


async def test_one_that_runs_but_is_silent_is_uninstalled_with_a_warning(cloud: Cloud) -> None:
    await silent(cloud, machineCount="3")
    made = await plan(cloud, "unregister", "ps-neu-2")
    assert made.arguments["way"] == "unattended"
    assert finding(made, "way").severity is S.WARNING
    assert "may not be able to say goodbye" in finding(made, "way").sentence
    assert finding(made, "counted").severity is S.WARNING
    assert "3 protected machines" in finding(made, "counted").sentence


REFUSED = (
    (
        "ps-neu-1",
        {"in-use": ("web-01, web-02", "`/failback-ps switch ps-neu-1 <another server>`")},
    ),
    (
        "cs-onprem-01",
        {"registered": ("configuration server's own", ""), "in-use": ("app-01", "switch")},
    ),
    ("appliance-01-ps", {"registered": ("modernised appliance", "appliance's")}),
)


async def test_what_is_refused(cloud: Cloud) -> None:
    for server, wanted in REFUSED:
        refused = blocking(await plan(cloud, "unregister", server))
        assert set(refused) == set(wanted), (server, refused)
        for check, words in wanted.items():
            assert all(word in refused[check] for word in words), (server, refused)
    await cloud.act("unregister", ip=ADDRESS)
    refused = blocking(await plan(cloud, "unregister", "ps-neu-2"))
    assert "No configuration server knows ps-neu-2" in refused["registered"]
    await cloud.act("register", ip=ADDRESS)
    action = "Microsoft.RecoveryServices/vaults/replicationFabrics/"
    action += "replicationRecoveryServicesProviders/refreshProvider/action"
    await cloud.act("deny", action=action)
    refused = blocking(await plan(cloud, "unregister", "ps-neu-2"))
    assert action in refused["permissions"]


async def test_a_server_that_is_used_meanwhile_is_left(cloud: Cloud) -> None:
    approved = await plan(cloud, "unregister", "ps-neu-1")  # used by two
    with pytest.raises(procedures.StepFailed) as failed:
        await run(Running(cloud.world), VERB.steps[1:], approved.arguments)
    assert failed.value.code == "in-use"
    assert "switch ps-neu-1" in failed.value.remedy


@pytest.mark.parametrize("way", ["connected", "disconnected", "unattended"])
async def test_the_waiting_ends_with_the_likely_causes(cloud: Cloud, way: str) -> None:
    given = {**await arguments(cloud), "way": way}
    context = Running(cloud.world)
    (_, begin), (_, prove) = VERB.steps[1].parts
    begun = await begin(context, {"plan": given})
    context.clock = Later(waiting.TIME_LIMIT)
    with pytest.raises(procedures.StepFailed) as failed:
        await prove(context, {"plan": given, "results": {"unregister-begin": begun}})
    assert failed.value.code == "still-registered"
    assert "still shows ps-neu-2" in failed.value.remedy
    assert COMMAND in failed.value.remedy
    assert ("three programs" in failed.value.remedy) == (way == "connected")
    refreshed = cloud.local.control.entries(service="arm", method="POST", path="/refreshProvider")
    assert len(refreshed) == 1, "the configuration server was asked for news"


class Impatient(Running):
    """Cancels once the server is seen to be there."""

    async def note(self, text: str) -> None:
        await super().note(text)
        self.cancel = "still shows" in text


async def test_one_odd_answer_proves_nothing_and_a_cancel_ends_the_waiting(cloud: Cloud) -> None:
    given = await arguments(cloud)
    context = Impatient(cloud.world)
    (_, begin), (_, prove) = VERB.steps[1].parts
    begun = await begin(context, {"plan": given})
    odd = {"status": 200, "body": {"id": given["fabric_id"], "properties": {"customDetails": {}}}}
    cloud.local.control.fault(
        {"service": "arm", "path": "/replicationFabrics/", "times": 1, "then": odd}
    )
    with pytest.raises(procedures.CancelAsked):
        await prove(context, {"plan": given, "results": {"unregister-begin": begun}})
    assert "I look once more" in context.notes[0]
    assert "still shows ps-neu-2" in context.notes[1]

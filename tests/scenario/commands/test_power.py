"""The machine of a process server goes off and on, and Azure says so."""

from __future__ import annotations

import pytest

from azureops import machines
from azureops.machines import Power
from commands.power import START, STOP
from commands.switch import VERB as SWITCH
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.existing import blocking, finding, plan
from workflow import procedures


async def power(cloud: Cloud, name: str) -> Power:
    found = await machines.get(cloud.world, existing.machine(name))
    assert found is not None
    return found.power


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_off_and_on_again(cloud: Cloud, twice: bool) -> None:
    if twice:
        cloud.throttle()
    made = await plan(cloud, "stop", "10.70.2.11")
    assert blocking(made) == {}
    assert "was not made by this bot" in finding(made, "known").sentence
    results = await run(Running(cloud.world), STOP.steps, made.arguments, twice=twice)
    assert results["stop-follow"]["power"] == "deallocated"
    assert await power(cloud, "ps-neu-2") is Power.DEALLOCATED
    off = await plan(cloud, "stop", "ps-neu-2")
    assert off.settled, "nobody is to mend anything"
    assert "there is nothing to do" in blocking(off)["power"]

    again = await plan(cloud, "start", "ps-neu-2")
    assert blocking(again) == {}
    results = await run(Running(cloud.world), START.steps, again.arguments, twice=twice)
    assert results["start-follow"]["power"] == "running"
    assert await power(cloud, "ps-neu-2") is Power.RUNNING


async def test_who_is_used_is_not_stopped(cloud: Cloud) -> None:
    found = blocking(await plan(cloud, "stop", "ps-neu-1"))
    assert "web-01, web-02" in found["in-use"]
    assert "`/failback-ps switch ps-neu-1 <another server>`" in found["in-use"]


async def test_what_has_no_machine_in_azure_is_not_turned(cloud: Cloud) -> None:
    found = blocking(await plan(cloud, "start", "cs-onprem-01"))
    assert "on the configuration server itself, at the site" in found["machine"]


async def test_a_lock_and_a_missing_right_are_named(cloud: Cloud) -> None:
    await cloud.act("lock", scope=existing.NORTH, level="ReadOnly", name="change-freeze")
    await cloud.act("deny", action="Microsoft.Compute/virtualMachines/deallocate/action")
    found = blocking(await plan(cloud, "stop", "ps-neu-2"))
    assert "change-freeze" in found["no-lock"]
    assert "deallocate/action" in found["permissions"]


async def test_who_is_used_by_then_is_not_stopped_by_a_retry(cloud: Cloud) -> None:
    made = await plan(cloud, "stop", "ps-neu-2")
    moved = await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2")
    await run(Running(cloud.world), SWITCH.steps, moved.arguments)
    with pytest.raises(procedures.StepFailed) as failed:
        await run(Running(cloud.world, attempt=2), STOP.steps, made.arguments)
    assert failed.value.code == "in-use"
    assert failed.value.remedy.startswith("Cancel this, move them")
    assert await power(cloud, "ps-neu-2") is Power.RUNNING


async def test_a_start_for_which_azure_has_no_room_is_told_and_tried_again(cloud: Cloud) -> None:
    off = await plan(cloud, "stop", "ps-neu-2")
    await run(Running(cloud.world), STOP.steps, off.arguments)
    made = await plan(cloud, "start", "ps-neu-2")
    await cloud.act("capacity", location="northeurope")
    with pytest.raises(procedures.StepFailed) as failed:
        await run(Running(cloud.world), START.steps, made.arguments)
    assert failed.value.provider_code == "AllocationFailed"
    assert "Retry in a while" in failed.value.remedy
    await cloud.act("capacity", location="northeurope", full=False)
    results = await run(Running(cloud.world, attempt=2), START.steps, made.arguments)
    assert results["start-follow"]["power"] == "running"

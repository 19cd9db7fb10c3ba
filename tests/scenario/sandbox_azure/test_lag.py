"""Given Azure's read-after-write lag, when something changes, then reads show it later."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import World, make_machine, make_nic, nic_body, opened

SPEED = 60.0
LAG = 900.0  # of Azure's time: fifteen seconds here, so that only `advance` lets it pass
TAGGED = {"location": "westeurope", "tags": {"owner": "dr"}}


@pytest.fixture
async def lagging(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path, SPEED, weather={"lagging"}) as world:
        await world.act("weather", lagging=LAG)
        yield world


async def groups(world: World) -> list[Any]:
    return [each.name async for each in world.resources().resource_groups.list()]


async def test_what_was_made_is_missing_for_a_while(lagging: World) -> None:
    resources = lagging.resources().resource_groups
    await resources.create_or_update("rg-new", TAGGED)
    with pytest.raises(ResourceNotFoundError):
        await resources.get("rg-new")
    assert not await resources.check_existence("rg-new")
    assert "rg-new" not in await groups(lagging)
    await lagging.act("advance", seconds=LAG)
    assert (await resources.get("rg-new")).tags == {"owner": "dr"}
    assert "rg-new" in await groups(lagging)


async def test_writes_are_decided_by_the_present(lagging: World) -> None:
    await lagging.resources().resource_groups.create_or_update("rg-new", TAGGED)
    poller = await lagging.network().network_interfaces.begin_create_or_update(
        "rg-new", "nic-new", nic_body("10.60.2.9")
    )
    assert (await poller.result()).name == "nic-new"
    with pytest.raises(HttpResponseError, match="PrivateIPAddressIsAllocated"):
        await make_nic(lagging, "10.60.2.9", "another")


async def test_what_was_changed_shows_its_older_content(lagging: World) -> None:
    resources = lagging.resources().resource_groups
    answered = await resources.create_or_update("rg-dr-weu", TAGGED)
    assert answered.tags == {"owner": "dr"}, "the answer of the write itself is new"
    assert (await resources.get("rg-dr-weu")).tags != {"owner": "dr"}
    await lagging.act("advance", seconds=LAG)
    assert (await resources.get("rg-dr-weu")).tags == {"owner": "dr"}


async def test_what_was_deleted_is_still_listed(lagging: World) -> None:
    await make_nic(lagging)
    await lagging.act("advance", seconds=LAG)
    nics = lagging.network().network_interfaces
    await (await nics.begin_delete("rg-dr-weu", "ps-weu-1-nic")).result()
    assert "ps-weu-1-nic" in [each.name async for each in nics.list("rg-dr-weu")]
    await lagging.act("advance", seconds=LAG)
    assert "ps-weu-1-nic" not in [each.name async for each in nics.list("rg-dr-weu")]


async def test_a_poller_that_was_told_of_the_end_finds_the_resource(lagging: World) -> None:
    machine = await make_machine(lagging)
    assert machine.provisioning_state == "Succeeded"
    machines = lagging.compute().virtual_machines
    assert (await machines.get("rg-dr-weu", "ps-weu-1")).name == "ps-weu-1"
    assert "ps-weu-1" not in [each.name async for each in machines.list("rg-dr-weu")]
    view = await machines.instance_view("rg-dr-weu", "ps-weu-1")
    assert "PowerState/running" in [each.code for each in view.statuses]


async def test_an_operation_that_ended_unasked_lags_from_its_end(lagging: World) -> None:
    """Azure's clock decides, not the moment at which somebody comes to look."""
    machines = lagging.compute().virtual_machines
    await lagging.raw(
        "POST",
        f"/subscriptions/{seed.PRODUCTION}/resourceGroups/rg-dr-weu/providers"
        "/Microsoft.Compute/virtualMachines/app-01/deallocate?api-version=2024-07-01",
    )
    await lagging.act("advance", seconds=LAG)

    async def power() -> set[Any]:
        view = await machines.instance_view("rg-dr-weu", "app-01")
        return {each.code for each in view.statuses}

    assert "PowerState/deallocated" not in await power()
    await lagging.act("advance", seconds=120)
    assert "PowerState/deallocated" in await power()


async def test_it_is_off_unless_asked_for_and_can_be_turned_off(world: World) -> None:
    resources = world.resources().resource_groups
    for name, value in (("rg-one", False), ("rg-two", LAG), ("rg-three", 0)):
        await world.act("weather", lagging=value)
        await resources.create_or_update(name, TAGGED)
        assert await resources.check_existence(name) is (value != LAG)
    status, answer = await world.try_act("weather", lagging=-1)
    assert (status, "run ahead" in answer["error"]) == (400, True)

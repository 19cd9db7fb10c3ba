"""Given a machine, when its power or its size changes, then Azure allows what it allows."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World, code, machine_body, make_machine, make_nic

PLACE = ("rg-dr-weu", "app-01")


async def power(world: World) -> str:
    shown = await world.compute().virtual_machines.instance_view(*PLACE)
    return str(shown.statuses[-1].code)


async def test_states_on_the_way(world: World) -> None:
    world.local.clock.speed = 1.0
    machines = world.compute().virtual_machines
    for act, during, after in (
        ("power_off", "stopping", "stopped"),
        ("start", "starting", "running"),
        ("deallocate", "deallocating", "deallocated"),
    ):
        await getattr(machines, f"begin_{act}")(*PLACE)
        assert await power(world) == f"PowerState/{during}"
        await world.act("advance", seconds=60)
        assert await power(world) == f"PowerState/{after}"


async def test_skipping_the_shutdown_is_quick(world: World) -> None:
    world.local.clock.speed = 1.0
    await world.compute().virtual_machines.begin_power_off(*PLACE, skip_shutdown=True)
    await world.act("advance", seconds=6)
    assert await power(world) == "PowerState/stopped"


@pytest.mark.parametrize("act", ["restart", "redeploy"])
async def test_what_needs_a_running_machine(world: World, act: str) -> None:
    machines = world.compute().virtual_machines
    await (await machines.begin_deallocate(*PLACE)).result()
    with pytest.raises(HttpResponseError) as refusal:
        await getattr(machines, f"begin_{act}")(*PLACE)
    assert (refusal.value.status_code, code(refusal)) == (409, "OperationNotAllowed")
    assert "requires the VM to be running" in str(refusal.value)


async def test_a_generalized_machine_never_starts_again(world: World) -> None:
    machines = world.compute().virtual_machines
    with pytest.raises(HttpResponseError):
        await machines.generalize(*PLACE)
    await (await machines.begin_deallocate(*PLACE)).result()
    await machines.generalize(*PLACE)
    with pytest.raises(HttpResponseError) as refusal:
        await machines.begin_start(*PLACE)
    assert code(refusal) == "OperationNotAllowed"


async def test_reapply_mends_a_failed_state(world: World) -> None:
    machines = world.compute().virtual_machines
    kind = "Microsoft.Compute/virtualMachines"
    await world.act("fail", type=kind, verb="restart", code="InternalExecutionError", message="no")
    with pytest.raises(HttpResponseError):
        await (await machines.begin_restart(*PLACE)).result()
    assert (await machines.get(*PLACE)).provisioning_state == "Failed"
    await (await machines.begin_reapply(*PLACE)).result()
    assert (await machines.get(*PLACE)).provisioning_state == "Succeeded"


async def test_a_start_without_room_leaves_it_deallocated(world: World) -> None:
    machines = world.compute().virtual_machines
    await (await machines.begin_deallocate(*PLACE)).result()
    await world.act("capacity", location="westeurope")
    with pytest.raises(HttpResponseError) as refusal:
        await (await machines.begin_start(*PLACE)).result()
    assert code(refusal) == "AllocationFailed"
    assert await power(world) == "PowerState/deallocated"
    await world.act("capacity", location="westeurope", full=False)
    await (await machines.begin_start(*PLACE)).result()
    assert await power(world) == "PowerState/running"


async def resize(world: World, name: str, size: str) -> Any:
    machines = world.compute().virtual_machines
    poller = await machines.begin_update(
        "rg-dr-weu", name, {"properties": {"hardwareProfile": {"vmSize": size}}}
    )
    return await poller.result()


async def test_a_resize_within_what_the_machine_can_have(world: World) -> None:
    await make_machine(world)
    machines = world.compute().virtual_machines
    offered = [s.name async for s in machines.list_available_sizes("rg-dr-weu", "ps-weu-1")]
    assert "Standard_A4_v2" in offered
    assert "Standard_D8s_v5" not in offered
    made = await resize(world, "ps-weu-1", "Standard_A4_v2")
    assert made.hardware_profile.vm_size == "Standard_A4_v2"
    with pytest.raises(HttpResponseError) as refusal:
        await resize(world, "ps-weu-1", "Standard_D8s_v5")
    assert code(refusal) == "OperationNotAllowed"
    assert "resource disk" in str(refusal.value)


async def test_tags_are_patched_as_a_whole(world: World) -> None:
    machines = world.compute().virtual_machines
    for tags in ({"a": "1", "b": "2"}, {"c": "3"}):
        await (await machines.begin_update(*PLACE, {"tags": tags})).result()
    assert (await machines.get(*PLACE)).tags == {"c": "3"}


async def test_data_disks_come_and_go_with_updates(world: World) -> None:
    compute = world.compute()
    machine = await compute.virtual_machines.get(*PLACE)
    disk = await (await compute.disks.begin_create_or_update("rg-dr-weu", "cache", {
        "location": "westeurope",
        "properties": {"creationData": {"createOption": "Empty"}, "diskSizeGB": 64},
    })).result()  # fmt: skip
    data = [{"lun": 3, "createOption": "Attach", "managedDisk": {"id": disk.id}}]
    for wanted, holder in ((data, machine.id), ([], None)):
        body = {"properties": {"storageProfile": {"dataDisks": wanted}}}
        made = await (await compute.virtual_machines.begin_update(*PLACE, body)).result()
        assert len(made.storage_profile.data_disks) == len(wanted)
        assert (await compute.disks.get("rg-dr-weu", "cache")).managed_by == holder


async def test_a_machine_in_a_zone_takes_disks_of_that_zone(world: World) -> None:
    compute = world.compute()
    body = machine_body(await make_nic(world))
    body["zones"] = ["2"]
    made = await (
        await compute.virtual_machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", body)
    ).result()
    assert made.zones == ["2"]
    assert (await compute.disks.get("rg-dr-weu", "ps-weu-1-cache")).zones == ["2"]
    disk = await (await compute.disks.begin_create_or_update("rg-dr-weu", "one", {
        "location": "westeurope", "zones": ["1"],
        "properties": {"creationData": {"createOption": "Empty"}, "diskSizeGB": 64},
    })).result()  # fmt: skip
    data = [{"lun": 3, "createOption": "Attach", "managedDisk": {"id": disk.id}}]
    with pytest.raises(HttpResponseError) as refusal:
        await compute.virtual_machines.begin_update(
            "rg-dr-weu", "ps-weu-1", {"properties": {"storageProfile": {"dataDisks": data}}}
        )
    assert (refusal.value.status_code, code(refusal)) == (400, "BadRequest")
    assert "VM zone: '2'. Disk zone: '1'" in str(refusal.value)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({"zone": "1"}, "ZonalAllocationFailed"),
        ({"zone": "1", "code": "OverconstrainedZonalAllocationRequest"},
         "OverconstrainedZonalAllocationRequest"),
        ({"zone": "2"}, ""),
        ({"size": "Standard_F8s_v2"}, ""),
        ({"size": "Standard_A8_v2"}, "AllocationFailed"),
    ],
)  # fmt: skip
async def test_room_is_by_region_zone_and_size(
    world: World, order: dict[str, str], expected: str
) -> None:
    await world.act("capacity", location="westeurope", **order)
    body = machine_body(await make_nic(world))
    body["zones"] = ["1"]
    machines = world.compute().virtual_machines
    poller = await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", body)
    if not expected:
        assert (await poller.result()).provisioning_state == "Succeeded"
        return
    with pytest.raises(HttpResponseError) as refusal:
        await poller.result()
    assert code(refusal) == expected
    assert (await machines.get("rg-dr-weu", "ps-weu-1")).provisioning_state == "Failed"


async def test_an_unknown_zone(world: World) -> None:
    body = machine_body(await make_nic(world))
    body["zones"] = ["9"]
    with pytest.raises(HttpResponseError) as refusal:
        await world.compute().virtual_machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", body)
    assert (refusal.value.status_code, code(refusal)) == (400, "InvalidAvailabilityZone")

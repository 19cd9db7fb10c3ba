"""Given a network interface, when a machine is made and removed, then Azure's rules hold."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import (
    SUBNET,
    World,
    code,
    machine_body,
    make_machine,
    make_nic,
)

GROUP = f"/subscriptions/{seed.PRODUCTION}/resourceGroups/rg-dr-weu"


async def test_a_machine_comes_up_with_its_parts(world: World) -> None:
    made = await make_machine(world)
    assert (made.provisioning_state, made.tags) == ("Succeeded", {"failback-ps": "op-test"})
    assert made.storage_profile.image_reference.exact_version == "202404.18.00"
    compute = world.compute()
    shown = await compute.virtual_machines.instance_view("rg-dr-weu", "ps-weu-1")
    assert [each.code for each in shown.statuses] == [
        "ProvisioningState/succeeded",
        "PowerState/running",
    ]
    assert shown.vm_agent.statuses[0].display_status == "Ready"
    disk = await compute.disks.get("rg-dr-weu", "ps-weu-1-cache")
    assert (disk.disk_size_gb, disk.disk_state, disk.managed_by) == (600, "Attached", made.id)
    nic = await world.network().network_interfaces.get("rg-dr-weu", "ps-weu-1-nic")
    assert nic.virtual_machine.id == made.id
    expanded = await compute.virtual_machines.get("rg-dr-weu", "ps-weu-1", expand="instanceView")
    assert expanded.instance_view.computer_name == "ps-weu-1"


async def test_a_machine_takes_time_and_says_so_meanwhile(world: World) -> None:
    world.local.clock.speed = 1.0
    nic = f"{GROUP}/providers/Microsoft.Network/networkInterfaces/nic-jump-weu"
    path = f"{GROUP}/providers/Microsoft.Compute/virtualMachines/ps-weu-1?api-version=2024-11-01"
    answer = await world.raw("PUT", path, json=machine_body(nic))
    assert (answer.status, answer.headers["Retry-After"]) == (201, "10")
    where = answer.headers["Azure-AsyncOperation"].removeprefix(world.local.urls["arm"])
    assert (await (await world.raw("GET", where)).json())["status"] == "InProgress"
    shown = await (await world.raw("GET", path)).json()
    assert shown["properties"]["provisioningState"] == "Creating"
    await world.act("advance", seconds=89)
    assert (await (await world.raw("GET", where)).json())["status"] == "InProgress"
    await world.act("advance", seconds=1)
    ended = await (await world.raw("GET", where)).json()
    assert (ended["status"], "endTime" in ended) == ("Succeeded", True)
    await world.act("forget_operations")
    assert (await world.raw("GET", where)).status == 404
    shown = await (await world.raw("GET", path)).json()
    assert shown["properties"]["provisioningState"] == "Succeeded"


async def test_a_poller_goes_on_from_its_continuation_token(world: World) -> None:
    nic = await make_nic(world)
    machines = world.compute().virtual_machines
    first = await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", machine_body(nic))
    token = first.continuation_token()
    second = await world.compute().virtual_machines.begin_create_or_update(
        "rg-dr-weu", "ps-weu-1", {}, continuation_token=token
    )
    assert (await second.result()).provisioning_state == "Succeeded"


async def test_the_same_put_again_is_the_same_machine(world: World) -> None:
    nic = await make_nic(world)
    machines = world.compute().virtual_machines
    first = await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", machine_body(nic))
    second = await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", machine_body(nic))
    one, two = await first.result(), await second.result()
    assert one.vm_id == two.vm_id
    third = await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", machine_body(nic))
    assert (await third.result()).vm_id == one.vm_id


async def test_the_administrator_s_password_is_answered_nowhere(world: World) -> None:
    await make_machine(world)
    snapshot = str(world.local.state.all("Microsoft.Compute/virtualMachines"))
    assert "Correct-Horse-7-Battery" not in snapshot
    answered = str([each["answer"] for each in world.local.control.entries("arm")])
    assert "Correct-Horse-7-Battery" not in answered


async def test_deleting_takes_along_what_was_made_with_it(world: World) -> None:
    await make_machine(world)
    compute, network = world.compute(), world.network()
    poller = await compute.virtual_machines.begin_delete("rg-dr-weu", "ps-weu-1")
    await poller.result()
    assert "ps-weu-1-nic" not in [n.name async for n in network.network_interfaces.list_all()]
    disks = [each.name async for each in compute.disks.list_by_resource_group("rg-dr-weu")]
    assert disks == ["app-01-osdisk", "app-02-osdisk", "db-01-osdisk"]
    with pytest.raises(HttpResponseError) as refusal:
        await compute.virtual_machines.get("rg-dr-weu", "ps-weu-1")
    assert (refusal.value.status_code, code(refusal)) == (404, "ResourceNotFound")
    await (await compute.virtual_machines.begin_delete("rg-dr-weu", "ps-weu-1")).result()


async def test_deleting_a_machine_that_detaches_lets_its_parts_go(world: World) -> None:
    compute = world.compute()
    await (await compute.virtual_machines.begin_delete("rg-dr-weu", "app-01")).result()
    disk = await compute.disks.get("rg-dr-weu", "app-01-osdisk")
    assert (disk.disk_state, disk.managed_by) == ("Unattached", None)
    nic = await world.network().network_interfaces.get("rg-dr-weu", "app-01-nic")
    assert nic.virtual_machine is None


async def test_a_delete_overtakes_a_creation(world: World) -> None:
    nic = await make_nic(world)
    machines = world.compute().virtual_machines
    making = await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", machine_body(nic))
    removing = await machines.begin_delete("rg-dr-weu", "ps-weu-1")
    await removing.result()
    with pytest.raises(HttpResponseError) as refusal:
        await making.result()
    assert code(refusal) in {"OperationPreempted", "ResourceNotFound"}


async def test_stopping_and_starting(world: World) -> None:
    machines = world.compute().virtual_machines
    for act, power in (("deallocate", "deallocated"), ("start", "running"),
                       ("power_off", "stopped"), ("start", "running")):  # fmt: skip
        await (await getattr(machines, f"begin_{act}")("rg-dr-weu", "app-01")).result()
        shown = await machines.instance_view("rg-dr-weu", "app-01")
        assert shown.statuses[-1].code == f"PowerState/{power}"


async def test_two_changes_at_once_conflict(world: World) -> None:
    machines = world.compute().virtual_machines
    first = await machines.begin_deallocate("rg-dr-weu", "app-01")
    with pytest.raises(HttpResponseError) as refusal:
        await machines.begin_start("rg-dr-weu", "app-01")
    assert (refusal.value.status_code, code(refusal)) == (409, "Conflict")
    await first.result()


async def test_an_allocation_that_fails_leaves_a_failed_machine(world: World) -> None:
    kind = "Microsoft.Compute/virtualMachines"
    await world.act("fail", type=kind, code="AllocationFailed", message="Allocation failed.")
    with pytest.raises(HttpResponseError) as refusal:
        await make_machine(world)
    assert code(refusal) == "AllocationFailed"
    machines = world.compute().virtual_machines
    assert (await machines.get("rg-dr-weu", "ps-weu-1")).provisioning_state == "Failed"
    poller = await machines.begin_create_or_update(
        "rg-dr-weu", "ps-weu-1", machine_body(f"{GROUP}/providers/Microsoft.Network"
                                              "/networkInterfaces/ps-weu-1-nic")
    )  # fmt: skip
    assert (await poller.result()).provisioning_state == "Succeeded"


async def _refused(world: World, body: dict[str, Any], name: str = "ps-weu-1") -> tuple[Any, Any]:
    with pytest.raises(HttpResponseError) as refusal:
        await world.compute().virtual_machines.begin_create_or_update("rg-dr-weu", name, body)
    return refusal.value.status_code, code(refusal)


@pytest.mark.parametrize(
    ("profile", "target"),
    [
        ({"computerName": "a-name-of-sixteen"}, "computerName"),
        ({"computerName": "12345"}, "computerName"),
        ({"computerName": "ps_weu"}, "computerName"),
        ({"computerName": "ps-weu-"}, "computerName"),
        ({"adminUsername": "Administrator"}, "adminUsername"),
        ({"adminUsername": "psoperator."}, "adminUsername"),
        ({"adminUsername": "a-user-name-that-is-too-long"}, "adminUsername"),
        ({"adminPassword": "short1A"}, "adminPassword"),
        ({"adminPassword": "onlylowercaseletters"}, "adminPassword"),
        ({"adminPassword": None}, "osProfile.adminPassword"),
    ],
)
async def test_profiles_that_are_refused(
    world: World, profile: dict[str, Any], target: str
) -> None:
    nic = await make_nic(world)
    with pytest.raises(HttpResponseError) as refusal:
        await world.compute().virtual_machines.begin_create_or_update(
            "rg-dr-weu", "ps-weu-1", machine_body(nic, **profile)
        )
    assert (refusal.value.status_code, code(refusal)) == (400, "InvalidParameter")
    error = refusal.value.error
    assert error is not None
    assert error.target == target


async def test_an_unknown_or_retired_image_is_refused(world: World) -> None:
    body = machine_body(await make_nic(world))
    spaced = copy.deepcopy(body)
    spaced["properties"]["storageProfile"]["imageReference"]["version"] = "202404.18.00 "
    assert await _refused(world, spaced) == (404, "PlatformImageNotFound")
    await world.act("retire_image", version="202404.18.00")
    assert await _refused(world, body) == (400, "ImageVersionDeprecated")


async def test_an_interface_of_somebody_else_is_refused(world: World) -> None:
    network = f"{GROUP}/providers/Microsoft.Network/networkInterfaces"
    assert await _refused(world, machine_body(f"{network}/app-01-nic")) == (400, "NicInUse")
    missing = machine_body(f"{network}/none")
    assert await _refused(world, missing) == (400, "InvalidResourceReference")
    north = f"{GROUP.replace('weu', 'neu')}/providers/Microsoft.Network/networkInterfaces"
    elsewhere = machine_body(f"{north}/web-01-nic")
    assert await _refused(world, elsewhere) == (400, "InvalidResourceReference")


async def test_a_size_may_be_unknown_restricted_or_beyond_quota(world: World) -> None:
    body = machine_body(await make_nic(world))
    await world.act("restrict", size="Standard_A8_v2", location="westeurope")
    assert await _refused(world, body) == (409, "SkuNotAvailable")
    body["properties"]["hardwareProfile"]["vmSize"] = "Standard_Z99"
    assert await _refused(world, body) == (400, "InvalidParameter")


async def test_a_size_may_be_restricted_in_some_zones(world: World) -> None:
    """Only a machine of such a zone is refused, with Azure's words; skus tell which they are."""
    await world.act("restrict", size="Standard_A8_v2", location="westeurope", zones=["1", "3"])
    skus = world.compute().resource_skus.list(filter="location eq 'westeurope'")
    (found,) = [each.restrictions async for each in skus if each.name == "Standard_A8_v2"]
    assert [(each.type, each.reason_code) for each in found] == [
        ("Zone", "NotAvailableForSubscription")
    ]
    assert found[0].restriction_info.zones == ["1", "3"]
    body = machine_body(await make_nic(world))
    with pytest.raises(HttpResponseError) as refusal:
        await world.compute().virtual_machines.begin_create_or_update(
            "rg-dr-weu", "ps-weu-1", {**body, "zones": ["3"]}
        )
    assert (refusal.value.status_code, code(refusal)) == (409, "SkuNotAvailable")
    assert "currently not available in location 'westeurope' zones '3' for" in str(refusal.value)
    machines = world.compute().virtual_machines
    poller = await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", body)
    assert (await poller.result()).zones is None
    status, answer = await world.try_act(
        "restrict", size="Standard_A8_v2", location="westeurope", zones=["9"]
    )
    assert (status, "no zone 9" in answer["error"]) == (400, True)


async def test_quota_of_the_test_subscription_is_too_small(world: World) -> None:
    subnet = SUBNET.replace(seed.PRODUCTION, seed.TEST).replace("rg-dr-network", "rg-dr-test")
    nic_body = {
        "location": "westeurope",
        "properties": {"ipConfigurations": [{"name": "ipconfig1", "properties": {
            "subnet": {"id": subnet.format("vnet-test-weu", "snet-ps")}}}]},
    }  # fmt: skip
    interfaces = world.network(seed.TEST).network_interfaces
    nic = await (await interfaces.begin_create_or_update("rg-dr-test", "nic", nic_body)).result()
    body = machine_body(nic.id)
    del body["properties"]["diagnosticsProfile"]
    with pytest.raises(HttpResponseError) as refusal:
        await world.compute(seed.TEST).virtual_machines.begin_create_or_update(
            "rg-dr-test", "ps-test-1", body
        )
    assert (refusal.value.status_code, code(refusal)) == (409, "OperationNotAllowed")
    message = str(refusal.value)
    assert "standardAv2Family Cores quota" in message
    assert "Current Limit: 4, Current Usage: 0, Additional Required: 8" in message


async def test_boot_diagnostics_want_an_account_of_this_region(world: World) -> None:
    body = machine_body(await make_nic(world))
    boot = body["properties"]["diagnosticsProfile"]["bootDiagnostics"]
    boot["storageUri"] = "https://nosuchaccount.blob.core.windows.net/"
    assert await _refused(world, body) == (409, "StorageAccountNotFound")


async def test_what_cannot_change_is_refused(world: World) -> None:
    made = await make_machine(world)
    nic = made.network_profile.network_interfaces[0].id
    changed = machine_body(nic, adminUsername="somebodyelse")
    assert await _refused(world, changed) == (409, "PropertyChangeNotAllowed")
    moved = {**machine_body(nic), "location": "northeurope"}
    assert await _refused(world, moved) == (409, "InvalidResourceLocation")


async def test_sizes_show_restrictions_and_usages_show_quota(world: World) -> None:
    skus = world.compute().resource_skus
    found = {
        (each.name, each.locations[0]): each
        async for each in skus.list(filter="location eq 'eastus'")
    }
    assert {place for _, place in found} == {"eastus"}
    (restriction,) = found["Standard_A8_v2", "eastus"].restrictions
    assert restriction.reason_code == "NotAvailableForSubscription"
    assert restriction.restriction_info.locations == ["eastus"]
    west = [each async for each in skus.list(filter="location eq 'westeurope'")]
    (size,) = [each for each in west if each.name == "Standard_A8_v2"]
    assert (size.family, size.restrictions) == ("standardAv2Family", [])
    assert {c.name: c.value for c in size.capabilities}["vCPUs"] == "8"
    for subscription, expected in ((seed.PRODUCTION, (16, 32)), (seed.TEST, (0, 4))):
        usages = world.compute(subscription).usage.list("northeurope")
        family = [u async for u in usages if u.name.value == "standardAv2Family"]
        assert [(u.current_value, u.limit) for u in family] == [expected]


async def test_images_are_listed_and_described(world: World) -> None:
    images = world.compute().virtual_machine_images
    path = ("westeurope", "MicrosoftAzureSiteRecovery", "Process-Server")
    assert [each.name for each in await images.list_offers(*path[:2])] == ["Process-Server"]
    assert [each.name for each in await images.list_skus(*path)] == ["Windows-2012-R2-Datacenter"]
    versions = await images.list(*path, "Windows-2012-R2-Datacenter")
    assert versions[-1].name == "202404.18.00"
    image = await images.get(*path, "Windows-2012-R2-Datacenter", "202404.18.00")
    assert (image.plan, image.image_deprecation_status.image_state) == (None, "Active")
    windows = await images.list_skus("westeurope", "MicrosoftWindowsServer", "WindowsServer")
    assert "2019-Datacenter" in [each.name for each in windows]
    with pytest.raises(HttpResponseError) as refusal:
        await images.get(*path, "Windows-2012-R2-Datacenter", "202404.18.00 ")
    assert refusal.value.status_code == 404


async def test_a_disk_made_alone_is_attached_and_may_not_be_taken_twice(world: World) -> None:
    disks = world.compute().disks
    poller = await disks.begin_create_or_update("rg-dr-weu", "cache", {
        "location": "westeurope", "sku": {"name": "StandardSSD_LRS"},
        "properties": {"creationData": {"createOption": "Empty"}, "diskSizeGB": 600},
    })  # fmt: skip
    made = await poller.result()
    assert (made.provisioning_state, made.disk_state) == ("Succeeded", "Unattached")
    body = machine_body(await make_nic(world))
    body["properties"]["storageProfile"]["dataDisks"] = [
        {"lun": 0, "createOption": "Attach", "managedDisk": {"id": made.id},
         "deleteOption": "Delete"}
    ]  # fmt: skip
    machines = world.compute().virtual_machines
    await (await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", body)).result()
    with pytest.raises(HttpResponseError) as refusal:
        await disks.begin_delete("rg-dr-weu", "cache")
    assert code(refusal) == "OperationNotAllowed"
    other = machine_body(await make_nic(world, "10.60.2.10", "nic-b"), computerName="ps-weu-2")
    other["properties"]["storageProfile"] = {
        **body["properties"]["storageProfile"], "osDisk": {"createOption": "FromImage"}
    }  # fmt: skip
    assert await _refused(world, other, "ps-weu-2") == (409, "ConflictingUserInput")
    await (await machines.begin_delete("rg-dr-weu", "ps-weu-1")).result()
    with pytest.raises(HttpResponseError):
        await disks.get("rg-dr-weu", "cache")

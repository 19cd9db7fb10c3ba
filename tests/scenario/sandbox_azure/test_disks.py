"""Given disks, snapshots, images and extensions, when they change, then Azure's rules hold."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import World, code, machine_body, make_nic

GROUP = "rg-dr-weu"
OWN = f"/subscriptions/{seed.PRODUCTION}/resourceGroups/{GROUP}/providers/Microsoft.Compute"


async def disk(world: World, name: str = "cache", gb: int = 64) -> Any:
    body = {
        "location": "westeurope",
        "properties": {"creationData": {"createOption": "Empty"}, "diskSizeGB": gb},
    }
    poller = await world.compute().disks.begin_create_or_update(GROUP, name, body)
    return await poller.result()


async def grown(world: World, name: str, gb: int) -> Any:
    poller = await world.compute().disks.begin_update(
        GROUP, name, {"properties": {"diskSizeGB": gb}}
    )
    return await poller.result()


async def test_a_disk_grows_and_never_shrinks(world: World) -> None:
    await disk(world)
    assert (await grown(world, "cache", 128)).disk_size_gb == 128
    with pytest.raises(HttpResponseError) as refusal:
        await grown(world, "cache", 32)
    assert code(refusal) == "OperationNotAllowed"


async def test_an_os_disk_grows_while_its_machine_is_off(world: World) -> None:
    compute = world.compute()
    with pytest.raises(HttpResponseError) as refusal:
        await grown(world, "app-01-osdisk", 256)
    assert "requires the virtual machine to be deallocated" in str(refusal.value)
    await (await compute.virtual_machines.begin_deallocate(GROUP, "app-01")).result()
    assert (await grown(world, "app-01-osdisk", 256)).disk_size_gb == 256
    machine = await compute.virtual_machines.get(GROUP, "app-01")
    assert machine.storage_profile.os_disk.disk_size_gb == 256


async def test_access_is_given_and_taken_back(world: World) -> None:
    disks = world.compute().disks
    await disk(world)
    order = {"access": "Read", "durationInSeconds": 600}
    given = await (await disks.begin_grant_access(GROUP, "cache", order)).result()
    assert given.access_sas.startswith("https://md-")
    assert (await disks.get(GROUP, "cache")).disk_state == "ActiveSAS"
    await (await disks.begin_revoke_access(GROUP, "cache")).result()
    assert (await disks.get(GROUP, "cache")).disk_state == "Unattached"
    with pytest.raises(HttpResponseError):
        await disks.begin_grant_access(GROUP, "app-01-osdisk", order)


async def test_a_snapshot_has_its_source_s_size(world: World) -> None:
    snapshots = world.compute().snapshots
    made = await disk(world)
    body: dict[str, Any] = {"location": "westeurope", "properties": {
        "creationData": {"createOption": "Copy", "sourceResourceId": made.id},
    }}  # fmt: skip
    shot = await (await snapshots.begin_create_or_update(GROUP, "shot", body)).result()
    assert (shot.disk_size_gb, shot.provisioning_state) == (64, "Succeeded")
    body["properties"]["creationData"]["sourceResourceId"] = made.id + "x"
    with pytest.raises(HttpResponseError) as refusal:
        await snapshots.begin_create_or_update(GROUP, "other", body)
    assert refusal.value.status_code == 404
    await (await snapshots.begin_delete(GROUP, "shot")).result()
    assert [each async for each in snapshots.list_by_resource_group(GROUP)] == []


async def test_an_image_is_made_of_a_generalized_machine(world: World) -> None:
    compute = world.compute()
    body = {
        "location": "westeurope",
        "properties": {"sourceVirtualMachine": {"id": f"{OWN}/virtualMachines/app-01"}},
    }
    with pytest.raises(HttpResponseError) as refusal:
        await compute.images.begin_create_or_update(GROUP, "golden", body)
    assert "has not been generalized" in str(refusal.value)
    await (await compute.virtual_machines.begin_deallocate(GROUP, "app-01")).result()
    await compute.virtual_machines.generalize(GROUP, "app-01")
    made = await (await compute.images.begin_create_or_update(GROUP, "golden", body)).result()
    assert made.storage_profile.os_disk.os_state == "Generalized"


async def test_an_availability_set_with_machines_stays(world: World) -> None:
    compute = world.compute()
    sets = compute.availability_sets
    body = {"location": "westeurope", "sku": {"name": "Aligned"}, "properties": {}}
    made = await sets.create_or_update(GROUP, "together", body)
    given = machine_body(await make_nic(world))
    given["properties"]["availabilitySet"] = {"id": made.id}
    machines = compute.virtual_machines
    await (await machines.begin_create_or_update(GROUP, "ps-weu-1", given)).result()
    with pytest.raises(HttpResponseError) as refusal:
        await sets.delete(GROUP, "together")
    assert code(refusal) == "OperationNotAllowed"
    await (await machines.begin_delete(GROUP, "ps-weu-1")).result()
    await sets.delete(GROUP, "together")


async def test_extensions_hide_their_protected_settings(world: World) -> None:
    extensions = world.compute().virtual_machine_extensions
    body = {"location": "westeurope", "properties": {
        "publisher": "Microsoft.Compute", "type": "CustomScriptExtension",
        "typeHandlerVersion": "1.10", "protectedSettings": {"commandToExecute": "s3cret"},
    }}  # fmt: skip
    poller = await extensions.begin_create_or_update(GROUP, "app-01", "custom", body)
    made = await poller.result()
    assert (made.provisioning_state, made.protected_settings) == ("Succeeded", None)
    shown = await extensions.get(GROUP, "app-01", "custom", expand="instanceView")
    assert shown.instance_view.statuses[0].code == "ProvisioningState/succeeded"
    listed = await extensions.list(GROUP, "app-01")
    assert [each.name for each in listed.value] == ["custom"]
    await (await extensions.begin_delete(GROUP, "app-01", "custom")).result()


async def test_boot_diagnostics_can_be_read(world: World) -> None:
    compute = world.compute()
    given = machine_body(await make_nic(world))
    machines = compute.virtual_machines
    await (await machines.begin_create_or_update(GROUP, "ps-weu-1", given)).result()
    found = await machines.retrieve_boot_diagnostics_data(GROUP, "ps-weu-1")
    for address, start in (
        (found.console_screenshot_blob_uri, b"BM"),
        (found.serial_console_log_blob_uri, b""),
    ):
        async with world.http.get(address) as answer:
            assert answer.status == 200
            assert (await answer.read()).startswith(start)
    with pytest.raises(HttpResponseError) as refusal:
        await machines.retrieve_boot_diagnostics_data(GROUP, "app-01")
    assert code(refusal) == "OperationNotAllowed"


@pytest.mark.parametrize(
    ("state", "deployable"),
    [("Active", True), ("ScheduledForDeprecation", True), ("Deprecated", False)],
)
async def test_deprecation_of_an_image(world: World, state: str, deployable: bool) -> None:
    await world.act("deprecate_image", version="202404.18.00", state=state, instead="a:b:c")
    image = await world.compute().virtual_machine_images.get(
        "westeurope", "MicrosoftAzureSiteRecovery", "Process-Server",
        "Windows-2012-R2-Datacenter", "202404.18.00",
    )  # fmt: skip
    assert image.image_deprecation_status.image_state == state
    body = machine_body(await make_nic(world))
    machines = world.compute().virtual_machines
    if deployable:
        await machines.begin_create_or_update(GROUP, "ps-weu-1", body)
        return
    with pytest.raises(HttpResponseError) as refusal:
        await machines.begin_create_or_update(GROUP, "ps-weu-1", body)
    assert code(refusal) == "ImageVersionDeprecated"

"""Given resources of many types, when they are listed, tagged, exported, deleted: as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from tests.scenario.sandbox_azure.conftest import World, code, make_machine, nic_body
from tests.scenario.sandbox_azure.rights import SUB, WEST

MACHINE = f"{WEST}/providers/Microsoft.Compute/virtualMachines/app-01"


async def _names(world: World, wanted: str) -> list[str]:
    return sorted([each.name async for each in world.resources().resources.list(filter=wanted)])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("resourceType eq 'Microsoft.Compute/virtualMachines' and location eq 'northeurope'",
         ["ps-neu-1", "ps-neu-2", "web-01", "web-02"]),
        ("substringof('app-0', name) and resourceType eq 'microsoft.compute/virtualmachines'",
         ["app-01", "app-02"]),
        ("name eq 'db-01' or name eq 'web-01'", ["db-01", "web-01"]),
        ("startswith(name, 'vgw-')", ["vgw-dr-weu"]),
        ("(name eq 'db-01' or name eq 'web-01') and location ne 'westeurope'", ["web-01"]),
        ("resourceGroup eq 'rg-none'", []),
    ],
)  # fmt: skip
async def test_filters(world: World, wanted: str, found: list[str]) -> None:
    assert await _names(world, wanted) == found


async def test_a_filter_that_cannot_be_read_is_refused(world: World) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await _names(world, "name like 'x'")
    assert code(refusal) == "InvalidFilterInQueryString"


async def test_lists_expand_and_page(world: World) -> None:
    found = [
        each
        async for each in world.resources().resources.list_by_resource_group(
            "rg-dr-weu", expand="createdTime,changedTime,provisioningState", top=2
        )
    ]
    assert len(found) > 2
    assert {each.provisioning_state for each in found} == {"Succeeded"}
    assert all(each.created_time for each in found)


async def test_tags_of_any_scope(world: World) -> None:
    tags = world.resources().tags
    body: dict[str, Any] = {"properties": {"tags": {"owner": "dr", "stage": "one"}}}
    await (await tags.begin_create_or_update_at_scope(MACHINE, body)).result()
    assert await _names(world, "tagName eq 'owner' and tagValue eq 'dr'") == ["app-01"]
    body = {"operation": "Merge", "properties": {"tags": {"stage": "two", "new": "yes"}}}
    found = await (await tags.begin_update_at_scope(MACHINE, body)).result()
    assert found.properties.tags == {"owner": "dr", "stage": "two", "new": "yes"}
    body = {"operation": "Delete", "properties": {"tags": {"owner": "other", "new": "yes"}}}
    found = await (await tags.begin_update_at_scope(MACHINE, body)).result()
    assert found.properties.tags == {"owner": "dr", "stage": "two"}
    used = {each.tag_name: each.count.value async for each in tags.list()}
    assert used["stage"] == 1
    await (await tags.begin_delete_at_scope(MACHINE)).result()
    assert (await tags.get_at_scope(MACHINE)).properties.tags == {}
    body = {"properties": {"tags": {"a/b": "c"}}}
    with pytest.raises(HttpResponseError) as refusal:
        await tags.begin_create_or_update_at_scope(SUB, body)
    assert code(refusal) == "InvalidTagNameCharacters"


async def test_a_group_is_exported_as_a_template(world: World) -> None:
    poller = await world.resources().resource_groups.begin_export_template(
        "rg-dr-weu", {"resources": ["*"]}
    )
    found = (await poller.result()).template
    kinds = {each["type"] for each in found["resources"]}
    assert "Microsoft.Compute/virtualMachines" in kinds
    assert "provisioningState" not in str(found)
    assert found["parameters"]["virtualMachines_app_01_name"]["defaultValue"] == "app-01"


async def test_a_resource_is_read_and_looked_for_by_its_id(world: World) -> None:
    resources, version = world.resources().resources, {"api_version": "2024-07-01"}
    assert (await resources.get_by_id(MACHINE, **version)).name == "app-01"
    assert await resources.check_existence_by_id(MACHINE, **version)
    assert not await resources.check_existence_by_id(MACHINE + "x", **version)


async def test_moving_is_refused_after_a_look_at_the_request(world: World) -> None:
    target = f"{SUB}/resourceGroups/rg-dr-neu"
    resources = world.resources().resources
    body = {"resources": [MACHINE], "targetResourceGroup": target}
    with pytest.raises(HttpResponseError) as refusal:
        await resources.begin_validate_move_resources("rg-dr-weu", body)
    assert (refusal.value.status_code, code(refusal)) == (409, "ResourceMoveNotSupported")
    body = {"resources": [MACHINE + "x"], "targetResourceGroup": target}
    with pytest.raises(ResourceNotFoundError):
        await resources.begin_move_resources("rg-dr-weu", body)


async def test_a_group_is_deleted_with_its_machines_and_their_parts(world: World) -> None:
    await make_machine(world)
    groups = world.resources().resource_groups
    await (await groups.begin_delete("rg-dr-weu")).result()
    assert not await groups.check_existence("rg-dr-weu")
    assert await _names(world, "resourceGroup eq 'rg-dr-weu'") == []


async def test_a_group_whose_resource_is_in_use_elsewhere_stays(world: World) -> None:
    groups = world.resources().resource_groups
    await groups.create_or_update("rg-net", {"location": "westeurope"})
    network = await (
        await world.network().virtual_networks.begin_create_or_update(
            "rg-net", "vnet-used", {
                "location": "westeurope",
                "properties": {"addressSpace": {"addressPrefixes": ["10.99.0.0/16"]},
                               "subnets": [{"name": "one",
                                            "properties": {"addressPrefix": "10.99.1.0/24"}}]}},
        )
    ).result()  # fmt: skip
    body = nic_body(None)
    place = {"subnet": {"id": f"{network.id}/subnets/one"}}
    body["properties"]["ipConfigurations"][0]["properties"] = place
    await (
        await world.network().network_interfaces.begin_create_or_update("rg-dr-weu", "user", body)
    ).result()
    with pytest.raises(HttpResponseError) as refusal:
        await (await groups.begin_delete("rg-net")).result()
    assert code(refusal) == "ResourceGroupDeletionBlocked"
    assert "vnet-used" in str(refusal.value)
    assert (await groups.get("rg-net")).properties.provisioning_state == "Succeeded"


async def test_a_group_that_goes_away_takes_nothing_new(world: World) -> None:
    world.local.clock.speed = 1.0
    groups = world.resources().resource_groups
    await groups.begin_delete("rg-dr-neu", polling=False)
    assert (await groups.get("rg-dr-neu")).properties.provisioning_state == "Deleting"
    with pytest.raises(HttpResponseError) as refusal:
        await groups.update("rg-dr-neu", {"tags": {"a": "b"}})
    assert (refusal.value.status_code, code(refusal)) == (409, "ResourceGroupBeingDeleted")

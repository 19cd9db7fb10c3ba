"""Given Resource Manager's front, when a request is malformed or goes nowhere, then it says so."""

from __future__ import annotations

import pytest
from azure.core.exceptions import HttpResponseError

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import World, code, machine_body, make_nic, nic_body

SUB = f"/subscriptions/{seed.PRODUCTION}"
VERSION = "?api-version=2024-05-01"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"{SUB}/resourceGroups", 400, "MissingApiVersionParameter"),
        (f"{SUB}/resourceGroups?api-version=newest", 400, "InvalidApiVersionParameter"),
        ("/subscriptions/5b000000-0000-4000-8000-00000000ffff" + VERSION, 404,
         "SubscriptionNotFound"),
        (f"{SUB}/providers/Microsoft.Compute/spaceships{VERSION}", 404, "InvalidResourceType"),
        (f"{SUB}/nothing/here{VERSION}", 404, "InvalidRequestUri"),
        (f"{SUB}/resourceGroups/rg-none/providers/Microsoft.Compute/disks{VERSION}", 404,
         "ResourceGroupNotFound"),
        (f"{SUB}/resourceGroups/rg-dr-weu/providers/Microsoft.Compute/disks/none{VERSION}", 404,
         "ResourceNotFound"),
        ((f"{SUB}/resourceGroups/rg-dr-weu/providers/Microsoft.Network/virtualNetworks/none/subnets"
         f"{VERSION}"), 404, "ParentResourceNotFound"),
        ((f"{SUB}/resourceGroups/rg-dr-vault/providers/Microsoft.RecoveryServices/vaults/none"
         f"/replicationFabrics{VERSION}"), 404, "ResourceNotFound"),
        ((f"{SUB}/resourceGroups/rg-dr-network/providers/Microsoft.Network/virtualNetworks"
         f"/vnet-dr-weu/CheckIPAddressAvailability{VERSION}&ipAddress=10.99.0.4"), 400,
         "PrivateIPAddressNotInAnySubnet"),
        (f"{SUB}/providers/Microsoft.Nothing{VERSION}", 404, "InvalidResourceNamespace"),
    ],
)  # fmt: skip
async def test_refusals_of_the_front(world: World, path: str, status: int, said: str) -> None:
    answer = await world.raw("GET", path)
    assert answer.status == status
    assert (await answer.json())["error"]["code"] == said
    assert answer.headers["x-ms-request-id"]
    assert answer.headers["x-ms-correlation-request-id"]


async def test_ids_are_read_without_regard_to_case(world: World) -> None:
    path = f"{SUB}/RESOURCEGROUPS/RG-DR-WEU/providers/microsoft.compute/virtualmachines/APP-01"
    answer = await world.raw("GET", path + VERSION)
    assert (await answer.json())["name"] == "app-01"


async def test_lists_come_in_pages_and_next_links_lead_through_all(world: World) -> None:
    await world.act("page_size", size=2)
    names = [each.name async for each in world.compute().virtual_machines.list_all()]
    assert names == ["app-01", "app-02", "db-01", "web-01", "web-02", "ps-neu-1", "ps-neu-2"]
    asked = world.local.control.entries("arm", "GET", "virtualMachines$")
    assert len(asked) == 4


async def test_a_missing_permission_names_action_and_scope(world: World) -> None:
    await world.act("deny", action="Microsoft.Network/networkInterfaces/write")
    with pytest.raises(HttpResponseError) as refusal:
        await make_nic(world)
    assert (refusal.value.status_code, code(refusal)) == (403, "AuthorizationFailed")
    message = str(refusal.value)
    assert "'Microsoft.Network/networkInterfaces/write'" in message
    assert "rg-dr-weu/providers/Microsoft.Network/networkInterfaces/ps-weu-1-nic'" in message
    await world.act("allow")
    assert await make_nic(world)


async def test_joining_a_subnet_needs_its_own_permission(world: World) -> None:
    await world.act("deny", action="Microsoft.Network/virtualNetworks/subnets/join/action")
    with pytest.raises(HttpResponseError) as refusal:
        await make_nic(world)
    assert code(refusal) == "LinkedAuthorizationFailed"


async def test_permissions_at_a_scope_show_what_is_denied(world: World) -> None:
    scope = f"{SUB}/resourceGroups/rg-dr-weu"
    await world.act("deny", action="Microsoft.Compute/disks/*", scope=scope)
    for place, there in ((scope, True), (f"{SUB}/resourceGroups/rg-dr-neu", False)):
        path = f"{place}/providers/Microsoft.Authorization/permissions{VERSION}"
        found = (await (await world.raw("GET", path)).json())["value"][0]
        assert found["actions"] == ["*"]
        assert ("Microsoft.Compute/disks/*" in found["notActions"]) is there
    path = f"{SUB}/resourceGroups/rg-none/providers/Microsoft.Authorization/permissions{VERSION}"
    assert (await world.raw("GET", path)).status == 404


async def test_locks_and_policies_are_listed_and_kept(world: World) -> None:
    group = f"{SUB}/resourceGroups/rg-dr-weu"
    await world.act("lock", scope=group, level="ReadOnly")
    await world.act("policy", scope=SUB, type="Microsoft.Network/networkInterfaces")
    base = f"{group}/providers/Microsoft.Authorization"
    (lock,) = (await (await world.raw("GET", f"{base}/locks{VERSION}")).json())["value"]
    assert lock["properties"]["level"] == "ReadOnly"
    answer = await world.raw("GET", f"{base}/policyAssignments{VERSION}&$filter=atScope()")
    (policy,) = (await answer.json())["value"]
    definition = policy["properties"]["policyDefinitionId"]
    answer = await world.raw("GET", definition + VERSION)
    rule = (await answer.json())["properties"]["policyRule"]
    assert rule["then"]["effect"] == "deny"
    with pytest.raises(HttpResponseError) as refusal:
        await make_nic(world)
    assert code(refusal) == "ScopeLocked"
    await world.act("unlock", scope=group)
    inside = f"{group}/providers/Microsoft.Compute/virtualMachines/app-01"
    await world.act("lock", scope=inside)
    with pytest.raises(HttpResponseError) as refusal:
        await world.resources().resource_groups.begin_delete("rg-dr-weu")
    assert code(refusal) == "ScopeLocked"
    with pytest.raises(HttpResponseError) as refusal:
        await make_nic(world)
    assert (refusal.value.status_code, code(refusal)) == (403, "RequestDisallowedByPolicy")


async def test_an_unregistered_provider_must_be_registered_first(world: World) -> None:
    await world.act(
        "unregister_provider", subscription=seed.PRODUCTION, namespace="Microsoft.Compute"
    )
    nic = await make_nic(world)
    machines, providers = world.compute().virtual_machines, world.resources().providers
    with pytest.raises(HttpResponseError) as refusal:
        await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", machine_body(nic))
    assert (refusal.value.status_code, code(refusal)) == (409, "MissingSubscriptionRegistration")
    assert (await providers.register("Microsoft.Compute")).registration_state == "Registering"
    await world.act("advance", seconds=25)
    assert (await providers.get("Microsoft.Compute")).registration_state == "Registered"


async def test_resource_groups_come_and_go_with_what_is_in_them(world: World) -> None:
    groups = world.resources().resource_groups
    made = await groups.create_or_update(
        "rg-new", {"location": "West Europe", "tags": {"owner": "dr"}}
    )
    assert (made.location, made.tags) == ("westeurope", {"owner": "dr"})
    poller = await world.network().network_interfaces.begin_create_or_update(
        "rg-new", "nic-new", nic_body(None)
    )
    await poller.result()
    inside = [each.name async for each in world.resources().resources.list_by_resource_group(
        "rg-new")]  # fmt: skip
    assert inside == ["nic-new"]
    poller = await groups.begin_delete("rg-new")
    await poller.result()
    assert not await groups.check_existence("rg-new")
    with pytest.raises(HttpResponseError) as refusal:
        await groups.get("rg-new")
    assert code(refusal) == "ResourceGroupNotFound"


@pytest.mark.parametrize(
    ("name", "location", "said"),
    [
        ("rg-bad.", "westeurope", "InvalidResourceGroupName"),
        ("rg-new", "atlantis", "LocationNotAvailableForResourceType"),
        ("rg-dr-weu", "northeurope", "InvalidResourceGroupLocation"),
    ],
)
async def test_resource_groups_are_refused(
    world: World, name: str, location: str, said: str
) -> None:
    path = f"{SUB}/resourcegroups/{name}{VERSION}"
    answer = await world.raw("PUT", path, json={"location": location})
    assert (await answer.json())["error"]["code"] == said

"""Given Resource Manager's front, when a request is malformed or goes nowhere, then it says so."""

from __future__ import annotations

import pytest
from azure.core.exceptions import HttpResponseError

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import (
    World,
    code,
    machine_body,
    make_nic,
    nic_body,
    versioned,
)

SUB = f"/subscriptions/{seed.PRODUCTION}"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"{SUB}/resourceGroups", 400, "MissingApiVersionParameter"),
        (f"{SUB}/resourceGroups?api-version=newest", 400, "InvalidApiVersionParameter"),
        (versioned("/subscriptions/5b000000-0000-4000-8000-00000000ffff"), 404,
         "SubscriptionNotFound"),
        (versioned(f"{SUB}/providers/Microsoft.Compute/spaceships"), 404, "InvalidResourceType"),
        (versioned(f"{SUB}/nothing/here"), 404, "InvalidRequestUri"),
        (versioned(f"{SUB}/resourceGroups/rg-none/providers/Microsoft.Compute/disks"), 404,
         "ResourceGroupNotFound"),
        (versioned(f"{SUB}/resourceGroups/rg-dr-weu/providers/Microsoft.Compute/disks/none"), 404,
         "ResourceNotFound"),
        (versioned(f"{SUB}/resourceGroups/rg-dr-weu/providers/Microsoft.Network/virtualNetworks/none"
                   "/subnets"), 404, "ParentResourceNotFound"),
        (versioned(f"{SUB}/resourceGroups/rg-dr-vault/providers/Microsoft.RecoveryServices/vaults/none"
                   "/replicationFabrics"), 404, "ResourceNotFound"),
        (versioned(f"{SUB}/resourceGroups/rg-dr-network/providers/Microsoft.Network/virtualNetworks"
                   "/vnet-dr-weu/CheckIPAddressAvailability") + "&ipAddress=10.99.0.4", 400,
         "PrivateIPAddressNotInAnySubnet"),
        (versioned(f"{SUB}/providers/Microsoft.Nothing"), 404, "InvalidResourceNamespace"),
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
    answer = await world.raw("GET", versioned(path))
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
        path = versioned(f"{place}/providers/Microsoft.Authorization/permissions")
        found = (await (await world.raw("GET", path)).json())["value"][0]
        assert found["actions"] == ["*"]
        assert ("Microsoft.Compute/disks/*" in found["notActions"]) is there
    path = versioned(f"{SUB}/resourceGroups/rg-none/providers/Microsoft.Authorization/permissions")
    assert (await world.raw("GET", path)).status == 404


async def test_locks_and_policies_are_listed_and_kept(world: World) -> None:
    group = f"{SUB}/resourceGroups/rg-dr-weu"
    await world.act("lock", scope=group, level="ReadOnly")
    await world.act("policy", scope=SUB, type="Microsoft.Network/networkInterfaces")
    base = f"{group}/providers/Microsoft.Authorization"
    (lock,) = (await (await world.raw("GET", versioned(f"{base}/locks"))).json())["value"]
    assert lock["properties"]["level"] == "ReadOnly"
    answer = await world.raw("GET", versioned(f"{base}/policyAssignments") + "&$filter=atScope()")
    (policy,) = (await answer.json())["value"]
    definition = policy["properties"]["policyDefinitionId"]
    answer = await world.raw("GET", versioned(definition))
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
    path = versioned(f"{SUB}/resourcegroups/{name}")
    answer = await world.raw("PUT", path, json={"location": location})
    assert (await answer.json())["error"]["code"] == said


@pytest.mark.parametrize(
    ("path", "status", "said", "listed"),
    [
        ("/resourceGroups", 400, "InvalidApiVersionParameter", "2025-04-01,"),
        ("/resourceGroups/rg-dr-weu", 400, "InvalidApiVersionParameter", "2022-09-01,"),
        ("/providers/Microsoft.Compute/virtualMachines", 400, "NoRegisteredProviderFound",
         "2015-06-15, 2016-03-30, "),
        ("/resourceGroups/rg-dr-weu/providers/Microsoft.Network/networkInterfaces/none", 400,
         "NoRegisteredProviderFound", ", 2024-05-01, "),
        (("/resourceGroups/rg-dr-vault/providers/Microsoft.RecoveryServices/vaults/rsv-dr-vmware"
          "/replicationFabrics"), 400, "NoRegisteredProviderFound", ", 2025-08-01, "),
        ("/providers/Microsoft.Authorization/roleAssignments", 404, "InvalidResourceType",
         "2015-07-01,2018-01-01-preview,"),
    ],
)  # fmt: skip
async def test_a_version_that_never_was_is_refused_with_those_there_are(
    world: World, path: str, status: int, said: str, listed: str
) -> None:
    answer = await world.raw("GET", f"{SUB}{path}?api-version=2001-01-01")
    assert answer.status == status
    refusal = (await answer.json())["error"]
    assert refusal["code"] == said
    assert "'2001-01-01'" in refusal["message"]
    assert listed in refusal["message"]


async def test_the_region_of_a_refused_version_is_the_request_s_own(world: World) -> None:
    path = "/resourceGroups/rg-dr-weu/providers/Microsoft.Compute/disks/new"
    body = {"location": "northeurope"}
    answer = await world.raw("PUT", f"{SUB}{path}?api-version=2001-01-01", json=body)
    refusal = (await answer.json())["error"]
    assert "for location 'northeurope' and" in refusal["message"]
    assert "The supported locations are 'westeurope, " in refusal["message"]

"""Given providers, when a subscription registers them or not, then writes are taken or refused."""

from __future__ import annotations

import pytest
from azure.core.exceptions import HttpResponseError

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import SUBNET, World, code, make_nic, versioned

COMPUTE = "Microsoft.Compute"


async def test_providers_tell_types_versions_and_regions(world: World) -> None:
    providers = world.resources().providers
    found = {each.namespace: each async for each in providers.list()}
    assert {COMPUTE, "Microsoft.Network", "Microsoft.RecoveryServices"} <= set(found)
    one = await providers.get(COMPUTE)
    assert one.registration_state == "Registered"
    machines = next(each for each in one.resource_types if each.resource_type == "virtualMachines")
    assert "West Europe" in machines.locations
    assert "2024-07-01" in machines.api_versions
    everywhere = [each.namespace async for each in providers.list_at_tenant_scope()]
    assert everywhere == list(found)


async def test_registering_takes_a_while(world: World) -> None:
    await world.act("unregister_provider", subscription=seed.TEST, namespace=COMPUTE)
    providers = world.resources(seed.TEST).providers
    assert (await providers.get(COMPUTE)).registration_state == "NotRegistered"
    assert (await providers.register(COMPUTE)).registration_state == "Registering"
    await world.act("advance", seconds=30)
    assert (await providers.get(COMPUTE)).registration_state == "Registered"


async def test_unregistering_is_refused_while_it_is_used(world: World) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await world.resources().providers.unregister(COMPUTE)
    assert (refusal.value.status_code, code(refusal)) == (409, "CannotUnregisterNamespace")
    providers = world.resources(seed.TEST).providers
    assert (await providers.unregister("Microsoft.Storage")).registration_state == "Unregistering"
    await world.act("advance", seconds=30)
    assert (await providers.get("Microsoft.Storage")).registration_state == "NotRegistered"


async def test_an_unregistered_provider_answers_nothing(world: World) -> None:
    await world.act(
        "unregister_provider", subscription=seed.PRODUCTION, namespace="Microsoft.Network"
    )
    with pytest.raises(HttpResponseError) as refusal:
        await make_nic(world)
    assert (refusal.value.status_code, code(refusal)) == (409, "MissingSubscriptionRegistration")
    assert "'Microsoft.Network'" in str(refusal.value)
    # The stock SDK registers a provider when a read is refused, so these are asked without it.
    network = SUBNET.format("vnet-dr-weu", "x").partition("/subnets/")[0]
    listed = f"/subscriptions/{seed.PRODUCTION}/providers/Microsoft.Network/virtualNetworks"
    for method, path in (("GET", network), ("DELETE", network), ("GET", listed)):
        answer = await world.raw(method, versioned(path))
        error = (await answer.json())["error"]
        assert (answer.status, error["code"]) == (409, "MissingSubscriptionRegistration")
        assert error["details"][0]["target"] == "Microsoft.Network"
    # Resource Manager itself, and what lies at any scope, needs none.
    assert [each async for each in world.resources().resources.list()]
    assert [each async for each in world.network(seed.TEST).virtual_networks.list_all()]

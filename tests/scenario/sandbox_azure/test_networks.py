"""Given Contoso's networks, when interfaces are made and removed, then Azure's rules hold."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import (
    World,
    code,
    make_machine,
    make_nic,
    nic_body,
)


async def test_the_story_s_networks_read_as_azure_shows_them(world: World) -> None:
    network = world.network()
    found = {each.name: each async for each in network.virtual_networks.list_all()}
    assert set(found) == {"vnet-dr-weu", "vnet-dr-neu", "vnet-dr-eus"}
    west = found["vnet-dr-weu"]
    assert west.address_space.address_prefixes == ["10.60.0.0/16"]
    subnets = {each.name: each for each in west.subnets}
    assert subnets["GatewaySubnet"].address_prefix == "10.60.0.0/27"
    assert subnets["snet-ps"].network_security_group.id.endswith("/nsg-ps-weu")
    assert subnets["snet-ps"].nat_gateway.id.endswith("/nat-dr-weu")
    assert len(subnets["snet-failover"].ip_configurations) == 3
    (peering,) = found["vnet-dr-neu"].virtual_network_peerings
    assert (peering.peering_state, peering.use_remote_gateways) == ("Connected", True)
    assert peering.remote_virtual_network.id == west.id
    assert found["vnet-dr-eus"].subnets[0].nat_gateway is None
    others = world.network(seed.TEST)
    assert [each.name async for each in others.virtual_networks.list_all()] == ["vnet-test-weu"]


async def test_gateways_connections_rules_and_nat_are_there(world: World) -> None:
    network = world.network()
    (gateway,) = [g async for g in network.virtual_network_gateways.list("rg-dr-network")]
    assert (gateway.name, gateway.gateway_type) == ("vgw-dr-weu", "Vpn")
    connections = network.virtual_network_gateway_connections
    (link,) = [c async for c in connections.list("rg-dr-network")]
    assert (link.name, link.connection_status) == ("cn-site-weu", "Connected")
    site = await network.local_network_gateways.get("rg-dr-network", "lgw-site-weu")
    assert site.local_network_address_space.address_prefixes == ["192.168.0.0/16"]
    (group,) = [g async for g in network.network_security_groups.list_all()]
    assert {rule.destination_port_range for rule in group.security_rules} == {"443", "9443"}
    nats = [each.name async for each in network.nat_gateways.list_all()]
    assert nats == ["nat-dr-weu", "nat-dr-neu"]
    assert [each async for each in network.route_tables.list_all()] == []
    other = world.network(seed.TEST).virtual_network_gateway_connections
    assert [c.connection_status async for c in other.list("rg-dr-test")] == ["NotConnected"]


@pytest.mark.parametrize(
    ("address", "free", "offered"),
    [
        ("10.60.2.4", False, ["10.60.2.5", "10.60.2.6", "10.60.2.7", "10.60.2.8", "10.60.2.9"]),
        ("10.60.2.3", False, ["10.60.2.5", "10.60.2.6", "10.60.2.7", "10.60.2.8", "10.60.2.9"]),
        ("10.60.2.9", True, None),
    ],
)
async def test_address_availability(
    world: World, address: str, free: bool, offered: list[str] | None
) -> None:
    found = await world.network().virtual_networks.check_ip_address_availability(
        "rg-dr-network", "vnet-dr-weu", ip_address=address
    )
    assert (found.available, found.available_ip_addresses) == (free, offered)


async def test_an_interface_takes_its_static_address_and_keeps_its_tags(world: World) -> None:
    network = world.network()
    poller = await network.network_interfaces.begin_create_or_update(
        "rg-dr-weu", "nic-a", nic_body("10.60.2.9", tags={"failback-ps": "op-1"})
    )
    made = await poller.result()
    assert made.provisioning_state == "Succeeded"
    (configuration,) = made.ip_configurations
    assert configuration.private_ip_address == "10.60.2.9"
    assert configuration.private_ip_allocation_method == "Static"
    assert made.tags == {"failback-ps": "op-1"}
    poller = await network.network_interfaces.begin_create_or_update(
        "rg-dr-weu", "nic-a", nic_body("10.60.2.9", tags={"failback-ps": "op-1"})
    )
    again = await poller.result()
    assert again.resource_guid == made.resource_guid


async def test_a_dynamic_interface_gets_the_first_free_address(world: World) -> None:
    poller = await world.network().network_interfaces.begin_create_or_update(
        "rg-dr-weu", "nic-a", nic_body(None)
    )
    made = await poller.result()
    assert made.ip_configurations[0].private_ip_address == "10.60.2.5"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("10.60.1.20", "PrivateIPAddressNotInSubnet"),
        ("192.168.1.1", "PrivateIPAddressNotInSubnet"),
        ("10.60.2.0", "PrivateIPAddressInReservedRange"),
        ("10.60.2.3", "PrivateIPAddressInReservedRange"),
        ("10.60.2.255", "PrivateIPAddressInReservedRange"),
        ("10.60.2.4", "PrivateIPAddressIsAllocated"),
        ("10.60.2.999", "InvalidIPAddressInRequest"),
    ],
)
async def test_addresses_that_are_refused(world: World, address: str, said: str) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await make_nic(world, address)
    assert (refusal.value.status_code, code(refusal)) == (400, said)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (nic_body("10.60.2.9", network="vnet-none"), "InvalidResourceReference"),
        (nic_body("10.70.2.20", network="vnet-dr-neu"), "InvalidResourceReference"),
        ({**nic_body("10.60.2.9"), "location": "atlantis"}, "LocationNotAvailableForResourceType"),
        ({"location": "westeurope", "properties": {}},
         "NetworkInterfaceMustHaveAtLeastOneIpConfiguration"),
    ],
)  # fmt: skip
async def test_interfaces_that_are_refused(world: World, body: dict[str, Any], said: str) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await world.network().network_interfaces.begin_create_or_update("rg-dr-weu", "nic-a", body)
    assert code(refusal) == said


async def test_a_bad_name_is_refused(world: World) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await make_nic(world, name="-nic-")
    assert code(refusal) == "InvalidResourceName"


async def test_an_attached_interface_cannot_be_deleted(world: World) -> None:
    await make_machine(world)
    interfaces = world.network().network_interfaces
    with pytest.raises(HttpResponseError) as refusal:
        await interfaces.begin_delete("rg-dr-weu", "ps-weu-1-nic")
    assert (refusal.value.status_code, code(refusal)) == (400, "NicInUse")


async def test_a_free_interface_is_deleted_and_its_address_is_free_again(world: World) -> None:
    network = world.network()
    poller = await network.network_interfaces.begin_delete("rg-dr-weu", "nic-jump-weu")
    await poller.result()
    found = await network.virtual_networks.check_ip_address_availability(
        "rg-dr-network", "vnet-dr-weu", ip_address="10.60.2.4"
    )
    assert found.available

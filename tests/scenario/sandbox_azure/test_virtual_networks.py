"""Given virtual networks, when they are made, peered and taken away, then Azure's rules hold."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World, code, nic_body

GROUP = "rg-dr-network"


async def make(world: World, name: str, *space: str, **subnets: str) -> Any:
    body = {
        "location": "westeurope",
        "properties": {
            "addressSpace": {"addressPrefixes": list(space)},
            "subnets": [
                {"name": each, "properties": {"addressPrefix": prefix}}
                for each, prefix in subnets.items()
            ],
        },
    }
    poller = await world.network().virtual_networks.begin_create_or_update(GROUP, name, body)
    return await poller.result()


def peering(remote: str, **flags: bool) -> dict[str, Any]:
    return {"properties": {"remoteVirtualNetwork": {"id": remote}, **flags}}


async def peer(world: World, network: str, name: str, remote: str, **flags: bool) -> Any:
    poller = await world.network().virtual_network_peerings.begin_create_or_update(
        GROUP, network, name, peering(remote, **flags)
    )
    return await poller.result()


async def test_a_network_is_made_changed_tagged_and_deleted(world: World) -> None:
    networks = world.network().virtual_networks
    made = await make(world, "vnet-a", "10.1.0.0/16", one="10.1.0.0/24")
    assert (made.provisioning_state, made.subnets[0].provisioning_state) == (
        "Succeeded", "Succeeded",
    )  # fmt: skip
    assert made.subnets[0].private_endpoint_network_policies == "Disabled"
    again = await make(world, "vnet-a", "10.1.0.0/16", one="10.1.0.0/24", two="10.1.1.0/24")
    assert again.resource_guid == made.resource_guid
    assert again.etag != made.etag
    tagged = await networks.update_tags(GROUP, "vnet-a", {"tags": {"a": "b"}})
    assert tagged.tags == {"a": "b"}
    await (await networks.begin_delete(GROUP, "vnet-a")).result()
    assert "vnet-a" not in [each.name async for each in networks.list(GROUP)]


@pytest.mark.parametrize(
    ("space", "subnets", "said"),
    [
        ((), {}, "NoAddressPrefixOrPoolProvided"),
        (("10.1.0.0",), {}, "InvalidAddressPrefixFormat"),
        (("ten/16",), {}, "InvalidAddressPrefixFormat"),
        (("10.1.2.3/16",), {}, "InvalidCIDRNotation"),
        (("10.1.0.0/16", "10.1.1.0/24"), {}, "NetcfgInvalidVirtualNetworkSite"),
        (("10.1.0.0/16",), {"one": "10.2.0.0/24"}, "NetcfgSubnetRangeOutsideVnet"),
        (("10.1.0.0/16",), {"one": "10.1.0.0/24", "two": "10.1.0.128/25"},
         "NetcfgSubnetRangesOverlap"),
        (("10.1.0.0/16",), {"one": "10.1.0.0/30"}, "NetcfgInvalidSubnet"),
        (("10.1.0.0/16",), {"one": "10.1.0.1/24"}, "InvalidCIDRNotation"),
        (("10.1.0.0/16",), {"-one": "10.1.0.0/24"}, "InvalidResourceName"),
    ],
)  # fmt: skip
async def test_networks_that_are_refused(
    world: World, space: tuple[str, ...], subnets: dict[str, str], said: str
) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await make(world, "vnet-a", *space, **subnets)
    assert (refusal.value.status_code, code(refusal)) == (400, said)


async def test_what_is_in_use_stays(world: World) -> None:
    network = world.network()
    with pytest.raises(HttpResponseError) as refusal:
        await network.subnets.begin_delete(GROUP, "vnet-dr-weu", "snet-failover")
    assert code(refusal) == "InUseSubnetCannotBeDeleted"
    with pytest.raises(HttpResponseError) as refusal:
        await network.virtual_networks.begin_delete(GROUP, "vnet-dr-weu")
    assert code(refusal) == "InUseSubnetCannotBeDeleted"
    with pytest.raises(HttpResponseError) as refusal:
        await network.subnets.begin_create_or_update(
            GROUP, "vnet-dr-weu", "snet-failover", {"properties": {"addressPrefix": "10.60.5.0/24"}}
        )
    assert code(refusal) == "InUsePrefixCannotBeDeleted"
    for what, name, said in (
        (network.network_security_groups, "nsg-ps-weu", "InUseNetworkSecurityGroupCannotBeDeleted"),
        (network.nat_gateways, "nat-dr-weu", "InUseNatGatewayCannotBeDeleted"),
        (network.public_ip_addresses, "pip-nat-weu", "PublicIPAddressCannotBeDeleted"),
        (network.local_network_gateways, "lgw-site-weu", "LocalNetworkGatewayCannotBeDeleted"),
        (network.virtual_network_gateways, "vgw-dr-weu", "VirtualNetworkGatewayCannotBeDeleted"),
    ):
        with pytest.raises(HttpResponseError) as refusal:
            await what.begin_delete(GROUP, name)
        assert (refusal.value.status_code, code(refusal)) == (400, said)


async def test_a_subnet_joins_and_each_side_says_so(world: World) -> None:
    network = world.network()
    table = await (
        await network.route_tables.begin_create_or_update(
            GROUP,
            "rt-a",
            {
                "location": "eastus",
                "properties": {
                    "routes": [
                        {
                            "name": "out",
                            "properties": {
                                "addressPrefix": "0.0.0.0/0",
                                "nextHopType": "VirtualAppliance",
                                "nextHopIpAddress": "10.80.0.4",
                            },
                        }
                    ]
                },
            },
        )
    ).result()
    poller = await network.subnets.begin_create_or_update(
        GROUP,
        "vnet-dr-eus",
        "snet-new",
        {"properties": {"addressPrefix": "10.80.2.0/24", "routeTable": {"id": table.id}}},
    )
    made = await poller.result()
    assert made.route_table.id == table.id
    read = await network.route_tables.get(GROUP, "rt-a")
    assert [each.id for each in read.subnets] == [made.id]
    with pytest.raises(HttpResponseError) as refusal:
        await network.route_tables.begin_delete(GROUP, "rt-a")
    assert code(refusal) == "InUseRouteTableCannotBeDeleted"
    await (await network.subnets.begin_delete(GROUP, "vnet-dr-eus", "snet-new")).result()
    await (await network.route_tables.begin_delete(GROUP, "rt-a")).result()


async def test_two_writes_at_once_are_refused(world: World) -> None:
    world.local.clock.speed = 0.01  # so that the first write goes on for minutes
    await world.raw("GET", _subnet("a"))  # a token, before anything is timed
    one = {"properties": {"addressPrefix": "10.60.7.0/24"}}
    two = {"properties": {"addressPrefix": "10.60.8.0/24"}}
    assert (await world.raw("PUT", _subnet("a"), json=one)).status == 201
    second = await world.raw("PUT", _subnet("b"), json=two)
    assert second.status == 429
    assert (await second.json())["error"]["code"] == "AnotherOperationInProgress"
    await world.act("advance", seconds=5)
    assert (await world.raw("PUT", _subnet("b"), json=two)).status == 201


def _subnet(name: str) -> str:
    return (
        "/subscriptions/5b000000-0000-4000-8000-000000000001/resourceGroups/rg-dr-network/providers"
        f"/Microsoft.Network/virtualNetworks/vnet-dr-weu/subnets/{name}?api-version=2024-05-01"
    )


async def test_usages_count_addresses(world: World) -> None:
    found = world.network().virtual_networks.list_usage(GROUP, "vnet-dr-weu")
    counts = {each.id.rsplit("/")[-1]: each async for each in found}
    failover = counts["snet-failover"]
    assert (failover.current_value, failover.limit) == (3.0, 251.0)


async def test_a_full_subnet_says_so(world: World) -> None:
    made = await make(world, "vnet-a", "10.1.0.0/24", one="10.1.0.0/29")
    network = world.network()
    for at in range(3):
        body = nic_body(None)
        body["properties"]["ipConfigurations"][0]["properties"]["subnet"]["id"] = made.subnets[0].id
        poller = await network.network_interfaces.begin_create_or_update(GROUP, f"n{at}", body)
        nic = await poller.result()
        assert nic.ip_configurations[0].private_ip_address == f"10.1.0.{4 + at}"
    with pytest.raises(HttpResponseError) as refusal:
        await network.network_interfaces.begin_create_or_update(GROUP, "n3", body)
    assert code(refusal) == "SubnetIsFull"


# ---- peerings --------------------------------------------------------------------------------
async def test_a_peering_is_connected_when_both_sides_name_each_other(world: World) -> None:
    peerings = world.network().virtual_network_peerings
    one = await make(world, "vnet-a", "10.1.0.0/16")
    two = await make(world, "vnet-b", "10.2.0.0/16")
    made = await peer(world, "vnet-a", "to-b", two.id)
    assert (made.peering_state, made.peering_sync_level) == ("Initiated", "RemoteNotInSync")
    back = await peer(world, "vnet-b", "to-a", one.id)
    assert (back.peering_state, back.peering_sync_level) == ("Connected", "FullyInSync")
    made = await peerings.get(GROUP, "vnet-a", "to-b")
    assert (made.peering_state, made.peering_sync_level) == ("Connected", "FullyInSync")
    await make(world, "vnet-a", "10.1.0.0/16", "10.3.0.0/16")
    assert (await peerings.get(GROUP, "vnet-a", "to-b")).peering_sync_level == "RemoteNotInSync"
    assert (await peerings.get(GROUP, "vnet-b", "to-a")).peering_sync_level == "LocalNotInSync"
    poller = await peerings.begin_create_or_update(
        GROUP, "vnet-b", "to-a", peering(one.id), sync_remote_address_space="true"
    )
    assert (await poller.result()).peering_sync_level == "FullyInSync"
    await (await peerings.begin_delete(GROUP, "vnet-a", "to-b")).result()
    assert (await peerings.get(GROUP, "vnet-b", "to-a")).peering_state == "Disconnected"
    with pytest.raises(HttpResponseError) as refusal:
        await peer(world, "vnet-a", "to-b", two.id)
    assert code(refusal) == "RemotePeeringIsDisconnected"
    await (await peerings.begin_delete(GROUP, "vnet-b", "to-a")).result()
    assert (await peer(world, "vnet-a", "to-b", two.id)).peering_state == "Initiated"


async def test_peerings_that_are_refused(world: World) -> None:
    networks = world.network().virtual_networks
    west = await networks.get(GROUP, "vnet-dr-weu")
    east = await networks.get(GROUP, "vnet-dr-eus")
    same = await make(world, "vnet-same", "10.80.0.0/20")
    new = await make(world, "vnet-new", "10.81.0.0/16")
    await peer(world, "vnet-dr-weu", "to-new", new.id)
    for network, remote, flags, said in (
        ("vnet-dr-weu", east.id, {"useRemoteGateways": True},
         "VnetHasGatewaysAndUseRemoteGatewaysNotAllowed"),
        ("vnet-same", east.id, {}, "VnetAddressSpacesOverlap"),
        ("vnet-same", new.id, {"useRemoteGateways": True}, "RemoteVnetHasNoGateways"),
        ("vnet-dr-neu", west.id, {}, "AnotherPeeringAlreadyReferencesRemoteVnet"),
        ("vnet-new", west.id, {"useRemoteGateways": True},
         "RemotePeeringDoesNotAllowGatewayTransit"),
        ("vnet-new", same.id + "x", {}, "InvalidResourceReference"),
    ):  # fmt: skip
        with pytest.raises(HttpResponseError) as refusal:
            await peer(world, network, "p", remote, **flags)
        assert (refusal.value.status_code, code(refusal)) == (400, said)
    await peer(world, "vnet-dr-weu", "to-new", new.id, allowGatewayTransit=True)
    made = await peer(world, "vnet-new", "to-weu", west.id, useRemoteGateways=True)
    assert made.use_remote_gateways

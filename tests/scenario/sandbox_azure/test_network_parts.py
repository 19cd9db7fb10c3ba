"""Given what surrounds a network, when it is made, then Azure's defaults and refusals come."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World, code, nic_body

GROUP = "rg-dr-network"


def rule(priority: int = 200, **more: Any) -> dict[str, Any]:
    return {
        "properties": {
            "protocol": "Tcp", "access": "Allow", "direction": "Inbound", "priority": priority,
            "sourcePortRange": "*", "destinationPortRange": "9443",
            "sourceAddressPrefix": "VirtualNetwork", "destinationAddressPrefix": "*", **more,
        }
    }  # fmt: skip


async def test_a_security_group_has_six_rules_of_its_own(world: World) -> None:
    network = world.network()
    poller = await network.network_security_groups.begin_create_or_update(
        GROUP, "nsg-a", {"location": "westeurope"}
    )
    made = await poller.result()
    assert len(made.default_security_rules) == 6
    assert {each.priority for each in made.default_security_rules} == {65000, 65001, 65500}
    poller = await network.security_rules.begin_create_or_update(GROUP, "nsg-a", "in", rule())
    assert (await poller.result()).provisioning_state == "Succeeded"
    assert [each.name async for each in network.security_rules.list(GROUP, "nsg-a")] == ["in"]
    await (await network.security_rules.begin_delete(GROUP, "nsg-a", "in")).result()
    await (await network.network_security_groups.begin_delete(GROUP, "nsg-a")).result()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (rule(100), "SecurityRuleConflict"),
        (rule(99), "SecurityRuleInvalidPriority"),
        (rule(4097), "SecurityRuleInvalidPriority"),
        (rule(destinationPortRange="70000"), "SecurityRuleInvalidPortRange"),
        (rule(destinationPortRange="9-5"), "SecurityRuleInvalidPortRange"),
        (rule(sourceAddressPrefix="nowhere"), "SecurityRuleInvalidAddressPrefix"),
        (rule(protocol="Carrier"), "InvalidRequestFormat"),
        (rule(sourceAddressPrefix=None), "SecurityRuleParameterNotSpecified"),
    ],
)
async def test_rules_that_are_refused(world: World, body: dict[str, Any], said: str) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await world.network().security_rules.begin_create_or_update(
            GROUP, "nsg-ps-weu", "other", body
        )
    assert (refusal.value.status_code, code(refusal)) == (400, said)


async def test_a_public_address_serves_one_thing(world: World) -> None:
    network = world.network()
    body = {"location": "westeurope", "sku": {"name": "Standard"},
            "properties": {"publicIPAllocationMethod": "Static",
                           "dnsSettings": {"domainNameLabel": "failback"}}}  # fmt: skip
    poller = await network.public_ip_addresses.begin_create_or_update(GROUP, "pip-a", body)
    made = await poller.result()
    assert made.ip_address.startswith("198.")
    assert made.dns_settings.fqdn == "failback.westeurope.cloudapp.azure.com"
    nat = {"location": "westeurope", "sku": {"name": "Standard"},
           "properties": {"publicIpAddresses": [{"id": made.id}]}}  # fmt: skip
    poller = await network.nat_gateways.begin_create_or_update(GROUP, "nat-a", nat)
    gateway = await poller.result()
    assert (await network.public_ip_addresses.get(GROUP, "pip-a")).nat_gateway.id == gateway.id
    for client, name, given, said in (
        (network.nat_gateways, "nat-b", nat, "PublicIPAddressInUse"),
        (network.public_ip_addresses, "pip-b", body, "DnsRecordInUse"),
        (network.public_ip_addresses, "pip-b", {"location": "westeurope", "sku": {"name": "Basic"}},
         "IPv4BasicSkuPublicIpCountLimitReached"),
    ):  # fmt: skip
        with pytest.raises(HttpResponseError) as refusal:
            await client.begin_create_or_update(GROUP, name, given)
        assert code(refusal) == said


async def test_a_gateway_takes_its_time_and_its_key_stays_hidden(world: World) -> None:
    network = world.network()
    east = await network.virtual_networks.get(GROUP, "vnet-dr-eus")
    poller = await network.subnets.begin_create_or_update(
        GROUP, "vnet-dr-eus", "GatewaySubnet", {"properties": {"addressPrefix": "10.80.0.0/27"}}
    )
    subnet = await poller.result()
    configuration = {"name": "default", "properties": {"subnet": {"id": subnet.id}}}
    body = {"location": "eastus", "properties": {
        "gatewayType": "Vpn", "ipConfigurations": [configuration]}}  # fmt: skip
    gateways = network.virtual_network_gateways
    poller = await gateways.begin_create_or_update(GROUP, "vgw-eus", body)
    going = await gateways.get(GROUP, "vgw-eus")
    assert going.provisioning_state == "Updating"
    await world.act("advance", seconds=1_600)
    gateway = await poller.result()
    assert gateway.provisioning_state == "Succeeded"
    site = await network.local_network_gateways.get(GROUP, "lgw-site-weu")
    connections = network.virtual_network_gateway_connections
    poller = await connections.begin_create_or_update(GROUP, "cn-eus", {
        "location": "eastus", "properties": {
            "connectionType": "IPsec", "sharedKey": "s3cret-of-the-tunnel",
            "virtualNetworkGateway1": {"id": gateway.id},
            "localNetworkGateway2": {"id": site.id}}})  # fmt: skip
    link = await poller.result()
    assert (link.connection_status, link.shared_key) == ("NotConnected", None)
    assert "s3cret" not in str(await world.act("page_size", size=100))
    shown = await world.raw("GET", f"{link.id}/sharedkey?api-version=2024-05-01")
    assert await shown.json() == {"value": "s3cret-of-the-tunnel"}
    named = [each.name async for each in gateways.list_connections(GROUP, "vgw-eus")]
    assert named == ["cn-eus"]
    assert east.name == "vnet-dr-eus"


async def test_an_interface_keeps_its_dynamic_address_and_can_take_a_static_one(
    world: World,
) -> None:
    interfaces = world.network().network_interfaces
    made = await (
        await interfaces.begin_create_or_update("rg-dr-weu", "nic-a", nic_body(None))
    ).result()
    assert made.ip_configurations[0].private_ip_address == "10.60.2.5"
    again = await (
        await interfaces.begin_create_or_update("rg-dr-weu", "nic-a", nic_body(None))
    ).result()
    assert again.ip_configurations[0].private_ip_address == "10.60.2.5"
    body = nic_body("10.60.2.77")
    body["properties"]["dnsSettings"] = {"dnsServers": ["10.60.0.53"]}
    changed = await (await interfaces.begin_create_or_update("rg-dr-weu", "nic-a", body)).result()
    assert changed.ip_configurations[0].private_ip_address == "10.60.2.77"
    assert changed.dns_settings.applied_dns_servers == ["10.60.0.53"]
    free = await world.network().virtual_networks.check_ip_address_availability(
        GROUP, "vnet-dr-weu", ip_address="10.60.2.5"
    )
    assert free.available

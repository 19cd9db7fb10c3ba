"""The story's networks: one with its own gateway, one that uses it by peering, one with none."""

from __future__ import annotations

import uuid
from typing import Any

from sandbox.azure import networks, state

PRODUCTION = "5b000000-0000-4000-8000-000000000001"
TEST = "5b000000-0000-4000-8000-000000000002"
NETWORK = f"{state.group_id(PRODUCTION, 'rg-dr-network')}/providers/Microsoft.Network"
TESTING = f"{state.group_id(TEST, 'rg-dr-test')}/providers/Microsoft.Network"
SITE = ["192.168.0.0/16"]
GROUP = f"{NETWORK}/networkSecurityGroups/nsg-ps-weu"


def build(current: state.State) -> None:
    _surroundings(current)
    nat = f"{NETWORK}/natGateways"
    put(current, network(
        f"{NETWORK}/virtualNetworks/vnet-dr-weu", "westeurope", "10.60.0.0/16",
        subnet("GatewaySubnet", "10.60.0.0/27"),
        subnet("snet-failover", "10.60.1.0/24"),
        subnet("snet-ps", "10.60.2.0/24", networkSecurityGroup=GROUP,
                natGateway=f"{nat}/nat-dr-weu"),
        peerings=[_peering("to-neu", "vnet-dr-neu", "10.70.0.0/16", allowGatewayTransit=True)],
    ))  # fmt: skip
    put(current, network(
        f"{NETWORK}/virtualNetworks/vnet-dr-neu", "northeurope", "10.70.0.0/16",
        subnet("snet-failover", "10.70.1.0/24"),
        subnet("snet-ps", "10.70.2.0/24", natGateway=f"{nat}/nat-dr-neu"),
        peerings=[_peering("to-weu", "vnet-dr-weu", "10.60.0.0/16", useRemoteGateways=True)],
    ))  # fmt: skip
    put(current, network(
        f"{NETWORK}/virtualNetworks/vnet-dr-eus", "eastus", "10.80.0.0/16",
        subnet("snet-ps", "10.80.1.0/24"),
    ))  # fmt: skip
    put(current, network(
        f"{TESTING}/virtualNetworks/vnet-test-weu", "westeurope", "10.90.0.0/16",
        subnet("GatewaySubnet", "10.90.0.0/27"),
        subnet("snet-ps", "10.90.1.0/24"),
    ))  # fmt: skip
    gateway(current, f"{NETWORK}/virtualNetworks/vnet-dr-weu", "westeurope", "dr-weu",
            names=("lgw-site-weu", "cn-site-weu"), connected=True)  # fmt: skip
    gateway(current, f"{TESTING}/virtualNetworks/vnet-test-weu", "westeurope", "test-weu",
            names=("lgw-site-test", "cn-site-test"), connected=False)  # fmt: skip


def put(current: state.State, document: state.Document) -> state.Document:
    return current.put(document)


def plain(
    resource_id: str, kind: str, place: str, properties: dict[str, Any], **more: Any
) -> state.Document:
    return {
        "name": state.name_of(resource_id),
        "id": resource_id,
        "etag": state.etag(),
        "type": kind,
        "location": place,
        "tags": {},
        **more,
        "properties": {
            "provisioningState": "Succeeded",
            "resourceGuid": str(uuid.uuid4()),
            **properties,
        },
    }


def network(
    network_id: str,
    place: str,
    prefix: str,
    *subnets: state.Document,
    peerings: list[state.Document] | None = None,
) -> state.Document:
    for subnet in subnets:
        subnet["id"] = f"{network_id}/subnets/{subnet['name']}"
    for peering in peerings or []:
        peering["id"] = f"{network_id}/virtualNetworkPeerings/{peering['name']}"
    return plain(
        network_id,
        networks.KIND,
        place,
        {
            "addressSpace": {"addressPrefixes": [prefix]},
            "subnets": list(subnets),
            "virtualNetworkPeerings": peerings or [],
            "enableDdosProtection": False,
        },
    )


def subnet(name: str, prefix: str, **linked: str) -> state.Document:
    """`linked` names a security group, NAT gateway or route table by id."""
    return {
        "name": name,
        "id": "",
        "etag": state.etag(),
        "type": networks.SUBNET,
        "properties": {
            "provisioningState": "Succeeded",
            "addressPrefix": prefix,
            **{key: {"id": value} for key, value in linked.items()},
            "delegations": [],
            "privateEndpointNetworkPolicies": "Disabled",
            "privateLinkServiceNetworkPolicies": "Enabled",
            "defaultOutboundAccess": False,
        },
    }


def _peering(name: str, remote: str, prefix: str, **how: bool) -> state.Document:
    return {
        "name": name,
        "id": "",
        "etag": state.etag(),
        "type": "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        "properties": {
            "provisioningState": "Succeeded",
            "peeringState": "Connected",
            "peeringSyncLevel": "FullyInSync",
            "remoteVirtualNetwork": {"id": f"{NETWORK}/virtualNetworks/{remote}"},
            "allowVirtualNetworkAccess": True,
            "allowForwardedTraffic": True,
            "allowGatewayTransit": False,
            "useRemoteGateways": False,
            **how,
            "remoteAddressSpace": {"addressPrefixes": [prefix]},
        },
    }


def _surroundings(current: state.State) -> None:
    kind = "Microsoft.Network/networkSecurityGroups"
    put(current, plain(GROUP, kind, "westeurope", {
        "securityRules": [
            _rule("allow-replication", 100, "Inbound", ("10.60.0.0/16", "*"), port="9443"),
            _rule("allow-configuration-server", 110, "Outbound", ("*", SITE[0]), port="443"),
        ],
        "defaultSecurityRules": [
            _rule("AllowVnetInBound", 65000, "Inbound", ("VirtualNetwork", "VirtualNetwork")),
            _rule("DenyAllInBound", 65500, "Inbound", ("*", "*"), access="Deny"),
            _rule("AllowVnetOutBound", 65000, "Outbound", ("VirtualNetwork", "VirtualNetwork")),
            _rule("AllowInternetOutBound", 65001, "Outbound", ("*", "Internet")),
            _rule("DenyAllOutBound", 65500, "Outbound", ("*", "*"), access="Deny"),
        ],
        "subnets": [{"id": f"{NETWORK}/virtualNetworks/vnet-dr-weu/subnets/snet-ps"}],
    }))  # fmt: skip
    for short, place in (("weu", "westeurope"), ("neu", "northeurope")):
        address = f"{NETWORK}/publicIPAddresses/pip-nat-{short}"
        put(current, plain(address, "Microsoft.Network/publicIPAddresses", place, {
            "publicIPAllocationMethod": "Static", "publicIPAddressVersion": "IPv4",
        }, sku={"name": "Standard", "tier": "Regional"}))  # fmt: skip
        subnet = f"{NETWORK}/virtualNetworks/vnet-dr-{short}/subnets/snet-ps"
        put(current, plain(
            f"{NETWORK}/natGateways/nat-dr-{short}", "Microsoft.Network/natGateways", place, {
                "idleTimeoutInMinutes": 4,
                "publicIpAddresses": [{"id": address}],
                "subnets": [{"id": subnet}],
            }, sku={"name": "Standard", "tier": "Regional"},
        ))  # fmt: skip


def _rule(
    name: str, priority: int, direction: str, way: tuple[str, str],
    *, port: str = "*", access: str = "Allow",
) -> dict[str, Any]:  # fmt: skip
    folder = "securityRules" if priority < 65000 else "defaultSecurityRules"
    return {
        "name": name,
        "id": f"{GROUP}/{folder}/{name}",
        "etag": state.etag(),
        "type": f"Microsoft.Network/networkSecurityGroups/{folder}",
        "properties": {
            "provisioningState": "Succeeded",
            "protocol": "*" if port == "*" else "Tcp",
            "sourcePortRange": "*",
            "destinationPortRange": port,
            "sourceAddressPrefix": way[0],
            "destinationAddressPrefix": way[1],
            "access": access,
            "priority": priority,
            "direction": direction,
            "sourcePortRanges": [],
            "destinationPortRanges": [],
            "sourceAddressPrefixes": [],
            "destinationAddressPrefixes": [],
        },
    }


def gateway(
    current: state.State, network: str, place: str, short: str,
    *, names: tuple[str, str], connected: bool, space: list[str] = SITE, peer: str = "203.0.113.10",
) -> None:  # fmt: skip
    """A network's VPN gateway `vgw-<short>`, the site and the connection, which `names` names."""
    base = network.partition("/virtualNetworks/")[0]
    own = f"{base}/virtualNetworkGateways/vgw-{short}"
    local, link = f"{base}/localNetworkGateways/{names[0]}", f"{base}/connections/{names[1]}"
    put(current, plain(local, "Microsoft.Network/localNetworkGateways", place, {
        "localNetworkAddressSpace": {"addressPrefixes": space}, "gatewayIpAddress": peer,
    }))  # fmt: skip
    put(current, plain(own, "Microsoft.Network/virtualNetworkGateways", place, {
        "gatewayType": "Vpn",
        "vpnType": "RouteBased",
        "enableBgp": False,
        "activeActive": False,
        "sku": {"name": "VpnGw1AZ", "tier": "VpnGw1AZ", "capacity": 2},
        "ipConfigurations": [{
            "name": "default",
            "id": f"{own}/ipConfigurations/default",
            "properties": {
                "provisioningState": "Succeeded",
                "privateIPAllocationMethod": "Dynamic",
                "subnet": {"id": f"{network}/subnets/GatewaySubnet"},
            },
        }],
    }))  # fmt: skip
    put(current, plain(link, "Microsoft.Network/connections", place, {
        "connectionType": "IPsec",
        "connectionProtocol": "IKEv2",
        "connectionStatus": "Connected" if connected else "NotConnected",
        "virtualNetworkGateway1": {"id": own},
        "localNetworkGateway2": {"id": local},
        "enableBgp": False,
        "routingWeight": 0,
        "ingressBytesTransferred": 918273645 if connected else 0,
        "egressBytesTransferred": 192837465 if connected else 0,
    }))  # fmt: skip

"""Virtual networks, their subnets and peerings, and which addresses are free."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

from azureops import ids
from azureops.azure import Azure
from azureops.reading import Object, flag, objects, tags, text, texts

API = "2024-05-01"  # learn.microsoft.com/rest/api/virtualnetwork/virtual-networks


@dataclass(frozen=True, kw_only=True)
class Subnet:
    """A subnet with what decides about traffic. Ids are empty where nothing is attached.

    `default_outbound` is False for a private subnet, None when Azure does not say;
    `configurations` are the ids of the address configurations in it; `delegations` service names.
    """

    id: str
    name: str
    prefixes: tuple[str, ...]
    security_group_id: str = ""
    nat_gateway_id: str = ""
    route_table_id: str = ""
    delegations: tuple[str, ...] = ()
    default_outbound: bool | None = None
    configurations: tuple[str, ...] = ()

    def holds(self, address: str) -> bool:
        """Whether the address lies in one of the prefixes; False for no address at all."""
        return holds(self.prefixes, address)

    def reserved(self, address: str) -> bool:
        """The first four addresses of a prefix and its last are Azure's own.

        Source: learn.microsoft.com/azure/virtual-network/virtual-networks-faq
        """
        prefix = _prefix_of(self.prefixes, address)
        if prefix is None:
            return False
        offset = int(ipaddress.ip_address(address)) - int(prefix.network_address)
        return offset < 4 or offset == prefix.num_addresses - 1


@dataclass(frozen=True, kw_only=True)
class Peering:
    """One side of a peering. `state`: Initiated, Connected, Disconnected."""

    id: str
    name: str
    state: str
    remote_network_id: str
    use_remote_gateways: bool
    allow_gateway_transit: bool
    allow_forwarded_traffic: bool
    remote_prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Network:
    id: str
    name: str
    subscription: str
    resource_group: str
    location: str
    prefixes: tuple[str, ...]
    subnets: tuple[Subnet, ...]
    peerings: tuple[Peering, ...]
    dns_servers: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)

    def holds(self, address: str) -> bool:
        """Whether the address lies in one of the prefixes; False for no address at all."""
        return holds(self.prefixes, address)

    def subnet(self, name: str) -> Subnet | None:
        """By name, without regard to case."""
        return next((s for s in self.subnets if s.name.lower() == name.lower()), None)


@dataclass(frozen=True, kw_only=True)
class IpAnswer:
    """Azure's answer for one address; `suggestions` are up to five free ones, when it is taken.

    Azure does not check that the address lies in a subnet, and its suggestions may lie in another.
    """

    available: bool
    suggestions: tuple[str, ...] = ()


async def list_all(azure: Azure, subscription: str) -> tuple[Network, ...]:
    """By name."""
    found = await azure.arm.get_all(
        f"/subscriptions/{subscription}/providers/Microsoft.Network/virtualNetworks", API
    )
    return tuple(sorted(map(_read, found), key=lambda network: network.name.lower()))


async def get(azure: Azure, network_id: str) -> Network | None:
    """None: there is no such network."""
    raw = await azure.arm.get(network_id, API)
    return _read(raw) if raw else None


async def check_ip(azure: Azure, network_id: str, address: str) -> IpAnswer:
    """Whether the address is free in the network. An address outside it is refused by Azure."""
    raw = await azure.arm.get(
        f"{network_id}/CheckIPAddressAvailability", API, {"ipAddress": address}
    )
    return IpAnswer(
        available=flag(raw, "available") is True,
        suggestions=texts(raw, "availableIPAddresses"),
    )


async def free_ips(azure: Azure, network_id: str, subnet: Subnet) -> tuple[str, ...]:
    """Up to six addresses of this subnet that are free now, lowest first; empty when full.

    Asks for the first usable address of each prefix; when taken, takes Azure's suggestions, and
    from there walks on past taken ones for at most sixteen questions a prefix.
    """
    found: list[str] = []
    for prefix in subnet.prefixes:
        found.extend(await _free_in(azure, network_id, subnet, prefix))
    return tuple(found[:6])


async def _free_in(azure: Azure, network_id: str, subnet: Subnet, prefix: str) -> list[str]:
    space = ipaddress.ip_network(prefix, strict=False)
    if space.num_addresses < 8 or space.version != 4:
        return []
    candidate = space.network_address + 4
    for _ in range(16):
        if candidate not in space or subnet.reserved(str(candidate)):
            return []
        answer = await check_ip(azure, network_id, str(candidate))
        if answer.available:
            return [str(candidate)]
        usable = [s for s in answer.suggestions if subnet.holds(s) and not subnet.reserved(s)]
        if usable:
            return usable
        candidate += 1
    return []


def holds(prefixes: tuple[str, ...], address: str) -> bool:
    """Whether one of the prefixes holds the address; False for no address at all."""
    return _prefix_of(prefixes, address) is not None


def _prefix_of(
    prefixes: tuple[str, ...], address: str
) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        wanted = ipaddress.ip_address(address)
        spaces = [ipaddress.ip_network(prefix, strict=False) for prefix in prefixes]
    except ValueError:
        return None
    return next((s for s in spaces if s.version == wanted.version and wanted in s), None)


def _read(raw: Object) -> Network:
    properties = raw.get("properties")
    return Network(
        id=text(raw, "id"),
        name=text(raw, "name"),
        subscription=ids.subscription_of(text(raw, "id")),
        resource_group=ids.group_of(text(raw, "id")),
        location=text(raw, "location"),
        prefixes=texts(properties, "addressSpace", "addressPrefixes"),
        subnets=tuple(map(_subnet, objects(properties, "subnets"))),
        peerings=tuple(map(_peering, objects(properties, "virtualNetworkPeerings"))),
        dns_servers=texts(properties, "dhcpOptions", "dnsServers"),
        tags=tags(raw),
    )


def _subnet(raw: Object) -> Subnet:
    properties = raw.get("properties")
    return Subnet(
        id=text(raw, "id"),
        name=text(raw, "name"),
        prefixes=texts(properties, "addressPrefixes") or texts(properties, "addressPrefix"),
        security_group_id=text(properties, "networkSecurityGroup", "id"),
        nat_gateway_id=text(properties, "natGateway", "id"),
        route_table_id=text(properties, "routeTable", "id"),
        delegations=tuple(
            text(d, "properties", "serviceName") for d in objects(properties, "delegations")
        ),
        default_outbound=flag(properties, "defaultOutboundAccess"),
        configurations=tuple(text(c, "id") for c in objects(properties, "ipConfigurations")),
    )


def _peering(raw: Object) -> Peering:
    properties = raw.get("properties")
    return Peering(
        id=text(raw, "id"),
        name=text(raw, "name"),
        state=text(properties, "peeringState"),
        remote_network_id=text(properties, "remoteVirtualNetwork", "id"),
        use_remote_gateways=flag(properties, "useRemoteGateways") is True,
        allow_gateway_transit=flag(properties, "allowGatewayTransit") is True,
        allow_forwarded_traffic=flag(properties, "allowForwardedTraffic") is True,
        remote_prefixes=texts(properties, "remoteAddressSpace", "addressPrefixes"),
    )

"""The way to the site: VPN and ExpressRoute gateways and their connections."""

from __future__ import annotations

import asyncio
import enum
from dataclasses import dataclass

from azureops import ids
from azureops.azure import Azure
from azureops.reading import Object, flag, objects, text, texts

API = "2024-05-01"  # learn.microsoft.com/rest/api/network-gateway/virtual-network-gateways


class Kind(enum.StrEnum):
    VPN = "Vpn"  # Site-to-site over the Internet.
    EXPRESS_ROUTE = "ExpressRoute"  # A private circuit.
    OTHER = "other"  # A kind this bot does not know.


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """`network_id` is the network whose GatewaySubnet it stands in."""

    id: str
    name: str
    kind: Kind
    location: str
    network_id: str
    state: str
    sku: str
    bgp: bool = False


@dataclass(frozen=True, kw_only=True)
class Connection:
    """A gateway's connection. `status`: Connected, Connecting, NotConnected, Unknown.

    `remote_prefixes` are the local network gateway's; empty when the routes are learned (BGP,
    ExpressRoute) and so not readable here: `learned` says that.
    """

    id: str
    name: str
    kind: str  # IPsec, ExpressRoute, Vnet2Vnet
    status: str
    gateway_id: str
    remote_id: str
    remote_prefixes: tuple[str, ...]
    learned: bool

    @property
    def connected(self) -> bool:
        return self.status == "Connected"


async def list_all(azure: Azure, subscription: str, resource_group: str) -> tuple[Gateway, ...]:
    """All of one resource group; a network's gateway is always in the network's own group."""
    found = await azure.arm.get_all(
        f"{ids.group(subscription, resource_group)}"
        "/providers/Microsoft.Network/virtualNetworkGateways",
        API,
    )
    return tuple(map(_read, found))


async def of_network(azure: Azure, network_id: str) -> tuple[Gateway, ...]:
    """The network's own VPN and ExpressRoute gateways; empty: it has none."""
    subscription, group = ids.subscription_of(network_id), ids.group_of(network_id)
    found = await list_all(azure, subscription, group)
    return tuple(gateway for gateway in found if ids.same(gateway.network_id, network_id))


async def connections(azure: Azure, gateway: Gateway) -> tuple[Connection, ...]:
    """The gateway's connections with their live status and the site's prefixes.

    A listing does not hold the live status, so each connection is read by itself.
    """
    listed = await azure.arm.get_all(
        f"{ids.group_id_of(gateway.id)}/providers/Microsoft.Network/connections", API
    )
    mine = [raw for raw in listed if _is_of(raw, gateway)]
    return tuple(await asyncio.gather(*(_connection(azure, raw, gateway) for raw in mine)))


def _is_of(raw: Object, gateway: Gateway) -> bool:
    ends = ("virtualNetworkGateway1", "virtualNetworkGateway2")
    return any(ids.same(text(raw, "properties", end, "id"), gateway.id) for end in ends)


async def _connection(azure: Azure, listed: Object, gateway: Gateway) -> Connection:
    raw = await azure.arm.get(text(listed, "id"), API) or listed
    properties = raw.get("properties")
    remote_id = (
        text(properties, "localNetworkGateway2", "id")
        or text(properties, "virtualNetworkGateway2", "id")
        or text(properties, "peer", "id")
    )
    prefixes = texts(
        properties, "localNetworkGateway2", "properties", "localNetworkAddressSpace",
        "addressPrefixes",
    )  # fmt: skip
    if not prefixes and text(properties, "localNetworkGateway2", "id"):
        remote = await azure.arm.get(remote_id, API)
        prefixes = texts(remote, "properties", "localNetworkAddressSpace", "addressPrefixes")
    kind = text(properties, "connectionType")
    return Connection(
        id=text(raw, "id"),
        name=text(raw, "name"),
        kind=kind,
        status=text(properties, "connectionStatus") or "Unknown",
        gateway_id=gateway.id,
        remote_id=remote_id,
        remote_prefixes=prefixes,
        learned=kind == "ExpressRoute" or flag(properties, "enableBgp") is True,
    )


def _read(raw: Object) -> Gateway:
    properties = raw.get("properties")
    subnets = [
        text(c, "properties", "subnet", "id") for c in objects(properties, "ipConfigurations")
    ]
    subnet_id = next(filter(None, subnets), "")
    kind = text(properties, "gatewayType")
    return Gateway(
        id=text(raw, "id"),
        name=text(raw, "name"),
        kind=Kind(kind) if kind in {"Vpn", "ExpressRoute"} else Kind.OTHER,
        location=text(raw, "location"),
        network_id=ids.parent_of(subnet_id) if subnet_id else "",
        state=text(properties, "provisioningState"),
        sku=text(properties, "sku", "name"),
        bgp=flag(properties, "enableBgp") is True,
    )

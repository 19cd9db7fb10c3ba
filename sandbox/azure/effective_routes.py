"""The routes that hold in a subnet: Azure's own, those of a gateway, those of its route table.

The longest prefix wins; of equal ones the table's, then the gateway's, then Azure's. What lies in
the network itself or in a peered one is never left to a gateway's route. A route table that does
not propagate gateway routes has none of them:
https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview.

A network uses its own gateway, or the one of a network it is peered with: both peerings Connected,
the near one with `useRemoteGateways`, the far one with `allowGatewayTransit`
(https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-peering-gateway-transit). A connection
that is not Connected announces nothing. One with BGP, or of ExpressRoute, announces what the site
says, which nobody tells this Azure: the private ranges are taken for it. Connections between
virtual networks lead to no site and are left out.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.azure import state
from sandbox.azure.security_flows import Address, Range, prefix

NETWORKS = "Microsoft.Network/virtualNetworks"
GATEWAYS = "Microsoft.Network/virtualNetworkGateways"
CONNECTIONS = "Microsoft.Network/connections"
SITES = "Microsoft.Network/localNetworkGateways"
TABLES = "Microsoft.Network/routeTables"
DROPPED = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")


class Source(enum.IntEnum):
    """Where a route comes from; of two with one prefix the greater wins."""

    DEFAULT = 0
    GATEWAY = 1
    USER = 2


@dataclass(frozen=True, kw_only=True)
class Route:
    """`hop` is Azure's nextHopType; `address` that of an appliance."""

    prefix: Range
    hop: str
    source: Source
    address: str = ""


def best(routes: Iterable[Route], target: Address) -> Route | None:
    """The route that a packet to `target` takes."""
    return max(
        (each for each in routes if target in each.prefix),
        key=lambda each: (each.prefix.prefixlen, each.source),
        default=None,
    )


def of_subnet(
    current: state.State, network: state.Document, subnet: dict[str, Any], site: list[Range]
) -> list[Route]:
    """All routes that hold in a subnet, given by its properties; `site` is what is `announced`."""
    near = [*_own(network), *_peered(current, network)]
    table = current.get(str((subnet.get("routeTable") or {}).get("id") or ""), TABLES)
    told = table["properties"] if table is not None else {}
    found = [*near, *_defaults(near), *_user(told.get("routes") or [])]
    if not told.get("disableBgpRoutePropagation"):
        inner = [each.prefix for each in near]
        found += [
            Route(prefix=each, hop="VirtualNetworkGateway", source=Source.GATEWAY)
            for each in site
            if not any(_within(each, one) for one in inner)
        ]
    return found


def inside(routes: Iterable[Route]) -> tuple[Range, ...]:
    """What the tag VirtualNetwork covers: networks, what gateways lead to, the table's prefixes."""
    return tuple(
        each.prefix
        for each in routes
        if each.source is not Source.DEFAULT or each.hop in ("VnetLocal", "VNetPeering")
    )


def announced(current: state.State, network: state.Document) -> list[Range]:
    """The site's ranges that the gateway this network uses leads to."""
    home = _gateway_home(current, network)
    return [] if home is None else [each for one in _links(current, home) for each in one]


# ---- Azure's own and the table's -----------------------------------------------------------------
def _own(network: state.Document) -> Iterator[Route]:
    for each in network["properties"]["addressSpace"]["addressPrefixes"]:
        yield Route(prefix=prefix(each), hop="VnetLocal", source=Source.DEFAULT)


def _peered(current: state.State, network: state.Document) -> Iterator[Route]:
    for peering, _, remote in _peerings(current, network):
        if peering["allowVirtualNetworkAccess"]:
            for each in remote["properties"]["addressSpace"]["addressPrefixes"]:
                yield Route(prefix=prefix(each), hop="VNetPeering", source=Source.DEFAULT)


def _defaults(near: list[Route]) -> Iterator[Route]:
    taken = {each.prefix for each in near}
    yield Route(prefix=prefix("0.0.0.0/0"), hop="Internet", source=Source.DEFAULT)
    for each in map(prefix, DROPPED):
        if each not in taken:
            yield Route(prefix=each, hop="None", source=Source.DEFAULT)


def _user(routes: list[state.Document]) -> Iterator[Route]:
    for each in (one["properties"] for one in routes):
        if each["addressPrefix"][:1].isalpha():  # a service tag: no address of a site is in one
            continue
        yield Route(
            prefix=prefix(each["addressPrefix"]),
            hop=each["nextHopType"],
            source=Source.USER,
            address=str(each.get("nextHopIpAddress") or ""),
        )


def _within(inner: Range, outer: Range) -> bool:
    return inner.version == outer.version and inner.subnet_of(outer)  # type: ignore[arg-type]


# ---- gateways ------------------------------------------------------------------------------------
def _peerings(
    current: state.State, network: state.Document
) -> Iterator[tuple[dict[str, Any], dict[str, Any], state.Document]]:
    """Each peering that is Connected on both sides: its properties, the other's, that network."""
    for peering in network["properties"].get("virtualNetworkPeerings") or []:
        near = peering["properties"]
        remote = current.get(near["remoteVirtualNetwork"]["id"], NETWORKS)
        if remote is None:
            continue
        for each in remote["properties"].get("virtualNetworkPeerings") or []:
            far = each["properties"]
            back = far["remoteVirtualNetwork"]["id"].lower() == network["id"].lower()
            if back and near["peeringState"] == far["peeringState"] == "Connected":
                yield near, far, remote


def _gateway_home(current: state.State, network: state.Document) -> state.Document | None:
    if any(_gateways(current, network)):
        return network
    for near, far, remote in _peerings(current, network):
        if near.get("useRemoteGateways") and far.get("allowGatewayTransit"):
            return remote
    return None


def _gateways(current: state.State, network: state.Document) -> Iterator[state.Document]:
    """A network's gateways; they stand in its subscription."""
    home = f"/subscriptions/{state.subscription_of(network['id'])}"
    wanted = f"{network['id']}/subnets/".lower()
    for gateway in current.all(GATEWAYS, home):
        for each in gateway["properties"].get("ipConfigurations") or []:
            if each["properties"]["subnet"]["id"].lower().startswith(wanted):
                yield gateway
                break


def _links(current: state.State, network: state.Document) -> Iterator[list[Range]]:
    """What each Connected connection of a network's gateways announces."""
    mine = {each["id"].lower() for each in _gateways(current, network)}
    home = f"/subscriptions/{state.subscription_of(network['id'])}"
    for link in (each["properties"] for each in current.all(CONNECTIONS, home)):
        gateway = str((link.get("virtualNetworkGateway1") or {}).get("id")).lower()
        if gateway in mine and link.get("connectionStatus") == "Connected":
            yield _announced_by(current, link)


def _announced_by(current: state.State, link: dict[str, Any]) -> list[Range]:
    if link.get("connectionType") == "Vnet2Vnet":
        return []
    if link.get("enableBgp") or link.get("connectionType") == "ExpressRoute":
        return [prefix(each) for each in DROPPED[:3]]
    site = current.get(str((link.get("localNetworkGateway2") or {}).get("id") or ""), SITES)
    space = (site or {"properties": {}})["properties"].get("localNetworkAddressSpace") or {}
    return [prefix(each) for each in space.get("addressPrefixes") or []]

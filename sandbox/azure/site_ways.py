"""The ways out of a machine in Azure: to the site and to the internet.

A packet follows the effective routes of its subnet (`effective_routes`), through an appliance where
one says so, and passes the security groups where it starts (`security_flows`). An appliance is a
running machine whose interface forwards; its own subnet's routes and groups hold from there on. The
site answers what comes through a connected gateway to an address it announced.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any

from sandbox.azure import effective_routes, security_flows, state

INTERFACES = "Microsoft.Network/networkInterfaces"
NETWORKS = effective_routes.NETWORKS
# Where installers come from; any address outside will do, as no route or group names it alone.
OUTSIDE = ipaddress.ip_address("20.60.0.1")
NO_GATEWAY = "no connected gateway serves its network"
ASTRAY = "no route of its subnet leads there"
DENIED = "a network security group denies it"


@dataclass(frozen=True, kw_only=True)
class _Place:
    """An interface's first address, where it lies, what its gateway leads to, the routes there."""

    interface: state.Document
    subnet: dict[str, Any]
    held: dict[str, Any]
    site: list[security_flows.Range]
    routes: list[effective_routes.Route]


def interface_of(current: state.State, machine: state.Document) -> state.Document | None:
    """The machine's first network interface."""
    cards = machine["properties"]["networkProfile"]["networkInterfaces"]
    return current.get(cards[0]["id"], INTERFACES) if cards else None


def address_of(current: state.State, machine: state.Document) -> str:
    """The machine's first private address; empty if it has none."""
    interface = interface_of(current, machine)
    if interface is None:
        return ""
    first = interface["properties"]["ipConfigurations"][0]["properties"]
    return str(first.get("privateIPAddress", ""))


def interface_at(current: state.State, address: str) -> state.Document | None:
    """The interface of a machine that holds a private address."""
    for interface in current.all(INTERFACES):
        if interface["properties"].get("virtualMachine") and any(
            each["properties"].get("privateIPAddress") == address
            for each in interface["properties"]["ipConfigurations"]
        ):
            return interface
    return None


def machine_at(current: state.State, address: str) -> str:
    """The id of the machine that holds a private address; empty if none does."""
    found = interface_at(current, address)
    return str(found["properties"]["virtualMachine"]["id"]) if found else ""


# ---- asked by others -----------------------------------------------------------------------------
def barrier(current: state.State, machine: state.Document, address: str, port: int) -> str:
    """Why no connection from the machine reaches this address of the site; empty if one does."""
    place = _place(current, interface_of(current, machine))
    if place is None:
        return NO_GATEWAY
    try:
        target = ipaddress.ip_address(address)
    except ValueError:
        return ASTRAY  # a name: nothing here resolves it
    return _barrier(current, place, target, port, ())


def has_way_out(current: state.State, machine: state.Document) -> bool:
    """Whether the machine's interfaces get to the internet on 443.

    A route to it is not enough: a public address, a NAT gateway or the subnet's default outbound
    access must translate. Forced tunnelling goes out through the site:
    https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access
    """
    for each in machine["properties"]["networkProfile"]["networkInterfaces"]:
        place = _place(current, current.get(each["id"], INTERFACES))
        if place is not None and not _barrier(current, place, OUTSIDE, 443, ()):
            return True
    return False


# ---- on the way ----------------------------------------------------------------------------------
def _place(current: state.State, interface: state.Document | None) -> _Place | None:
    if interface is None:
        return None
    held = interface["properties"]["ipConfigurations"][0]["properties"]
    network = current.get(held["subnet"]["id"].partition("/subnets/")[0], NETWORKS)
    wanted = held["subnet"]["id"].lower()
    for each in network["properties"]["subnets"] if network else []:
        if network is not None and each["id"].lower() == wanted:
            subnet = each["properties"]
            site = effective_routes.announced(current, network)
            routes = effective_routes.of_subnet(current, network, subnet, site)
            return _Place(interface=interface, subnet=subnet, held=held, site=site, routes=routes)
    return None


def _barrier(
    current: state.State,
    place: _Place,
    target: security_flows.Address,
    port: int,
    passed: tuple[str, ...],
) -> str:
    route = effective_routes.best(place.routes, target)
    hop = route.hop if route is not None else "None"
    if hop == "VirtualAppliance" and route is not None:
        why = _through(current, route.address, target, port, (*passed, place.interface["id"]))
    elif hop == "VirtualNetworkGateway":
        known = any(target in each for each in place.site)
        known = known or (bool(place.site) and target.is_global)
        why = "" if known else NO_GATEWAY
    elif hop == "Internet" and target.is_global:
        why = "" if _translated(place) else ASTRAY
    else:
        why = ASTRAY if place.site else NO_GATEWAY
    return why or ("" if _allowed(current, place, target, port) else DENIED)


def _through(
    current: state.State,
    address: str,
    target: security_flows.Address,
    port: int,
    passed: tuple[str, ...],
) -> str:
    """From an appliance on; one that does not forward, or sends it round in circles, drops it."""
    interface = interface_at(current, address)
    if interface is None or interface["id"] in passed:
        return ASTRAY
    power = current.facts(interface["properties"]["virtualMachine"]["id"]).get("power")
    place = _place(current, interface)
    forwards = interface["properties"].get("enableIPForwarding") and power == "running"
    if place is None or not forwards:
        return ASTRAY
    return _barrier(current, place, target, port, passed)


def _translated(place: _Place) -> bool:
    held, subnet = place.held, place.subnet
    public = held.get("publicIPAddress") or subnet.get("natGateway")
    return bool(public or subnet.get("defaultOutboundAccess", True))


def _allowed(
    current: state.State, place: _Place, target: security_flows.Address, port: int
) -> bool:
    groups = place.held.get("applicationSecurityGroups") or []
    flow = security_flows.Flow(
        source=ipaddress.ip_address(place.held["privateIPAddress"]),
        target=target,
        port=port,
        inside=effective_routes.inside(place.routes),
        groups=frozenset(each["id"].lower() for each in groups),
    )
    return security_flows.lets_out(current, place.interface, place.subnet, flow)

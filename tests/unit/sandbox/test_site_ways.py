"""Ways from a machine in Azure to its site and to the internet: routes, peerings, groups."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.azure import (
    clock,
    effective_routes,
    machines,
    security_groups,
    seed,
    seed_networks,
    site_ways,
    state,
)
from sandbox.azure.security_flows import prefix

SITE = "192.168.10.20"
WEST, NORTH = "vnet-dr-weu", "vnet-dr-neu"
TABLE = f"{seed_networks.NETWORK}/routeTables/rt"
DENYING = f"{seed_networks.NETWORK}/networkSecurityGroups/nsg-test"
Change = Callable[[state.State], Any]


@pytest.fixture(scope="module")
def raw() -> state.State:
    """The story; each test changes a copy of it."""
    made = state.State(clock.AzureClock(1))
    seed.story(made)
    return made


@pytest.fixture
def current(raw: state.State) -> state.State:
    fresh = state.State(raw.clock)
    fresh.all_facts = {key: dict(value) for key, value in raw.all_facts.items()}
    for document in raw.everything():
        fresh.put(_copied(document))
    return fresh


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


def machine(current: state.State, name: str) -> state.Document:
    return next(each for each in current.all(machines.KIND) if each["name"] == name)


def network(current: state.State, name: str) -> state.Document:
    found = current.get(f"{seed_networks.NETWORK}/virtualNetworks/{name}")
    assert found is not None
    return found


def subnet(current: state.State, name: str, inside: str = "snet-ps") -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for each in network(current, name)["properties"]["subnets"] if each["name"] == inside
    )["properties"]
    return found


def peering(current: state.State, name: str) -> dict[str, Any]:
    found: dict[str, Any] = network(current, name)["properties"]["virtualNetworkPeerings"][0][
        "properties"
    ]
    return found


def route(
    *ways: tuple[str, str] | tuple[str, str, str], propagate: bool = True
) -> Callable[[state.State], None]:
    """Join a table of (prefix, hop, appliance?) to the subnet of the northern servers."""

    def change(current: state.State) -> None:
        routes = [
            {"properties": {"addressPrefix": way[0], "nextHopType": way[1],
                            "nextHopIpAddress": way[2] if len(way) > 2 else ""}}
            for way in ways
        ]  # fmt: skip
        current.put(seed_networks.plain(
            TABLE, effective_routes.TABLES, "northeurope",
            {"routes": routes, "disableBgpRoutePropagation": not propagate},
        ))  # fmt: skip
        subnet(current, NORTH)["routeTable"] = {"id": TABLE}

    return change


def guard(*rules: dict[str, Any], interface: bool = False) -> Change:
    """A group with these outbound rules, at the servers' subnet or at their interfaces."""

    def change(current: state.State) -> None:
        current.put(seed_networks.plain(
            DENYING, "Microsoft.Network/networkSecurityGroups", "northeurope",
            {
                "securityRules": [{"properties": each} for each in rules],
                "defaultSecurityRules": security_groups.default_rules(DENYING),
            },
        ))  # fmt: skip
        holder = subnet(current, NORTH)
        if interface:
            found = site_ways.interface_of(current, machine(current, "ps-neu-2"))
            assert found is not None
            holder = found["properties"]
        holder["networkSecurityGroup"] = {"id": DENYING}

    return change


def rule(priority: int, access: str, target: str = "*", port: str = "443", **more: Any) -> Any:
    return {
        "priority": priority,
        "direction": "Outbound",
        "access": access,
        "protocol": "Tcp",
        "sourcePortRange": "*",
        "destinationPortRange": port,
        "sourceAddressPrefix": "*",
        "destinationAddressPrefix": target,
        **more,
    }


def disconnect(current: state.State) -> None:
    """The gateway's tunnel goes down."""
    for link in current.all(effective_routes.CONNECTIONS):
        link["properties"]["connectionStatus"] = "NotConnected"


def _set(side: str, **how: Any) -> Change:
    return lambda current: peering(current, side).update(how)


def test_the_story_reaches_its_site_by_peering(current: state.State) -> None:
    assert site_ways.barrier(current, machine(current, "ps-neu-2"), SITE, 443) == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (disconnect, site_ways.NO_GATEWAY),
        (_set(NORTH, useRemoteGateways=False), site_ways.NO_GATEWAY),
        (_set(WEST, allowGatewayTransit=False), site_ways.NO_GATEWAY),
        (_set(NORTH, peeringState="Disconnected"), site_ways.NO_GATEWAY),
        (_set(WEST, peeringState="Initiated"), site_ways.NO_GATEWAY),
        # routes: the longest prefix, and of equal ones the table's
        (route(("192.168.0.0/16", "None")), site_ways.ASTRAY),
        (route(("192.168.10.0/24", "None")), site_ways.ASTRAY),
        (route(("0.0.0.0/0", "None")), ""),
        (route(("192.168.0.0/16", "None"), ("192.168.10.0/24", "VirtualNetworkGateway")), ""),
        (route(("192.168.10.0/24", "VnetLocal")), site_ways.ASTRAY),
        (route(("192.168.10.0/24", "Internet")), site_ways.ASTRAY),
        (route(propagate=False), site_ways.ASTRAY),
        (route(("192.168.0.0/16", "VirtualNetworkGateway"), propagate=False), ""),
        (route(("192.168.0.0/16", "VirtualAppliance", "10.70.2.99")), site_ways.ASTRAY),
        (route(("192.168.0.0/16", "VirtualAppliance", "10.70.1.10")), site_ways.ASTRAY),
        # groups: the first by priority, defaults last, both the subnet's and the interface's
        (guard(), ""),
        (guard(rule(100, "Deny")), site_ways.DENIED),
        (guard(rule(100, "Deny"), interface=True), site_ways.DENIED),
        (guard(rule(200, "Deny"), rule(100, "Allow", "192.168.0.0/16")), ""),
        (guard(rule(100, "Deny"), rule(200, "Allow", "192.168.0.0/16")), site_ways.DENIED),
        (guard(rule(100, "Deny", port="9443")), ""),
        (guard(rule(100, "Deny", port="400-500")), site_ways.DENIED),
        (guard(rule(100, "Deny", "10.0.0.0/8")), ""),
        (guard(rule(100, "Deny", "Internet")), ""),
        (guard(rule(100, "Deny", "Storage")), ""),
        (guard(rule(100, "Deny", "VirtualNetwork")), site_ways.DENIED),
        (guard(rule(100, "Deny", protocol="Udp")), ""),
        (guard(rule(100, "Deny", direction="Inbound")), ""),
        (guard(rule(100, "Deny", sourceAddressPrefix="10.60.0.0/16")), ""),
        (guard(rule(100, "Deny", sourceAddressPrefix="10.70.2.0/24")), site_ways.DENIED),
        (guard(rule(100, "Deny", destinationAddressPrefix=None,
                    destinationAddressPrefixes=["192.168.0.0/16"])), site_ways.DENIED),
        (guard(rule(100, "Deny", sourceAddressPrefix=None,
                    sourceApplicationSecurityGroups=[{"id": "/asg"}])), ""),
    ],
)  # fmt: skip
def test_what_stands_in_the_way(current: state.State, change: Change, why: str) -> None:
    change(current)
    assert site_ways.barrier(current, machine(current, "ps-neu-2"), SITE, 443) == why


def test_an_appliance_that_forwards_is_a_way(current: state.State) -> None:
    """Its own subnet's routes decide on from there; a circle of two drops everything."""
    route(("192.168.0.0/16", "VirtualAppliance", "10.70.1.10"))(current)
    found = site_ways.interface_at(current, "10.70.1.10")
    assert found is not None
    found["properties"]["enableIPForwarding"] = True
    server = machine(current, "ps-neu-2")
    assert site_ways.barrier(current, server, SITE, 443) == ""
    subnet(current, NORTH, "snet-failover")["routeTable"] = {"id": TABLE}
    assert site_ways.barrier(current, server, SITE, 443) == site_ways.ASTRAY


def test_a_site_is_what_the_gateway_announces(current: state.State) -> None:
    server = machine(current, "ps-neu-2")
    assert site_ways.barrier(current, server, "172.16.0.9", 443) == site_ways.ASTRAY
    link = next(iter(current.all(effective_routes.CONNECTIONS)))
    link["properties"]["enableBgp"] = True
    assert site_ways.barrier(current, server, "172.16.0.9", 443) == ""


def test_no_gateways_route_reaches_into_a_peered_network(current: state.State) -> None:
    """Azure prefers its own routes there, even to longer ones that a site announces."""
    here = network(current, NORTH)
    announced = [prefix("10.60.1.0/24"), prefix("192.168.0.0/16")]
    routes = effective_routes.of_subnet(current, here, {}, announced)
    hops = {str(each.prefix): each.hop for each in routes if each.source is not each.source.DEFAULT}
    assert hops == {"192.168.0.0/16": "VirtualNetworkGateway"}
    taken = effective_routes.best(routes, ipaddress.ip_address("10.60.1.7"))
    assert taken is not None
    assert taken.hop == "VNetPeering"


@pytest.mark.parametrize(
    ("change", "out"),
    [
        (lambda _: None, True),  # its NAT gateway
        (lambda now: subnet(now, NORTH).pop("natGateway"), False),
        (route(("0.0.0.0/0", "None")), False),
        (route(("0.0.0.0/1", "None")), False),
        (route(("10.0.0.0/8", "None")), True),
        (route(("0.0.0.0/0", "VirtualAppliance", "10.70.2.99")), False),
        (route(("0.0.0.0/0", "VirtualNetworkGateway")), True),
        (guard(rule(100, "Deny", "Internet")), False),
        (guard(rule(100, "Deny", "VirtualNetwork")), True),
    ],
)
def test_ways_to_the_internet(current: state.State, change: Change, out: bool) -> None:
    change(current)
    assert site_ways.has_way_out(current, machine(current, "ps-neu-2")) is out

"""Whether network security groups let a connection out of an interface.

Rules are read in order of priority and the first that matches decides, the defaults last. Outbound,
the interface's group is asked first and then the subnet's; both must allow, and one that is not
there allows all. Groups keep state, so nothing is asked on the way back:
https://learn.microsoft.com/azure/virtual-network/network-security-group-how-it-works.
The tags `VirtualNetwork` and `Internet` mean what the interface's routes say; any other tag names
addresses of Azure's services, where nothing stands that is asked for here:
https://learn.microsoft.com/azure/virtual-network/service-tags-overview.
"""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.azure import state

GROUPS = "Microsoft.Network/networkSecurityGroups"
SOURCE_PORT = 49152  # the first of the dynamic ports of Windows
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Range = ipaddress.IPv4Network | ipaddress.IPv6Network


@functools.lru_cache(maxsize=4096)
def prefix(text: str) -> Range:
    """A range from its notation; the same few are asked for at every look at a fabric."""
    return ipaddress.ip_network(text, strict=False)


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A TCP connection that somebody wants to open.

    `inside` is what the tag VirtualNetwork covers where it starts, and `groups` the application
    security groups its source is in, in small letters.
    """

    source: Address
    target: Address
    port: int
    inside: tuple[Range, ...] = ()
    groups: frozenset[str] = frozenset()


def lets_out(current: state.State, interface: state.Document, subnet: Any, flow: Flow) -> bool:
    """Whether the groups of an interface and of its subnet's properties allow it."""
    named = (
        (holder.get("networkSecurityGroup") or {}).get("id")
        for holder in (interface["properties"], subnet)
    )
    found = (current.get(each, GROUPS) for each in named if each)
    return all(allows(group["properties"], flow) for group in found if group is not None)


def allows(group: dict[str, Any], flow: Flow) -> bool:
    """What the first matching outbound rule of a group's properties says."""
    rules = [*(group.get("securityRules") or []), *(group.get("defaultSecurityRules") or [])]
    outbound = (each["properties"] for each in rules if _goes_out(each["properties"]))
    for rule in sorted(outbound, key=lambda each: int(each["priority"])):
        if _matches(rule, flow):
            return bool(rule["access"] == "Allow")
    return False


def _goes_out(rule: dict[str, Any]) -> bool:
    return rule["direction"] == "Outbound" and rule["protocol"] in ("*", "Tcp")


def _matches(rule: dict[str, Any], flow: Flow) -> bool:
    return (
        _port(_of(rule, "destinationPort", "Range"), flow.port)
        and _port(_of(rule, "sourcePort", "Range"), SOURCE_PORT)
        and _address(rule, "destination", flow.target, flow)
        and _address(rule, "source", flow.source, flow)
    )


def _of(rule: dict[str, Any], side: str, what: str) -> list[str]:
    """What a rule names on one side, alone or as a list."""
    several = rule.get(side + ("Prefixes" if what == "Prefix" else "Ranges")) or []
    single = rule.get(side + what)
    return [*several, single] if single else list(several)


def _port(named: Iterable[str], port: int) -> bool:
    for each in named:
        low, _, high = each.partition("-")
        if each == "*" or int(low) <= port <= int(high or low):
            return True
    return False


def _address(rule: dict[str, Any], side: str, address: Address, flow: Flow) -> bool:
    groups = rule.get(side + "ApplicationSecurityGroups") or []
    if side == "source" and any(each["id"].lower() in flow.groups for each in groups):
        return True
    return any(_covers(each, address, flow) for each in _of(rule, side + "Address", "Prefix"))


def _covers(named: str, address: Address, flow: Flow) -> bool:
    if named == "*":
        return True
    if named[:1].isalpha() and ":" not in named:
        known = any(address in each for each in flow.inside)
        tag = named.lower()
        return (tag == "virtualnetwork" and known) or (
            tag == "internet" and not known and not address.is_private
        )
    return address in prefix(named)

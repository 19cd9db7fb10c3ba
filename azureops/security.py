"""Network security groups: which rule decides about a port."""

from __future__ import annotations

import enum
import ipaddress
from dataclasses import dataclass

from azureops.azure import Azure
from azureops.reading import Object, at, count, objects, text, texts

API = "2024-05-01"  # learn.microsoft.com/rest/api/virtualnetwork/network-security-groups


class Direction(enum.StrEnum):
    INBOUND = "Inbound"  # Towards the machine.
    OUTBOUND = "Outbound"  # From the machine.


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule; lists are joined (`sourceAddressPrefix` and `…Prefixes`)."""

    name: str
    priority: int
    direction: str
    allow: bool
    protocol: str  # "*", "Tcp", "Udp", …
    sources: tuple[str, ...]
    source_ports: tuple[str, ...]
    destinations: tuple[str, ...]
    ports: tuple[str, ...]
    groups: bool = False  # names application security groups, which are not resolved here


@dataclass(frozen=True, kw_only=True)
class SecurityGroup:
    """`rules` are own and default ones of both directions, by priority."""

    id: str
    name: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What decides. `rule` is empty without a security group (everything is allowed then).

    `unsure` names rules above it that could not be judged (service tags, application groups).
    """

    allowed: bool
    rule: str
    unsure: tuple[str, ...] = ()


async def get(azure: Azure, security_group_id: str) -> SecurityGroup | None:
    """None: there is no such group."""
    raw = await azure.arm.get(security_group_id, API)
    return read(raw) if raw else None


def read(raw: Object) -> SecurityGroup:
    """A security group from Azure's JSON."""
    properties = raw.get("properties")
    own = [_rule(one) for one in objects(properties, "securityRules")]
    defaults = [_rule(one) for one in objects(properties, "defaultSecurityRules")]
    rules = sorted([*own, *(defaults or DEFAULTS)], key=lambda rule: rule.priority)
    return SecurityGroup(id=text(raw, "id"), name=text(raw, "name"), rules=tuple(rules))


def verdict(
    group: SecurityGroup | None,
    *,
    direction: Direction,
    port: int,
    source: str,
    destination: str,
    inside: tuple[str, ...] = (),
) -> Verdict:
    """Whether TCP `port` passes from `source` to `destination` (addresses or prefixes).

    `inside` are the prefixes that the tag VirtualNetwork stands for: the network's own, its peers'
    and the site's behind the gateway. Without a group everything passes.
    """
    if group is None:
        return Verdict(allowed=True, rule="")
    unsure: list[str] = []
    for rule in group.rules:
        if rule.direction != direction.value or not _is_tcp(rule, port):
            continue
        matches = _both(
            _matches(rule.sources, source, inside), _matches(rule.destinations, destination, inside)
        )
        if matches is None or (matches and rule.groups):
            unsure.append(rule.name)
        elif matches:
            return Verdict(allowed=rule.allow, rule=rule.name, unsure=tuple(unsure))
    return Verdict(allowed=False, rule="", unsure=tuple(unsure))


def _is_tcp(rule: Rule, port: int) -> bool:
    return rule.protocol.lower() in {"*", "tcp"} and any(_in_range(p, port) for p in rule.ports)


def _in_range(ports: str, port: int) -> bool:
    if ports == "*":
        return True
    low, _, high = ports.partition("-")
    try:
        return int(low) <= port <= int(high or low)
    except ValueError:
        return False


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _matches(prefixes: tuple[str, ...], target: str, inside: tuple[str, ...]) -> bool | None:
    """True or False; None where it cannot be told."""
    answers = [_match(prefix, target, inside) for prefix in prefixes]
    if True in answers:
        return True
    return None if None in answers else False


def _match(prefix: str, target: str, inside: tuple[str, ...]) -> bool | None:
    word = prefix.lower()
    if word in {"*", "any", "0.0.0.0/0"}:
        return True
    if word == "virtualnetwork":
        return _matches(inside, target, ()) if inside else None
    if word in {"internet", "azureloadbalancer"}:
        return word == "internet" and not _space(target).is_private
    try:
        rule, wanted = _space(prefix), _space(target)
    except ValueError:
        return None  # a service tag
    if rule.version != wanted.version or not rule.overlaps(wanted):
        return False
    return True if wanted.prefixlen >= rule.prefixlen else None


def _space(prefix: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    return ipaddress.ip_network(prefix, strict=False)


def _rule(raw: Object) -> Rule:
    properties = raw.get("properties")

    def both(one: str, many: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*texts(properties, one), *texts(properties, many))))

    return Rule(
        name=text(raw, "name"),
        priority=count(at(properties, "priority")) or 0,
        direction=text(properties, "direction"),
        allow=text(properties, "access") == "Allow",
        protocol=text(properties, "protocol"),
        sources=both("sourceAddressPrefix", "sourceAddressPrefixes"),
        source_ports=both("sourcePortRange", "sourcePortRanges"),
        destinations=both("destinationAddressPrefix", "destinationAddressPrefixes"),
        ports=both("destinationPortRange", "destinationPortRanges"),
        groups=bool(
            objects(properties, "sourceApplicationSecurityGroups")
            or objects(properties, "destinationApplicationSecurityGroups")
        ),
    )


def _default(name: str, priority: int, *, allow: bool, between: tuple[str, str]) -> Rule:
    return Rule(
        name=name,
        priority=priority,
        direction="Inbound" if name.endswith("InBound") else "Outbound",
        allow=allow,
        protocol="*",
        sources=(between[0],),
        source_ports=("*",),
        destinations=(between[1],),
        ports=("*",),
    )


_NET = "VirtualNetwork"
DEFAULTS: tuple[Rule, ...] = (
    _default("AllowVnetInBound", 65000, allow=True, between=(_NET, _NET)),
    _default(
        "AllowAzureLoadBalancerInBound", 65001, allow=True, between=("AzureLoadBalancer", "*")
    ),
    _default("DenyAllInBound", 65500, allow=False, between=("*", "*")),
    _default("AllowVnetOutBound", 65000, allow=True, between=(_NET, _NET)),
    _default("AllowInternetOutBound", 65001, allow=True, between=("*", "Internet")),
    _default("DenyAllOutBound", 65500, allow=False, between=("*", "*")),
)
"""What every group ends with, for answers that leave it out.

Source: learn.microsoft.com/azure/virtual-network/network-security-groups-overview
"""

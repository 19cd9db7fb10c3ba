"""Subnets: their ranges, what they are joined to, what lies in them.

Shapes: https://learn.microsoft.com/rest/api/virtualnetwork/subnets
Refusals: the codes `Netcfg…`, `InUseSubnetCannotBeDeleted`, `InUsePrefixCannotBeDeleted`,
`InvalidCIDRNotation`, `InvalidAddressPrefixFormat` and their sentences, as people quote them in
https://github.com/Azure/azure-cli/issues/10917 and https://aka.ms/deletesubnet.
"""

from __future__ import annotations

import ipaddress
from typing import Any

from sandbox.azure import access, addresses, errors, links, nouns, parts, state
from sandbox.azure.nouns import Making

NETWORKS = "Microsoft.Network/virtualNetworks"
KIND = NETWORKS + "/subnets"
JOINED = {  # property of a subnet → type of what it names
    "networkSecurityGroup": "Microsoft.Network/networkSecurityGroups",
    "routeTable": "Microsoft.Network/routeTables",
    "natGateway": "Microsoft.Network/natGateways",
}
KEPT = ("addressPrefix", "addressPrefixes", "sharingScope", "ipAllocations")
PRIVATE_SINCE = "2025-07-01"  # from this version on, new subnets have no outbound of their own
Range = ipaddress.IPv4Network | ipaddress.IPv6Network


def prefixes(subnet: state.Document) -> list[str]:
    """The ranges of a subnet, however it names them."""
    properties = subnet["properties"]
    found: list[str] = properties.get("addressPrefixes") or []
    return found or [properties["addressPrefix"]]


def parse(text: Any, owner: str) -> Range:
    """A range in CIDR notation, or Azure's two refusals."""
    try:
        right = ipaddress.ip_network(str(text), strict=False)
    except ValueError as exc:
        raise _bad_prefix(text, owner) from exc
    if "/" not in str(text):
        raise _bad_prefix(text, owner)
    if str(right.network_address) == str(text).partition("/")[0].lower():
        return right
    raise errors.AzureError(
        400,
        "InvalidCIDRNotation",
        f"The address prefix {text} in resource {owner} has an invalid CIDR notation. For the "
        f"given prefix length, the address prefix should be {right}.",
        details=[],
    )


def _bad_prefix(text: Any, owner: str) -> errors.AzureError:
    return errors.AzureError(
        400,
        "InvalidAddressPrefixFormat",
        f"Address prefix {text} of resource {owner} is not formatted correctly. It should follow "
        "CIDR notation, for example 10.0.0.0/24.",
        details=[],
    )


def within(inner: Range, outer: Range) -> bool:
    return inner.version == outer.version and inner.subnet_of(outer)  # type: ignore[arg-type]


def build_in(space: list[str], network: str) -> Any:
    """How a subnet of a network with this address space is built."""

    def build(making: Making, siblings: list[state.Document]) -> dict[str, Any]:
        ranges = _ranges(making)
        _require_room(making, ranges, space, network, siblings)
        _require_kept(making, ranges)
        return _properties(making)

    return build


def _ranges(making: Making) -> list[Range]:
    given = making.given.get("addressPrefixes") or [making.given.get("addressPrefix")]
    if given == [None]:
        raise errors.AzureError(
            400,
            "NoAddressPrefixOrPoolProvided",
            f"No address prefix or Ipam Pool has been provided for resource {making.id}. Please "
            "provide either an address prefix or an Ipam Pool.",
            details=[],
        )
    return [parse(each, making.id) for each in given]


def _require_room(
    making: Making,
    ranges: list[Range],
    space: list[str],
    network: str,
    siblings: list[state.Document],
) -> None:
    outer = [ipaddress.ip_network(each) for each in space]
    taken = [ipaddress.ip_network(each) for other in siblings for each in prefixes(other)]
    for each in ranges:
        if each.version == 4 and each.prefixlen > 29:  # five addresses are Azure's
            raise _refused(
                "NetcfgInvalidSubnet",
                f"Subnet '{making.name}' is not valid in virtual network '{network}'.",
            )
        if not any(within(each, one) for one in outer):
            raise _refused(
                "NetcfgSubnetRangeOutsideVnet",
                f"Subnet '{making.name}' is not valid because its IP address range is outside the "
                f"IP address range of virtual network '{network}'.",
            )
        if any(each.overlaps(one) for one in taken):
            raise _refused(
                "NetcfgSubnetRangesOverlap",
                f"Subnet '{making.name}' is not valid because its IP address range overlaps with "
                f"that of an existing subnet in virtual network '{network}'.",
            )


def _refused(code: str, message: str) -> errors.AzureError:
    return errors.AzureError(400, code, message, details=[])


def _require_kept(making: Making, ranges: list[Range]) -> None:
    """Addresses that somebody holds stay inside."""
    if making.found is None:
        return
    for held in addresses.taken(making.call.state, making.id):
        if not any(ipaddress.ip_address(held) in each for each in ranges):
            raise _refused(
                "InUsePrefixCannotBeDeleted",
                f"IpPrefix {prefixes(making.found)[0]} on Subnet {making.name} has active "
                "allocations and cannot be deleted.",
            )


def _properties(making: Making) -> dict[str, Any]:
    given = making.given
    kept: dict[str, Any] = {key: given[key] for key in KEPT if given.get(key)}
    for key, kind in JOINED.items():
        if (given.get(key) or {}).get("id"):
            found = nouns.referenced(making, given[key], kind)
            access.require_linked(making.call, f"{kind}/join/action", found["id"])
            kept[key] = {"id": found["id"]}
    if given.get("serviceEndpoints"):
        kept["serviceEndpoints"] = [
            {"locations": ["*"], **each, "provisioningState": "Succeeded"}
            for each in given["serviceEndpoints"]
        ]
    outbound = given.get("defaultOutboundAccess", making.before.get("defaultOutboundAccess"))
    if outbound is None and making.call.api_version >= PRIVATE_SINCE:
        outbound = False
    if outbound is not None:
        kept["defaultOutboundAccess"] = outbound
    return {
        **kept,
        "delegations": [_delegation(making, each) for each in given.get("delegations") or []],
        "privateEndpointNetworkPolicies": given.get("privateEndpointNetworkPolicies", "Disabled"),
        "privateLinkServiceNetworkPolicies": given.get(
            "privateLinkServiceNetworkPolicies", "Enabled"
        ),
    }


def _delegation(making: Making, given: dict[str, Any]) -> dict[str, Any]:
    service = (given.get("properties") or {}).get("serviceName", "")
    return {
        "name": given.get("name", "0"),
        "id": f"{making.id}/delegations/{given.get('name', '0')}",
        "etag": state.etag(),
        "type": f"{KIND}/delegations",
        "properties": {
            "provisioningState": "Succeeded",
            "serviceName": service,
            "actions": ["Microsoft.Network/virtualNetworks/subnets/join/action"],
        },
    }


def users(current: state.State, subnet: state.Document) -> list[str]:
    """Ids of the IP configurations in a subnet."""
    return links.of(current).sources(subnet["id"], "subnet")


def render(current: state.State, subnet: state.Document) -> state.Document:
    used = sorted(users(current, subnet))
    if not used:
        return subnet
    properties = {**subnet["properties"], "ipConfigurations": [{"id": each} for each in used]}
    return {**subnet, "properties": properties}


def refuse_delete(current: state.State, subnet: state.Document) -> None:
    used = users(current, subnet)
    if used:
        raise _refused(
            "InUseSubnetCannotBeDeleted",
            f"Subnet {subnet['name']} is in use by {' and '.join(used)} and cannot be deleted. In "
            "order to delete the subnet, delete all the resources within the subnet. See "
            "aka.ms/deletesubnet.",
        )


def _build(making: Making, siblings: list[state.Document]) -> dict[str, Any]:
    network_id = making.id.partition("/subnets/")[0]
    network = making.call.state.get(network_id, NETWORKS)
    assert network is not None  # noqa: S101 - the path's parent was found before
    space = network["properties"]["addressSpace"]["addressPrefixes"]
    made: dict[str, Any] = build_in(space, network["name"])(making, siblings)
    return made


PART = parts.Part(
    folder="subnets",
    build=_build,
    render=lambda current, _, subnet: render(current, subnet),
    refuse_delete=lambda current, _, subnet: refuse_delete(current, subnet),
)

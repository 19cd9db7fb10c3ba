"""Virtual networks with their subnets, the address check, and how full their subnets are.

Shapes: https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks
"""

from __future__ import annotations

import dataclasses
import ipaddress
from typing import Any

from sandbox.azure import addresses, answers, errors, nouns, parts, peerings, reads, state
from sandbox.azure import subnets as inside
from sandbox.azure.nouns import Making
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
KIND = "Microsoft.Network/virtualNetworks"
PATH = nouns.GROUP + KIND + "/{name}"
SUBNET = KIND + "/subnets"


def render(current: state.State, network: state.Document) -> state.Document:
    """The network as answered: subnets with what lies in them, peerings in or out of sync."""
    properties = network["properties"]
    return {
        **network,
        "properties": {
            **properties,
            "subnets": [inside.render(current, each) for each in properties["subnets"]],
            "virtualNetworkPeerings": [
                peerings.render(current, network, each)
                for each in properties["virtualNetworkPeerings"]
            ],
        },
    }


def find_subnet(current: state.State, subnet_id: str) -> tuple[state.Document, state.Document]:
    """(network, subnet) of a subnet's id; KeyError if either is missing."""
    network_id, _, name = subnet_id.lower().partition("/subnets/")
    network = current.get(network_id, KIND)
    if network is not None:
        for subnet in network["properties"]["subnets"]:
            if subnet["name"].lower() == name:
                return network, subnet
    raise KeyError(subnet_id)


# ---- making ----------------------------------------------------------------------------------
def build(making: Making) -> dict[str, Any]:
    """A network's properties; subnets that the body leaves out go, peerings stay as they are."""
    given = making.given
    space = _space(making)
    part = dataclasses.replace(inside.PART, build=inside.build_in(space, making.name))
    made = parts.all_of(making, part, KIND)
    _require_unused(making, made)
    peerings.require_no_overlap(making, space)
    kept = {
        key: given[key]
        for key in ("dhcpOptions", "flowTimeoutInMinutes", "bgpCommunities", "encryption")
        if given.get(key)
    }
    return {
        "addressSpace": {"addressPrefixes": space},
        **kept,
        "privateEndpointVNetPolicies": given.get("privateEndpointVNetPolicies", "Disabled"),
        "subnets": made,
        "virtualNetworkPeerings": _peerings(making),
        "enableDdosProtection": bool(given.get("enableDdosProtection")),
    }


def _peerings(making: Making) -> list[state.Document]:
    if making.given.get("virtualNetworkPeerings") is None or making.found:
        before: list[state.Document] = making.before.get("virtualNetworkPeerings") or []
        return before
    return parts.all_of(making, peerings.PART, KIND)


def _space(making: Making) -> list[str]:
    given = (making.given.get("addressSpace") or {}).get("addressPrefixes") or []
    if not given:
        raise errors.AzureError(
            400,
            "NoAddressPrefixOrPoolProvided",
            f"No address prefix or Ipam Pool has been provided for resource {making.id}. Please "
            "provide either an address prefix or an Ipam Pool.",
            details=[],
        )
    ranges = [inside.parse(each, making.id) for each in given]
    for at, each in enumerate(ranges):
        if any(each.overlaps(other) for other in ranges[:at]):
            raise errors.AzureError(
                400,
                "NetcfgInvalidVirtualNetworkSite",
                f"Virtual network '{making.name}' is not valid because its address prefixes "
                "overlap.",
                details=[],
            )
    return [str(each) for each in ranges]


def _require_unused(making: Making, made: list[state.Document]) -> None:
    kept = {each["id"].lower() for each in made}
    for subnet in making.before.get("subnets") or []:
        if subnet["id"].lower() not in kept:
            inside.refuse_delete(making.call.state, subnet)


def _refuse_delete(current: state.State, network: state.Document) -> None:
    for subnet in network["properties"]["subnets"]:
        inside.refuse_delete(current, subnet)


NOUN = nouns.Noun(
    kind=KIND,
    build=build,
    render=render,
    refuse_delete=_refuse_delete,
    gone=peerings.network_gone,
    exclusive=True,
)
nouns.serve(routes, NOUN)
parts.serve(routes, NOUN, inside.PART)
parts.serve(routes, NOUN, peerings.PART)


# ---- addresses -------------------------------------------------------------------------------
@routes.get(PATH + "/CheckIPAddressAvailability")
def check_address(call: Call) -> Answer:
    """Whether an address is free, and if not, up to five that are (in the same subnet)."""
    network = reads.find(call, KIND)
    given = call.query.get("ipAddress", "")
    try:
        wanted = ipaddress.IPv4Address(given)
    except ValueError as exc:
        raise errors.AzureError(
            400, "InvalidIPAddressInRequest", f"IP address {given} is not a valid IP address."
        ) from exc
    for each in network["properties"]["subnets"]:
        for text in inside.prefixes(each):
            prefix = ipaddress.ip_network(text)
            if isinstance(prefix, ipaddress.IPv4Network) and wanted in prefix:
                return answers.ok(_availability(call.state, each, prefix, str(wanted)))
    raise errors.AzureError(
        400,
        "PrivateIPAddressNotInAnySubnet",
        f"Private static IP address {given} does not belong to the range of any subnet in virtual "
        f"network {network['id']}.",
    )


def _availability(
    current: state.State, found: state.Document, prefix: ipaddress.IPv4Network, wanted: str
) -> dict[str, Any]:
    used = addresses.taken(current, found["id"])
    free = wanted not in used and not addresses.reserved(prefix, ipaddress.IPv4Address(wanted))
    if free:
        return {"available": True, "isPlatformReserved": False}
    others = addresses.free(prefix, used, after=ipaddress.IPv4Address(wanted), limit=5)
    return {
        "available": False,
        "availableIPAddresses": others,
        "isPlatformReserved": wanted not in used,
    }


@routes.get(PATH + "/usages")
def usages(call: Call) -> Answer:
    """How many addresses of each subnet are taken, of those that may be."""
    found = []
    for subnet in reads.find(call, KIND)["properties"]["subnets"]:
        room = sum(
            ipaddress.ip_network(each).num_addresses - 5
            for each in inside.prefixes(subnet)
            if ":" not in each
        )
        found.append(
            {
                "currentValue": float(len(inside.users(call.state, subnet))),
                "id": subnet["id"],
                "limit": float(room),
                "name": {"localizedValue": "Subnet size and usage", "value": "SubnetSpace"},
                "unit": "Count",
            }
        )
    return answers.page(call, found)


@routes.get(
    PATH + "/subnets/{subnet}/{links}",
    "Microsoft.Network/virtualNetworks/subnets/read",
    fidelity=Fidelity.FIXED,
    note="No other service puts itself into a subnet here: ResourceNavigationLinks and "
    "ServiceAssociationLinks are empty.",
)
def service_links(call: Call) -> Answer:
    """What other services hold of a subnet: nothing."""
    parent = reads.parent(call, KIND)
    known = call["links"].lower() in ("resourcenavigationlinks", "serviceassociationlinks")
    if not known or parts.find(parent, inside.PART, call["subnet"]) is None:
        raise parts.missing(call)
    return answers.ok({"value": []})

"""Virtual networks with their subnets and peerings, and the address check."""

from __future__ import annotations

import ipaddress
from typing import Any

from sandbox.azure import addresses, answers, errors, reads, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = "Microsoft.Network/virtualNetworks"
PATH = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Network/virtualNetworks/{name}"
SUBNET = KIND + "/subnets"


def render(current: state.State, network: state.Document) -> state.Document:
    """The network as answered: each subnet with the IP configurations that lie in it."""
    properties = network["properties"]
    subnets = [render_subnet(current, subnet) for subnet in properties["subnets"]]
    return {**network, "properties": {**properties, "subnets": subnets}}


def render_subnet(current: state.State, subnet: state.Document) -> state.Document:
    used = sorted(set(addresses.taken(current, subnet["id"]).values()))
    if not used:
        return subnet
    properties = {**subnet["properties"], "ipConfigurations": [{"id": each} for each in used]}
    return {**subnet, "properties": properties}


def find_subnet(current: state.State, subnet_id: str) -> tuple[state.Document, state.Document]:
    """(network, subnet) of a subnet's id; KeyError if either is missing."""
    network_id, _, name = subnet_id.lower().partition("/subnets/")
    network = current.get(network_id, KIND)
    if network is not None:
        for subnet in network["properties"]["subnets"]:
            if subnet["name"].lower() == name:
                return network, subnet
    raise KeyError(subnet_id)


@routes.get(PATH + "/subnets")
def subnets(call: Call) -> Answer:
    network = reads.parent(call, KIND)
    return answers.page(call, render(call.state, network)["properties"]["subnets"])


@routes.get(PATH + "/subnets/{subnet}")
def subnet(call: Call) -> Answer:
    reads.parent(call, KIND)
    try:
        _, found = find_subnet(call.state, call.path)
    except KeyError as exc:
        raise errors.AzureError(
            404,
            "NotFound",
            f"Resource {call.path} not found.",
        ) from exc
    return answers.ok(render_subnet(call.state, found))


@routes.get(PATH + "/virtualNetworkPeerings")
def peerings(call: Call) -> Answer:
    return answers.page(call, reads.parent(call, KIND)["properties"]["virtualNetworkPeerings"])


@routes.get(PATH + "/virtualNetworkPeerings/{peering}")
def peering(call: Call) -> Answer:
    for each in reads.parent(call, KIND)["properties"]["virtualNetworkPeerings"]:
        if each["name"].lower() == call["peering"].lower():
            return answers.ok(each)
    raise errors.AzureError(404, "NotFound", f"Resource {call.path} not found.")


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
        prefix = ipaddress.IPv4Network(each["properties"]["addressPrefix"])
        if wanted in prefix:
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


reads.serve(routes, KIND, render)

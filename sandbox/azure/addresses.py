"""Private addresses: who holds which one, and which ones Azure keeps for itself.

The first four addresses of a subnet and the last are Azure's:
https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from sandbox.azure import errors, links, state

INTERFACES = "Microsoft.Network/networkInterfaces"


def taken(current: state.State, subnet_id: str) -> dict[str, str]:
    """Address → id of the IP configuration that holds it, in one subnet."""
    return links.of(current).addresses(subnet_id)


def reserved(prefix: ipaddress.IPv4Network, address: ipaddress.IPv4Address) -> bool:
    place = int(address) - int(prefix.network_address)
    return place < 4 or address == prefix.broadcast_address


def free(
    prefix: ipaddress.IPv4Network,
    used: Collection[str],
    *,
    after: ipaddress.IPv4Address | None = None,
    limit: int = 1,
) -> list[str]:
    """Free addresses in order, those behind `after` first, as the service offers them."""
    first, last = int(prefix.network_address) + 4, int(prefix.broadcast_address)
    middle = max(first, int(after) + 1) if after is not None else first
    found: list[str] = []
    for number in (*range(middle, last), *range(first, min(middle, last))):
        address = str(ipaddress.IPv4Address(number))
        if address not in used:
            found.append(address)
            if len(found) == limit:
                break
    return found


def allot(
    current: state.State,
    subnet: state.Document,
    wanted: str | None,
    own: str,
    also: Collection[str] = (),
) -> str:
    """The address an IP configuration `own` gets: the static one if allowed, else a free one.

    `also` are addresses that its siblings have been given in the same request.
    """
    properties = subnet["properties"]
    text = (properties.get("addressPrefixes") or [properties.get("addressPrefix")])[0]
    prefix = ipaddress.IPv4Network(text)
    used = {
        address: holder
        for address, holder in taken(current, subnet["id"]).items()
        if holder.lower() != own.lower()
    }
    used |= dict.fromkeys(also, own.rpartition("/ipConfigurations/")[0])
    if wanted is None:
        found = free(prefix, used)
        if not found:
            raise errors.AzureError(
                400,
                "SubnetIsFull",
                f"Subnet {subnet['name']} with address prefix {text} does not have enough "
                "capacity for 1 IP addresses.",
            )
        return found[0]
    _require(prefix, text, wanted)
    if wanted in used:
        raise errors.AzureError(
            400,
            "PrivateIPAddressIsAllocated",
            f"IP configuration {own} is using the private IP address {wanted} which is already "
            f"allocated to resource {used[wanted]}.",
        )
    return wanted


def _require(prefix: ipaddress.IPv4Network, text: str, wanted: str) -> None:
    try:
        address = ipaddress.IPv4Address(wanted)
    except ValueError as exc:
        raise errors.AzureError(
            400, "InvalidIPAddressInRequest", f"IP address {wanted} is not a valid IP address."
        ) from exc
    if address not in prefix:
        raise errors.AzureError(
            400,
            "PrivateIPAddressNotInSubnet",
            f"Private static IP address {wanted} does not belong to the range of subnet prefix "
            f"{text}.",
        )
    if reserved(prefix, address):
        raise errors.AzureError(
            400,
            "PrivateIPAddressInReservedRange",
            f"Private static IP address {wanted} falls within reserved IP range of subnet prefix "
            f"{text}.",
        )

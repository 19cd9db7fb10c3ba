"""Networks in deployment templates: `parseCidr`, `cidrSubnet` and `cidrHost`.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

from sandbox.azure.template_parser import ExpressionError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _network(given: Any) -> Network:
    try:
        return ipaddress.ip_network(given, strict=False)
    except ValueError as exc:
        raise ExpressionError(f"The network '{given}' is not a valid CIDR notation.") from exc


def _parse(given: str) -> dict[str, Any]:
    """An IPv6 network has no broadcast address, and all of its addresses are usable."""
    network = _network(given)
    first, last = network[0], network[-1]
    found: dict[str, Any] = {"network": str(first), "netmask": str(network.netmask)}
    if network.version == 4:
        found["broadcast"] = str(last)
        if network.prefixlen < 31:  # RFC 3021: both addresses of a /31 are hosts
            first, last = network[1], network[-2]
    return found | {
        "firstUsable": str(first),
        "lastUsable": str(last),
        "cidr": network.prefixlen,
    }


def _subnet(given: str, size: int, at: int) -> str:
    network = _network(given)
    if not network.prefixlen <= size <= network.max_prefixlen:
        raise ExpressionError(
            f"The new CIDR '{size}' must be between '{network.prefixlen}' and "
            f"'{network.max_prefixlen}'."
        )
    if not 0 <= at < 1 << (size - network.prefixlen):
        raise ExpressionError(f"The subnet index '{at}' is out of the range of '{given}'.")
    step = 1 << (network.max_prefixlen - size)
    return f"{network[at * step]}/{size}"


def _host(given: str, at: int) -> str:
    network = _network(given)
    room = network.num_addresses - (2 if network.version == 4 else 1)
    if not 0 <= at < room:
        raise ExpressionError(f"The host index '{at}' is out of the range of '{given}'.")
    return str(network[at + 1])


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "parsecidr": _parse,
    "cidrsubnet": _subnet,
    "cidrhost": _host,
}

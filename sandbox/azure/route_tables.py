"""Route tables and their routes. Shapes: https://learn.microsoft.com/rest/api/virtualnetwork/routes"""

from __future__ import annotations

import ipaddress
from typing import Any

from sandbox.azure import errors, links, nouns, parts, state
from sandbox.azure import subnets as ranges
from sandbox.azure.nouns import Making
from sandbox.azure.routing import Routes

routes = Routes()
KIND = "Microsoft.Network/routeTables"
HOPS = ("VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None")


def _refused(code: str, message: str) -> errors.AzureError:
    return errors.AzureError(400, code, message, details=[])


def _route(making: Making, siblings: list[state.Document]) -> dict[str, Any]:
    given = making.given
    prefix = str(given.get("addressPrefix") or "")
    if not prefix[:1].isalpha():  # service tags may be routed too
        ranges.parse(prefix, making.id)
    hop = next((each for each in HOPS if each.lower() == str(given.get("nextHopType")).lower()), "")
    if not hop:
        raise errors.AzureError(
            400,
            "InvalidRequestFormat",
            "Cannot parse the request.",
            details=[
                {
                    "code": "InvalidJson",
                    "message": f'Error converting value "{given.get("nextHopType")}" to type '
                    "'RouteNextHopType'. Path 'properties.nextHopType'.",
                }
            ],
        )
    kept: dict[str, Any] = {"addressPrefix": prefix, "nextHopType": hop}
    if hop == "VirtualAppliance":
        kept["nextHopIpAddress"] = _hop_address(making)
    for other in siblings:
        if other["properties"]["addressPrefix"].lower() == prefix.lower():
            raise _refused(
                "RouteConflict",
                f"Route {making.name} conflicts with route {other['name']}. Routes cannot have the "
                "same AddressPrefix.",
            )
    return {**kept, "hasBgpOverride": False}


def _hop_address(making: Making) -> str:
    text = str(making.given.get("nextHopIpAddress") or "")
    try:
        return str(ipaddress.ip_address(text))
    except ValueError as exc:
        raise _refused(
            "InvalidNextHopIpAddress",
            f"Route {making.name} has next hop type VirtualAppliance and needs a valid next hop IP "
            f"address. Value provided: '{text}'.",
        ) from exc


ROUTES = parts.Part(folder="routes", build=_route, seconds=(1.5, 1.5))


def _build(making: Making) -> dict[str, Any]:
    return {
        "routes": parts.all_of(making, ROUTES, KIND),
        "disableBgpRoutePropagation": bool(making.given.get("disableBgpRoutePropagation")),
    }


def render(current: state.State, table: state.Document) -> state.Document:
    """The table with the subnets it is joined to."""
    used = links.of(current).sources(table["id"], "routeTable")
    shown = {key: each for key, each in table["properties"].items() if key != "subnets"}
    if used:
        shown["subnets"] = [{"id": each} for each in used]
    return {**table, "properties": shown}


def _refuse_delete(current: state.State, table: state.Document) -> None:
    used = links.of(current).sources(table["id"], "routeTable")
    if used:
        raise _refused(
            "InUseRouteTableCannotBeDeleted",
            f"Route table {table['name']} is in use and cannot be deleted. It is associated with: "
            f"{', '.join(used)}.",
        )


NOUN = nouns.Noun(kind=KIND, build=_build, render=render, refuse_delete=_refuse_delete)
nouns.serve(routes, NOUN)
parts.serve(routes, NOUN, ROUTES)

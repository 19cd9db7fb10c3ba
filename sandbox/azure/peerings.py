"""Peerings of virtual networks: Initiated on one side, Connected when both name each other.

Rules of gateway transit and the refusals' codes (`RemoteVnetHasNoGateways`,
`RemotePeeringIsDisconnected`, `AnotherPeeringAlreadyReferencesRemoteVnet` and others):
https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-peering and
https://learn.microsoft.com/azure/virtual-network/virtual-network-troubleshoot-peering-issues.
Changing an address space leaves both sides out of sync until each is written again:
https://learn.microsoft.com/azure/virtual-network/update-virtual-network-peering-address-space
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any

from sandbox.azure import access, errors, links, nouns, parts, state
from sandbox.azure.nouns import Making

NETWORKS = "Microsoft.Network/virtualNetworks"
GATEWAYS = "Microsoft.Network/virtualNetworkGateways"
FLAGS = {  # property → what it is when left out
    "allowVirtualNetworkAccess": True,
    "allowForwardedTraffic": False,
    "allowGatewayTransit": False,
    "useRemoteGateways": False,
    "doNotVerifyRemoteGateways": False,
    "peerCompleteVnets": True,
}


def _network_of(peering_id: str) -> str:
    return peering_id.partition("/virtualNetworkPeerings/")[0]


def _remote(peering: state.Document) -> str:
    return str(peering["properties"]["remoteVirtualNetwork"]["id"])


def _space(network: state.Document) -> list[str]:
    found: list[str] = network["properties"]["addressSpace"]["addressPrefixes"]
    return found


def _peerings(network: state.Document | None) -> list[state.Document]:
    return network["properties"].get("virtualNetworkPeerings") or [] if network else []


def _back(current: state.State, network_id: str, remote_id: str) -> state.Document | None:
    """The remote network's peering that names this one."""
    for each in _peerings(current.get(remote_id, NETWORKS)):
        if _remote(each).lower() == network_id.lower():
            return each
    return None


def has_gateway(current: state.State, network_id: str) -> bool:
    return any(
        state.kind_of(each).lower().startswith(GATEWAYS.lower())
        for each in links.of(current).sources(f"{network_id}/subnets/GatewaySubnet", "subnet")
    )


# ---- shown -----------------------------------------------------------------------------------
def render(
    current: state.State, network: state.Document, peering: state.Document
) -> state.Document:
    """A peering with its level of sync and the remote network's address space of now."""
    properties = peering["properties"]
    remote = current.get(_remote(peering), NETWORKS)
    if remote is None:
        return peering
    known = properties.get("remoteAddressSpace", {}).get("addressPrefixes") or []
    back = _back(current, network["id"], remote["id"])
    theirs = (back or {}).get("properties", {}).get("remoteAddressSpace", {})
    behind = known != _space(remote)
    ahead = back is None or (theirs.get("addressPrefixes") or []) != _space(network)
    level = {
        (False, False): "FullyInSync",
        (False, True): "RemoteNotInSync",
        (True, False): "LocalNotInSync",
        (True, True): "LocalAndRemoteNotInSync",
    }[behind, ahead]
    fresh = {
        "peeringSyncLevel": level,
        "remoteVirtualNetworkAddressSpace": {"addressPrefixes": _space(remote)},
    }
    return {**peering, "properties": {**properties, **fresh}}


# ---- making ----------------------------------------------------------------------------------
def build(making: Making, siblings: list[state.Document]) -> dict[str, Any]:
    current, own = making.call.state, _network_of(making.id)
    given = making.given.get("remoteVirtualNetwork") or {}
    remote = current.get(str(given.get("id") or ""), NETWORKS)
    if remote is None or remote["id"].lower() == own.lower():
        raise errors.bad_reference(str(given.get("id") or ""), making.id)
    access.require_linked(making.call, NETWORKS + "/peer/action", remote["id"])
    _require_single(making, siblings, remote)
    mine = current.get(own, NETWORKS)
    if mine is not None:
        _require_apart(making.id, mine, _space(mine), remote)
    back = _back(current, own, remote["id"])
    flags = {
        key: making.given[key] if making.given.get(key) is not None else usual
        for key, usual in FLAGS.items()
    }
    if flags["useRemoteGateways"]:
        _require_transit(making, siblings, remote, back, own)
    peering_state = _state(making, back)
    sync = making.call.query.get("syncRemoteAddressSpace", "").lower() == "true"
    keep = making.before.get("remoteAddressSpace") if making.found and not sync else None
    return {
        "resourceGuid": making.before.get("resourceGuid") or state.etag()[3:-1],
        "peeringState": peering_state,
        "peeringSyncLevel": "FullyInSync" if back else "RemoteNotInSync",
        "remoteVirtualNetwork": {"id": remote["id"]},
        **flags,
        "remoteAddressSpace": keep or {"addressPrefixes": _space(remote)},
        "remoteVirtualNetworkAddressSpace": {"addressPrefixes": _space(remote)},
    }


def _refused(code: str, message: str) -> errors.AzureError:
    return errors.AzureError(400, code, message, details=[])


def _require_single(making: Making, siblings: list[state.Document], remote: state.Document) -> None:
    if making.found and _remote(making.found).lower() != remote["id"].lower():
        raise _refused(
            "ChangingRemoteVirtualNetworkNotAllowed",
            f"Peering {making.id} references remote virtual network {_remote(making.found)}. "
            "Changing the remote virtual network of an existing peering is not allowed.",
        )
    for other in siblings:
        if _remote(other).lower() == remote["id"].lower():
            raise _refused(
                "AnotherPeeringAlreadyReferencesRemoteVnet",
                f"Peering {other['id']} already references remote virtual network {remote['id']}. "
                "Cannot add another peering referencing the same remote virtual network.",
            )


def _require_apart(
    peering_id: str, mine: state.Document, space: list[str], remote: state.Document
) -> None:
    for one, other in _overlaps(space, _space(remote)):
        raise _refused(
            "VnetAddressSpacesOverlap",
            f"Cannot create or update peering {peering_id}. Virtual networks {mine['id']} and "
            f"{remote['id']} cannot be peered because their address spaces overlap. Overlapping "
            f"address prefixes: {', '.join(dict.fromkeys((one, other)))}",
        )


def _overlaps(some: list[str], others: list[str]) -> Iterator[tuple[str, str]]:
    for one in some:
        for other in others:
            if ipaddress.ip_network(one).overlaps(ipaddress.ip_network(other)):
                yield one, other


def require_no_overlap(making: Making, space: list[str]) -> None:
    """A network's new address space stays clear of the networks it is peered with."""
    if making.found is None:
        return
    for peering in _peerings(making.found):
        remote = making.call.state.get(_remote(peering), NETWORKS)
        if remote is not None:
            _require_apart(peering["id"], making.found, space, remote)


def _require_transit(
    making: Making,
    siblings: list[state.Document],
    remote: state.Document,
    back: state.Document | None,
    own: str,
) -> None:
    flag = f"Peering {making.id} cannot have UseRemoteGateways flag set to true because"
    if has_gateway(making.call.state, own):
        raise _refused(
            "VnetHasGatewaysAndUseRemoteGatewaysNotAllowed",
            f"{flag} parent virtual network {own} has gateways.",
        )
    for other in siblings:
        if other["properties"].get("useRemoteGateways"):
            raise _refused(
                "AnotherPeeringAlreadyUsesRemoteGateways",
                f"{flag} another peering {other['id']} already has UseRemoteGateways flag set to "
                "true.",
            )
    if not making.given.get("doNotVerifyRemoteGateways") and not has_gateway(
        making.call.state, remote["id"]
    ):
        raise _refused(
            "RemoteVnetHasNoGateways",
            f"Peering {making.id} cannot have UseRemoteGateway flag set to true because remote "
            f"virtual network {remote['id']} referenced by the peering does not have any gateways.",
        )
    if back is not None and not back["properties"].get("allowGatewayTransit"):
        raise _refused(
            "RemotePeeringDoesNotAllowGatewayTransit",
            f"{flag} remote peering {back['id']} does not have AllowGatewayTransit flag set to "
            "true.",
        )


def _state(making: Making, back: state.Document | None) -> str:
    if back is None:
        return "Initiated"
    if back["properties"]["peeringState"] == "Disconnected" and making.found is None:
        raise _refused(
            "RemotePeeringIsDisconnected",
            f"Cannot create or update peering {making.id} because remote peering {back['id']} "
            f"referencing parent virtual network {_network_of(making.id)} is in Disconnected "
            "state. Update or re-create the remote peering to get it back to Initiated state. "
            "Peering gets Disconnected when remote vnet or remote peering is deleted and "
            "re-created.",
        )
    return "Connected"


def _changed(current: state.State, network: state.Document, peering: state.Document) -> None:
    """The other side is Connected now, and sees its gateway's rules."""
    back = _back(current, network["id"], _remote(peering))
    if back is not None and back["properties"]["peeringState"] != "Connected":
        back["properties"]["peeringState"] = "Connected"
        _touch_remote(current, peering)


def _touch_remote(current: state.State, peering: state.Document) -> None:
    remote = current.get(_remote(peering), NETWORKS)
    if remote is not None:
        nouns.touch(current, remote)


# ---- going -----------------------------------------------------------------------------------
def _gone(current: state.State, network: state.Document, peering: state.Document) -> None:
    back = _back(current, network["id"], _remote(peering))
    if back is not None:
        back["properties"]["peeringState"] = "Disconnected"
        _touch_remote(current, peering)


def network_gone(current: state.State, network: state.Document) -> None:
    """Whoever was peered with a deleted network is Disconnected."""
    for peering in _peerings(network):
        _gone(current, network, peering)


PART = parts.Part(
    folder="virtualNetworkPeerings",
    build=build,
    render=render,
    changed=_changed,
    gone=_gone,
)

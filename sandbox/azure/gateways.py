"""VPN gateways, sites and the connections between them.

Shapes: https://learn.microsoft.com/rest/api/network-gateway/. Making a gateway takes Azure about
half an hour: https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-vpn-faq. Whether a tunnel
comes up is the site's doing: a new connection stays NotConnected until a story act says otherwise
(`set {"id", "merge": {"properties": {"connectionStatus": "Connected"}}}`).
"""

from __future__ import annotations

import secrets
from typing import Any

from sandbox.azure import answers, errors, links, nouns, public_addresses, reads, state
from sandbox.azure import subnets as ranges
from sandbox.azure.nouns import Making
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
GATEWAYS = "Microsoft.Network/virtualNetworkGateways"
SITES = "Microsoft.Network/localNetworkGateways"
CONNECTIONS = "Microsoft.Network/connections"
CIRCUITS = "Microsoft.Network/expressRouteCircuits"
CONNECTION = nouns.GROUP + CONNECTIONS + "/{name}"
UNLISTED = ("packetCaptureDiagnosticState", "useLocalAzureIpAddress", "dpdTimeoutSeconds")
MAKING = 1500.0  # seconds on Azure's clock


def _refused(code: str, message: str) -> errors.AzureError:
    return errors.AzureError(400, code, message, details=[])


# ---- gateways --------------------------------------------------------------------------------
def _gateway(making: Making) -> dict[str, Any]:
    given = making.given
    configurations = [_configuration(making, each) for each in given.get("ipConfigurations") or []]
    if not configurations:
        raise _refused(
            "VirtualNetworkGatewayIpConfigurationsMissing",
            f"Virtual network gateway {making.id} must have at least one IP configuration.",
        )
    sku = given.get("sku") or {}
    name = sku.get("name") or "VpnGw1AZ"
    peer = "10.0.0.30"
    return {
        "packetCaptureDiagnosticState": "None",
        "enablePrivateIpAddress": bool(given.get("enablePrivateIpAddress")),
        "ipConfigurations": configurations,
        "natRules": [],
        "virtualNetworkGatewayPolicyGroups": [],
        "enableBgpRouteTranslationForNat": False,
        "disableIPSecReplayProtection": False,
        "sku": {"name": name, "tier": sku.get("tier") or name, "capacity": 2},
        "gatewayType": given.get("gatewayType") or "Vpn",
        "vpnType": given.get("vpnType") or "RouteBased",
        "enableBgp": bool(given.get("enableBgp")),
        "activeActive": bool(given.get("activeActive") or given.get("active")),
        "bgpSettings": {"asn": 65515, "bgpPeeringAddress": peer, "peerWeight": 0,
                        **(given.get("bgpSettings") or {})},
        "vpnGatewayGeneration": given.get("vpnGatewayGeneration") or "Generation1",
        "allowRemoteVnetTraffic": bool(given.get("allowRemoteVnetTraffic")),
        "allowVirtualWanTraffic": bool(given.get("allowVirtualWanTraffic")),
    }  # fmt: skip


def _configuration(making: Making, given: dict[str, Any]) -> dict[str, Any]:
    properties = given.get("properties") or {}
    subnet = str((properties.get("subnet") or {}).get("id") or "")
    network = making.call.state.get(subnet.partition("/subnets/")[0], ranges.NETWORKS)
    known = (network or {}).get("properties", {}).get("subnets", [])
    if not any(each["id"].lower() == subnet.lower() for each in known):
        raise errors.bad_reference(subnet, making.id)
    if state.name_of(subnet) != "GatewaySubnet":
        raise _refused(
            "InvalidGatewaySubnetName",
            f"Subnet {subnet} referenced by virtual network gateway {making.id} must be named "
            "GatewaySubnet.",
        )
    name = given.get("name") or "default"
    own = f"{making.id}/ipConfigurations/{name}"
    kept = {"privateIPAllocationMethod": "Dynamic", "subnet": {"id": subnet}}
    if properties.get("publicIPAddress"):
        kept["publicIPAddress"] = public_addresses.take(making, properties["publicIPAddress"], own)
    return {
        "name": name,
        "id": own,
        "etag": state.etag(),
        "type": f"{GATEWAYS}/ipConfigurations",
        "properties": {"provisioningState": "Updating", **kept},
    }


def _links_of(current: state.State, gateway: state.Document) -> list[str]:
    index = links.of(current)
    keys = ("virtualNetworkGateway1", "virtualNetworkGateway2", "localNetworkGateway2")
    return [each for key in keys for each in index.sources(gateway["id"], key)]


def _refuse_gateway(current: state.State, gateway: state.Document) -> None:
    used = _links_of(current, gateway)
    if used:
        what = "Virtual network" if gateway["type"] == GATEWAYS else "Local network"
        code = what.title().replace(" ", "") + "GatewayCannotBeDeleted"
        raise _refused(
            code,
            f"{what} gateway {gateway['id']} can not be deleted since it is still in use by "
            f"{', '.join(used)}.",
        )


@routes.get(nouns.GROUP + GATEWAYS + "/{name}/connections")
def of_gateway(call: Call) -> Answer:
    """The connections of one gateway, each with less than its own address shows."""
    gateway = reads.parent(call, GATEWAYS)
    found = [call.state.get(each, CONNECTIONS) for each in _links_of(call.state, gateway)]
    return answers.page(call, [_listed(each) for each in found if each is not None])


def _listed(connection: state.Document) -> state.Document:
    """A `VirtualNetworkGatewayConnectionListEntity`, which lacks these."""
    shown = {key: one for key, one in connection["properties"].items() if key not in UNLISTED}
    return {**connection, "properties": shown}


# ---- sites -----------------------------------------------------------------------------------
def _site(making: Making) -> dict[str, Any]:
    given = making.given
    space = (given.get("localNetworkAddressSpace") or {}).get("addressPrefixes") or []
    for each in space:
        ranges.parse(each, making.id)
    kept = {
        key: given[key] for key in ("gatewayIpAddress", "fqdn", "bgpSettings") if given.get(key)
    }
    if not ({"gatewayIpAddress", "fqdn"} & kept.keys()):
        raise _refused(
            "LocalNetworkGatewayIpAddressOrFqdnMissing",
            f"Either GatewayIpAddress or Fqdn must be specified for local network gateway "
            f"{making.id}.",
        )
    return {"localNetworkAddressSpace": {"addressPrefixes": space}, **kept}


# ---- connections -----------------------------------------------------------------------------
def _connection(making: Making) -> dict[str, Any]:
    given = making.given
    kind = given.get("connectionType") or "IPsec"
    ends = {"virtualNetworkGateway1": GATEWAYS}
    ends |= {"IPsec": {"localNetworkGateway2": SITES}, "ExpressRoute": {"peer": CIRCUITS}}.get(
        kind, {"virtualNetworkGateway2": GATEWAYS}
    )
    kept: dict[str, Any] = {}
    for key, wanted in ends.items():
        anywhere = key != "virtualNetworkGateway1"
        found = nouns.referenced(making, given.get(key) or {}, wanted, anywhere=anywhere)
        kept[key] = {"id": found["id"]}
    if given.get("sharedKey"):
        making.call.state.facts(making.id)["shared_key"] = given["sharedKey"]
    return {
        "packetCaptureDiagnosticState": "None",
        **kept,
        "connectionType": kind,
        "connectionProtocol": given.get("connectionProtocol") or "IKEv2",
        "routingWeight": given.get("routingWeight") or 0,
        "enableBgp": bool(given.get("enableBgp")),
        "useLocalAzureIpAddress": bool(given.get("useLocalAzureIpAddress")),
        "usePolicyBasedTrafficSelectors": bool(given.get("usePolicyBasedTrafficSelectors")),
        "ipsecPolicies": given.get("ipsecPolicies") or [],
        "trafficSelectorPolicies": given.get("trafficSelectorPolicies") or [],
        "connectionStatus": making.before.get("connectionStatus") or "Unknown",
        "connectionMode": given.get("connectionMode") or "Default",
        "dpdTimeoutSeconds": given.get("dpdTimeoutSeconds") or 0,
        "ingressBytesTransferred": making.before.get("ingressBytesTransferred", 0),
        "egressBytesTransferred": making.before.get("egressBytesTransferred", 0),
        "expressRouteGatewayBypass": bool(given.get("expressRouteGatewayBypass")),
        "enablePrivateLinkFastPath": False,
    }


def _connected(_: state.State, connection: state.Document) -> None:
    if connection["properties"]["connectionStatus"] == "Unknown":
        connection["properties"]["connectionStatus"] = "NotConnected"


@routes.get(CONNECTION + "/sharedkey")
def shared_key(call: Call) -> Answer:
    """The key of a connection, which no other answer shows."""
    facts = call.state.facts(reads.parent(call, CONNECTIONS)["id"])
    return answers.ok({"value": facts.get("shared_key", "")})


@routes.put(CONNECTION + "/sharedkey")
def set_shared_key(call: Call) -> Answer:
    """Set the key of a connection."""
    value = str(call.body().get("value") or "")
    call.state.facts(reads.parent(call, CONNECTIONS)["id"])["shared_key"] = value
    return answers.ok({"value": value})


@routes.post(CONNECTION + "/sharedkey/reset")
def reset_shared_key(call: Call) -> Answer:
    """Draw a new key of `keyLength` characters."""
    length = int(call.body().get("keyLength") or 128)
    value = secrets.token_urlsafe(length)[:length]
    call.state.facts(reads.parent(call, CONNECTIONS)["id"])["shared_key"] = value
    return answers.ok({"keyLength": length})


nouns.serve(
    routes,
    nouns.Noun(
        kind=GATEWAYS, build=_gateway, refuse_delete=_refuse_gateway,
        seconds=(MAKING, 120.0, 600.0), exclusive=True,
    ),
)  # fmt: skip
nouns.serve(
    routes,
    nouns.Noun(kind=SITES, build=_site, refuse_delete=_refuse_gateway, seconds=(10.0, 5.0, 10.0)),
)
nouns.serve(
    routes,
    nouns.Noun(kind=CONNECTIONS, build=_connection, ready=_connected, seconds=(30.0, 20.0, 30.0)),
)

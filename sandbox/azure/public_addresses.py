"""Public addresses and NAT gateways. Only the Standard SKU can be made: Basic is retired.

Shapes: https://learn.microsoft.com/rest/api/virtualnetwork/public-ip-addresses and …/nat-gateways
Retirement: https://azure.microsoft.com/updates?id=upgrade-to-standard-sku-public-ip-addresses
Addresses come from 198.18.0.0/15, which no host on the Internet has (RFC 2544).
"""

from __future__ import annotations

import ipaddress
from typing import Any

from sandbox.azure import access, errors, links, nouns, state
from sandbox.azure.nouns import Making
from sandbox.azure.routing import Routes

routes = Routes()
ADDRESSES = "Microsoft.Network/publicIPAddresses"
GATEWAYS = "Microsoft.Network/natGateways"
POOL = ipaddress.IPv4Network("198.18.0.0/15")
COUNTER = "/addresses/public"  # facts: how many were given out


def _refused(code: str, message: str) -> errors.AzureError:
    return errors.AzureError(400, code, message, details=[])


def _next(current: state.State) -> str:
    facts = current.facts(COUNTER)
    facts["given"] = int(facts.get("given", 3)) + 1
    return str(POOL[facts["given"]])


def _sku(making: Making) -> dict[str, Any]:
    given = making.body.get("sku") or {}
    tier = given.get("tier") or "Regional"
    return {"sku": {"name": given.get("name") or "Standard", "tier": tier}}


def _address(making: Making) -> dict[str, Any]:
    given = making.given
    if _sku(making)["sku"]["name"] == "Basic":
        raise _refused(
            "IPv4BasicSkuPublicIpCountLimitReached",
            "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in "
            "this region.",
        )
    method = given.get("publicIPAllocationMethod") or "Static"
    if method != "Static":
        raise _refused(
            "StandardSkuPublicIPAddressMustBeStatic",
            f"Standard sku publicIp {making.id} AllocationMethod must be set to Static.",
        )
    kept: dict[str, Any] = {
        "ipAddress": making.before.get("ipAddress") or _next(making.call.state),
        "publicIPAddressVersion": given.get("publicIPAddressVersion") or "IPv4",
        "publicIPAllocationMethod": "Static",
        "idleTimeoutInMinutes": given.get("idleTimeoutInMinutes") or 4,
        "ipTags": given.get("ipTags") or [],
        "ddosSettings": {"protectionMode": "VirtualNetworkInherited"},
    }
    label = (given.get("dnsSettings") or {}).get("domainNameLabel")
    if label:
        name = f"{label}.{making.place}.cloudapp.azure.com"
        _require_label(making, name)
        kept["dnsSettings"] = {"domainNameLabel": label, "fqdn": name}
    return kept


def _require_label(making: Making, name: str) -> None:
    for other in making.call.state.all(ADDRESSES):
        taken = (other["properties"].get("dnsSettings") or {}).get("fqdn")
        if taken == name and other["id"] != making.id:
            raise _refused(
                "DnsRecordInUse", f"DNS record {name} is already used by another public IP."
            )


def holder(current: state.State, address: state.Document) -> str:
    """Id of the IP configuration or NAT gateway that has the address, or empty."""
    index = links.of(current)
    for key in ("publicIPAddress", "publicIpAddresses"):
        for each in index.sources(address["id"], key):
            return each
    return ""


def render_address(current: state.State, address: state.Document) -> state.Document:
    held = holder(current, address)
    if not held:
        return address
    key = "natGateway" if "/natGateways/" in held else "ipConfiguration"
    return {**address, "properties": {**address["properties"], key: {"id": held}}}


def _refuse_address(current: state.State, address: state.Document) -> None:
    held = holder(current, address)
    if held:
        raise _refused(
            "PublicIPAddressCannotBeDeleted",
            f"Public IP address {address['id']} can not be deleted since it is still allocated to "
            f"resource {held}. In order to delete the public IP, disassociate/detach the Public IP "
            "address from the resource.  To learn how to do this, see aka.ms/deletepublicip.",
        )


def take(making: Making, given: Any, own: str) -> dict[str, str]:
    """A reference to a public address that nobody else holds, or Azure's refusal."""
    found = nouns.referenced(making, given, ADDRESSES)
    access.require_linked(making.call, f"{ADDRESSES}/join/action", found["id"])
    held = holder(making.call.state, found)
    if held and held.lower() != own.lower():
        raise _refused(
            "PublicIPAddressInUse",
            f"Resource {own} is referencing public IP address {found['id']} that is already "
            f"allocated to resource {held}.",
        )
    return {"id": found["id"]}


# ---- NAT gateways ----------------------------------------------------------------------------
def _gateway(making: Making) -> dict[str, Any]:
    given = making.given
    minutes = given.get("idleTimeoutInMinutes") or 4
    if not 4 <= int(minutes) <= 120:
        raise _refused(
            "NatGatewayIdleTimeoutOutOfRange",
            f"Idle timeout of NAT gateway {making.id} must be between 4 and 120 minutes. Value "
            f"provided: {minutes}.",
        )
    kept: dict[str, Any] = {"idleTimeoutInMinutes": minutes}
    if given.get("publicIpAddresses"):
        kept["publicIpAddresses"] = [
            take(making, each, making.id) for each in given["publicIpAddresses"]
        ]
    if given.get("publicIpPrefixes"):
        kept["publicIpPrefixes"] = given["publicIpPrefixes"]
    return kept


def render_gateway(current: state.State, gateway: state.Document) -> state.Document:
    """The gateway with the subnets that go out through it."""
    used = links.of(current).sources(gateway["id"], "natGateway")
    shown = {key: each for key, each in gateway["properties"].items() if key != "subnets"}
    used = [each for each in used if "/subnets/" in each]
    if used:
        shown["subnets"] = [{"id": each} for each in used]
    return {**gateway, "properties": shown}


def _refuse_gateway(current: state.State, gateway: state.Document) -> None:
    used = links.of(current).sources(gateway["id"], "natGateway")
    if used:
        raise _refused(
            "InUseNatGatewayCannotBeDeleted",
            f"Nat Gateway {gateway['id']} cannot be deleted because it is in use by the following "
            f"resources: {', '.join(used)}.",
        )


nouns.serve(
    routes,
    nouns.Noun(
        kind=ADDRESSES,
        build=_address,
        render=render_address,
        refuse_delete=_refuse_address,
        defaults=_sku,
    ),
)
nouns.serve(
    routes,
    nouns.Noun(
        kind=GATEWAYS,
        build=_gateway,
        render=render_gateway,
        refuse_delete=_refuse_gateway,
        defaults=_sku,
        seconds=(10.0, 5.0, 10.0),
    ),
)

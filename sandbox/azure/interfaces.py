"""Network interfaces: static or dynamic addresses, attached by machines, changed, deleted.

Shapes: https://learn.microsoft.com/rest/api/virtualnetwork/network-interfaces
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from sandbox.azure import (
    access,
    addresses,
    errors,
    networks,
    nouns,
    parts,
    public_addresses,
    security_groups,
    state,
)
from sandbox.azure.nouns import Making
from sandbox.azure.routing import Routes

routes = Routes()
KIND = "Microsoft.Network/networkInterfaces"
GROUPS = security_groups.KIND
require_name = nouns.require_name


def _refused(code: str, message: str) -> errors.AzureError:
    return errors.AzureError(400, code, message, details=[])


def _build(making: Making) -> dict[str, Any]:
    given = making.given.get("ipConfigurations") or []
    if not given:
        raise _refused(
            "NetworkInterfaceMustHaveAtLeastOneIpConfiguration",
            f"Network interface {making.id} must have at least one IP configuration.",
        )
    _require_same_network(making, given)
    made: list[state.Document] = []
    for each in given:
        made.append(_configuration(making, each, made))
    if not any(each["properties"]["primary"] for each in made):
        made[0]["properties"]["primary"] = True
    return {**_properties(making), "ipConfigurations": made}


def _properties(making: Making) -> dict[str, Any]:
    """All but the addresses: defaults, what the body says, and what a machine gave it."""
    kept: dict[str, Any] = _defaults(making.given)
    group = making.given.get("networkSecurityGroup")
    kept.pop("networkSecurityGroup", None)
    if (group or {}).get("id"):
        found = nouns.referenced(making, group, GROUPS)
        access.require_linked(making.call, f"{GROUPS}/join/action", found["id"])
        kept["networkSecurityGroup"] = {"id": found["id"]}
    for key in ("virtualMachine", "macAddress", "primary"):
        if making.before.get(key) is not None:
            kept[key] = making.before[key]
    return kept


def _network(configuration: dict[str, Any]) -> str:
    properties = configuration.get("properties") or {}
    subnet = str((properties.get("subnet") or {}).get("id") or "")
    return subnet.lower().partition("/subnets/")[0]


def _require_same_network(making: Making, given: list[dict[str, Any]]) -> None:
    wanted = {_network(each) for each in given}
    if len(wanted) > 1:
        raise _refused(
            "IPConfigurationsOnSameNicCannotUseDifferentVirtualNetworks",
            f"IP configurations of network interface {making.id} must use subnets of the same "
            "virtual network.",
        )
    before = {_network(each) for each in making.before.get("ipConfigurations") or []}
    if before and before != wanted and making.before.get("virtualMachine"):
        raise _refused(
            "SubnetsNotInSameVnet",
            f"Network interface {making.id} is attached to a virtual machine: its subnet can only "
            "be changed to another one of the same virtual network.",
        )


def _configuration(
    making: Making, given: dict[str, Any], siblings: list[state.Document]
) -> dict[str, Any]:
    properties = given.get("properties") or {}
    subnet_id = (properties.get("subnet") or {}).get("id") or ""
    call = making.call
    try:
        network, subnet = networks.find_subnet(call.state, subnet_id)
    except KeyError as exc:
        raise errors.bad_reference(subnet_id, making.id) from exc
    if network["location"] != making.place:
        raise errors.bad_reference(subnet["id"], making.id)
    access.require_linked(
        call, "Microsoft.Network/virtualNetworks/subnets/join/action", subnet["id"]
    )
    name = given.get("name") or "ipconfig1"
    own = f"{making.id}/ipConfigurations/{name}"
    static = str(properties.get("privateIPAllocationMethod", "Dynamic")).lower() == "static"
    wanted = properties.get("privateIPAddress") if static else _kept(making, own, subnet)
    if static and not wanted:
        raise _refused(
            "PrivateIPAddressCannotBeEmpty",
            f"Private IP address must be specified for static allocation in {own}.",
        )
    also = [each["properties"]["privateIPAddress"] for each in siblings]
    address = addresses.allot(call.state, subnet, wanted, own, also)
    made = configuration(
        name, own, address, subnet["id"], static=static, primary=bool(properties.get("primary"))
    )
    if properties.get("publicIPAddress"):
        made["properties"]["publicIPAddress"] = public_addresses.take(
            making, properties["publicIPAddress"], own
        )
    for key in ("applicationSecurityGroups", "loadBalancerBackendAddressPools"):
        if properties.get(key):
            made["properties"][key] = properties[key]
    return made


def _kept(making: Making, own: str, subnet: state.Document) -> str | None:
    """A dynamic address stays while its configuration stays in the subnet."""
    for each in making.before.get("ipConfigurations") or []:
        same = each["properties"]["subnet"]["id"].lower() == subnet["id"].lower()
        if each["id"].lower() == own.lower() and same:
            return str(each["properties"]["privateIPAddress"])
    return None


def configuration(
    name: str, own: str, address: str, subnet_id: str, *, static: bool = True, primary: bool = True
) -> dict[str, Any]:
    return {
        "name": name,
        "id": own,
        "etag": state.etag(),
        "type": f"{KIND}/ipConfigurations",
        "properties": {
            "provisioningState": "Succeeded",
            "privateIPAddress": address,
            "privateIPAllocationMethod": "Static" if static else "Dynamic",
            "subnet": {"id": subnet_id},
            "primary": primary,
            "privateIPAddressVersion": "IPv4",
        },
    }


def build(
    name: str,
    resource_id: str,
    place: str,
    configurations: list[dict[str, Any]],
    body: dict[str, Any],
) -> state.Document:
    """An interface as a seed makes it, ready at once."""
    return {
        "name": name,
        "id": resource_id,
        "etag": state.etag(),
        "type": KIND,
        "location": place,
        "tags": body.get("tags") or {},
        "kind": "Regular",
        "properties": {
            "provisioningState": "Succeeded",
            "resourceGuid": str(uuid.uuid4()),
            "ipConfigurations": configurations,
            **_defaults(body.get("properties") or {}),
        },
    }


def _defaults(given: dict[str, Any]) -> dict[str, Any]:
    servers = list((given.get("dnsSettings") or {}).get("dnsServers") or [])
    dns: dict[str, Any] = {"dnsServers": servers, "appliedDnsServers": servers}
    if (given.get("dnsSettings") or {}).get("internalDnsNameLabel"):
        dns["internalDnsNameLabel"] = given["dnsSettings"]["internalDnsNameLabel"]
    kept: dict[str, Any] = {
        "dnsSettings": dns,
        "macAddress": "",
        "enableAcceleratedNetworking": bool(given.get("enableAcceleratedNetworking")),
        "vnetEncryptionSupported": False,
        "enableIPForwarding": bool(given.get("enableIPForwarding")),
        "disableTcpStateTracking": bool(given.get("disableTcpStateTracking")),
        "hostedWorkloads": [],
        "tapConfigurations": [],
        "nicType": "Standard",
        "allowPort25Out": True,
        "auxiliaryMode": given.get("auxiliaryMode") or "None",
        "auxiliarySku": given.get("auxiliarySku") or "None",
    }
    if given.get("networkSecurityGroup"):
        kept["networkSecurityGroup"] = given["networkSecurityGroup"]
    return kept


def attach(interface: state.Document, machine_id: str, primary: bool) -> None:
    octets = secrets.token_hex(3).upper()
    interface["properties"].update(
        virtualMachine={"id": machine_id},
        primary=primary,
        macAddress=f"00-0D-3A-{octets[:2]}-{octets[2:4]}-{octets[4:]}",
    )


def detach(interface: state.Document) -> None:
    interface["properties"].pop("virtualMachine", None)


def _refuse_delete(_: state.State, found: state.Document) -> None:
    holder = found["properties"].get("virtualMachine")
    if holder:
        raise _refused(
            "NicInUse",
            f"Network Interface {found['id']} is used by existing resource {holder['id']}. In "
            "order to delete the network interface, it must be dissociated from the resource. To "
            "learn more, see aka.ms/deletenic.",
        )


NOUN = nouns.Noun(
    kind=KIND,
    build=_build,
    refuse_delete=_refuse_delete,
    defaults=lambda _: {"kind": "Regular"},
    seconds=(3.0, 1.0, 3.0),
)
nouns.serve(routes, NOUN)
CONFIGURATIONS = parts.Part(folder="ipConfigurations", build=lambda making, _: making.given)
parts.read(routes, NOUN, CONFIGURATIONS)

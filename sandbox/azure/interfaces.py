"""Network interfaces: made with a static or dynamic address, attached by machines, deleted."""

from __future__ import annotations

import re
import secrets
import uuid
from typing import Any

from sandbox.azure import access, addresses, answers, errors, groups, networks, reads, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = "Microsoft.Network/networkInterfaces"
PATH = (
    "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Network/networkInterfaces/{name}"
)
NAME = re.compile(r"^[A-Za-z0-9]([\w.-]{0,78}\w)?$")
CREATING, DELETING = 3.0, 3.0  # seconds on Azure's clock

reads.serve(routes, KIND)


def require_name(name: str, kind: str) -> None:
    if not NAME.match(name):
        raise errors.AzureError(
            400,
            "InvalidResourceName",
            f"Resource name {name} is invalid. The name can be up to 80 characters long. It must "
            "begin with a word character, and it must end with a word character or with '_'. The "
            f"name may contain word characters or '.', '-', '_'. Resource type {kind}.",
        )


@routes.put(PATH)
def create(call: Call) -> Answer:
    require_name(call["name"], KIND)
    body = call.body()
    place = groups.location(call, body.get("location"))
    resource_id = f"{call.group_id}/providers/{KIND}/{call['name']}"
    found = call.state.get(resource_id, KIND)
    if found is not None and found["location"] != place:
        raise errors.AzureError(
            409,
            "InvalidResourceLocation",
            f"The resource '{call['name']}' already exists in location '{found['location']}' in "
            f"resource group '{call['rg']}'. A resource with the same name cannot be created in "
            f"location '{place}'. Please select a new resource name.",
        )
    configurations = _configurations(call, body, resource_id, place)
    if found is not None:
        return _update(call, found, body, configurations)
    document = build(call["name"], resource_id, place, configurations, body)
    document["properties"]["provisioningState"] = "Updating"
    call.state.put(document)
    operation = call.operations.begin(
        resource=resource_id,
        verb="create",
        seconds=CREATING,
        end=lambda: document["properties"].update(provisioningState="Succeeded"),
        failed=lambda: document["properties"].update(provisioningState="Failed"),
    )
    return answers.created(call, operation, document, provider="Microsoft.Network", location=place)


def _update(
    call: Call, found: state.Document, body: dict[str, Any], configurations: list[dict[str, Any]]
) -> Answer:
    found["tags"] = body.get("tags") or {}
    found["etag"] = state.etag()
    found["properties"]["ipConfigurations"] = configurations
    return answers.ok(found)


def _configurations(
    call: Call, body: dict[str, Any], resource_id: str, place: str
) -> list[dict[str, Any]]:
    given = (body.get("properties") or {}).get("ipConfigurations") or []
    if not given:
        raise errors.AzureError(
            400,
            "NetworkInterfaceMustHaveAtLeastOneIpConfiguration",
            f"Network interface {resource_id} must have at least one IP configuration.",
        )
    return [_configuration(call, each, resource_id, place, not at) for at, each in enumerate(given)]


def _configuration(
    call: Call, given: dict[str, Any], resource_id: str, place: str, first: bool
) -> dict[str, Any]:
    properties = given.get("properties") or {}
    subnet_id = (properties.get("subnet") or {}).get("id") or ""
    try:
        network, subnet = networks.find_subnet(call.state, subnet_id)
    except KeyError as exc:
        raise errors.bad_reference(subnet_id, resource_id) from exc
    if network["location"] != place:
        raise errors.bad_reference(subnet["id"], resource_id)
    access.require_linked(
        call, "Microsoft.Network/virtualNetworks/subnets/join/action", subnet["id"]
    )
    name = given.get("name") or "ipconfig1"
    own = f"{resource_id}/ipConfigurations/{name}"
    static = str(properties.get("privateIPAllocationMethod", "Dynamic")).lower() == "static"
    wanted = properties.get("privateIPAddress") if static else None
    if static and not wanted:
        raise errors.AzureError(
            400,
            "PrivateIPAddressCannotBeEmpty",
            f"Private IP address must be specified for static allocation in {own}.",
        )
    address = addresses.allot(call.state, subnet, wanted, own)
    return configuration(name, own, address, subnet["id"], static=static, primary=first)


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
    properties = body.get("properties") or {}
    document: state.Document = {
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
            "dnsSettings": {"dnsServers": [], "appliedDnsServers": []},
            "macAddress": "",
            "enableAcceleratedNetworking": bool(properties.get("enableAcceleratedNetworking")),
            "vnetEncryptionSupported": False,
            "enableIPForwarding": bool(properties.get("enableIPForwarding")),
            "disableTcpStateTracking": False,
            "hostedWorkloads": [],
            "tapConfigurations": [],
            "nicType": "Standard",
            "allowPort25Out": True,
            "auxiliaryMode": "None",
        },
    }
    if properties.get("networkSecurityGroup"):
        document["properties"]["networkSecurityGroup"] = properties["networkSecurityGroup"]
    return document


def attach(interface: state.Document, machine_id: str, primary: bool) -> None:
    octets = secrets.token_hex(3).upper()
    interface["properties"].update(
        virtualMachine={"id": machine_id},
        primary=primary,
        macAddress=f"00-0D-3A-{octets[:2]}-{octets[2:4]}-{octets[4:]}",
    )


def detach(interface: state.Document) -> None:
    interface["properties"].pop("virtualMachine", None)


@routes.delete(PATH)
def delete(call: Call) -> Answer:
    resource_id = f"{call.group_id}/providers/{KIND}/{call['name']}"
    found = call.state.get(resource_id, KIND)
    if found is None:
        return Answer(status=204)
    holder = found["properties"].get("virtualMachine")
    if holder:
        raise errors.AzureError(
            400,
            "NicInUse",
            f"Network Interface {found['id']} is used by existing resource {holder['id']}. In "
            "order to delete the network interface, it must be dissociated from the resource. To "
            "learn more, see aka.ms/deletenic.",
        )
    found["properties"]["provisioningState"] = "Deleting"

    def gone() -> None:
        call.state.remove(resource_id, KIND)

    operation = call.operations.begin(
        resource=resource_id,
        verb="delete",
        seconds=DELETING,
        end=gone,
        failed=lambda: found["properties"].update(provisioningState="Failed"),
    )
    return answers.accepted(
        call, operation, provider="Microsoft.Network", location=found["location"]
    )

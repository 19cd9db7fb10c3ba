"""Making virtual machines: all checked first, then disks, interfaces and a long operation."""

from __future__ import annotations

import uuid
from typing import Any

from sandbox.azure import (
    answers,
    capacity,
    disks,
    errors,
    groups,
    interfaces,
    loose_json,
    machine_changing,
    machine_disks,
    machine_identity,
    machines,
    purchases,
    sizes,
    state,
)  # fmt: skip
from sandbox.azure import machine_rules as rules
from sandbox.azure import machine_view as view
from sandbox.azure.clock import stamp
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
CREATING = 90.0  # seconds on Azure's clock


@routes.put(machines.PATH)
def create(call: Call) -> Answer:
    """Make a machine, its disks and its parts, or change one that exists."""
    rules.require_name(call["name"])
    body = call.body()
    place = groups.location(call, body.get("location"))
    found = call.state.get(machines.id_of(call), machines.KIND)
    if found is not None:
        return _repeat(call, found, body, place)
    purchases.require(call.state, call["sub"], body.get("plan"))
    properties = loose_json.present(body.get("properties") or {})
    machine_id = machines.id_of(call)
    wanted = str((properties.get("hardwareProfile") or {}).get("vmSize") or "")
    zones = capacity.require_zones(body.get("zones"), place, machines.KIND, call["name"])
    size = sizes.require(call, wanted, place, machine_id, zones)
    storage = properties.setdefault("storageProfile", {})
    attached = str((storage.get("osDisk") or {}).get("createOption", "")).lower() == "attach"
    gb = 0
    if not attached:
        image = rules.require_image(call, storage.get("imageReference") or {}, size)
        rules.require_profile(call["name"], properties.get("osProfile") or {})
        gb = image.size_gb
    rules.require_few(len(storage.get("dataDisks") or []), size)
    rules.require_diagnostics(call, properties.get("diagnosticsProfile") or {}, place)
    held = rules.require_interfaces(call, properties.get("networkProfile") or {}, machine_id, place)
    spot: state.Document = {"id": machine_id, "location": place, "zones": zones}
    made = machine_disks.all_of(call, storage, spot, gb)
    data = properties.pop("userData", None)
    document = build(call.state, machine_id, place, properties, body.get("tags"))
    bought, identity = body.get("plan"), machine_identity.of(machine_id, body.get("identity"))
    document.update({k: each for k, each in (("plan", bought), ("identity", identity)) if each})
    if zones:
        document["zones"] = zones
    if data:
        call.state.facts(machine_id)["userData"] = data
    call.state.put(document)
    for disk in made:
        call.state.put(disk)
        disks.attach(disk, machine_id)
    for at, interface in enumerate(held):
        interfaces.attach(interface, machine_id, primary=not at)
    return _creating(call, document, place)


def build(
    current: state.State,
    machine_id: str,
    place: str,
    properties: dict[str, Any],
    tags: dict[str, str] | None,
) -> state.Document:
    """The document; the administrator's password is dropped here and kept nowhere."""
    name = state.name_of(machine_id)
    profile = properties.get("osProfile") or {}
    profile.pop("adminPassword", None)
    profile.setdefault("computerName", name)
    profile.setdefault("windowsConfiguration", {"provisionVMAgent": True})
    profile.setdefault("secrets", [])
    profile.setdefault("allowExtensionOperations", True)
    properties["osProfile"] = profile
    return {
        "name": name,
        "id": machine_id,
        "type": machines.KIND,
        "location": place,
        "tags": tags or {},
        "etag": f'"{uuid.uuid4().hex[:8]}"',
        "properties": {
            **properties,
            "provisioningState": "Creating",
            "vmId": str(uuid.uuid4()),
            "timeCreated": stamp(current.clock.now()),
        },
    }


def _creating(call: Call, document: state.Document, place: str) -> Answer:
    view.power(call.state, document["id"], "creating")

    def running() -> None:
        rules.require_plan(call.state, document)
        capacity.require(call.state, document)
        document["properties"]["provisioningState"] = "Succeeded"
        view.power(call.state, document["id"], "running")

    def failed() -> None:
        document["properties"]["provisioningState"] = "Failed"
        view.power(call.state, document["id"], "stopped")

    operation = call.operations.begin(
        resource=document["id"],
        verb="create",
        seconds=CREATING,
        end=running,
        failed=failed,
    )
    return answers.created(call, operation, document, provider="Microsoft.Compute", location=place)


def _repeat(call: Call, found: state.Document, body: dict[str, Any], place: str) -> Answer:
    """A second PUT: the same promise again, new tags, or what may not change."""
    if found["location"] != place:
        raise errors.AzureError(
            409,
            "InvalidResourceLocation",
            f"The resource '{found['name']}' already exists in location '{found['location']}' in "
            f"resource group '{call['rg']}'. A resource with the same name cannot be created in "
            f"location '{place}'. Please select a new resource name.",
        )
    going = call.operations.running(found["id"])
    if going is not None and going.verb != "create":
        raise errors.conflict(found["name"])
    if going is not None or found["properties"]["provisioningState"] == "Failed":
        rules.require_unchanged(found["properties"], body.get("properties") or {})
        if going is None:
            return _creating(call, found, place)
    else:
        going = machine_changing.apply(call, found, body)
    found["tags"] = body.get("tags") or found["tags"]
    return answers.created(
        call, going, found, provider="Microsoft.Compute", location=place, status=200
    )

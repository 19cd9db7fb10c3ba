"""Making virtual machines: all checked first, then disks, interfaces and a long operation."""

from __future__ import annotations

import copy
import uuid
from typing import Any

from sandbox.azure import answers, disks, errors, groups, interfaces, machines, sizes, state
from sandbox.azure import machine_rules as rules
from sandbox.azure import machine_view as view
from sandbox.azure.clock import stamp
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
CREATING = 90.0  # seconds on Azure's clock


@routes.put(machines.PATH)
def create(call: Call) -> Answer:
    rules.require_name(call["name"])
    body = call.body()
    place = groups.location(call, body.get("location"))
    found = call.state.get(machines.id_of(call), machines.KIND)
    if found is not None:
        return _repeat(call, found, body, place)
    properties = copy.deepcopy(body.get("properties") or {})
    machine_id = machines.id_of(call)
    wanted = str((properties.get("hardwareProfile") or {}).get("vmSize") or "")
    size = sizes.require(call, wanted, place, machine_id)
    storage = properties.setdefault("storageProfile", {})
    image = rules.require_image(call, storage.get("imageReference") or {}, size)
    rules.require_profile(call["name"], properties.get("osProfile") or {})
    rules.require_diagnostics(call, properties.get("diagnosticsProfile") or {}, place)
    held = rules.require_interfaces(call, properties.get("networkProfile") or {}, machine_id, place)
    made = _disks(call, storage, machine_id, place, image.size_gb)
    document = build(call.state, machine_id, place, properties, body.get("tags"))
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


def _disks(
    call: Call, storage: dict[str, Any], machine_id: str, place: str, image_gb: int
) -> list[state.Document]:
    """The OS disk and data disks, made or found; their ids are written into the profile."""
    name = call["name"]
    system = storage.setdefault("osDisk", {"createOption": "FromImage"})
    system.setdefault("name", f"{name}_OsDisk_1_{uuid.uuid4().hex}")
    system.setdefault("osType", "Windows")
    system.setdefault("caching", "ReadWrite")
    made = [_disk(call, system, place, image_gb, "FromImage")]
    places = set()
    for at, data in enumerate(storage.setdefault("dataDisks", [])):
        if data.get("lun") in places or not isinstance(data.get("lun"), int):
            raise errors.invalid("dataDisk.lun", f"Data disk {at} needs a lun of its own.")
        places.add(data["lun"])
        if str(data.get("createOption", "")).lower() == "attach":
            wanted = str((data.get("managedDisk") or {}).get("id") or "")
            made.append(rules.require_attachable(call, wanted, machine_id, place))
            data.setdefault("name", made[-1]["name"])
            continue
        data.setdefault("name", f"{name}_DataDisk_{at}")
        made.append(_disk(call, data, place, 0, "Empty"))
    return made


def _disk(
    call: Call, given: dict[str, Any], place: str, least_gb: int, option: str
) -> state.Document:
    managed = given.setdefault("managedDisk", {})
    disk_id = f"{call.group_id}/providers/{disks.KIND}/{given['name']}"
    size = given.setdefault("diskSizeGB", least_gb)
    if not isinstance(size, int) or size < max(least_gb, 1):
        raise errors.invalid(
            "diskSizeGB",
            f"The value '{size}' of parameter 'diskSizeGB' is smaller than {max(least_gb, 1)}.",
        )
    if call.state.get(disk_id, disks.KIND) is not None:
        raise errors.AzureError(
            409,
            "ConflictingUserInput",
            f"Disk {given['name']} already exists in resource group {call['rg'].upper()}. Only "
            "CreateOption.Attach is supported.",
        )
    sku = disks.require_sku(managed.get("storageAccountType"))
    managed.update(id=disk_id, storageAccountType=sku)
    given.setdefault("deleteOption", "Detach")
    return disks.build(call.state, disk_id, place, sku=sku, size_gb=size, option=option)


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
    given = body.get("properties") or {}
    rules.require_unchanged(found["properties"], given)
    going = call.operations.running(found["id"])
    if going is not None and going.verb != "create":
        raise errors.conflict(found["name"])
    found["tags"] = body.get("tags") or found["tags"]
    if going is None:
        if found["properties"]["provisioningState"] == "Failed":
            return _creating(call, found, place)
        going = machines.change(call, found, verb="update", seconds=machines.UPDATING)
    return answers.created(
        call, going, found, provider="Microsoft.Compute", location=place, status=200
    )

"""Managed disks: made alone or with a machine, kept or deleted with it."""

from __future__ import annotations

import uuid
from typing import Any

from sandbox.azure import answers, capacity, disk_growth, errors, groups, reads, state
from sandbox.azure.clock import stamp
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = "Microsoft.Compute/disks"
PATH = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Compute/disks/{name}"
SKUS = ("Standard_LRS", "StandardSSD_LRS", "Premium_LRS", "StandardSSD_ZRS", "Premium_ZRS")
CREATING, CHANGING, DELETING = 4.0, 4.0, 4.0  # seconds on Azure's clock

reads.serve(routes, KIND)


def build(
    current: state.State,
    resource_id: str,
    place: str,
    *,
    sku: str,
    size_gb: int,
    tags: dict[str, str] | None = None,
    option: str = "Empty",
) -> state.Document:
    return {
        "name": state.name_of(resource_id),
        "id": resource_id,
        "type": KIND,
        "location": place,
        "tags": tags or {},
        "sku": {"name": sku, "tier": sku.split("_", maxsplit=1)[0]},
        "properties": {
            "provisioningState": "Succeeded",
            "diskState": "Unattached",
            "diskSizeGB": size_gb,
            "diskSizeBytes": size_gb << 30,
            "creationData": {"createOption": option},
            "timeCreated": stamp(current.clock.now()),
            "uniqueId": str(uuid.uuid4()),
            "encryption": {"type": "EncryptionAtRestWithPlatformKey"},
            "networkAccessPolicy": "AllowAll",
        },
    }


def attach(disk: state.Document, machine_id: str) -> None:
    disk["managedBy"] = machine_id
    disk["properties"]["diskState"] = "Attached"


def detach(disk: state.Document) -> None:
    disk.pop("managedBy", None)
    disk["properties"]["diskState"] = "Unattached"


def require_sku(name: Any) -> str:
    for sku in SKUS:
        if sku.lower() == str(name or "Standard_LRS").lower():
            return sku
    raise errors.invalid(
        "storageAccountType", f"The value '{name}' of parameter 'storageAccountType' is invalid."
    )


@routes.put(PATH)
def create(call: Call) -> Answer:
    """Make a disk, or change tags of one that is there."""
    body = call.body()
    place = groups.location(call, body.get("location"))
    properties = body.get("properties") or {}
    option = (properties.get("creationData") or {}).get("createOption")
    if not option:
        raise errors.missing("creationData")
    size = properties.get("diskSizeGB")
    if option == "Empty" and (not isinstance(size, int) or not 1 <= size <= 32767):
        raise errors.invalid(
            "diskSizeGB", "The value of parameter 'diskSizeGB' is out of range: 1 to 32767."
        )
    zones = capacity.require_zones(body.get("zones"), place, KIND, call["name"])
    resource_id = f"{call.group_id}/providers/{KIND}/{call['name']}"
    found = call.state.get(resource_id, KIND)
    if found is not None:
        return _update(call, found, body, place)
    document = build(
        call.state,
        resource_id,
        place,
        sku=require_sku((body.get("sku") or {}).get("name")),
        size_gb=size or 127,
        tags=body.get("tags"),
        option=option,
    )
    if zones:
        document["zones"] = zones
    document["properties"]["provisioningState"] = "Updating"
    call.state.put(document)
    operation = call.operations.begin(
        resource=resource_id,
        verb="create",
        seconds=CREATING,
        end=lambda: document["properties"].update(provisioningState="Succeeded"),
        failed=lambda: document["properties"].update(provisioningState="Failed"),
    )
    return answers.created(
        call, operation, document, provider="Microsoft.Compute", location=place, status=202
    )


def _update(call: Call, found: state.Document, body: dict[str, Any], place: str) -> Answer:
    """A PUT of what is there already; one that asks for nothing new is answered at once."""
    if found["location"] != place:
        raise errors.AzureError(
            409,
            "InvalidResourceLocation",
            f"The resource '{found['name']}' already exists in location '{found['location']}'.",
        )
    changed = change(call.state, found, body)
    found["tags"] = body.get("tags") or {}
    return changing(call, found) if changed else answers.ok(found)


def change(current: state.State, found: state.Document, body: dict[str, Any]) -> bool:
    """Take a request's sku and size over, if they may be; whether anything is another now."""
    size = (body.get("properties") or {}).get("diskSizeGB")
    sku = (body.get("sku") or {}).get("name")
    before = found["sku"], found["properties"]["diskSizeGB"]
    if size is not None:
        disk_growth.require(current, found, size)
    if sku:
        name = require_sku(sku)
        found["sku"] = {"name": name, "tier": name.split("_", maxsplit=1)[0]}
    if size is not None:
        disk_growth.grow(current, found, size)
    return before != (found["sku"], found["properties"]["diskSizeGB"])


def changing(call: Call, found: state.Document) -> Answer:
    """The answer to a change that Azure carries out by and by."""
    operation = call.operations.begin(
        resource=found["id"], verb="update", seconds=CHANGING, end=lambda: None
    )
    return answers.created(
        call, operation, found, provider="Microsoft.Compute", location=found["location"], status=202
    )


@routes.delete(PATH)
def delete(call: Call) -> Answer:
    """Delete one that no machine holds."""
    resource_id = f"{call.group_id}/providers/{KIND}/{call['name']}"
    found = call.state.get(resource_id, KIND)
    if found is None:
        return Answer(status=204)
    if found.get("managedBy"):
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"Disk {found['name']} is attached to VM {found['managedBy']}.",
        )

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
        call, operation, provider="Microsoft.Compute", location=found["location"]
    )

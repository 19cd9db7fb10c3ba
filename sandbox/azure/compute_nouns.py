"""Types of Microsoft.Compute that are made, read and deleted, and little else: availability sets,
snapshots, images of one's own.

https://learn.microsoft.com/rest/api/compute
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable
from typing import Any

from sandbox.azure import answers, errors, groups, machines, reads, state
from sandbox.azure.clock import stamp
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
GROUP = "/subscriptions/{sub}/resourceGroups/{rg}/providers/"
SETS = "Microsoft.Compute/availabilitySets"
SNAPSHOTS = "Microsoft.Compute/snapshots"
IMAGES = "Microsoft.Compute/images"
MAKING, DELETING = 6.0, 4.0  # seconds on Azure's clock
Build = Callable[[Call, dict[str, Any]], dict[str, Any]]


def _availability_set(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return {"platformUpdateDomainCount": 5, "platformFaultDomainCount": 2, **given}


def _snapshot(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    creation = given.get("creationData") or {}
    if not creation.get("createOption"):
        raise errors.missing("creationData")
    source = call.state.get(str(creation.get("sourceResourceId") or ""))
    if source is None:
        raise errors.AzureError(
            404, "NotFound", f"Resource {creation.get('sourceResourceId')} was not found."
        )
    size = source["properties"]["diskSizeGB"]
    return {
        **({"osType": system} if (system := source["properties"].get("osType")) else {}),
        "hyperVGeneration": source["properties"].get("hyperVGeneration", "V1"),
        **given,
        "diskSizeGB": size,
        "diskSizeBytes": size << 30,
        "diskState": "Unattached",
        "incremental": bool(given.get("incremental")),
        "timeCreated": stamp(call.state.clock.now()),
        "uniqueId": str(uuid.uuid4()),
        "encryption": {"type": "EncryptionAtRestWithPlatformKey"},
        "networkAccessPolicy": "AllowAll",
        "publicNetworkAccess": "Enabled",
    }


def _image(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    source = str((given.get("sourceVirtualMachine") or {}).get("id") or "")
    if not source:
        if not (given.get("storageProfile") or {}).get("osDisk"):
            raise errors.missing("storageProfile.osDisk")
        return {"hyperVGeneration": "V1", **given}
    machine = call.state.get(source, machines.KIND)
    if machine is None:
        raise errors.bad_reference(source, f"{call.group_id}/providers/{IMAGES}/{call['name']}")
    if not call.state.facts(machine["id"]).get("generalized"):
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"The specified virtual machine '{machine['name']}' has not been generalized.",
        )
    disk = copy.deepcopy(machine["properties"]["storageProfile"]["osDisk"])
    held = {
        "osType": disk["osType"],
        "osState": "Generalized",
        "diskSizeGB": disk.get("diskSizeGB"),
        "managedDisk": {"id": disk["managedDisk"]["id"]},
        "caching": disk.get("caching", "ReadWrite"),
        "storageAccountType": disk["managedDisk"].get("storageAccountType", "Standard_LRS"),
    }
    return {
        "hyperVGeneration": "V1",
        **given,
        "storageProfile": {"osDisk": held, "dataDisks": [], "zoneResilient": False},
    }


def _nothing_holds(current: state.State, found: state.Document) -> None:
    """No reason against deleting."""


def _set_is_empty(current: state.State, found: state.Document) -> None:
    for machine in current.all(machines.KIND, f"/subscriptions/{found['id'].split('/')[2]}"):
        held = (machine["properties"].get("availabilitySet") or {}).get("id", "")
        if held.lower() == found["id"].lower():
            raise errors.AzureError(
                409,
                "OperationNotAllowed",
                f"Availability Set '{found['name']}' cannot be deleted. Before deleting an "
                "Availability Set please ensure that it does not contain any VM.",
            )


def serve(
    kind: str, build: Build, held: Callable[[state.State, state.Document], None], sku: str
) -> None:
    """PUT, PATCH of tags, reads and DELETE of one type."""

    def put(call: Call) -> Answer:
        body = call.body()
        place = groups.location(call, body.get("location"))
        resource_id = f"{call.group_id}/providers/{kind}/{call['name']}"
        found = call.state.get(resource_id, kind)
        if found is not None and found["location"] != place:
            raise errors.AzureError(
                409,
                "InvalidResourceLocation",
                f"The resource '{call['name']}' already exists in location "
                f"'{found['location']}' in resource group '{call['rg']}'. A resource with the "
                f"same name cannot be created in location '{place}'. Please select a new "
                "resource name.",
            )
        document: state.Document = {
            "name": call["name"],
            "id": resource_id,
            "type": kind,
            "location": place,
            "tags": body.get("tags") or {},
            "properties": build(call, copy.deepcopy(body.get("properties") or {})),
        }
        if sku or body.get("sku"):
            document["sku"] = body.get("sku") or {"name": sku}
        call.state.put(document)
        if kind == SETS:
            return answers.ok(document)
        document["properties"]["provisioningState"] = "Creating"
        operation = call.operations.begin(
            resource=resource_id,
            verb="create",
            seconds=MAKING,
            end=lambda: document["properties"].update(provisioningState="Succeeded"),
            failed=lambda: document["properties"].update(provisioningState="Failed"),
        )
        return answers.created(
            call, operation, document, provider="Microsoft.Compute", location=place,
            status=202 if kind == SNAPSHOTS else 201,
        )  # fmt: skip

    def patch(call: Call) -> Answer:
        found = reads.find(call, kind)
        found["tags"] = call.body().get("tags") or {}
        return answers.ok(call.state.touch(found))

    def delete(call: Call) -> Answer:
        resource_id = f"{call.group_id}/providers/{kind}/{call['name']}"
        found = call.state.get(resource_id, kind)
        if found is None:
            return Answer(status=204)
        held(call.state, found)
        if kind == SETS:
            call.state.remove(resource_id, kind)
            return Answer(status=200)

        def gone() -> None:
            call.state.remove(resource_id, kind)

        operation = call.operations.begin(
            resource=resource_id, verb="delete", seconds=DELETING, end=gone
        )
        return answers.accepted(
            call, operation, provider="Microsoft.Compute", location=found["location"]
        )

    path = GROUP + kind + "/{name}"
    put.__doc__, patch.__doc__, delete.__doc__ = "Make it.", "Change its tags.", "Delete it."
    routes.put(path, fidelity=Fidelity.PARTIAL, note="Properties are kept as given.")(put)
    routes.patch(path, fidelity=Fidelity.PARTIAL, note="Tags only.")(patch)
    routes.delete(path)(delete)
    reads.serve(routes, kind)


serve(SETS, _availability_set, _set_is_empty, "Classic")
serve(SNAPSHOTS, _snapshot, _nothing_holds, "Standard_LRS")
serve(IMAGES, _image, _nothing_holds, "")

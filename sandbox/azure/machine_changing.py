"""Changes of a machine that exists, by PUT or PATCH: tags, size, data disks, diagnostics.

https://learn.microsoft.com/azure/virtual-machines/sizes/resize-vm and
https://learn.microsoft.com/rest/api/compute/virtual-machines/update
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.azure import (
    answers,
    capacity,
    disks,
    errors,
    guest,
    loose_json,
    machine_identity,
    machines,
    sizes,
    state,
)
from sandbox.azure import machine_disks as making
from sandbox.azure import machine_rules as rules
from sandbox.azure import machine_view as view
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
RESIZING = 45.0  # seconds on Azure's clock: a running machine restarts
KEPT = ("diagnosticsProfile", "licenseType", "securityProfile", "additionalCapabilities")


@routes.patch(
    machines.PATH,
    fidelity=Fidelity.PARTIAL,
    note="Tags, identity, vmSize, data disks, diagnostics and user data; others are kept.",
)
def update(call: Call) -> Answer:
    """Change what the body names; a new size restarts a running machine."""
    found = machines.find(call)
    body = call.body()
    operation = apply(call, found, body)
    tags = body.get("tags")
    if tags is not None:
        found["tags"] = dict(tags)
    return answers.created(
        call, operation, found, provider="Microsoft.Compute", location=found["location"], status=200
    )


def apply(call: Call, found: state.Document, body: dict[str, Any]) -> Operation:
    """Check and begin a change; what cannot change is refused and nothing is changed."""
    given = loose_json.present(body.get("properties") or {})
    rules.require_unchanged(found["properties"], given)
    if body.get("zones") is not None and body["zones"] != found.get("zones", []):
        raise errors.AzureError(
            409, "PropertyChangeNotAllowed", "Changing property 'zones' is not allowed.",
            target="zones",
        )  # fmt: skip
    if call.operations.running(found["id"]) is not None:
        raise errors.conflict(found["name"])
    rules.require_diagnostics(call, given.get("diagnosticsProfile") or {}, found["location"])
    resized = _resize(call, found, given)
    wanted = (given.get("storageProfile") or {}).get("dataDisks")
    size = sizes.find(str((resized or found["properties"]["hardwareProfile"])["vmSize"]))
    changed = _disks(call, found, wanted, size) if wanted is not None else None
    properties = found["properties"]
    properties.update({key: given[key] for key in KEPT if key in given})
    if "identity" in body:
        found.pop("identity", None)
        identity = machine_identity.of(found["id"], body["identity"])
        found.update({"identity": identity} if identity else {})
    if given.get("userData"):
        call.state.facts(found["id"])["userData"] = given["userData"]

    def then() -> None:
        if resized is not None:
            _resized(call.state, found, resized)

    if changed is not None:
        changed()
    return machines.change(
        call,
        found,
        verb="update",
        seconds=RESIZING if resized else machines.UPDATING,
        then=then,
    )


# ---- size ----
def _resize(call: Call, found: state.Document, given: dict[str, Any]) -> dict[str, Any] | None:
    """The new hardware profile if the size changes, checked as at creation."""
    wanted = str((given.get("hardwareProfile") or {}).get("vmSize") or "")
    before = sizes.find(str(found["properties"]["hardwareProfile"]["vmSize"]))
    if not wanted or before is None or wanted.lower() == before.name.lower():
        return None
    zones = found.get("zones") or ()
    size = sizes.require(call, wanted, found["location"], found["id"], zones, instead_of=before)
    if bool(size.temporary_gb) != bool(before.temporary_gb):
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"Unable to resize the VM '{found['name']}' since changing from resource disk to "
            "non-resource disk VM size and vice-versa is not allowed. Please refer to "
            "https://aka.ms/AAah4sj for more details.",
        )
    rules.require_generation(view.generation(found), size)
    rules.require_few(len(found["properties"]["storageProfile"]["dataDisks"]), size)
    return {**given["hardwareProfile"], "vmSize": size.name}


def _resized(current: state.State, found: state.Document, hardware: dict[str, Any]) -> None:
    before = found["properties"]["hardwareProfile"]
    found["properties"]["hardwareProfile"] = hardware
    try:
        capacity.require(current, found)
    except errors.AzureError:
        found["properties"]["hardwareProfile"] = before
        raise
    if current.facts(found["id"]).get("power") == "running":
        # The machine may move: it restarts, and its temporary disk is another one.
        view.power(current, found["id"], "deallocated")
        view.power(current, found["id"], "running")


# ---- data disks ----
def _disks(
    call: Call, found: state.Document, wanted: list[dict[str, Any]], size: sizes.Size | None
) -> Callable[[], None]:
    """Attach what is new and detach what is missing: checked now, done by what is returned."""
    before = found["properties"]["storageProfile"]["dataDisks"]
    kept = {_disk_id(call, each): each for each in before}
    if size is not None:
        rules.require_few(len(wanted), size)
    making.require_luns(wanted)
    after, fresh = [], []
    for each in wanted:
        disk_id = _disk_id(call, each)
        if disk_id in kept:
            if each.get("toBeDetached"):
                continue
            after.append({**kept.pop(disk_id), **{k: v for k, v in each.items() if k != "lun"}})
            continue
        fresh.append(making.data_disk(call, each, found, len(after)))
        after.append(each)
    gone = [disk_id for disk_id in kept if disk_id]

    def done() -> None:
        found["properties"]["storageProfile"]["dataDisks"] = after
        for disk_id in gone:
            guest.detached(call.state, found, disk_id)
            disk = call.state.get(disk_id, disks.KIND)
            if disk is not None:
                disks.detach(disk)
                call.state.touch(disk)
        for disk in fresh:
            disks.attach(disk, found["id"])
            call.state.put(disk)

    return done


def _disk_id(call: Call, data: dict[str, Any]) -> str:
    given = str((data.get("managedDisk") or {}).get("id") or "")
    if not given and data.get("name"):
        given = f"{call.group_id}/providers/{disks.KIND}/{data['name']}"
    return given.lower()

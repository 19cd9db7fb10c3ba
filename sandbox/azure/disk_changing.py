"""Changes of a managed disk that exists: size, sku, tags; and reading it by a signed address.

https://learn.microsoft.com/azure/virtual-machines/windows/expand-disks and
https://learn.microsoft.com/rest/api/compute/disks/grant-access
"""

from __future__ import annotations

import secrets
from typing import Any

from sandbox.azure import answers, compute_nouns, disks, errors, reads, state
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
CHANGING, GRANTING = 4.0, 3.0  # seconds on Azure's clock
SNAPSHOT = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Compute/snapshots/{name}"
NOTE = "The address has Azure's form; no disk content can be read there."


@routes.patch(disks.PATH)
def update(call: Call) -> Answer:
    """Change tags, size (never smaller; an OS disk only while its machine is off) or sku."""
    found = reads.find(call, disks.KIND)
    body = call.body()
    size = (body.get("properties") or {}).get("diskSizeGB")
    if size is not None:
        require_growth(call.state, found, size)
    sku = (body.get("sku") or {}).get("name")
    if sku:
        name = disks.require_sku(sku)
        found["sku"] = {"name": name, "tier": name.split("_", maxsplit=1)[0]}
    if "tags" in body:
        found["tags"] = body["tags"] or {}
    if size is not None:
        grow(call.state, found, size)
    call.state.touch(found)
    operation = call.operations.begin(
        resource=found["id"], verb="update", seconds=CHANGING, end=lambda: None
    )
    return answers.created(
        call, operation, found, provider="Microsoft.Compute", location=found["location"], status=202
    )


def require_growth(current: state.State, found: state.Document, size: Any) -> None:
    """The size is a number, not smaller, and the disk may be resized now."""
    if not isinstance(size, int) or not 1 <= size <= 32767:
        raise errors.invalid(
            "diskSizeGB", "The value of parameter 'diskSizeGB' is out of range: 1 to 32767."
        )
    now = found["properties"]["diskSizeGB"]
    if size < now:
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"Disk '{found['name']}' cannot be resized to a smaller size.",
        )
    holder = str(found.get("managedBy") or "")
    machine = current.get(holder) if holder else None
    if size == now or machine is None:
        return
    system = machine["properties"]["storageProfile"]["osDisk"]["managedDisk"]["id"]
    if system.lower() == found["id"].lower() and current.facts(holder)["power"] != "deallocated":
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"Cannot resize disk {found['name']} while it is attached to running VM {holder}. "
            "Resizing a disk of an Azure Virtual Machine requires the virtual machine to be "
            "deallocated. Please stop your VM and retry the operation.",
        )


def grow(current: state.State, found: state.Document, size: int) -> None:
    """The disk and what its machine says of it."""
    found["properties"].update(diskSizeGB=size, diskSizeBytes=size << 30)
    machine = current.get(str(found.get("managedBy") or "")) if found.get("managedBy") else None
    storage = machine["properties"]["storageProfile"] if machine else {"dataDisks": []}
    for each in (storage.get("osDisk") or {}, *storage["dataDisks"]):
        if str((each.get("managedDisk") or {}).get("id")).lower() == found["id"].lower():
            each["diskSizeGB"] = size


def _begin(call: Call, kind: str) -> Answer:
    found = reads.find(call, kind)
    body = call.body()
    if not body.get("access"):
        raise errors.missing("access")
    if found["properties"]["diskState"] == "Attached" and _running(call.state, found):
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"There is an active shared access signature outstanding or disk {found['name']} is "
            f"attached to running VM {found['managedBy']}. Deallocate it first.",
        )
    found["properties"]["diskState"] = "ActiveSAS"
    name = f"md-{secrets.token_hex(6)}"
    address = (
        f"https://{name}.z12.blob.storage.azure.net/{secrets.token_hex(6)}/abcd?sv=2018-03-28&sr=b"
        f"&si={secrets.token_hex(8)}&sig={secrets.token_urlsafe(32)}"
    )
    operation = call.operations.begin(
        resource=found["id"], verb="beginGetAccess", seconds=GRANTING,
        end=lambda: {"accessSAS": address},
    )  # fmt: skip
    return answers.accepted(
        call, operation, provider="Microsoft.Compute", location=found["location"]
    )


def _running(current: state.State, found: state.Document) -> bool:
    return current.facts(str(found.get("managedBy"))).get("power") == "running"


def _end(call: Call, kind: str) -> Answer:
    found = reads.find(call, kind)
    found["properties"]["diskState"] = "Attached" if found.get("managedBy") else "Unattached"
    operation = call.operations.begin(
        resource=found["id"], verb="endGetAccess", seconds=GRANTING, end=lambda: None
    )
    return answers.accepted(
        call, operation, provider="Microsoft.Compute", location=found["location"]
    )


@routes.post(disks.PATH + "/beginGetAccess", fidelity=Fidelity.PARTIAL, note=NOTE)
def begin_disk(call: Call) -> Answer:
    """A signed address of a disk that no running machine holds."""
    return _begin(call, disks.KIND)


@routes.post(disks.PATH + "/endGetAccess")
def end_disk(call: Call) -> Answer:
    """Take the address back."""
    return _end(call, disks.KIND)


@routes.post(SNAPSHOT + "/beginGetAccess", fidelity=Fidelity.PARTIAL, note=NOTE)
def begin_snapshot(call: Call) -> Answer:
    """A signed address of a snapshot."""
    return _begin(call, compute_nouns.SNAPSHOTS)


@routes.post(SNAPSHOT + "/endGetAccess")
def end_snapshot(call: Call) -> Answer:
    """Take the address back."""
    return _end(call, compute_nouns.SNAPSHOTS)

"""How a managed disk that exists becomes larger: never smaller, a system disk only while off.

https://learn.microsoft.com/azure/virtual-machines/windows/expand-disks
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import errors, state


def require(current: state.State, found: state.Document, size: Any) -> None:
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

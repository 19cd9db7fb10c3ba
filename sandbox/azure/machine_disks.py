"""The disks a machine is made with or gets later: new ones, and ones that exist already."""

from __future__ import annotations

import uuid
from typing import Any

from sandbox.azure import disks, errors, machine_rules, state
from sandbox.azure.routing import Call


def require_luns(wanted: list[dict[str, Any]]) -> None:
    """Each data disk has a lun of its own."""
    places = set()
    for at, data in enumerate(wanted):
        if data.get("lun") in places or not isinstance(data.get("lun"), int):
            raise errors.invalid("dataDisk.lun", f"Data disk {at} needs a lun of its own.")
        places.add(data["lun"])


def all_of(
    call: Call, storage: dict[str, Any], machine: state.Document, image_gb: int
) -> list[state.Document]:
    """The OS disk and data disks, made or found; their ids are written into the profile.

    `machine` needs its id, location and zones only.
    """
    name = call["name"]
    system = storage.setdefault("osDisk", {"createOption": "FromImage"})
    system.setdefault("osType", "Windows")
    system.setdefault("caching", "ReadWrite")
    wanted = storage.setdefault("dataDisks", [])
    require_luns(wanted)
    if str(system.get("createOption", "")).lower() == "attach":
        held = str((system.get("managedDisk") or {}).get("id") or "")
        first = machine_rules.require_attachable(call, held, machine)
        system.setdefault("name", first["name"])
        system.setdefault("diskSizeGB", first["properties"]["diskSizeGB"])
    else:
        system.setdefault("name", f"{name}_OsDisk_1_{uuid.uuid4().hex}")
        first = _new(call, system, machine, image_gb, "FromImage")
    return [first, *(data_disk(call, data, machine, at) for at, data in enumerate(wanted))]


def data_disk(call: Call, data: dict[str, Any], machine: state.Document, at: int) -> state.Document:
    """One data disk, made or found."""
    data.setdefault("caching", "None")
    if str(data.get("createOption", "")).lower() == "attach":
        wanted = str((data.get("managedDisk") or {}).get("id") or "")
        found = machine_rules.require_attachable(call, wanted, machine)
        data.setdefault("name", found["name"])
        data.setdefault("deleteOption", "Detach")
        data["diskSizeGB"] = found["properties"]["diskSizeGB"]
        data["managedDisk"]["storageAccountType"] = found["sku"]["name"]
        return found
    data.setdefault("name", f"{call['name']}_DataDisk_{at}")
    return _new(call, data, machine, 0, "Empty")


def _new(
    call: Call, given: dict[str, Any], machine: state.Document, least_gb: int, option: str
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
    made = disks.build(
        call.state, disk_id, machine["location"], sku=sku, size_gb=size, option=option
    )
    if machine.get("zones"):
        made["zones"] = list(machine["zones"])
    return made

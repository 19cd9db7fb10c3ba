"""Disks and volumes of a simulated machine: raw disks are initialised, partitioned, formatted."""

from __future__ import annotations

from typing import Any

from sandbox.azure import guest
from sandbox.azure.guest_shell import Shell, Steps
from sandbox.azure.guest_values import follow, number, shown
from sandbox.azure.guest_words import given, has, inside

FORMAT = 8.0  # seconds on Azure's clock


def get_disk(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield 1.0
    found = [
        {
            "Number": each["number"],
            "FriendlyName": "Msft Virtual Disk",
            "Size": each["gb"] << 30,
            "PartitionStyle": each.get("style", "MBR"),
            "OperationalStatus": "Offline" if each.get("style") == "RAW" else "Online",
            "IsSystem": each["kind"] == "system",
        }
        for each in guest.volumes(shell.current, shell.machine)
    ]
    wanted = given(words, "Number", 1)
    found = [e for e in found if wanted is None or e["Number"] == number(wanted)]
    return found[0] if len(found) == 1 else found or None


def _target(shell: Shell, words: list[Any], piped: Any) -> dict[str, Any] | None:
    wanted = follow(piped, ".Number") if piped is not None else given(words, "Number")
    wanted = wanted if wanted is not None else follow(piped, ".DiskNumber")
    wanted = wanted if wanted is not None else given(words, "DiskNumber", 1)
    found = guest.volumes(shell.current, shell.machine)
    return next((e for e in found if e["kind"] == "data" and e["number"] == number(wanted)), None)


def initialize_disk(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield 3.0
    disk = _target(shell, words, piped)
    if disk is None:
        shell.fail("Initialize-Disk : No MSFT_Disk objects found")
        return None
    if disk["style"] != "RAW":
        shell.fail("Initialize-Disk : The disk has already been initialized.")
    else:
        style = shown(given(words, "PartitionStyle")) or "GPT"
        inside(shell)["letters"][disk["id"].lower()] = {"style": style, "letter": "", "label": ""}
    return {"Number": disk["number"]} if has(words, "passthru") else None


def new_partition(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield 3.0
    disk = _target(shell, words, piped)
    held = inside(shell)["letters"].get(disk["id"].lower()) if disk else None
    if disk is None or held is None:
        shell.fail("New-Partition : The disk has not been initialized.")
        return None
    wanted = shown(given(words, "DriveLetter")).upper()[:1]
    held["letter"] = wanted or guest.free_letter(shell.current, shell.machine)
    return {"DiskNumber": disk["number"], "DriveLetter": held["letter"], "Size": disk["gb"] << 30}


def format_volume(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield FORMAT
    letter = shown(follow(piped, ".DriveLetter") or given(words, "DriveLetter", 1)).upper()[:1]
    label = shown(given(words, "NewFileSystemLabel"))
    for held in inside(shell)["letters"].values():
        if held["letter"] == letter:
            held["label"] = label
            return {"DriveLetter": letter, "FileSystemLabel": label, "FileSystem": "NTFS"}
    shell.fail("Format-Volume : No MSFT_Volume objects found")
    return None


def get_volume(shell: Shell, words: list[Any], piped: Any) -> Steps:
    yield 1.0
    wanted = shown(given(words, "DriveLetter", 1) or follow(piped, ".DriveLetter")).upper()[:1]
    label = given(words, "FileSystemLabel")
    found = [
        {"DriveLetter": e["letter"], "FileSystemLabel": e["label"], "FileSystem": "NTFS",
         "DriveType": "Fixed", "HealthStatus": "Healthy",
         "SizeRemaining": (e["gb"] << 30) * 9 // 10, "Size": e["gb"] << 30}
        for e in guest.volumes(shell.current, shell.machine)
        if e["letter"] and wanted in ("", e["letter"]) and label in (None, e["label"])
    ]  # fmt: skip
    return found[0] if len(found) == 1 else found or None


NAMES: dict[str, Any] = {
    "get-disk": get_disk, "initialize-disk": initialize_disk, "new-partition": new_partition,
    "format-volume": format_volume, "get-volume": get_volume,
}  # fmt: skip

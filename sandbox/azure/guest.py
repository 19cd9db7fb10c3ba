r"""What is inside a simulated Windows machine: volumes, files, programs, services, restarts.

It is kept as plain JSON in the machine's facts and made when first asked for. What is modelled:

- `C:` always; `D:` is the size's temporary disk where it has one (its files are gone after a
  deallocation, and so is what was installed there); data disks are raw until initialised, and their
  volumes take the first free letter behind the DVD drive;
- files by path with size and SHA-256; their text too, unless a secret stands in it;
- installed programs with version and uninstall command, as the registry names them;
- the services of a process server, which run while the machine runs and its program is there.

Sources: https://learn.microsoft.com/azure/virtual-machines/managed-disks-overview#temporary-disk,
https://learn.microsoft.com/azure/site-recovery/vmware-physical-manage-process-server.
Not modelled: users and rights, other programs, what is in a file nobody here wrote, and the content
of a data disk when it moves to another machine.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sandbox import control
from sandbox.azure import acting, images, sizes, state

acts = acting.Acts()

MACHINES = "Microsoft.Compute/virtualMachines"
INTERFACES = "Microsoft.Network/networkInterfaces"
SERVER = "Microsoft Azure Site Recovery Configuration/Process Server"
DEPENDENCIES = "Microsoft Azure Site Recovery Configuration/Process Server Dependencies"
MOBILITY = "Microsoft Azure Site Recovery Mobility Service/Master Target Server"
SERVICES = (
    "ProcessServer", "ProcessServerMonitor", "cxprocessserver", "InMage PushInstall", "LogUpload",
)  # fmt: skip
IN_IMAGE = {"202102.14.00": "9.40.5850.1", "202306.01.00": "9.54.6682.1"}  # else the newest
RESTARTING = 30.0  # seconds on Azure's clock from `shutdown.exe /r` until Windows is up again
NEWEST = "9.61.7016.1"
Inside = dict[str, Any]


def of(current: state.State, machine: state.Document) -> Inside:
    """What is inside this machine now."""
    facts = current.facts(machine["id"])
    inside: Inside = facts.get("guest") or facts.setdefault("guest", _new(current, machine))
    due = inside.get("restart_at")
    # A time far ahead is of another run of this server, whose clock began anew.
    if due and not 0 < due - current.clock.elapsed() <= RESTARTING:
        facts["boots"] = facts.get("boots", 0) + 1
        booted(current, machine)
    server = server_of(current, machine)
    mine = product(inside, SERVER)
    if server is not None and mine is not None:
        mine["version"] = server.version  # somebody upgraded it by hand
    return inside


def stamp(current: state.State) -> str:
    """Now, by this machine's clock; stamps compare as they follow."""
    return f"{current.clock.now():%Y-%m-%dT%H:%M:%SZ}"


def _made(current: state.State, machine: state.Document) -> str:
    """Nobody has looked inside before, so that it started when it was made."""
    known = machine["properties"].get("timeCreated")
    return f"{str(known)[:19]}Z" if known else stamp(current)


def _new(current: state.State, machine: state.Document) -> Inside:
    storage = machine["properties"]["storageProfile"]
    reference = storage.get("imageReference") or {}
    inside: Inside = {
        "os": images.product(reference),
        "letters": {},  # initialised data disks by id
        "files": {},
        "extracted": {},  # folders that hold an extracted Unified Setup, to its version
        "products": [],
        "services": {"WinRM": "Running", "W32Time": "Running", "MpsSvc": "Running"},
        "logs": [],
        "reboot": False,
        "busy": "",
        "booted": _made(current, machine),
        "restart_at": None,  # on the clock's `elapsed`, where Windows was told to restart
        "switches": {},
    }
    server = server_of(current, machine)
    if server is not None or images.is_process_server(reference):
        version = IN_IMAGE.get(str(reference.get("exactVersion")), NEWEST)
        install(inside, server.version if server else version, "C:\\Program Files (x86)")
    return inside


def server_of(current: state.State, machine: state.Document) -> Any:
    """The process server that a fabric knows on this machine, or None."""
    wanted = machine["id"].lower()
    found = (each for each in current.process_servers if each.machine.lower() == wanted)
    return next(found, None)


# ---- programs and services ---------------------------------------------------------------------
def install(inside: Inside, version: str, home: str) -> None:
    """Put a process server of this version there, in place of one that was."""
    kept = [each for each in inside["products"] if each["name"] not in (SERVER, DEPENDENCIES)]
    root = f"{home.rstrip(chr(92))}\\Microsoft Azure Site Recovery"
    inside["products"] = [
        *kept,
        _product(SERVER, version, f"{root}\\home\\svsystems", "unins000.exe"),
        _product(DEPENDENCIES, version, f"{root}\\thirdparty", "unins001.exe"),
    ]
    inside["services"].update(dict.fromkeys(SERVICES, "Running"))


def _product(name: str, version: str, home: str, program: str) -> dict[str, str]:
    return {
        "name": name,
        "version": version,
        "home": home,
        "key": hashlib.sha256(name.encode()).hexdigest()[:8].upper() + "_is1",
        "uninstall": f'"{home}\\{program}"',
    }


def product(inside: Inside, name: str) -> dict[str, str] | None:
    return next((each for each in inside["products"] if each["name"] == name), None)


def uninstall(inside: Inside, name: str) -> None:
    inside["products"] = [each for each in inside["products"] if each["name"] != name]
    if name == SERVER:
        for service in SERVICES:
            inside["services"].pop(service, None)


def serving(current: state.State, machine: state.Document) -> bool:
    """Whether the machine runs and its process server reports to the configuration server."""
    if current.facts(machine["id"]).get("power") != "running":
        return False
    inside = current.facts(machine["id"]).get("guest")
    return inside is None or inside["services"].get("ProcessServer") == "Running"


# ---- volumes and files -------------------------------------------------------------------------
def volumes(current: state.State, machine: state.Document) -> list[dict[str, Any]]:
    """`{"letter", "label", "gb", "disk", "kind"}` in order of letters; raw disks have no letter."""
    properties = machine["properties"]
    storage = properties["storageProfile"]
    system = storage["osDisk"]
    found = [_volume("C", "Windows", system.get("diskSizeGB") or 127, 0, "system")]
    size = sizes.find(properties["hardwareProfile"]["vmSize"])
    if size is not None and size.temporary_gb:
        found.append(_volume("D", "Temporary Storage", size.temporary_gb, 1, "temporary"))
    letters = of(current, machine)["letters"]
    for at, disk in enumerate(storage.get("dataDisks") or []):
        held = letters.get(str((disk.get("managedDisk") or {}).get("id")).lower(), {})
        gb = disk.get("diskSizeGB") or 0
        found.append(
            _volume(held.get("letter", ""), held.get("label", ""), gb, 2 + at, "data")
            | {"id": (disk.get("managedDisk") or {}).get("id"), "style": held.get("style", "RAW")}
        )
    return found


def _volume(letter: str, label: str, gb: int, number: int, kind: str) -> dict[str, Any]:
    return {"letter": letter, "label": label, "gb": gb, "number": number, "kind": kind}


def free_letter(current: state.State, machine: state.Document) -> str:
    """The next letter a volume gets; the DVD drive has the one behind the fixed disks."""
    taken = {each["letter"] for each in volumes(current, machine) if each["letter"]}
    dvd = "E" if "D" in taken else "D"
    return next(each for each in "DEFGHIJKLMNOP" if each not in taken and each != dvd)


def has_drive(current: state.State, machine: state.Document, path: str) -> bool:
    letter = path[:1].upper()
    return path[1:2] == ":" and any(each["letter"] == letter for each in volumes(current, machine))


def write(inside: Inside, path: str, content: str, *, size: int = 0, secret: bool = False) -> None:
    """Put a file there. Of one with a secret in it only the digest is kept."""
    digest = hashlib.sha256(content.strip().encode()).hexdigest()
    inside["files"][path.lower()] = {
        "path": path,
        "size": size or len(content),
        "sha256": digest,
        **({} if secret else {"text": content}),
    }


# ---- what happens to the machine ---------------------------------------------------------------
@acts.act("guest")
def switch(world: acting.World, order: acting.Order) -> Any:
    """`{"id", "agent"?: "up"|"down", "restart"?: bool, "busy"?: bool, "product"?: {"name",
    "version", "home"}}`: how the VM agent is, whether setups ask for a restart, whether some other
    installation is in progress, and a program that was always there"""
    machine = world.state.get(str(order["id"]), MACHINES)
    if machine is None:
        raise control.OrderError(f"there is no machine {order['id']!r}")
    inside = of(world.state, machine)
    if "agent" in order:
        world.state.facts(machine["id"])["agent"] = str(order["agent"])
    if "restart" in order:
        inside["switches"]["restart"] = bool(order["restart"])
    if "busy" in order:
        inside["busy"] = "TiWorker.exe" if order["busy"] else ""
    if "product" in order:
        given = order["product"]
        made = _product(str(given["name"]), str(given["version"]), str(given["home"]), "unins9.exe")
        inside["products"].append(made)
    return inside


def booted(current: state.State, machine: state.Document) -> None:
    """Windows comes up: pending renames are done, services start again."""
    inside: Inside = current.facts(machine["id"]).get("guest") or of(current, machine)
    inside.update(reboot=False, busy="", restart_at=None, booted=stamp(current))
    inside.pop("asked_to_restart", None)
    for service in inside["services"]:
        inside["services"][service] = "Running"


def deallocated(current: state.State, machine: state.Document) -> None:
    """The temporary disk is given back: whatever was on D: is gone, programs included."""
    size = sizes.find(machine["properties"]["hardwareProfile"]["vmSize"])
    if size is None or not size.temporary_gb:
        return
    inside = of(current, machine)
    for folder in ("files", "extracted"):
        inside[folder] = {
            path: each for path, each in inside[folder].items() if not path.startswith("d:")
        }
    for each in list(inside["products"]):
        if each["home"].lower().startswith("d:"):
            uninstall(inside, each["name"])


def detached(current: state.State, machine: state.Document, disk_id: str) -> None:
    """A data disk is taken away, with its letter and files."""
    inside = of(current, machine)
    held = inside["letters"].pop(disk_id.lower(), None)
    if held:
        drive = held["letter"].lower() + ":"
        for path in [each for each in inside["files"] if each.startswith(drive)]:
            del inside["files"][path]


def addresses(current: state.State, machine: state.Document) -> list[str]:
    """The machine's private addresses, the primary interface's first."""
    found = []
    for each in machine["properties"]["networkProfile"]["networkInterfaces"]:
        interface = current.get(each["id"], INTERFACES)
        held = interface["properties"]["ipConfigurations"] if interface else []
        found += [str(one["properties"]["privateIPAddress"]) for one in held]
    return found

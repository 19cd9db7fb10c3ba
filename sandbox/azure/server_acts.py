"""What the bot's smaller scripts do on a simulated machine: look, prepare a disk, fetch, restart.

Each takes an `Act`, yields seconds on Azure's clock, and gives the script's exit code, or raises
`StopError` with it. The numbers are the scripts' own, but for 3010 and 1618 of Windows Installer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.azure import guest, guest_commands, guest_disks, guest_fabric
from sandbox.azure.guest_shell import Shell, Steps, ThrowError
from sandbox.azure.guest_values import as_json

LOOKING, NO_ANSWER = 3.0, 21.0  # seconds
INSTALLER = r"C:\ProgramData\failback-ps\MicrosoftAzureSiteRecoveryUnifiedSetup.exe"
PASSPHRASE = r"C:\Windows\TEMP\failback-ps-passphrase.txt"  # noqa: S105 - where it lies
LOG = "ASRUnifiedSetup.log"


class StopError(Exception):
    """The script stops with this exit code and this line on standard error."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Act:
    """One run of a script: its machine (in `shell`), its parameters, the JSON it will print."""

    shell: Shell
    given: Mapping[str, str]  # names in lower case
    told: dict[str, Any]

    @property
    def inside(self) -> guest.Inside:
        return guest.of(self.shell.current, self.shell.machine)

    @property
    def version(self) -> str:
        """Of the installed process server; empty without one."""
        found = guest.product(self.inside, guest.SERVER)
        return found["version"] if found else ""

    def reaches(self, address: str, port: int) -> Steps:
        """`Test-NetConnection`: a closed way takes its time."""
        found = guest_fabric.is_open(self.shell.current, self.shell.machine, address, port)
        yield guest_commands.CONNECT if found else NO_ANSWER
        return found

    def log(self, count: int) -> list[str]:
        return [str(line) for line in self.inside["logs"][-count:]]


def probe(act: Act) -> Steps:
    """Version, services, last start, restart pending; whether the configuration server answers."""
    yield LOOKING
    held = act.inside
    if not held["busy"]:
        held["files"].pop(PASSPHRASE.lower(), None)
    services = {name: held["services"].get(name) for name in guest.SERVICES}
    act.told.update(
        version=act.version,
        services={name: state for name, state in services.items() if state},
        lastBoot=held["booted"],
        restartPending=held["reboot"] or held.get("asked_to_restart", False),
    )
    address = act.given.get("configurationserver")
    if address:
        act.told["reachable"] = yield from act.reaches(address, int(act.given.get("port", "443")))
    return 0


def prepare_disk(act: Act) -> Steps:
    """Initialise and format the data disk at a LUN, unless it is done; never one with data."""
    yield LOOKING
    lun, label = act.given.get("lun", "0"), act.given.get("label", "ASR")
    disk = _at_lun(act, lun)
    act.told["gb"] = disk["gb"]
    words = ["", "-Number", disk["number"]]
    if disk["style"] == "RAW":
        yield from guest_disks.initialize_disk(act.shell, words, None)
        act.told["made"] = True
    letter = disk["letter"]
    if not letter:
        made = yield from guest_disks.new_partition(act.shell, words, None)
        letter = made["DriveLetter"]
        act.told["made"] = True
    if not disk["label"]:
        words = ["", "-DriveLetter", letter, "-NewFileSystemLabel", label]
        yield from guest_disks.format_volume(act.shell, words, None)
        act.told["made"] = True
    elif disk["label"] != label:
        raise StopError(42, f"The disk at LUN {lun} holds the volume '{disk['label']}' already.")
    act.told["drive"] = letter
    return 0


def _at_lun(act: Act, lun: str) -> dict[str, Any]:
    disks = act.shell.machine["properties"]["storageProfile"].get("dataDisks") or []
    wanted = [str(each["managedDisk"]["id"]) for each in disks if str(each.get("lun")) == lun]
    for volume in guest.volumes(act.shell.current, act.shell.machine):
        if volume["kind"] == "data" and volume["id"] in wanted:
            return volume
    raise StopError(41, f"There is no managed data disk at LUN {lun}.")


def fetch_installer(act: Act) -> Steps:
    """Download Unified Setup; trusted by its SHA-256, or as what Microsoft has signed."""
    files, wanted = act.inside["files"], act.given.get("sha256", "").lower()
    there = files.get(INSTALLER.lower())
    if not there or not wanted or there["sha256"] != wanted:
        words = ["Invoke-WebRequest", "-Uri", act.given["url"], "-OutFile", INSTALLER]
        try:
            yield from guest_commands.invoke_web_request(act.shell, words, None)
        except ThrowError as failed:
            raise StopError(50, str(failed)) from failed
        act.told["downloaded"] = True
    found = files[INSTALLER.lower()]
    act.told["sha256"] = found["sha256"]
    if wanted and found["sha256"] != wanted:
        del files[INSTALLER.lower()]
        raise StopError(51, "The downloaded file has another SHA-256 than was asked for.")
    if not wanted and "setup" not in found:
        del files[INSTALLER.lower()]
        raise StopError(52, "The downloaded file does not bear Microsoft's signature: NotSigned.")
    act.told["path"] = INSTALLER
    return 0


def restart(act: Act) -> Steps:
    """Windows goes down half a minute after the script; not if it has started since already."""
    yield 1.0
    held, since = act.inside, act.given.get("unlesssince", "")
    act.told["lastBoot"] = held["booted"]
    if not since or held["booted"] < since:
        held["restart_at"] = act.shell.current.clock.elapsed() + guest.RESTARTING
        act.told["restarting"] = True
    return 0


def tail_log(act: Act) -> Steps:
    """The setup log's last lines, as many as 4 KB hold."""
    yield 1.0
    if not act.inside["logs"]:
        raise StopError(70, "Setup has written no log here.")
    act.told["file"] = LOG
    act.told["lines"] = [line[:300] for line in act.log(int(act.given.get("count", "15")))]
    while len(act.told["lines"]) > 1 and len(as_json(act.told)) > 3500:
        del act.told["lines"][0]
    return 0

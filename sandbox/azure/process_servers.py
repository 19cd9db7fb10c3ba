"""Process servers that a VMware fabric knows: who they are, whether they still report.

Registration, upgrade and unregistration happen on the servers themselves, never by an API: acts
(`process_server_acts`) and the machines' own scripts call the functions here.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.azure import machine_view, recovery_reports, site_ways, state, versions

CONTAINERS = "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers"
FABRICS = "Microsoft.RecoveryServices/vaults/replicationFabrics"
ITEMS = CONTAINERS + "/replicationProtectedItems"
MACHINES = "Microsoft.Compute/virtualMachines"
CERTIFIED = timedelta(days=3 * 365)  # learn.microsoft.com: certificates are valid for three years
PORT = 443


class RegistrationError(Exception):
    """What a server's setup refuses. `kind` is `passphrase`, `unreachable`, `fabric`, `machine`,
    `version` or `unknown`; the text is a sentence for a person or a setup log."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


def new_id() -> str:
    """Looks like a UUID whose last dash was lost: `30AE6187-5869-8E44-B8AF6AA66E3ECC8F`."""
    digits = secrets.token_hex(16).upper()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:]}"


@dataclass(kw_only=True)
class ProcessServer:
    """One registered server.

    `machine` is the id of the Azure machine it runs on (empty: the configuration server's own, or
    a machine on site) and `vm` that machine's vmId: another machine of the same name is not it.
    `fixed` holds values a test set; they win over the computed ones.
    """

    fabric: str
    name: str
    address: str
    version: str
    machine: str = ""
    vm: str = ""
    status: str = "Supported"
    certificate: datetime
    id: str = field(default_factory=new_id)
    seen: datetime | None = None
    load: dict[str, float] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)

    @functools.cached_property
    def home(self) -> str:
        """The fabric's id in small letters; a server never moves to another."""
        return self.fabric.lower()

    def plain(self) -> dict[str, Any]:
        """All of it as JSON."""
        shown = dataclasses.asdict(self)
        for key in ("certificate", "seen"):
            moment = shown[key]
            shown[key] = moment.astimezone(UTC).isoformat() if moment is not None else None
        return shown

    @classmethod
    def of(cls, plain: dict[str, Any]) -> ProcessServer:
        """What `plain` gave, a server again."""
        given = dict(plain)
        for key in ("certificate", "seen"):
            if given.get(key) is not None:
                given[key] = datetime.fromisoformat(given[key])
        return cls(**given)


# ---- finding ----
def of_fabric(current: state.State, fabric_id: str) -> list[ProcessServer]:
    wanted = fabric_id.lower()
    return [each for each in current.process_servers if each.home == wanted]


def at(current: state.State, address: str) -> ProcessServer | None:
    """The server registered with this address."""
    return next((each for each in current.process_servers if each.address == address), None)


def named(current: state.State, fabric_id: str, server_id: str) -> ProcessServer | None:
    wanted = server_id.lower()
    return next((s for s in of_fabric(current, fabric_id) if s.id.lower() == wanted), None)


def built_in(fabric: state.Document, server: ProcessServer) -> bool:
    """Whether this is the server on the configuration server itself."""
    return bool(server.address == fabric["properties"]["customDetails"].get("ipAddress"))


# ---- reporting ----
def last_seen(current: state.State, server: ProcessServer, at: datetime) -> datetime:
    """When, up to `at`, the server last spoke with its configuration server.

    It falls silent when its machine stops, is deleted or replaced, when no route or a security
    group keeps it from the site, and when its certificate has expired: then neither side talks to
    the other.
    """
    end = min(at, server.certificate)
    if not server.machine:
        return end
    machine = current.get(server.machine, MACHINES)
    same = machine is not None and server.vm in ("", machine["properties"].get("vmId", ""))
    if same and machine is not None and machine_view.running(current, server.machine):
        if server.seen is None or not _cut_off(current, machine, server, at):
            server.seen = end
        return min(server.seen, end)
    stopped = machine_view.stopped_at(current, server.machine) or server.seen or end
    return min(stopped, end)


def _cut_off(
    current: state.State, machine: state.Document, server: ProcessServer, at: datetime
) -> bool:
    """Whether nothing from the machine reached the configuration server when it reported at `at`.

    Looked at once a report: what changes between two shows with the next.
    """
    known = current.derived.setdefault("cut off", {})
    when, answer = known.get(server.id, (None, False))
    if when != at:
        fabric = current.get(server.fabric, FABRICS)
        details = fabric["properties"]["customDetails"] if fabric else {}
        address = str(details.get("ipAddress") or "")
        answer = bool(address and site_ways.barrier(current, machine, address, PORT))
        known[server.id] = (at, answer)
    return bool(answer)


# ---- what happens on the servers ----
def fabric_of(current: state.State, address: str = "") -> state.Document:
    """The VMware fabric whose configuration server has this address; any if none is given."""
    for fabric in current.all(FABRICS):
        details = fabric["properties"]["customDetails"]
        if details["instanceType"] == "VMware" and address in ("", details.get("ipAddress")):
            return fabric
    if address:
        raise RegistrationError("unreachable", f"no configuration server answers at {address}")
    raise RegistrationError("fabric", "there is no VMware fabric to register with")


def reachable(
    current: state.State, machine: state.Document, address: str, port: int = PORT
) -> bool:
    """Whether a machine can open a connection to the configuration server at `address`."""
    try:
        fabric_of(current, address)
    except RegistrationError:
        return False
    return port == PORT and not site_ways.barrier(current, machine, address, port)


def register(
    current: state.State,
    machine_id: str,
    *,
    version: str = "",
    passphrase: str | None = None,
    configuration_server: str = "",
) -> ProcessServer:
    """Register the server on this machine, or again after it was set up anew.

    `passphrase` None is a person who knows it; `configuration_server` is its address, by default
    the first there is. Raises RegistrationError, and nothing has changed then.
    """
    machine = current.get(machine_id, MACHINES)
    if machine is None:
        raise RegistrationError("machine", f"there is no machine {machine_id}")
    fabric = fabric_of(current, configuration_server)
    there = str(fabric["properties"]["customDetails"].get("ipAddress"))
    barrier = site_ways.barrier(current, machine, there, PORT)
    if barrier:
        raise RegistrationError(
            "unreachable",
            f"{machine['name']} cannot reach the configuration server on port {PORT}: {barrier}",
        )
    known = current.facts(fabric["id"]).get("passphrase_sha256")
    given = hashlib.sha256((passphrase or "").encode()).hexdigest()
    if passphrase is not None and known is not None and given != known:
        raise RegistrationError(
            "passphrase", "the configuration server refused the passphrase of this server"
        )
    address = site_ways.address_of(current, machine)
    wanted = version or fabric["properties"]["customDetails"]["agentVersion"]
    server = at(current, address)
    if server is None:
        server = ProcessServer(
            fabric=fabric["id"],
            name=machine["properties"]["osProfile"]["computerName"],
            address=address,
            version=wanted,
            certificate=current.clock.now() + CERTIFIED,
        )
        current.process_servers.append(server)
    elif version:
        server.version = version
    server.machine, server.vm = machine["id"], machine["properties"].get("vmId", "")
    recovery_reports.take(current, fabric["id"])
    return server


def upgrade(current: state.State, server: ProcessServer, version: str) -> ProcessServer:
    """Unified Setup of this version ran on the server; raises RegistrationError."""
    if versions.minor(version) - versions.minor(server.version) > versions.LONGEST_JUMP:
        raise RegistrationError(
            "version",
            f"Unified Setup {version} refuses to upgrade {server.version}: more than "
            f"{versions.LONGEST_JUMP} versions lie between them. Install one on the way first.",
        )
    if versions.parse(version) < versions.parse(server.version):
        raise RegistrationError(
            "version", f"Unified Setup {version} is older than the installed {server.version}."
        )
    newest = max(versions.minor(each.version) for each in of_fabric(current, server.fabric))
    server.version = version
    server.status = "UpdateRequired" if versions.minor(version) < newest else "Supported"
    for key in ("agentVersion", "versionStatus", "agentVersionDetails"):
        server.fixed.pop(key, None)
    recovery_reports.take(current, server.fabric)
    return server


def unregister(current: state.State, server: ProcessServer) -> None:
    """The server's setup was removed, or the configuration server's script was run for it."""
    if server not in current.process_servers:
        raise RegistrationError("unknown", f"no process server {server.name} is registered")
    current.process_servers.remove(server)
    recovery_reports.take(current, server.fabric)

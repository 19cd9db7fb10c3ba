"""What a simulated machine has to do with Site Recovery: the way there, the passphrase, the entry.

The configuration server stands on premises at the address its fabric shows and answers on 443.
"""

from __future__ import annotations

from sandbox.azure import guest, process_servers, state, versions


class RefusedError(Exception):
    """Why setup does not go on, as a line for its log."""


def is_open(current: state.State, machine: state.Document, address: str, port: int) -> bool:
    """Whether a connection from the machine to this address and port opens."""
    if address in guest.addresses(current, machine):
        return port in (443, 9443) and guest.serving(current, machine)
    return process_servers.reachable(current, machine, address, port)


def register(
    current: state.State, machine: state.Document, *, address: str, digest: str, version: str
) -> None:
    """Register with the configuration server at `address`, the passphrase known by its SHA-256."""
    try:
        fabric = process_servers.fabric_of(current, address)
        if current.facts(fabric["id"]).get("passphrase_sha256", digest) != digest:
            raise RefusedError(
                "Unable to register with the configuration server: the passphrase does not match."
            )
        newest = str(fabric["properties"]["customDetails"].get("agentVersion", ""))
        if _numbers(version) > _numbers(newest):
            raise RefusedError(
                f"The configuration server {newest} is older than this process server {version}. "
                "Upgrade the configuration server first."
            )
        process_servers.register(
            current, machine["id"], version=version, configuration_server=address
        )
    except process_servers.RegistrationError as refusal:
        raise RefusedError(str(refusal)) from refusal


def upgrade(current: state.State, machine: state.Document, version: str) -> None:
    """Tell the fabric, if it knows this server; refuses what it refuses."""
    server = guest.server_of(current, machine)
    if server is None:
        return
    fabric = current.get(server.fabric)
    newest = str(fabric["properties"]["customDetails"].get("agentVersion", "")) if fabric else ""
    if newest and _numbers(version) > _numbers(newest):
        raise RefusedError(
            f"The configuration server {newest} is older than {version}. Upgrade the "
            "configuration server first."
        )
    try:
        process_servers.upgrade(current, server, version)
    except process_servers.RegistrationError as refusal:
        raise RefusedError(str(refusal)) from refusal


def unregister(current: state.State, machine: state.Document) -> None:
    """The server says goodbye, if it still reaches the configuration server."""
    server = guest.server_of(current, machine)
    if server is None:
        return
    fabric = current.get(server.fabric)
    details = fabric["properties"]["customDetails"] if fabric else {}
    if process_servers.reachable(current, machine, str(details.get("ipAddress"))):
        process_servers.unregister(current, server)


def tell_services(current: state.State, machine: state.Document) -> None:
    """Let the fabric hear whether a service of the server is stopped."""
    server = guest.server_of(current, machine)
    if server is not None:
        services = guest.of(current, machine)["services"]
        down = any(services.get(name) != "Running" for name in guest.SERVICES)
        server.load = {**server.load, "down": float(down)} if down else {
            key: value for key, value in server.load.items() if key != "down"
        }  # fmt: skip


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def require_hop(installed: str, wanted: str) -> None:
    """Setup upgrades over at most four minor versions, and never back."""
    if _numbers(wanted) < _numbers(installed):
        raise RefusedError(f"Unified Setup {wanted} is older than the installed {installed}.")
    if versions.minor(wanted) - versions.minor(installed) > versions.LONGEST_JUMP:
        raise RefusedError(
            f"Unified Setup {wanted} cannot upgrade {installed}: install a version on the way "
            "first."
        )

"""Checks before a registration."""

from __future__ import annotations

from datetime import UTC, datetime

from azureops import fabrics, ids, images, permissions
from azureops.machines import Power
from commands import servers
from commands.deploy.preflight import recovery
from commands.existing import checks
from commands.preflight import Check
from commands.preflight.said import Said, blocking, ok, warning
from commands.register.look import Look
from commands.registration import guide

PROBE = (
    "Microsoft.Compute/virtualMachines/runCommands/write",
    "Microsoft.Compute/virtualMachines/runCommands/read",
    "Microsoft.Compute/virtualMachines/runCommands/delete",
)


async def unregistered(look: Look) -> Said:
    """Not known to any fabric; or only as one that has been silent, which this brings back.

    Source: "Reregister a process server" on
    learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server
    """
    found = look.subject.server
    if found is None:
        look.heard("unregistered", f"Whether {look.name} is registered already")
        return ok(f"No configuration server knows {look.name}.")
    where = f"{found.fabric.friendly_name} in {found.vault}"
    if found.fabric.kind is fabrics.Kind.MODERNISED or found.ps.built_in:
        return await checks.registered(look)
    beat = servers.heartbeat(found.ps.last_heartbeat, datetime.now(UTC))
    if not servers.silent_too_long(found.ps, datetime.now(UTC)):
        return blocking(
            f"{where} knows {look.name} already, heartbeat {beat}.",
            f"There is nothing to do; `/failback-ps status {look.name}` shows how it is.",
        )
    wanted = await look.fabric()
    if not ids.same(wanted.id, found.fabric.id):
        return blocking(
            f"{where} knows {look.name} still, though it is silent (heartbeat {beat}).",
            f"Take it off there first: `/failback-ps unregister {look.name}`.",
        )
    return warning(
        f"{where} shows {look.name} as an old entry (heartbeat {beat}): it is registered again.",
        "Done is only a new heartbeat.",
    )


async def running(look: Look) -> Said:
    found = look.machine()
    if found.power is Power.RUNNING:
        return ok(f"{found.name} is running.")
    if found.power is Power.STARTING:
        return warning(f"{found.name} is starting.", "Wait for it before you connect to it.")
    return blocking(
        f"{found.name} is {found.power.value}: nobody can register it.",
        f"Start it first: `/failback-ps start {look.name}`.",
    )


async def tool(look: Look) -> Said:
    """Whether the guide's first step is as it says: the gallery's image has the shortcut."""
    if images.is_process_server(look.machine().image):
        return warning(
            "It was made from the gallery's image: cspsconfigtool is on its desktop, unless Site "
            "Recovery's software was uninstalled on it, as `unregister` does.",
            "If it was uninstalled, cancel this: delete the server "
            f"(`/failback-ps delete {look.name}`) and deploy a new one.",
        )
    return warning(
        f"{look.name} was not made from the gallery's process server image.",
        "Without a shortcut on the desktop, cspsconfigtool.exe is in "
        "`%ProgramData%\\ASR\\home\\svsystems\\bin`, if Unified Setup was run.",
    )


async def configuration_server(look: Look) -> Said:
    return recovery.alive(await look.fabric())


async def passphrase(look: Look) -> Said:
    return await recovery.stored(look.azure, look.passphrase_secret)


async def ports(look: Look) -> Said:
    other = [
        f"{what} {look.wish[field]} instead of {usual}"
        for field, what, usual in (
            ("port", "port", guide.PORT),
            ("data_port", "data transfer port", guide.DATA_PORT),
        )
        if look.wish[field] != usual
    ]
    if not other:
        return ok(f"Port {guide.PORT}, data transfer port {guide.DATA_PORT}.")
    return warning(
        f"You gave {' and '.join(other)}.",
        "The documents know only the usual ones; go on if your site was set up with others.",
    )


async def rights(look: Look) -> Said:
    """Only the test of the way to the site needs them: without, it is left out."""
    lacking = await permissions.missing(look.azure, look.machine().id, list(PROBE))
    if not lacking:
        return ok("The bot may test from the machine whether the configuration server answers.")
    return warning(
        f"The bot's identity lacks: {', '.join(lacking)}.",
        "It then cannot test from the machine whether the port is open; everything else works. "
        "Virtual Machine Contributor on the resource group has it.",
    )


CHECKS: dict[str, Check[Look]] = {
    "known": checks.known,
    "machine": checks.machine,
    "running": running,
    "configuration-server": configuration_server,
    "unregistered": unregistered,
    "tool": tool,
    "passphrase": passphrase,
    "ports": ports,
    "permissions": rights,
}

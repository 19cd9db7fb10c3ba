"""Checks before a registration."""

from __future__ import annotations

from datetime import UTC, datetime

from azureops import fabrics, ids, images, permissions
from azureops.machines import Power
from commands import servers
from commands.deploy.preflight import recovery
from commands.existing import checks
from commands.preflight import Check
from commands.preflight.said import Said, blocking, ok, settled, warning
from commands.register.look import Look
from commands.registration import guide
from core.sentences import join, say

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
        whether = say(
            "register-whether", "Whether {server} is registered already", server=look.name
        )
        look.heard("unregistered", whether)
        return ok(
            say(
                "existing-unregistered", "No configuration server knows {server}.", server=look.name
            )
        )
    fabric, vault = found.fabric.friendly_name, found.vault
    if found.fabric.kind is fabrics.Kind.MODERNISED or found.ps.built_in:
        return await checks.registered(look)
    there = ids.same((await look.fabric()).id, found.fabric.id)
    away = say(
        "register-still-remedy",
        "Take it off there first: `/failback-ps unregister {server}`.",
        server=look.name,
    )
    beat = servers.heartbeat(found.ps.last_heartbeat, datetime.now(UTC))
    if not servers.silent_too_long(found.ps, datetime.now(UTC)):
        already = say(
            "register-already",
            "{fabric} in {vault} knows {server} already, heartbeat {beat}.",
            fabric=fabric,
            vault=vault,
            server=look.name,
            beat=beat,
        )
        if there:
            shown = say(
                "register-already-remedy",
                "There is nothing to do; `/failback-ps status {server}` shows how it is.",
                server=look.name,
            )
            return settled(join([already, shown]))
        return blocking(already, away)
    if not there:
        return blocking(
            say(
                "register-still",
                "{fabric} in {vault} knows {server} still, though it is silent (heartbeat {beat}).",
                fabric=fabric,
                vault=vault,
                server=look.name,
                beat=beat,
            ),
            away,
        )
    return warning(
        say(
            "register-old",
            "{fabric} in {vault} shows {server} as an old entry (heartbeat {beat}): it is "
            "registered again.",
            fabric=fabric,
            vault=vault,
            server=look.name,
            beat=beat,
        ),
        say("register-old-remedy", "Done is only a new heartbeat."),
    )


async def running(look: Look) -> Said:
    found = look.machine()
    if found.power is Power.RUNNING:
        return ok(say("register-running", "{machine} is running.", machine=found.name))
    if found.power is Power.STARTING:
        return warning(
            say("register-starting", "{machine} is starting.", machine=found.name),
            say("register-starting-remedy", "Wait for it before you connect to it."),
        )
    return blocking(
        say(
            "register-off",
            "{machine} is {power}: nobody can register it.",
            machine=found.name,
            power=checks.POWERS[found.power],
        ),
        say(
            "register-off-remedy",
            "Start it first: `/failback-ps start {server}`.",
            server=look.name,
        ),
    )


async def tool(look: Look) -> Said:
    """Whether the guide's first step is as it says: the gallery's image has the shortcut."""
    if images.is_process_server(look.machine().image):
        return warning(
            say(
                "register-gallery",
                "It was made from the gallery's image: cspsconfigtool is on its desktop, unless "
                "Site Recovery's software was uninstalled on it, as `unregister` does.",
            ),
            say(
                "register-gallery-remedy",
                "If it was uninstalled, cancel this: delete the server (`/failback-ps delete "
                "{server}`) and deploy a new one.",
                server=look.name,
            ),
        )
    return warning(
        say(
            "register-other-image",
            "{server} was not made from the gallery's process server image.",
            server=look.name,
        ),
        say(
            "register-other-image-remedy",
            "Without a shortcut on the desktop, cspsconfigtool.exe is in "
            "`%ProgramData%\\ASR\\home\\svsystems\\bin`, if Unified Setup was run.",
        ),
    )


async def configuration_server(look: Look) -> Said:
    return recovery.alive(await look.fabric())


async def passphrase(look: Look) -> Said:
    return await recovery.stored(look.azure, look.passphrase_secret)


async def ports(look: Look) -> Said:
    mine, data = look.wish["port"], look.wish["data_port"]
    if (mine, data) == (guide.PORT, guide.DATA_PORT):
        return ok(
            say("register-ports", "Port {port}, data transfer port {data}.", port=mine, data=data)
        )
    return warning(
        _unusual(mine, data),
        say(
            "register-ports-remedy",
            "The documents know only the usual ones; go on if your site was set up with others.",
        ),
    )


def _unusual(port: str, data: str) -> str:
    """Which ports are others than the documents'."""
    if data == guide.DATA_PORT:
        return say(
            "register-port", "You gave port {port} instead of {usual}.", port=port, usual=guide.PORT
        )
    if port == guide.PORT:
        return say(
            "register-data-port",
            "You gave data transfer port {port} instead of {usual}.",
            port=data,
            usual=guide.DATA_PORT,
        )
    return say(
        "register-both-ports",
        "You gave port {port} instead of {usual} and data transfer port {data} instead of "
        "{usual_data}.",
        port=port,
        usual=guide.PORT,
        data=data,
        usual_data=guide.DATA_PORT,
    )


async def rights(look: Look) -> Said:
    """Only the test of the way to the site needs them: without, it is left out."""
    lacking = await permissions.missing(look.azure, look.machine().id, list(PROBE))
    if not lacking:
        return ok(
            say(
                "register-rights",
                "The bot may test from the machine whether the configuration server answers.",
            )
        )
    return warning(
        say("existing-lacks", "The bot's identity lacks: {actions}.", actions=", ".join(lacking)),
        say(
            "register-rights-remedy",
            "It then cannot test from the machine whether the port is open; everything else "
            "works. Virtual Machine Contributor on the resource group has it.",
        ),
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

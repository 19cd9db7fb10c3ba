"""Checks before a deletion."""

from __future__ import annotations

from commands import world
from commands.delete import look
from commands.delete.look import Look
from commands.existing import checks
from commands.preflight import Check
from commands.preflight.said import Said, blocking, ok, warning
from core.sentences import join, say
from workflow.plans import Severity


async def unregistered(seen: Look) -> Said:
    """No configuration server may still know it, and none may be silent about it."""
    if seen.subject.server is not None:
        said = await checks.registered(seen)  # its configuration server's own, modernised
        return said if said.severity is Severity.BLOCKING else registered(seen.name, said.sentence)
    machine = seen.machine()
    found, silent = await seen.fabrics()
    names = {machine.name.lower(), machine.computer_name.lower()}
    entry = look.entry(found, names, seen.subject.address)
    if entry is not None:
        known = say(
            "delete-known",
            "{fabric} in {vault} knows {server} at {address}.",
            fabric=entry.fabric.friendly_name,
            vault=entry.vault,
            server=entry.label,
            address=entry.ps.address,
        )
        return registered(entry.label, known)
    if silent:
        return blocking(
            say(
                "delete-unknown",
                "Whether it is registered cannot be told: {why}",
                why=world.unread(silent),
            ),
            world.mend(silent),
        )
    return ok(say("delete-unregistered", "No configuration server knows it."))


def registered(name: str, sentence: str) -> Said:
    return blocking(
        say("delete-registered", "{server} is still registered: {why}", server=name, why=sentence),
        say(
            "delete-registered-remedy",
            "Unregister it first: `/failback-ps unregister {server}`.",
            server=name,
        ),
    )


async def resources(seen: Look) -> Said:
    """What goes, and what stays though it has to do with the server."""
    found = await seen.belongings()
    stays = [*found.stays, *(f"{one.name} ({one.type})" for one in found.others)]
    if stays:
        return warning(
            say(
                "delete-stays",
                "Not everything goes. What stays: {what}.",
                what=join(stays, "; "),
            ),
            say(
                "delete-stays-remedy",
                "Look at it in the portal; the bot deletes only what is the server's alone.",
            ),
        )
    return ok(
        say(
            "delete-own",
            "{count} things are its own and nothing else's.",
            count=len(found.ids) + bool(found.secret),
        )
    )


async def deletes(seen: Look) -> list[tuple[str, str]]:
    """What the bot's identity must be allowed to do, and where."""
    found = await seen.belongings()
    return [
        (found.machine.id, "Microsoft.Compute/virtualMachines/delete"),
        *((nic.id, "Microsoft.Network/networkInterfaces/delete") for nic in found.interfaces),
        *((disk.id, "Microsoft.Compute/disks/delete") for disk in found.disks),
    ]


async def everything(seen: Look) -> list[str]:
    return list((await seen.belongings()).ids)


CHECKS: dict[str, Check[Look]] = {
    "known": checks.known,
    "machine": checks.machine,
    "unregistered": unregistered,
    "in-use": checks.unused,
    "resources": resources,
    "permissions": checks.rights_over(deletes),
    "no-lock": checks.no_lock(deletes=True, over=everything),
}

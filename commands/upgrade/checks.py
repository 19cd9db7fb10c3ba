"""Checks before an upgrade."""

from __future__ import annotations

from azureops import machines
from azureops.machines import Power
from commands import ordered, versions
from commands.existing import checks
from commands.preflight import Check
from commands.preflight.said import Said, blocking, ok, warning
from commands.upgrade import chain
from commands.upgrade.look import BY_HAND, Look


async def runs(look: Look) -> Said:
    """Scripts reach a machine that runs only."""
    found = look.machine()
    if found.power is Power.RUNNING:
        return ok(f"{found.name} runs.")
    return blocking(
        f"{found.name} is {found.power.value}: no script can run on it.",
        f"Start it first: `/failback-ps start {look.name}`.",
    )


async def agent(look: Look) -> Said:
    """Scripts are taken by the guest agent, which reports to Azure by itself."""
    found = look.machine()
    if found.power is not Power.RUNNING:
        return warning("Not checked, because of power: the machine does not run.")
    if found.agent == machines.READY:
        return ok(f"The guest agent of {found.name} is {found.agent}.")
    return blocking(
        f"The guest agent of {found.name} is {found.agent or 'silent'}: no script can run on it.",
        "Right after a start it takes some minutes: then ask again. If it stays so, restart "
        "Windows, and see aka.ms/vmextensionwindowstroubleshoot. "
        f"{BY_HAND.format(name=look.name)}",
    )


async def version(look: Look) -> Said:
    """There is something to do, and it stays below the configuration server."""
    mine, theirs, target = look.installed(), look.ceiling(), look.target()
    where = look.server().fabric.friendly_name
    if not versions.allowed(target, theirs):
        return blocking(
            f"Version {target} is newer than {where} with {theirs}, which is not supported.",
            f"Upgrade the configuration server first, or choose {theirs} or an older one.",
        )
    if target == mine:
        return blocking(f"{look.name} has version {mine} already.", "There is nothing to do.")
    if target < mine:
        return blocking(
            f"{look.name} has version {mine}, which is newer than {target}.",
            "There is no way back to an older version; deploy a new server instead.",
        )
    return ok(f"From {mine} to {target}; {where} has {theirs}.")


async def way(look: Look) -> Said:
    """Legal hops, and an installer for each."""
    mine, target, known = look.installed(), look.target(), look.known()
    hops = look.hops()
    if hops:
        shown = " → ".join(str(one.version) for one in hops)
        return ok(f"{'One hop' if len(hops) == 1 else f'{len(hops)} hops'}: {mine} → {shown}.")
    if not mine < target:
        return warning("Not checked, because of version: there is nothing to do.")
    at = chain.reached(mine, target, known)
    following = versions.next_hop(at, target)
    lacking = versions.show(following) if following else str(target)
    return blocking(
        f"No installer is known for the way from {at} to {target}: one jump may pass at most "
        f"{versions.LONGEST_JUMP} minor versions, so the next would be {lacking}.",
        f"Name one in the settings, `azure.installers`. {BY_HAND.format(name=look.name)}",
    )


async def in_use(look: Look) -> Said:
    """Replication through it pauses meanwhile, and goes on by itself."""
    using = [item.name for item in await look.users()]
    if not using:
        return ok("No protected machine uses it.")
    verb = "uses" if len(using) == 1 else "use"
    told = f"{checks.machines(len(using))} {verb} it: {checks.some(using)}."
    if look.pauses:
        told = f"{told} Replication pauses."
        return warning(told, "It goes on by itself after the upgrade; watch the first cycle.")
    return blocking(
        f"{told} Replication would pause.",
        f"Move them first: `/failback-ps switch {look.name} <another server>`; or ask again with "
        "`replication=pause` if a pause of half an hour for each hop does no harm.",
    )


CHECKS: dict[str, Check[Look]] = {
    "registered": checks.registered,
    "machine": checks.machine,
    "power": runs,
    "agent": agent,
    "version": version,
    "way": way,
    "in-use": in_use,
    "permissions": checks.rights(*ordered.RIGHTS),
    "no-lock": checks.no_lock(deletes=False),
}

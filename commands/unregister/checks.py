"""Checks before an unregistration."""

from __future__ import annotations

from datetime import UTC, datetime

from azureops import permissions
from commands import servers
from commands.existing import checks
from commands.preflight import Check
from commands.preflight.said import Said, blocking, ok, warning
from commands.unregister import ways
from commands.unregister.look import Look

REFRESH = (
    "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationRecoveryServicesProviders/"
    "refreshProvider/action"
)


async def counted(look: Look) -> Said:
    """What the service counts, which may be late either way; the machines themselves decide."""
    found = look.server().ps
    if found.machine_count and not await look.users():
        return warning(
            f"Site Recovery still counts {checks.machines(found.machine_count)} on it, though none "
            "names it: the count lags.",
            "If you moved them just now, all is well.",
        )
    return ok(f"Machines on it by the service's count: {found.machine_count or 0}.")


async def way(look: Look) -> Said:
    """By which way it goes, and why."""
    now = datetime.now(UTC)
    beat = servers.heartbeat(look.server().ps.last_heartbeat, now)
    machine, heard = look.subject.machine, ways.heard(look, now)
    if ways.silent(look, now):
        return _gone(look, beat)
    if machine is None:
        return _unseen(look, beat)
    if heard and not ways.runs(look):
        return blocking(
            f"{machine.name} is {machine.power.value}, but its heartbeat came {beat}: nothing can "
            "be uninstalled on it, and it is not known to be silent yet.",
            f"Start it (`/failback-ps start {look.name}`), or ask again in half an hour.",
        )
    hindrance = await look.hindrance()
    who = "a person uninstalls" if hindrance else "a script uninstalls"
    if not heard:
        why = f", because {hindrance}" if hindrance else ""
        return warning(
            f"{machine.name} runs, but its heartbeat came {beat}: it may not be able to say "
            f"goodbye to the configuration server. On it {who} its software{why}.",
            "If Site Recovery still shows it then, the thread says what to run on the "
            "configuration server.",
        )
    if hindrance:
        return warning(
            f"It runs, heartbeat {beat}, but no script can run on it: {hindrance}. A person "
            "uninstalls its software by Remote Desktop.",
            "To have it done by a script, mend that and ask again.",
        )
    return ok(f"It runs, heartbeat {beat}: a script uninstalls its software, in the right order.")


def _unseen(look: Look, beat: str) -> Said:
    find = (
        f"Whoever uninstalls the software must find the machine at {look.subject.address} whose "
        f"Windows is called {look.name}."
    )
    if look.subject.unclear:
        said = f"Its heartbeat came {beat}. {look.subject.unclear} A person uninstalls it."
        return warning(said, f"{find} {look.subject.remedy}".strip())
    return warning(
        f"Its heartbeat came {beat}, but the bot sees no machine with its address in Azure.", find
    )


def _gone(look: Look, beat: str) -> Said:
    machine = look.subject.machine
    if machine is not None:
        return ok(
            f"Its heartbeat came {beat} and {machine.name} is {machine.power.value}: a person runs "
            "a command on the configuration server."
        )
    if look.subject.unclear:
        return warning(
            f"Its heartbeat came {beat}. {look.subject.unclear}",
            look.subject.remedy or "Make sure that it is gone before it is forgotten.",
        )
    return ok(
        f"Its heartbeat came {beat} and the bot sees no machine with its address in Azure: a "
        "person runs a command on the configuration server."
    )


async def rights(look: Look) -> Said:
    """To ask the configuration server for news: else the end shows a quarter of an hour late."""
    if not await permissions.missing(look.azure, look.server().fabric.vault_id, [REFRESH]):
        return ok("The bot's identity may ask the configuration server for news.")
    return blocking(
        f"The bot's identity lacks: {REFRESH}.",
        "Give it the role Site Recovery Operator on the vault.",
    )


CHECKS: dict[str, Check[Look]] = {
    "registered": checks.registered,
    "known": checks.known,
    "in-use": checks.unused,
    "counted": counted,
    "way": way,
    "permissions": rights,
}

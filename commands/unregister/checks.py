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
from core.sentences import join, say

REFRESH = (
    "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationRecoveryServicesProviders/"
    "refreshProvider/action"
)


AFTERWARDS = say(
    "unregister-afterwards",
    "If Site Recovery still shows it then, the thread says what to run on the configuration "
    "server.",
)


async def counted(look: Look) -> Said:
    """What the service counts, which may be late either way; the machines themselves decide."""
    found = look.server().ps
    if found.machine_count and not await look.users():
        return warning(
            say(
                "unregister-counted",
                "Site Recovery still counts {machines} on it, though none names it: the count "
                "lags.",
                machines=checks.machines(found.machine_count),
            ),
            say("unregister-counted-remedy", "If you moved them just now, all is well."),
        )
    return ok(
        say(
            "unregister-count",
            "Machines on it by the service's count: {count}.",
            count=found.machine_count or 0,
        )
    )


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
            say(
                "unregister-off",
                "{machine} is {power}, but its heartbeat came {beat}: nothing can be uninstalled "
                "on it, and it is not known to be silent yet.",
                machine=machine.name,
                power=checks.POWERS[machine.power],
                beat=beat,
            ),
            say(
                "unregister-off-remedy",
                "Start it (`/failback-ps start {server}`), or ask again in half an hour.",
                server=look.name,
            ),
        )
    hindrance = await look.hindrance()
    if not heard:
        return warning(_faint(machine.name, beat, hindrance), AFTERWARDS)
    if hindrance:
        return warning(
            say(
                "unregister-by-hand",
                "It runs, heartbeat {beat}, but no script can run on it: {hindrance}. A person "
                "uninstalls its software by Remote Desktop.",
                beat=beat,
                hindrance=hindrance,
            ),
            say(
                "unregister-by-hand-remedy",
                "To have it done by a script, mend that and ask again.",
            ),
        )
    return ok(
        say(
            "unregister-by-script",
            "It runs, heartbeat {beat}: a script uninstalls its software, in the right order.",
            beat=beat,
        )
    )


def _faint(machine: str, beat: str, hindrance: str) -> str:
    """It runs, but is not heard."""
    if hindrance:
        return say(
            "unregister-faint-by-hand",
            "{machine} runs, but its heartbeat came {beat}: it may not be able to say goodbye to "
            "the configuration server. On it a person uninstalls its software, because "
            "{hindrance}.",
            machine=machine,
            beat=beat,
            hindrance=hindrance,
        )
    return say(
        "unregister-faint",
        "{machine} runs, but its heartbeat came {beat}: it may not be able to say goodbye to the "
        "configuration server. On it a script uninstalls its software.",
        machine=machine,
        beat=beat,
    )


def _unseen(look: Look, beat: str) -> Said:
    find = say(
        "unregister-find",
        "Whoever uninstalls the software must find the machine at {address} whose Windows is "
        "called {server}.",
        address=look.subject.address,
        server=look.name,
    )
    if look.subject.unclear:
        said = say(
            "unregister-unclear",
            "Its heartbeat came {beat}. {unclear} A person uninstalls it.",
            beat=beat,
            unclear=look.subject.unclear,
        )
        return warning(said, join([find, look.subject.remedy]))
    return warning(
        say(
            "unregister-unseen",
            "Its heartbeat came {beat}, but the bot sees no machine with its address in Azure.",
            beat=beat,
        ),
        find,
    )


def _gone(look: Look, beat: str) -> Said:
    machine = look.subject.machine
    if machine is not None:
        return ok(
            say(
                "unregister-gone-off",
                "Its heartbeat came {beat} and {machine} is {power}: a person runs a command on "
                "the configuration server.",
                beat=beat,
                machine=machine.name,
                power=checks.POWERS[machine.power],
            )
        )
    if look.subject.unclear:
        return warning(
            say(
                "unregister-gone-unclear",
                "Its heartbeat came {beat}. {unclear}",
                beat=beat,
                unclear=look.subject.unclear,
            ),
            look.subject.remedy
            or say("unregister-gone-sure", "Make sure that it is gone before it is forgotten."),
        )
    return ok(
        say(
            "unregister-gone",
            "Its heartbeat came {beat} and the bot sees no machine with its address in Azure: a "
            "person runs a command on the configuration server.",
            beat=beat,
        )
    )


async def rights(look: Look) -> Said:
    """To ask the configuration server for news: else the end shows a quarter of an hour late."""
    if not await permissions.missing(look.azure, look.server().fabric.vault_id, [REFRESH]):
        return ok(
            say(
                "unregister-rights", "The bot's identity may ask the configuration server for news."
            )
        )
    return blocking(
        say("existing-lacks", "The bot's identity lacks: {actions}.", actions=REFRESH),
        say("unregister-rights-remedy", "Give it the role Site Recovery Operator on the vault."),
    )


CHECKS: dict[str, Check[Look]] = {
    "registered": checks.registered,
    "known": checks.known,
    "in-use": checks.unused,
    "counted": counted,
    "way": way,
    "permissions": rights,
}

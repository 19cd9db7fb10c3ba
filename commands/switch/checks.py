"""Checks before a switch."""

from __future__ import annotations

from datetime import UTC, datetime

from azureops import fabrics, ids, run_commands
from commands import servers
from commands.existing import checks
from commands.preflight import Check, vaults
from commands.preflight.said import Said, blocking, ok, warning
from commands.switch.look import Look
from core.sentences import join, say

FABRICS = "Microsoft.RecoveryServices/vaults/replicationFabrics"
NEEDED = (
    f"{FABRICS}/reassociateGateway/action",
    f"{FABRICS}/replicationRecoveryServicesProviders/refreshProvider/action",
    "Microsoft.RecoveryServices/vaults/replicationJobs/read",
)

ROLE = "Site Recovery Operator"


async def classic(look: Look) -> Said:
    found = look.server()
    if found.fabric.kind is fabrics.Kind.VMWARE:
        return ok(
            say(
                "switch-both",
                "{fabric} in {vault} knows both.",
                fabric=found.fabric.friendly_name,
                vault=found.vault,
            )
        )
    return blocking(
        say(
            "switch-modernised",
            "{server} belongs to a modernised vault, where machines are moved between appliances.",
            server=look.name,
        ),
        say(
            "switch-modernised-remedy",
            "Use the appliance's own load balancing: it needs no process server in Azure.",
        ),
    )


async def target(look: Look) -> Said:
    """Another one of the same configuration server, and alive."""
    found, mine = look.target, look.server()
    if ids.same(found.ps.id, mine.ps.id):
        return blocking(
            say("switch-same", "{server} is the same server.", server=found.label),
            say("switch-same-remedy", "Choose another one."),
        )
    if not ids.same(found.fabric.id, mine.fabric.id):
        return blocking(
            say(
                "switch-foreign",
                "{server} belongs to another configuration server ({theirs} instead of {mine}).",
                server=found.label,
                theirs=found.fabric.friendly_name,
                mine=mine.fabric.friendly_name,
            ),
            say(
                "switch-foreign-remedy",
                "Machines can only go to a process server of their own configuration server.",
            ),
        )
    beat, now = found.ps.last_heartbeat, datetime.now(UTC)
    start = say(
        "switch-start",
        "Start it (`/failback-ps start {server}`) or choose another one.",
        server=found.label,
    )
    if beat is None or now - beat > servers.HEARTBEAT + servers.LAG:
        return blocking(
            say(
                "switch-silent",
                "{server} has no heartbeat ({beat}).",
                server=found.label,
                beat=servers.heartbeat(beat, now),
            ),
            start,
        )
    machine = look.receiver.machine
    if machine is not None and machine.power in run_commands.OFF:
        return blocking(
            say(
                "switch-off",
                "{server} is {power}: its last heartbeat, {beat}, is from before that.",
                server=found.label,
                power=checks.POWERS[machine.power],
                beat=servers.heartbeat(beat, now),
            ),
            start,
        )
    return ok(
        say(
            "switch-reports",
            "{server} reports, {beat}.",
            server=found.label,
            beat=servers.heartbeat(beat, now),
        )
    )


async def fit(look: Look) -> Said:
    """What is wrong with the target besides: told, not forbidden."""
    wrong = servers.attention(look.target, datetime.now(UTC))
    if not wrong:
        return ok(say("switch-well", "{server} is well.", server=look.target.label))
    return warning(
        say(
            "switch-attention",
            "{server} needs attention: {what}.",
            server=look.target.label,
            what=join(wrong, ", "),
        ),
        say(
            "switch-attention-remedy",
            "`/failback-ps status {server}` shows it; another target may be better.",
            server=look.target.label,
        ),
    )


async def machines(look: Look) -> Said:
    chosen = await look.chosen()
    if not chosen:
        return blocking(
            say("switch-nobody", "No protected machine uses {server}.", server=look.name),
            say("switch-nothing", "There is nothing to move."),
        )
    told = say(
        "switch-moves",
        "{machines} will move: {names}.",
        machines=checks.machines(len(chosen)),
        names=checks.some([i.name for i in chosen]),
        count=len(chosen),
    )
    lacking = [item.name for item in chosen if not item.protectable_item_id]
    if lacking:
        return blocking(
            say(
                "switch-unnamed",
                "Site Recovery does not name the protectable item of {names}.",
                names=", ".join(lacking),
            ),
            say("switch-unnamed-remedy", "Move these in the portal, the others by name."),
        )
    return ok(told)


async def rights(look: Look) -> Said:
    return await vaults.rights(look.azure, look.server().fabric.vault_id, NEEDED, ROLE)


async def no_lock(look: Look) -> Said:
    return await vaults.unlocked(look.azure, look.server().fabric.vault_id)


CHECKS: dict[str, Check[Look]] = {
    "vmware-fabric": classic,
    "target": target,
    "target-health": fit,
    "machines": machines,
    "permissions": rights,
    "no-lock": no_lock,
}

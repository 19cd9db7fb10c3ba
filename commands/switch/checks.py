"""Checks before a switch."""

from __future__ import annotations

from datetime import UTC, datetime

from azureops import fabrics, ids, run_commands
from commands import servers
from commands.existing import checks
from commands.preflight import Check, vaults
from commands.preflight.said import Said, blocking, ok, warning
from commands.switch.look import Look

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
        return ok(f"{found.fabric.friendly_name} in {found.vault} knows both.")
    return blocking(
        f"{look.name} belongs to a modernised vault, where machines are moved between appliances.",
        "Use the appliance's own load balancing: it needs no process server in Azure.",
    )


async def target(look: Look) -> Said:
    """Another one of the same configuration server, and alive."""
    found, mine = look.target, look.server()
    if ids.same(found.ps.id, mine.ps.id):
        return blocking(f"{found.label} is the same server.", "Choose another one.")
    if not ids.same(found.fabric.id, mine.fabric.id):
        return blocking(
            f"{found.label} belongs to another configuration server "
            f"({found.fabric.friendly_name} instead of {mine.fabric.friendly_name}).",
            "Machines can only go to a process server of their own configuration server.",
        )
    beat, now = found.ps.last_heartbeat, datetime.now(UTC)
    if beat is None or now - beat > servers.HEARTBEAT + servers.LAG:
        return blocking(
            f"{found.label} has no heartbeat ({servers.heartbeat(beat, now)}).",
            f"Start it (`/failback-ps start {found.label}`) or choose another one.",
        )
    machine = look.receiver.machine
    if machine is not None and machine.power in run_commands.OFF:
        return blocking(
            f"{found.label} is {machine.power.value}: its last heartbeat, "
            f"{servers.heartbeat(beat, now)}, is from before that.",
            f"Start it (`/failback-ps start {found.label}`) or choose another one.",
        )
    return ok(f"{found.label} reports, {servers.heartbeat(beat, now)}.")


async def fit(look: Look) -> Said:
    """What is wrong with the target besides: told, not forbidden."""
    wrong = servers.attention(look.target, datetime.now(UTC))
    if not wrong:
        return ok(f"{look.target.label} is well.")
    return warning(
        f"{look.target.label} needs attention: {', '.join(wrong)}.",
        f"`/failback-ps status {look.target.label}` shows it; another target may be better.",
    )


async def machines(look: Look) -> Said:
    chosen = await look.chosen()
    if not chosen:
        return blocking(f"No protected machine uses {look.name}.", "There is nothing to move.")
    told = f"{checks.machines(len(chosen))} will move: {checks.some([i.name for i in chosen])}."
    lacking = [item.name for item in chosen if not item.protectable_item_id]
    if lacking:
        return blocking(
            f"Site Recovery does not name the protectable item of {', '.join(lacking)}.",
            "Move these in the portal, the others by name.",
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

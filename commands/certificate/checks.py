"""Checks before a renewal: everything connected, everything on the newest version, not too late.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server
"""

from __future__ import annotations

from datetime import UTC, datetime

from azureops import versions
from commands import servers
from commands.certificate.look import Look
from commands.existing import checks
from commands.preflight import Check, vaults
from commands.preflight.said import Said, blocking, ok, warning
from core.sentences import say

NEEDED = (
    "Microsoft.RecoveryServices/vaults/replicationFabrics/renewCertificate/action",
    "Microsoft.RecoveryServices/vaults/replicationJobs/read",
)
ROLE = "Site Recovery Contributor"
BY_HAND = say(
    "certificate-by-hand",
    "Renew it on the configuration server itself: only there it can still be done "
    "(https://learn.microsoft.com/azure/site-recovery/vmware-azure-manage-configuration-server).",
)


async def expiry(look: Look) -> Said:
    now, ends = datetime.now(UTC), look.server.certificate_expires
    told = say(
        "certificate-expiry",
        "The certificate of {server}: {expiry}.",
        server=look.name,
        expiry=servers.expiry(ends, now),
    )
    if ends is None:
        return warning(told, say("certificate-look", "Look at it on the configuration server."))
    if ends <= now:
        return blocking(told, BY_HAND)
    if ends - now > servers.REMIND:
        return warning(
            told,
            say("certificate-early", "It is early: the service reminds from two months before."),
        )
    return ok(told)


async def connected(look: Look) -> Said:
    """One that does not listen keeps the old certificate, and is lost with it."""
    now = datetime.now(UTC)
    silent = [
        ps.name
        for ps in look.fabric.process_servers
        if ps.last_heartbeat is None or now - ps.last_heartbeat > servers.HEARTBEAT + servers.LAG
    ]
    if not silent:
        return ok(say("certificate-connected", "Every process server reports."))
    return blocking(
        say(
            "certificate-silent",
            "No heartbeat: {names}. They would keep the old certificate.",
            names=checks.some(silent),
        ),
        say(
            "certificate-silent-remedy",
            "Start them, or unregister those that are gone, then ask again.",
        ),
    )


async def process_servers(look: Look) -> Said:
    mine = look.server.version
    old = [
        ps.name
        for ps in look.fabric.process_servers
        if mine is not None and (ps.version is None or ps.version < mine)
    ]
    if not old:
        version = look.server.version_text
        return ok(
            say(
                "certificate-versions",
                "Every process server has the version {version}.",
                version=version,
            )
        )
    return blocking(
        say(
            "certificate-older",
            "Older than {version}: {names}.",
            version=look.server.version_text,
            names=checks.some(old),
        ),
        say(
            "certificate-older-remedy",
            "Upgrade them first: `/failback-ps upgrade {server}`.",
            server=old[0],
        ),
    )


async def agents(look: Look) -> Said:
    mine = look.server.version
    old = [
        item.name
        for item in await look.items()
        if mine is not None and (found := versions.parse(item.agent_version)) and found < mine
    ]
    if not old:
        return ok(
            say("certificate-agents", "No mobility agent is older, as far as the vault says.")
        )
    return blocking(
        say(
            "certificate-agents-older",
            "Mobility agents older than {version}: {names}.",
            version=look.server.version_text,
            names=checks.some(old),
        ),
        say(
            "certificate-agents-remedy",
            "Update them first: in the vault under Replicated items, “Update agent”.",
        ),
    )


async def rights(look: Look) -> Said:
    return await vaults.rights(look.azure, look.fabric.vault_id, NEEDED, ROLE)


async def no_lock(look: Look) -> Said:
    return await vaults.unlocked(look.azure, look.fabric.vault_id)


CHECKS: dict[str, Check[Look]] = {
    "expiry": expiry,
    "connected": connected,
    "process-servers": process_servers,
    "agents": agents,
    "permissions": rights,
    "no-lock": no_lock,
}

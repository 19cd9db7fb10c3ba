"""What may be done with a vault: the bot's rights there, and locks on it."""

from __future__ import annotations

from collections.abc import Sequence

from azureops import locks, permissions
from azureops.azure import Azure
from commands.preflight.said import Said, blocking, ok


async def rights(azure: Azure, vault_id: str, needed: Sequence[str], role: str) -> Said:
    """Whether the bot's own identity has all that is needed; `role` has it."""
    lacking = await permissions.missing(azure, vault_id, needed)
    if not lacking:
        return ok("The bot's identity may do everything that is needed.")
    return blocking(
        f"The bot's identity lacks: {', '.join(lacking)}.",
        f"Give it the role {role} on the vault.",
    )


async def unlocked(azure: Azure, vault_id: str) -> Said:
    """A lock in Azure is named, not fought."""
    found = await locks.reaching(azure, vault_id)
    frozen = [lock.name for lock in found if lock.level is not locks.Level.CAN_NOT_DELETE]
    if not frozen:
        return ok("No lock in Azure forbids it.")
    return blocking(
        f"A read-only lock on the vault forbids it: {', '.join(frozen)}.",
        "Have its owner remove the lock, then ask again.",
    )

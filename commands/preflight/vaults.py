"""What may be done with a vault: the bot's rights there, and locks on it."""

from __future__ import annotations

from collections.abc import Sequence

from azureops import locks, permissions
from azureops.azure import Azure
from commands.preflight.said import Said, blocking, ok
from core.sentences import say


async def rights(azure: Azure, vault_id: str, needed: Sequence[str], role: str) -> Said:
    """Whether the bot's own identity has all that is needed; `role` has it."""
    lacking = await permissions.missing(azure, vault_id, needed)
    if not lacking:
        return ok(say("preflight-rights", "The bot's identity may do everything that is needed."))
    return blocking(
        say(
            "preflight-rights-lacking",
            "The bot's identity lacks: {rights}.",
            rights=", ".join(lacking),
        ),
        say("preflight-rights-remedy", "Give it the role {role} on the vault.", role=role),
    )


async def unlocked(azure: Azure, vault_id: str) -> Said:
    """A lock in Azure is named, not fought."""
    found = await locks.reaching(azure, vault_id)
    frozen = [lock.name for lock in found if lock.level is not locks.Level.CAN_NOT_DELETE]
    if not frozen:
        return ok(say("preflight-unlocked", "No lock in Azure forbids it."))
    return blocking(
        say(
            "preflight-locked",
            "A read-only lock on the vault forbids it: {locks}.",
            locks=", ".join(frozen),
        ),
        say("preflight-locked-remedy", "Have its owner remove the lock, then ask again."),
    )

"""Which vaults and subscriptions the bot looks after: those of the settings, else all it may see.

The settings' ids are in `azure.estate`; without them everything visible counts.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from azureops import fabrics, ids, subscriptions, vaults
from azureops.azure import Azure
from azureops.errors import AzureError
from core.sentences import join, say


@dataclass(frozen=True, kw_only=True)
class Silent:
    """A vault that could not be read, and what Azure said."""

    vault_id: str
    error: AzureError


async def subscription_ids(azure: Azure) -> tuple[str, ...]:
    if azure.estate.subscriptions:
        return azure.estate.subscriptions
    return tuple(s.id for s in await subscriptions.list_all(azure) if s.usable)


def offers(azure: Azure, subscription: str) -> bool:
    """Whether the settings let the bot deploy in it."""
    wanted = azure.estate.subscriptions
    return not wanted or subscription.lower() in {s.lower() for s in wanted}


async def vault_ids(azure: Azure) -> tuple[str, ...]:
    """Ids of the vaults; raises `AzureError` when they are not configured and not readable."""
    if azure.estate.vaults:
        return azure.estate.vaults
    found = await asyncio.gather(
        *(vaults.list_all(azure, subscription) for subscription in await subscription_ids(azure))
    )
    return tuple(vault.id for group in found for vault in group)


async def all_fabrics(azure: Azure) -> tuple[tuple[fabrics.Fabric, ...], tuple[Silent, ...]]:
    """The fabrics of all vaults, and the vaults that gave no answer: one never hides the others."""

    async def one(vault_id: str) -> tuple[fabrics.Fabric, ...] | Silent:
        try:
            return await fabrics.list_all(azure, vault_id)
        except AzureError as refused:
            return Silent(vault_id=vault_id, error=refused)

    answers = await asyncio.gather(*map(one, await vault_ids(azure)))
    found = tuple(f for answer in answers if not isinstance(answer, Silent) for f in answer)
    return found, tuple(answer for answer in answers if isinstance(answer, Silent))


def unread(silent: tuple[Silent, ...]) -> str:
    """The vaults that gave no answer, each with Azure's reason, in sentences."""
    return join(
        say(
            "world-silent",
            "{vault} gave no answer: {why}",
            vault=ids.name_of(one.vault_id),
            why=one.error.sentence,
        )
        for one in silent
    )


def mend(silent: tuple[Silent, ...]) -> str:
    """What to do about them. What does not pass by itself may be a vault not meant for the bot."""
    said = join(dict.fromkeys(one.error.remedy for one in silent))
    if all(one.error.retriable for one in silent):
        return said or say("world-again", "Try again in a minute.")
    others = say(
        "world-name-others",
        "If the bot is not to look after such a vault, name the others in `azure.vaults`.",
    )
    return join([said, others])


def portal_url(azure: Azure, resource_id: str) -> str:
    """A link to the resource in the cloud's portal."""
    host = {
        "usgovernment": "https://portal.azure.us",
        "china": "https://portal.azure.cn",
    }.get(azure.endpoints.cloud, "https://portal.azure.com")
    return f"{host}/#resource{ids.path(resource_id)}"

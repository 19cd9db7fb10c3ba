"""Recovery Services vaults."""

from __future__ import annotations

from dataclasses import dataclass

from azureops import ids
from azureops.azure import Azure
from azureops.reading import Object, text

API = "2024-04-01"  # learn.microsoft.com/rest/api/recoveryservices/vaults


@dataclass(frozen=True, kw_only=True)
class Vault:
    id: str
    name: str
    subscription: str
    resource_group: str
    location: str
    state: str


async def list_all(azure: Azure, subscription: str) -> tuple[Vault, ...]:
    """By name."""
    found = await azure.arm.get_all(
        f"/subscriptions/{subscription}/providers/Microsoft.RecoveryServices/vaults",
        API,
        exists=True,
    )
    return tuple(sorted(map(_read, found), key=lambda vault: vault.name.lower()))


async def get(azure: Azure, vault_id: str) -> Vault | None:
    """None: there is no such vault."""
    raw = await azure.arm.get(vault_id, API)
    return _read(raw) if raw else None


def _read(raw: Object) -> Vault:
    return Vault(
        id=text(raw, "id"),
        name=text(raw, "name"),
        subscription=ids.subscription_of(text(raw, "id")),
        resource_group=ids.group_of(text(raw, "id")),
        location=text(raw, "location"),
        state=text(raw, "properties", "provisioningState"),
    )

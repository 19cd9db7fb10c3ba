"""Storage accounts, for boot diagnostics."""

from __future__ import annotations

from dataclasses import dataclass

from azureops import ids
from azureops.azure import Azure
from azureops.reading import Object, text

API = "2023-05-01"  # learn.microsoft.com/rest/api/storagerp/storage-accounts


@dataclass(frozen=True, kw_only=True)
class Account:
    """`kind` such as StorageV2, `sku` such as Standard_LRS. Premium takes no boot diagnostics."""

    id: str
    name: str
    resource_group: str
    location: str
    kind: str
    sku: str
    blob_endpoint: str
    state: str

    @property
    def takes_diagnostics(self) -> bool:
        """Source: learn.microsoft.com/azure/virtual-machines/boot-diagnostics"""
        return self.sku.startswith("Standard") and bool(self.blob_endpoint)


async def list_all(azure: Azure, subscription: str) -> tuple[Account, ...]:
    """By name."""
    found = await azure.arm.get_all(
        f"/subscriptions/{subscription}/providers/Microsoft.Storage/storageAccounts", API
    )
    return tuple(sorted(map(_read, found), key=lambda account: account.name))


async def get(azure: Azure, account_id: str) -> Account | None:
    """None: there is no such account."""
    raw = await azure.arm.get(account_id, API)
    return _read(raw) if raw else None


def _read(raw: Object) -> Account:
    return Account(
        id=text(raw, "id"),
        name=text(raw, "name"),
        resource_group=ids.group_of(text(raw, "id")),
        location=text(raw, "location"),
        kind=text(raw, "kind"),
        sku=text(raw, "sku", "name"),
        blob_endpoint=text(raw, "properties", "primaryEndpoints", "blob"),
        state=text(raw, "properties", "provisioningState"),
    )

"""Storage accounts, and what boot diagnostics keep in them."""

from __future__ import annotations

from dataclasses import dataclass

from azureops import ids
from azureops.azure import Azure
from azureops.reading import Object, text

API = "2023-05-01"  # learn.microsoft.com/rest/api/storagerp/storage-accounts
PREFIX = "bootdiagnostics-"


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


async def diagnostics(azure: Azure, subscription: str, endpoint: str, machine: str) -> str:
    """The id of the container with a machine's boot diagnostics; empty: there is none.

    `endpoint` is the account's, as the machine names it; `machine` its vmId, with which the
    container's name ends. Source: learn.microsoft.com/azure/virtual-machines/boot-diagnostics
    """
    wanted = endpoint.rstrip("/").lower()
    if not wanted or not machine:
        return ""
    for account in await list_all(azure, subscription):
        if account.blob_endpoint.rstrip("/").lower() == wanted:
            home = f"{account.id}/blobServices/default/containers"
            listed = await azure.arm.get_all(home, API)
            names = [text(one, "name") for one in listed]
            mine = [n for n in names if n.startswith(PREFIX) and n.endswith(machine.lower())]
            return f"{home}/{mine[0]}" if mine else ""
    return ""


async def container_exists(azure: Azure, container_id: str) -> bool:
    return await azure.arm.get(container_id, API) is not None


async def delete_container(azure: Azure, container_id: str) -> bool:
    """With everything in it. False when there was none."""
    return await azure.arm.delete(container_id, API)


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

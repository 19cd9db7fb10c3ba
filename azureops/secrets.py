"""Secrets in the configured Key Vault. Values are returned to the caller and kept nowhere.

Source: learn.microsoft.com/azure/key-vault/secrets/about-secrets
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from azure.core.exceptions import AzureError as SdkError
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from azureops import refusals
from azureops.azure import Azure
from azureops.errors import AzureError

if TYPE_CHECKING:
    from azure.keyvault.secrets.aio import SecretClient


async def exists(azure: Azure, name: str) -> bool:
    """Whether an enabled secret of that name is there. Its value is not read."""
    try:
        async for version in _client(azure).list_properties_of_secret_versions(name):
            if version.enabled:
                return True
    except ResourceNotFoundError:
        return False
    except SdkError as refused:
        raise refusals.from_exception(refused) from refused
    return False


async def names(azure: Azure) -> tuple[str, ...]:
    """Names of all enabled secrets, sorted."""
    try:
        found = [
            secret.name
            async for secret in _client(azure).list_properties_of_secrets()
            if secret.enabled and secret.name
        ]
    except SdkError as refused:
        raise refusals.from_exception(refused) from refused
    return tuple(sorted(found))


async def get(azure: Azure, name: str) -> str | None:
    """The current value; None: there is no such secret. Never log, store or show it."""
    try:
        return (await _client(azure).get_secret(name)).value
    except ResourceNotFoundError:
        return None
    except SdkError as refused:
        raise refusals.from_exception(refused) from refused


async def put(azure: Azure, name: str, value: str, tags: Mapping[str, str]) -> None:
    """Store a new version. A soft-deleted secret of that name is recovered first."""
    client = _client(azure)
    try:
        try:
            await client.set_secret(name, value, tags=dict(tags))
        except HttpResponseError as refused:
            if refusals.from_exception(refused).code != "azure-secret-deleted":
                raise
            await client.recover_deleted_secret(name)
            await client.set_secret(name, value, tags=dict(tags))
    except SdkError as refused:
        raise refusals.from_exception(refused) from refused


async def delete(azure: Azure, name: str) -> bool:
    """Delete, and purge where allowed. False when there was none.

    Without the right to purge it stays recoverable for the vault's retention time; that is fine.
    """
    client = _client(azure)
    try:
        deleted = await client.delete_secret(name)
    except ResourceNotFoundError:
        return False
    except SdkError as refused:
        raise refusals.from_exception(refused) from refused
    if deleted.recovery_id:
        await _purge(client, name)
    return True


async def _purge(client: SecretClient, name: str) -> None:
    for _ in range(5):
        try:
            await client.purge_deleted_secret(name)
        except HttpResponseError as refused:
            if refused.status_code == 409:  # the deletion is still under way
                await asyncio.sleep(2)
                continue
            if refused.status_code in {400, 403, 404}:  # not allowed, purge protection, gone
                return
            raise refusals.from_exception(refused) from refused
        except SdkError as refused:
            raise refusals.from_exception(refused) from refused
        return


def _client(azure: Azure) -> SecretClient:
    try:
        return azure.key_vault()
    except ValueError as missing:
        raise AzureError(
            "No Key Vault is configured for this bot.",
            remedy="Set FAILBACK_PS_KEY_VAULT_URL to the vault's address and start again.",
            code="azure-no-key-vault",
        ) from missing


def valid_name(name: str) -> bool:
    """1 to 127 letters, digits and hyphens.

    Source: learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
    """
    return 1 <= len(name) <= 127 and all(c.isascii() and (c.isalnum() or c == "-") for c in name)

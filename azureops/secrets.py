"""Secrets in the configured Key Vault. Values are returned to the caller and kept nowhere.

Source: learn.microsoft.com/azure/key-vault/secrets/about-secrets
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from azure.core.exceptions import AzureError as SdkError
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceNotFoundError,
)

from azureops import refusals
from azureops.azure import Azure
from azureops.errors import AzureError
from core.sentences import say

if TYPE_CHECKING:
    from azure.keyvault.secrets.aio import SecretClient

T = TypeVar("T")


async def exists(azure: Azure, name: str) -> bool:
    """Whether an enabled secret of that name is there. Its value is not read."""

    async def look(client: SecretClient) -> bool:
        try:
            async for version in client.list_properties_of_secret_versions(name):
                if version.enabled:
                    return True
        except ResourceNotFoundError:
            pass
        return False

    return await _ask(azure, look)


async def get(azure: Azure, name: str) -> str | None:
    """The current value; None: there is no such secret. Never log, store or show it."""

    async def read(client: SecretClient) -> str | None:
        try:
            return (await client.get_secret(name)).value
        except ResourceNotFoundError:
            return None

    return await _ask(azure, read)


async def put(azure: Azure, name: str, value: str, tags: Mapping[str, str]) -> None:
    """Store a new version. A soft-deleted secret of that name is recovered first."""

    async def store(client: SecretClient) -> None:
        try:
            await client.set_secret(name, value, tags=dict(tags))
        except HttpResponseError as refused:
            if refusals.from_exception(refused).code != "azure-secret-deleted":
                raise
            await client.recover_deleted_secret(name)
            await client.set_secret(name, value, tags=dict(tags))

    await _ask(azure, store)


async def delete(azure: Azure, name: str) -> bool:
    """Delete, and purge where allowed. False when there was none.

    Without the right to purge it stays recoverable for the vault's retention time; that is fine.
    """

    async def remove(client: SecretClient) -> bool:
        try:
            deleted = await client.delete_secret(name)
        except ResourceNotFoundError:
            return False
        if deleted.recovery_id:
            await _purge(client, name)
        return True

    return await _ask(azure, remove)


async def _purge(client: SecretClient, name: str) -> None:
    for _ in range(5):
        try:
            await client.purge_deleted_secret(name)
        except HttpResponseError as refused:
            if refused.status_code == 409:  # the deletion is still under way
                await asyncio.sleep(2)
                continue
            if refused.status_code not in {400, 403, 404}:  # not allowed, protected, gone
                raise
        return


async def _ask(azure: Azure, act: Callable[[SecretClient], Awaitable[T]]) -> T:
    """Do it with the vault's client; once more with a new token if the vault refuses ours."""
    client = await _client(azure)
    try:
        try:
            return await act(client)
        except ClientAuthenticationError as refused:
            if refused.status_code != 401:
                raise
            azure.renew_vault_token()
            return await act(client)
    except SdkError as refused:
        raise refusals.from_exception(refused) from refused


async def _client(azure: Azure) -> SecretClient:
    try:
        return await azure.key_vault()
    except ValueError as missing:
        raise AzureError(
            say("azure-no-key-vault", "No Key Vault is configured for this bot."),
            remedy=say(
                "azure-no-key-vault-remedy",
                "Set FAILBACK_PS_KEY_VAULT_URL to the vault's address and start again.",
            ),
            code="azure-no-key-vault",
        ) from missing

"""Who the bot is in Azure: azure-identity's standard AZURE_* variables, on the shared session.

Source: learn.microsoft.com/python/api/overview/azure/identity-readme
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import aiohttp

from azureops import clouds, pipelines

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken, AccessTokenInfo, TokenRequestOptions
    from azure.core.credentials_async import AsyncTokenCredential

    class Known(AsyncTokenCredential, Protocol):
        """A credential of azure-identity: these know both ways to ask."""

        async def get_token_info(
            self, *scopes: str, options: TokenRequestOptions | None = None
        ) -> AccessTokenInfo: ...


class Identity:
    """The credential that the variables name, made when the first token is asked for.

    azure-identity takes 130 ms and 16 MB to import: a start need not wait for it. Both ways of
    asking are here because azure-core prefers the second where it is."""

    def __init__(self, authority_host: str, shared: aiohttp.ClientSession) -> None:
        self._authority_host = authority_host
        self._shared = shared
        self._made: asyncio.Future[Known] | None = None

    async def chosen(self) -> Known:
        if self._made is None or (self._made.done() and self._made.exception() is not None):
            choosing = asyncio.to_thread(choose, self._authority_host, self._shared)
            self._made = asyncio.ensure_future(choosing)
        # Who no longer waits must not end it for the others.
        return await asyncio.shield(self._made)

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        return await (await self.chosen()).get_token(*scopes, **options)

    async def get_token_info(
        self, *scopes: str, options: TokenRequestOptions | None = None
    ) -> AccessTokenInfo:
        return await (await self.chosen()).get_token_info(*scopes, options=options)

    async def close(self) -> None:
        if self._made is not None:
            await (await self._made).close()

    async def __aenter__(self) -> Identity:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def choose(authority_host: str, shared: aiohttp.ClientSession) -> Known:
    """The first that the variables name: client secret or certificate, workload identity; else
    managed identity, else the Azure CLI's sign-in. Azure is not asked yet.
    """
    from azure.identity import aio as identity  # noqa: PLC0415 - costs a moment, and who only reads the settings needs none

    common: dict[str, Any] = {
        "transport": pipelines.transport(shared),
        "authority": authority_host,
        **pipelines.RETRIES,
    }
    if _is_private(authority_host):
        # A private authority is not in Entra ID's public list; looking it up there would fail.
        common["disable_instance_discovery"] = True
    client_id = os.environ.get("AZURE_CLIENT_ID", "")
    given = bool(os.environ.get("AZURE_TENANT_ID") and client_id)
    if given and _any("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH"):
        return identity.EnvironmentCredential(**common)
    if given and _any("AZURE_FEDERATED_TOKEN_FILE"):
        return identity.WorkloadIdentityCredential(**common)
    managed = identity.ManagedIdentityCredential(
        client_id=client_id or None, transport=pipelines.transport(shared)
    )
    return identity.ChainedTokenCredential(managed, identity.AzureCliCredential())


def _any(*names: str) -> bool:
    return any(os.environ.get(name) for name in names)


def _is_private(authority_host: str) -> bool:
    host = urlsplit(authority_host if "//" in authority_host else f"//{authority_host}").hostname
    return host not in clouds.AUTHORITIES

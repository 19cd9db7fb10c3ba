"""Who the bot is in Azure: azure-identity's standard AZURE_* variables, on the shared session.

Source: learn.microsoft.com/python/api/overview/azure/identity-readme
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from azureops import clouds, pipelines

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential


def choose(authority_host: str, shared: aiohttp.ClientSession) -> AsyncTokenCredential:
    """The first that the variables name: client secret or certificate, workload identity; else
    managed identity, else the Azure CLI's sign-in. Azure is not asked yet.
    """
    from azure.identity import aio as identity  # noqa: PLC0415 - 150 ms; only when connecting

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

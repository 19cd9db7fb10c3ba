"""The one connection to Azure: one session, one TLS context, one credential, lazy clients."""

from __future__ import annotations

import asyncio
import importlib
from dataclasses import dataclass, replace
from types import ModuleType
from typing import TYPE_CHECKING, Any

import aiohttp

from azureops import arm, clouds, credentials, installers, pipelines, tokens
from core import ids

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential
    from azure.core.pipeline.transport import AioHttpTransport
    from azure.keyvault.secrets.aio import SecretClient
    from azure.mgmt.compute.aio import ComputeManagementClient
    from azure.mgmt.network.aio import NetworkManagementClient
    from azure.mgmt.recoveryservicessiterecovery.aio import SiteRecoveryManagementClient
    from azure.mgmt.resource.resources.aio import ResourceManagementClient


@dataclass(frozen=True, kw_only=True)
class Endpoints:
    """Where Azure is. Empty addresses mean the cloud's own; `ca_bundle` is an extra PEM file.

    Tenant, client and secret are not here: azure-identity's standard AZURE_* variables name them.
    """

    cloud: str = "public"
    arm_url: str = ""
    authority_host: str = ""
    key_vault_url: str = ""
    prices_url: str = ""
    ca_bundle: str = ""

    def resolved(self) -> Endpoints:
        """The same with the cloud's addresses filled in; `ValueError` for an unknown cloud."""
        if self.cloud not in clouds.ALL:
            raise ValueError(f"unknown cloud {self.cloud!r}; known: {', '.join(clouds.ALL)}")
        cloud = clouds.ALL[self.cloud]
        return replace(
            self,
            arm_url=(self.arm_url or cloud.arm_url).rstrip("/"),
            authority_host=(self.authority_host or cloud.authority_host).rstrip("/"),
            prices_url=(self.prices_url or cloud.prices_url).rstrip("/"),
            key_vault_url=self.key_vault_url.rstrip("/"),
        )

    @property
    def scope(self) -> str:
        """The token scope of this Resource Manager."""
        return f"{self.arm_url}/.default"

    @property
    def shared(self) -> bool:
        """Whether this is a Resource Manager that we share with everyone: throttled per caller."""
        return self.arm_url in {cloud.arm_url for cloud in clouds.ALL.values()}


@dataclass(frozen=True, kw_only=True)
class Estate:
    """What of Azure is looked after. No ids: all that the identity can see."""

    vaults: tuple[str, ...] = ()  # ids of Recovery Services vaults
    subscriptions: tuple[str, ...] = ()  # ids of the subscriptions to deploy in
    passphrase_secret: str = "asr-passphrase"  # noqa: S105 - the secret's name in Key Vault
    installers: tuple[installers.Installer, ...] = ()  # besides the newest


class Azure:
    """What every function of this room takes first. Made by `connect`, ended by `close`.

    `endpoints` is the resolved one; `arm` reads; `compute(subscription)` and so on write.
    `interval` is how often a long operation is looked at, in seconds, unless Azure says otherwise;
    `patience` how long following one bears no answer at all; `settling` for how long Azure's reads
    may not show yet what its writes have done. `born` is another one in each process.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        session: aiohttp.ClientSession,
        credential: AsyncTokenCredential,
        estate: Estate,
    ) -> None:
        self.endpoints = endpoints
        self.estate = estate
        # A machine's operation is asked about every four seconds at most: reads are a token bucket,
        # see "Understand how Azure Resource Manager throttles requests" on learn.microsoft.com.
        self.interval = 4.0 if endpoints.shared else 1.0
        self.patience = 300.0
        self.settling = 30.0 if endpoints.shared else 10.0
        self.born = ids.new_id("connection")
        self.credential = credential
        self._vault_credential = tokens.Renewing(credential)
        self._session = session
        self.pipeline = pipelines.reads(endpoints.arm_url, endpoints.scope, credential, session)
        self.arm = arm.Arm(self.pipeline, endpoints.arm_url)
        self.public = pipelines.anonymous(endpoints.prices_url, session)
        self._clients: dict[tuple[str, str], Any] = {}

    async def compute(self, subscription: str) -> ComputeManagementClient:
        client: ComputeManagementClient = await self._client(
            "azure.mgmt.compute.aio", "ComputeManagementClient", subscription
        )
        return client

    async def network(self, subscription: str) -> NetworkManagementClient:
        client: NetworkManagementClient = await self._client(
            "azure.mgmt.network.aio", "NetworkManagementClient", subscription
        )
        return client

    async def resources(self, subscription: str) -> ResourceManagementClient:
        client: ResourceManagementClient = await self._client(
            "azure.mgmt.resource.resources.aio", "ResourceManagementClient", subscription
        )
        return client

    async def site_recovery(self, subscription: str) -> SiteRecoveryManagementClient:
        client: SiteRecoveryManagementClient = await self._client(
            "azure.mgmt.recoveryservicessiterecovery.aio",
            "SiteRecoveryManagementClient",
            subscription,
        )
        return client

    async def key_vault(self) -> SecretClient:
        """The client of the configured vault. `ValueError` when none is configured.

        The SDK's check stays on that the vault is the one that its challenge names.
        """
        if not self.endpoints.key_vault_url:
            raise ValueError("no Key Vault is configured")
        key = ("SecretClient", "")
        sdk = await lazily("azure.keyvault.secrets.aio")
        if key not in self._clients:
            self._clients[key] = sdk.SecretClient(
                vault_url=self.endpoints.key_vault_url,
                credential=self._vault_credential,
                transport=self._transport(),
                **pipelines.RETRIES,
            )
        client: SecretClient = self._clients[key]
        return client

    def renew_vault_token(self) -> None:
        """The vault called our token invalid before its time: let the next one be new."""
        self._vault_credential.renew()

    async def _client(self, package: str, kind: str, subscription: str) -> Any:
        key = (kind, subscription)
        if key in self._clients:
            return self._clients[key]
        sdk = await lazily(package)
        if key not in self._clients:  # another caller may have made it meanwhile
            self._clients[key] = getattr(sdk, kind)(
                credential=self.credential,
                subscription_id=subscription,
                base_url=self.endpoints.arm_url,
                credential_scopes=[self.endpoints.scope],
                transport=self._transport(),
                policies=pipelines.for_clients(self.credential, self.endpoints.scope),
                polling_interval=self.interval,
            )
        return self._clients[key]

    def _transport(self) -> AioHttpTransport:
        return pipelines.transport(self._session)

    async def close(self) -> None:
        """End all clients, the credential and the session; safe to call twice."""
        clients, self._clients = list(self._clients.values()), {}
        for client in (*clients, self.pipeline, self.public, self.credential):
            await client.close()
        await self._session.close()


async def connect(endpoints: Endpoints, estate: Estate | None = None) -> Azure:
    """Ready to ask; nothing is asked yet. Raises `ValueError` for an unknown cloud and `OSError`
    (with `ssl.SSLError` among them) for a CA bundle that cannot be read.
    """
    resolved = endpoints.resolved()
    context = await asyncio.to_thread(pipelines.tls_context, resolved.ca_bundle)
    session = pipelines.session(context)
    identity = credentials.Identity(resolved.authority_host, session)
    return Azure(resolved, session, identity, estate or Estate())


async def lazily(package: str) -> ModuleType:
    """A package of the SDK, imported beside the loop: the first time takes up to a second.

    Looking into `sys.modules` would be quicker, but could find it half imported.
    """
    return await asyncio.to_thread(importlib.import_module, package)

"""A local Azure at high speed, and the real SDK's clients for it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from azure.core.exceptions import HttpResponseError
from azure.core.pipeline.transport import AioHttpTransport
from azure.identity.aio import ClientSecretCredential
from azure.keyvault.secrets.aio import SecretClient
from azure.mgmt.compute.aio import ComputeManagementClient
from azure.mgmt.network.aio import NetworkManagementClient
from azure.mgmt.recoveryservices.aio import RecoveryServicesClient
from azure.mgmt.recoveryservicessiterecovery.aio import SiteRecoveryManagementClient
from azure.mgmt.resource.resources.aio import ResourceManagementClient
from azure.mgmt.storage.aio import StorageManagementClient

from sandbox.azure import api_versions, seed
from sandbox.azure.server import LocalAzure
from tests.conformance.openapi import judging
from tests.conformance.openapi.exchanges import Exchanges

SPEED = 600.0
SUBNET = (
    f"/subscriptions/{seed.PRODUCTION}/resourceGroups/rg-dr-network/providers/Microsoft.Network"
    "/virtualNetworks/{}/subnets/{}"
)


class World:
    """The local Azure with SDK clients of the story's service principal."""

    def __init__(
        self, local: LocalAzure, session: aiohttp.ClientSession, exchanges: Exchanges
    ) -> None:
        self.local = local
        self.exchanges = exchanges
        self.http = session
        self.credential = self.sign_in(local.client_secret)
        self._open: list[Any] = []

    def sign_in(self, secret: str) -> ClientSecretCredential:
        return ClientSecretCredential(
            self.local.tenant,
            self.local.client_id,
            secret,
            authority=self.local.urls["authority"],
            disable_instance_discovery=True,
            transport=self.transport(),
        )

    def transport(self) -> AioHttpTransport:
        return AioHttpTransport(session=self.http, session_owner=False)

    def _client(self, kind: Any, subscription: str) -> Any:
        base = self.local.urls["arm"]
        client = kind(
            self.credential,
            subscription,
            base_url=base,
            credential_scopes=[base + "/.default"],
            transport=self.transport(),
            polling_interval=0.05,
            retry_total=0,
        )
        self._open.append(client)
        return client

    def compute(self, subscription: str = seed.PRODUCTION) -> Any:
        return self._client(ComputeManagementClient, subscription)

    def network(self, subscription: str = seed.PRODUCTION) -> Any:
        return self._client(NetworkManagementClient, subscription)

    def resources(self, subscription: str = seed.PRODUCTION) -> Any:
        return self._client(ResourceManagementClient, subscription)

    def storage(self, subscription: str = seed.PRODUCTION) -> Any:
        return self._client(StorageManagementClient, subscription)

    def vaults(self, subscription: str = seed.PRODUCTION) -> Any:
        return self._client(RecoveryServicesClient, subscription)

    def recovery(self, subscription: str = seed.PRODUCTION) -> Any:
        return self._client(SiteRecoveryManagementClient, subscription)

    def secrets(self) -> SecretClient:
        client = SecretClient(
            self.local.urls["keyvault"],
            self.credential,
            transport=self.transport(),
            retry_total=0,
        )
        self._open.append(client)
        return client

    async def act(self, do: str, **order: Any) -> Any:
        """A story act over the control endpoint; fails the test when refused."""
        status, answer = await self.try_act(do, **order)
        assert status == 200, answer
        return answer

    async def try_act(self, do: str, **order: Any) -> tuple[int, Any]:
        url = f"{self.local.urls['control']}/_control/azure"
        async with self.http.post(url, json={"do": do, **order}) as answer:
            return answer.status, await answer.json()

    async def raw(self, method: str, path: str, **how: Any) -> aiohttp.ClientResponse:
        """A request without the SDK, with a good token unless `headers` are given."""
        if "headers" not in how:
            token = await self.credential.get_token(self.local.urls["arm"] + "/.default")
            how["headers"] = {"Authorization": f"Bearer {token.token}"}
        return await self.http.request(method, self.local.urls["arm"] + path, **how)

    async def close(self) -> None:
        for client in self._open:
            await client.close()
        await self.credential.close()


@asynccontextmanager
async def opened(folder: Path, speed: float = SPEED, **how: Any) -> AsyncIterator[World]:
    """A local Azure, whose answers are held against the official descriptions at the end."""
    with judging.watched() as exchanges:
        local = LocalAzure(data_dir=folder, speed=speed, observer=exchanges, **how)
        await local.start()
        context = ssl.create_default_context(cafile=str(local.bundle))
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context)) as session:
            made = World(local, session, exchanges)
            yield made
            await made.close()
        await local.stop()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path) as made:
        yield made


def nic_body(address: str | None, network: str = "vnet-dr-weu", **more: Any) -> dict[str, Any]:
    """A network interface in snet-ps; a static address, or any free one."""
    properties: dict[str, Any] = {"subnet": {"id": SUBNET.format(network, "snet-ps")}}
    if address is not None:
        properties |= {"privateIPAllocationMethod": "Static", "privateIPAddress": address}
    return {
        "location": "westeurope",
        "properties": {"ipConfigurations": [{"name": "ipconfig1", "properties": properties}]},
        **more,
    }


def machine_body(nic: str, **profile: Any) -> dict[str, Any]:
    """A process server's machine as the bot makes one; `profile` changes its osProfile."""
    return {
        "location": "westeurope",
        "tags": {"failback-ps": "op-test"},
        "properties": {
            "hardwareProfile": {"vmSize": "Standard_A8_v2"},
            "storageProfile": {
                "imageReference": {
                    "publisher": "MicrosoftAzureSiteRecovery",
                    "offer": "Process-Server",
                    "sku": "Windows-2012-R2-Datacenter",
                    "version": "202404.18.00",
                },
                "osDisk": {
                    "name": "ps-weu-1-os",
                    "createOption": "FromImage",
                    "deleteOption": "Delete",
                    "managedDisk": {"storageAccountType": "StandardSSD_LRS"},
                },
                "dataDisks": [
                    {"lun": 0, "name": "ps-weu-1-cache", "createOption": "Empty",
                     "diskSizeGB": 600, "deleteOption": "Delete"}
                ],
            },
            "osProfile": {
                "computerName": "ps-weu-1",
                "adminUsername": "psoperator",
                "adminPassword": "Correct-Horse-7-Battery",
                **profile,
            },
            "networkProfile": {
                "networkInterfaces": [{"id": nic, "properties": {"deleteOption": "Delete"}}]
            },
            "diagnosticsProfile": {
                "bootDiagnostics": {
                    "enabled": True,
                    "storageUri": "https://stdrdiagweu.blob.core.windows.net/",
                }
            },
        },
    }  # fmt: skip


async def make_nic(world: World, address: str = "10.60.2.9", name: str = "ps-weu-1-nic") -> str:
    poller = await world.network().network_interfaces.begin_create_or_update(
        "rg-dr-weu", name, nic_body(address)
    )
    return str((await poller.result()).id)


async def make_machine(world: World, address: str = "10.60.2.9") -> Any:
    nic = await make_nic(world, address)
    poller = await world.compute().virtual_machines.begin_create_or_update(
        "rg-dr-weu", "ps-weu-1", machine_body(nic)
    )
    return await poller.result()


def code(refusal: pytest.ExceptionInfo[HttpResponseError]) -> str | None:
    """Azure's error code of a refused call."""
    error = refusal.value.error
    return error.code if error else None


def versioned(path: str) -> str:
    """The path with the newest version of what it names; Resource Manager's for the rest."""
    tail = path.rpartition("/providers/")[2] if "/providers/" in path else ""
    namespace, _, rest = tail.partition("/")
    kind = f"{namespace}/" + "/".join(rest.split("/")[0::2])
    return f"{path}?api-version={api_versions.newest(kind) or '2024-11-01'}"

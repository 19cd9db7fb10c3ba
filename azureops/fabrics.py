"""Site Recovery fabrics: the configuration server and its process servers, normalised."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import timedelta

from azureops import ids, longrunning, process_servers
from azureops.azure import Azure
from azureops.longrunning import Token
from azureops.process_servers import ConfigurationServer, ProcessServer
from azureops.reading import Object, objects, text

API = "2024-10-01"  # learn.microsoft.com/rest/api/site-recovery/replication-fabrics
REFRESH = longrunning.Kind(name="refresh provider", api_version=API, limit=timedelta(minutes=10))


class Kind(enum.StrEnum):
    VMWARE = "VMware"  # Classic: a configuration server; fails back through process servers.
    MODERNISED = "InMageRcm"  # Modernised appliances; needs no process server in Azure.
    OTHER = "other"  # Hyper-V, Azure to Azure, or a word this bot does not know: see `kind_word`.


@dataclass(frozen=True, kw_only=True)
class Fabric:
    """`friendly_name` is what people call the configuration server.

    `internal_identifier` names its provider. Of a modernised fabric, `process_servers` are its
    appliances' own and there is no `server`.
    """

    id: str
    name: str
    vault_id: str
    friendly_name: str
    kind: Kind
    kind_word: str
    internal_identifier: str
    health: str
    state: str  # bcdrState: Valid, …
    server: ConfigurationServer | None
    process_servers: tuple[ProcessServer, ...]

    def process_server_at(self, address: str) -> ProcessServer | None:
        """By address; None: none is registered from there."""
        return next((ps for ps in self.process_servers if ps.address == address), None)


async def list_all(azure: Azure, vault_id: str) -> tuple[Fabric, ...]:
    """All fabrics of the vault, of every kind. Raises `AzureError` also where there is no vault."""
    found = await azure.arm.get_all(f"{vault_id}/replicationFabrics", API, exists=True)
    return tuple(map(read, found))


async def get(azure: Azure, fabric_id: str) -> Fabric | None:
    """None: there is no such fabric."""
    raw = await azure.arm.get(fabric_id, API)
    return read(raw) if raw else None


async def submit_refresh(azure: Azure, fabric: Fabric) -> Token:
    """Ask the configuration server for news now; the service does it every 15 minutes by itself.

    Who does not follow it sees the news in the fabric, read again later.
    Source: learn.microsoft.com/rest/api/site-recovery/replication-recovery-services-providers
    """
    recovery = await azure.site_recovery(ids.subscription_of(fabric.id))
    begin = recovery.replication_recovery_services_providers.begin_refresh_provider(
        ids.group_of(fabric.id),
        ids.name_of(fabric.vault_id),
        fabric.name,
        fabric.internal_identifier,
    )
    return await longrunning.submitted(REFRESH, begin, fabric.id)


async def refresh(azure: Azure, fabric: Fabric) -> None:
    """Ask, and wait until it has answered. Raises `AzureError`, also where it does not in time."""
    token = await submit_refresh(azure, fabric)
    await longrunning.follow(azure, token, REFRESH, get)


def read(raw: Object) -> Fabric:
    """A fabric from the service's JSON."""
    properties = raw.get("properties")
    details = properties.get("customDetails") if isinstance(properties, dict) else None
    word = text(details, "instanceType")
    kind = Kind(word) if word in set(Kind) else Kind.OTHER
    fabric_id, friendly = text(raw, "id"), text(properties, "friendlyName")
    server = process_servers.read_server(details or {}, name=friendly)
    return Fabric(
        id=fabric_id,
        name=text(raw, "name") or ids.name_of(fabric_id),
        vault_id=ids.parent_of(fabric_id),
        friendly_name=friendly or text(raw, "name"),
        kind=kind,
        kind_word=word,
        internal_identifier=text(properties, "internalIdentifier"),
        health=text(properties, "health"),
        state=text(properties, "bcdrState"),
        server=server if kind is Kind.VMWARE else None,
        process_servers=_servers(kind, details, server.address),
    )


def _servers(kind: Kind, details: Object | None, address: str) -> tuple[ProcessServer, ...]:
    listed = objects(details, "processServers")
    if kind is Kind.VMWARE:
        return tuple(process_servers.read_classic(one, server_address=address) for one in listed)
    if kind is Kind.MODERNISED:
        return tuple(map(process_servers.read_modernised, listed))
    return ()

"""Replication protected items: machines, and which process server carries them."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from azureops.azure import Azure
from azureops.reading import Object, flag, objects, text

API = "2024-10-01"  # learn.microsoft.com/rest/api/site-recovery/replication-protected-items

BACK = "InMage"
"""The kind of an item that replicates from Azure back to the site."""


class Place(enum.StrEnum):
    """Where a machine runs now."""

    SITE = "site"  # At the site; replicates to Azure.
    AZURE = "azure"  # Failed over: runs in Azure.
    UNKNOWN = "unknown"  # The service does not say.


@dataclass(frozen=True, kw_only=True)
class ProtectedItem:
    """One machine. `address` is the source's: at the site, or in Azure on the way back.
    `azure_address` is its fixed one in Azure; that, network and subnet only where given, else
    empty.

    `machine_id` is the Azure machine's id when the service names its group: on the way back
    (`InMageReplicationDetails` of the REST reference) it does not. `protection` is the service's
    word.
    """

    id: str
    name: str
    fabric_name: str
    kind: str  # InMageAzureV2 (to Azure), InMage (back to the site), InMageRcm, …
    place: Place
    protection: str
    health: str
    process_server_id: str
    process_server_name: str
    address: str
    azure_address: str
    machine_name: str
    machine_id: str
    network_id: str
    subnet_name: str
    protectable_item_id: str
    agent_version: str = ""  # of the mobility agent, as text
    agent_update: bool = False  # the service says that the agent must be updated

    @property
    def failed_over(self) -> bool:
        return self.place is Place.AZURE


async def list_all(azure: Azure, vault_id: str) -> tuple[ProtectedItem, ...]:
    """All of the vault, by name. Raises `AzureError` also where there is no vault."""
    found = await azure.arm.get_all(f"{vault_id}/replicationProtectedItems", API, exists=True)
    return tuple(sorted(map(read, found), key=lambda item: item.name.lower()))


def read(raw: Object) -> ProtectedItem:
    """A protected item from the service's JSON."""
    properties = raw.get("properties")
    found = properties.get("providerSpecificDetails") if isinstance(properties, dict) else None
    details: Object = found if isinstance(found, dict) else {}
    nics = objects(details, "vmNics")
    nic = nics[0] if nics else {}
    # Since 2021 the addresses are in ipConfigs (REST reference, IPConfigDetails); before, flat.
    configs = objects(nic, "ipConfigs")
    ip = configs[0] if configs else {}
    return ProtectedItem(
        id=text(raw, "id"),
        name=text(properties, "friendlyName") or text(raw, "name"),
        fabric_name=fabric_of(text(raw, "id")),
        kind=text(details, "instanceType"),
        place=_place(properties, text(details, "instanceType")),
        protection=text(properties, "protectionState"),
        health=text(properties, "replicationHealth"),
        process_server_id=text(details, "processServerId"),
        process_server_name=text(details, "processServerName"),
        address=text(details, "ipAddress"),
        azure_address=text(ip, "recoveryStaticIPAddress")
        or text(nic, "replicaNicStaticIPAddress")
        or text(nic, "recoveryNicStaticIPAddress"),
        machine_name=_machine_name(details) or text(properties, "friendlyName"),
        machine_id=_machine_id(details),
        network_id=_network_id(text(nic, "recoveryVMNetworkId"))
        or _network_id(text(details, "selectedRecoveryAzureNetworkId")),
        subnet_name=text(ip, "recoverySubnetName") or text(nic, "recoveryVMSubnetName"),
        protectable_item_id=text(properties, "protectableItemId"),
        agent_version=text(details, "agentVersion"),
        agent_update=bool(flag(details, "isAgentUpdateRequired")),
    )


def fabric_of(item_id: str) -> str:
    """The name of the fabric that the item belongs to."""
    _, _, rest = item_id.partition("/replicationFabrics/")
    return rest.split("/", 1)[0]


def _place(properties: Object | None, kind: str) -> Place:
    """By the fabric it is active in. InMage goes from Azure back to the site, so runs in Azure."""
    if kind == BACK:
        return Place.AZURE
    active = text(properties, "activeLocation")
    if active not in {"Primary", "Recovery"}:
        return Place.UNKNOWN
    fabric = text(properties, f"{active.lower()}FabricFriendlyName")
    if fabric == "Microsoft Azure":
        return Place.AZURE
    if not fabric and active == "Recovery":
        return Place.UNKNOWN
    return Place.SITE


def _network_id(given: str) -> str:
    """On the way back to the site the recovery network is one of the site, not of Azure."""
    return given if "/microsoft.network/virtualnetworks/" in given.lower() else ""


def _machine_name(details: Object) -> str:
    return text(details, "recoveryAzureVMName")


def _machine_id(details: Object) -> str:
    group = text(details, "recoveryAzureResourceGroupId")
    name = _machine_name(details)
    return f"{group}/providers/Microsoft.Compute/virtualMachines/{name}" if group and name else ""

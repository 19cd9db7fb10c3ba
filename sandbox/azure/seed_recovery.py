"""The story's Site Recovery: a VMware fabric with three servers, and a modernised fabric."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sandbox.azure import machines, recovery_documents, state
from sandbox.azure.process_server_view import GIB
from sandbox.azure.process_servers import ProcessServer

PRODUCTION = "5b000000-0000-4000-8000-000000000001"
VAULTS = f"{state.group_id(PRODUCTION, 'rg-dr-vault')}/providers/Microsoft.RecoveryServices/vaults"
CLOUD = "0fab51c0-0000-4000-8000-0000000000fa"
FABRIC = (
    f"{VAULTS}/rsv-dr-vmware/replicationFabrics/"
    "7d1f0c0a9be34a7c8a2b6f0e4c5d93e1a0b7c6d5e4f30211a9b8c7d6e5f40312"
)
MODERN = (
    f"{VAULTS}/rsv-dr-modern/replicationFabrics/"
    "c0ffee0a9be34a7c8a2b6f0e4c5d93e1a0b7c6d5e4f30211a9b8c7d6e5f4c0de"
)
NAME, ADDRESS, VERSION = "cs-onprem-01", "192.168.10.20", "9.61.7016.1"
OUTDATED = "9.56.6879.1"
SERVERS = {
    NAME: "3C5A9D10-71B2-4E4F-8A0B6E2D9C1F7A44",
    "ps-neu-1": "A1D4C2E0-52B7-4C19-9F3E8B7A6D5C4E21",
    "ps-neu-2": "B2E5D3F1-63C8-4D2A-8A4F9C8B7E6D5F32",
}
USERS = {
    "app-01": NAME, "app-02": NAME, "db-01": NAME, "web-01": "ps-neu-1", "web-02": "ps-neu-1",
}  # fmt: skip


SITE = recovery_documents.Site(
    fabric=FABRIC, name=NAME, address=ADDRESS, version=VERSION, cloud=CLOUD
)


def build(current: state.State) -> None:
    recovery_documents.put(current, SITE, SERVERS[NAME])
    current.put(modern(
        MODERN, "site-modern", [("appliance-01", "192.168.30.11")],
        inner="c0ffee00-0000-4000-8000-0000000000de",
    ))  # fmt: skip
    _servers(current)
    for number, (name, server) in enumerate(USERS.items()):
        current.put(_item(current, name, server, number))


def _servers(current: state.State) -> None:
    group = state.group_id(PRODUCTION, "rg-dr-neu")
    home = f"{group}/providers/{machines.KIND}"
    now = current.clock.now()
    common: dict[str, Any] = {"fabric": FABRIC, "version": VERSION}
    fresh: dict[str, Any] = {"certificate": now + timedelta(days=900)}
    current.process_servers += [
        ProcessServer(name=NAME, address=ADDRESS, id=SERVERS[NAME], **common, **fresh),
        ProcessServer(
            fabric=FABRIC, name="ps-neu-1", address="10.70.2.10", version=OUTDATED,
            status="UpdateRequired", machine=f"{home}/ps-neu-1", id=SERVERS["ps-neu-1"],
            **fresh,
        ),
        ProcessServer(
            name="ps-neu-2", address="10.70.2.11", machine=f"{home}/ps-neu-2",
            certificate=now + timedelta(days=21, hours=6), id=SERVERS["ps-neu-2"], **common,
        ),
    ]  # fmt: skip


def modern(
    fabric: str, name: str, appliances: list[tuple[str, str]], *, inner: str
) -> state.Document:
    """A modernised fabric (InMageRcm) whose appliances, by name and address, hold its servers."""
    group = fabric.partition("/providers/")[0]
    details = {
        "instanceType": "InMageRcm",
        "vmwareSiteId": f"{group}/providers/Microsoft.OffAzure/VMwareSites/{name}",
        "physicalSiteId": "",
        "serviceEndpoint": "https://pod01-rcm1.weu.hypervrecoverymanager.windowsazure.com",
        "serviceResourceId": "",
        "sourceAgentIdentityDetails": {},
        "controlPlaneUri": "",
        "processServers": [_appliance(*each) for each in appliances],
        "rcmProxies": [],
        "pushInstallers": [],
        "replicationAgents": [],
        "reprotectAgents": [],
        "marsAgents": [],
        "dras": [],
        "agentDetails": [],
    }
    return recovery_documents.fabric(fabric, name, details, inner)


def _appliance(name: str, address: str) -> dict[str, Any]:
    """The process server of an appliance."""
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{name}-ps")),
        "name": f"{name}-ps",
        "biosId": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "fabricObjectId": "",
        "fqdn": f"{name}.contoso.example",
        "ipAddresses": [address],
        "version": "9.63.7187.1",
        "totalMemoryInBytes": 32 * GIB,
        "availableMemoryInBytes": 20 * GIB,
        "processorUsagePercentage": 12.0,
        "throughputInBytes": 0,
        "throughputUploadPendingDataInBytes": 0,
        "systemLoadStatus": "Healthy",
        "diskUsageStatus": "Healthy",
        "health": "Normal",
        "healthErrors": [],
        "historicHealth": "Normal",
        "protectedItemCount": 2,
        "systemLoad": 1,
    }


def _item(current: state.State, name: str, server: str, number: int) -> state.Document:
    north = name.startswith("web")
    group, network = ("rg-dr-neu", "vnet-dr-neu") if north else ("rg-dr-weu", "vnet-dr-weu")
    home = state.group_id(PRODUCTION, "rg-dr-network")
    failed = recovery_documents.Failed(
        machine=f"{state.group_id(PRODUCTION, group)}/providers/{machines.KIND}/{name}",
        network=f"{home}/providers/Microsoft.Network/virtualNetworks/{network}",
        subnet="snet-failover",
        address=f"10.70.1.{10 + number - 3}" if north else f"10.60.1.{10 + number}",
    )
    return recovery_documents.item(
        current, SITE, name, (SERVERS[server], server), number=number, failed=failed,
        agent="" if server == NAME else OUTDATED,
    )  # fmt: skip

"""The story's Site Recovery: a VMware fabric with three servers, and a modernised fabric."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sandbox.azure import fabrics, machines, state
from sandbox.azure.clock import short, stamp
from sandbox.azure.process_server_view import GIB, LAG, NEVER
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


def build(current: state.State) -> None:
    current.put(_vmware(current))
    current.put(_modern())
    _servers(current)
    container = f"{FABRIC}/replicationProtectionContainers/cloud_{CLOUD}"
    current.put(_container(container))
    current.put(_provider(current))
    for at, (name, server) in enumerate(USERS.items()):
        current.put(_item(current, container, name, server, at))


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


def _fabric(fabric_id: str, name: str, details: dict[str, Any], inner: str) -> state.Document:
    none = {"kekState": "None", "kekCertThumbprint": None}
    return {
        "name": state.name_of(fabric_id),
        "type": fabrics.KIND,
        "id": fabric_id.replace("/subscriptions/", "/Subscriptions/", 1),
        "properties": {
            "friendlyName": name,
            "encryptionDetails": none,
            "rolloverEncryptionDetails": none,
            "internalIdentifier": inner,
            "bcdrState": "Valid",
            "customDetails": details,
            "healthErrorDetails": [],
            "health": "Normal",
        },
    }


def _vmware(current: state.State) -> state.Document:
    now = current.clock.now()
    versions = {"version": VERSION, "expiryDate": NEVER, "status": "Supported"}
    master = {
        "id": SERVERS[NAME],
        "ipAddress": ADDRESS,
        "name": NAME,
        "osType": "Windows",
        "agentVersion": VERSION,
        "lastHeartbeat": short(now - LAG),
        "versionStatus": "Supported",
        "retentionVolumes": [],
        "dataStores": [],
        "validationErrors": [],
        "healthErrors": [],
        "diskCount": 0,
        "osVersion": "Microsoft Windows Server 2016 Datacenter",
        "agentExpiryDate": NEVER,
        "agentVersionDetails": versions,
    }
    details = {
        "instanceType": "VMware",
        "processServers": [],
        "masterTargetServers": [master],
        "runAsAccounts": [{"accountId": "1", "accountName": "vcenter-reader"}],
        "replicationPairCount": "10",
        "processServerCount": "3",
        "agentCount": "5",
        "protectedServers": "5",
        "systemLoad": "0",
        "systemLoadStatus": "Green",
        "cpuLoad": "9%",
        "cpuLoadStatus": "Green",
        "totalMemoryInBytes": 32 * GIB,
        "availableMemoryInBytes": 21 * GIB,
        "memoryUsageStatus": "Green",
        "totalSpaceInBytes": 800 * GIB,
        "availableSpaceInBytes": 610 * GIB,
        "spaceUsageStatus": "Green",
        "webLoad": "0",
        "webLoadStatus": "Green",
        "databaseServerLoad": "0.25",
        "databaseServerLoadStatus": "Green",
        "csServiceStatus": "Running",
        "ipAddress": ADDRESS,
        "agentVersion": VERSION,
        "hostName": NAME,
        "lastHeartbeat": stamp(now),
        "versionStatus": "Supported",
        "sslCertExpiryDate": short(now + timedelta(days=700)),
        "sslCertExpiryRemainingDays": 700,
        # The service answers this one with a trailing space; the gallery lists it without.
        "psTemplateVersion": "202404.18.00 ",
        "agentExpiryDate": NEVER,
        "agentVersionDetails": versions,
    }
    return _fabric(FABRIC, NAME, details, CLOUD)


def _modern() -> state.Document:
    details = {
        "instanceType": "InMageRcm",
        "vmwareSiteId": f"{state.group_id(PRODUCTION, 'rg-dr-vault')}/providers/"
        "Microsoft.OffAzure/VMwareSites/site-modern",
        "physicalSiteId": "",
        "serviceEndpoint": "https://pod01-rcm1.weu.hypervrecoverymanager.windowsazure.com",
        "serviceResourceId": "",
        "sourceAgentIdentityDetails": {},
        "controlPlaneUri": "",
        "processServers": [
            {
                "id": "e1b6a7c8-0000-4000-8000-0000000000e1",
                "name": "appliance-01-ps",
                "biosId": str(uuid.uuid5(uuid.NAMESPACE_URL, "appliance-01")),
                "fabricObjectId": "",
                "fqdn": "appliance-01.contoso.example",
                "ipAddresses": ["192.168.30.11"],
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
        ],
        "rcmProxies": [],
        "pushInstallers": [],
        "replicationAgents": [],
        "reprotectAgents": [],
        "marsAgents": [],
        "dras": [],
        "agentDetails": [],
    }
    return _fabric(MODERN, "site-modern", details, "c0ffee00-0000-4000-8000-0000000000de")


def _container(container_id: str) -> state.Document:
    return {
        "id": container_id,
        "name": state.name_of(container_id),
        "type": fabrics.CONTAINERS,
        "properties": {
            "fabricFriendlyName": NAME,
            "friendlyName": NAME,
            "fabricType": "VMware",
            "protectedItemCount": len(USERS),
            "pairingStatus": "Paired",
            "role": "Primary",
            "fabricSpecificDetails": None,
        },
    }


def _provider(current: state.State) -> state.Document:
    return {
        "id": f"{FABRIC}/replicationRecoveryServicesProviders/{CLOUD}",
        "name": CLOUD,
        "type": fabrics.PROVIDERS,
        "properties": {
            "fabricType": "VMware",
            "friendlyName": NAME,
            "providerVersion": "5.1.8095.0",
            "serverVersion": VERSION,
            "providerVersionState": "Latest",
            "providerVersionExpiryDate": None,
            "fabricFriendlyName": NAME,
            "lastHeartBeat": stamp(current.clock.now()),
            "connectionStatus": "Connected",
            "protectedItemCount": len(USERS),
            "allowedScenarios": ["RefreshServicesProvider"],
            "healthErrorDetails": [],
        },
    }


def _item(current: state.State, container: str, name: str, server: str, at: int) -> state.Document:
    now = current.clock.now()
    group = "rg-dr-neu" if name.startswith("web") else "rg-dr-weu"
    machine = f"{state.group_id(PRODUCTION, group)}/providers/{machines.KIND}/{name}"
    inner = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{CLOUD}/{name}"))
    vault = f"{VAULTS}/rsv-dr-vmware"
    return {
        "id": f"{container}/replicationProtectedItems/{name}",
        "name": name,
        "type": fabrics.ITEMS,
        "properties": {
            "friendlyName": name,
            "protectedItemType": "",
            "protectableItemId": f"{container}/replicationProtectableItems/{inner}",
            "recoveryServicesProviderId": f"{FABRIC}/replicationRecoveryServicesProviders/{CLOUD}",
            "primaryFabricFriendlyName": NAME,
            "primaryFabricProvider": "InMageFabric",
            "recoveryFabricFriendlyName": "Microsoft Azure",
            "recoveryFabricId": "Microsoft Azure",
            "primaryProtectionContainerFriendlyName": NAME,
            "recoveryProtectionContainerFriendlyName": "Microsoft Azure",
            "activeLocation": "Recovery",
            "testFailoverState": "None",
            "testFailoverStateDescription": "None",
            "policyId": f"{vault}/replicationPolicies/policy-24h",
            "policyFriendlyName": "policy-24h",
            "protectionState": "UnplannedFailoverCommitted",
            "protectionStateDescription": "Failover committed",
            "allowedOperations": ["ReverseReplicate", "DisableProtection"],
            "replicationHealth": "Normal",
            "failoverHealth": "Normal",
            "healthErrors": [],
            "providerSpecificDetails": {
                "instanceType": "InMageAzureV2",
                "infrastructureVmId": inner,
                "vCenterInfrastructureId": "9",
                "vmId": inner,
                "vmProtectionState": "FailedOver",
                "vmProtectionStateDescription": "Failed over",
                "rpoInSeconds": 0,
                "ipAddress": f"192.168.20.{10 + at}",
                "agentVersion": VERSION if server == NAME else OUTDATED,
                "agentExpiryDate": NEVER,
                "isAgentUpdateRequired": "NotRequired" if server == NAME else "Required",
                "isRebootAfterUpdateRequired": "NotRequired",
                "lastHeartbeat": short(now - LAG),
                "processServerId": SERVERS[server],
                "processServerName": server,
                "multiVmGroupId": inner,
                "multiVmSyncStatus": "Disabled",
                "protectedDisks": [],
                "masterTargetId": None,
                "osType": "Windows",
                "recoveryAzureVMName": name,
                "recoveryAzureVMSize": "Standard_D4s_v5",
                "recoveryAzureResourceGroupId": state.group_id(PRODUCTION, group),
                "targetVmId": machine,
                "selectedRecoveryAzureNetworkId": _network(group),
                "vmNics": [_nic(group, inner, at)],
                "discoveryType": "vCenter",
                "useManagedDisks": "true",
                "lastUpdateReceivedTime": stamp(now),
            },
        },
    }


def _nic(group: str, inner: str, at: int) -> dict[str, Any]:
    """The item's network card: its address at the site, and the one it got in Azure."""
    north = group == "rg-dr-neu"
    address = f"10.70.1.{10 + at - 3}" if north else f"10.60.1.{10 + at}"
    return {
        "nicId": f"{inner}:4000",
        "vMNetworkName": "VM Network",
        "recoveryVMNetworkId": _network(group),
        "selectionType": "SelectedByUser",
        "enableAcceleratedNetworkingOnRecovery": False,
        "ipConfigs": [
            {
                "name": "ipconfig1",
                "isPrimary": True,
                "staticIPAddress": f"192.168.20.{10 + at}",
                "ipAddressType": "Static",
                "isSeletedForFailover": True,  # the service spells it so
                "recoverySubnetName": "snet-failover",
                "recoveryStaticIPAddress": address,
                "recoveryIPAddressType": "Static",
            }
        ],
    }


def _network(group: str) -> str:
    home = state.group_id(PRODUCTION, "rg-dr-network")
    name = "vnet-dr-neu" if group == "rg-dr-neu" else "vnet-dr-weu"
    return f"{home}/providers/Microsoft.Network/virtualNetworks/{name}"

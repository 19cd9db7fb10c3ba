"""Documents of Site Recovery as the service shapes them: fabric, container, provider, item, policy.

The shapes are those of recorded answers. Seeds and acts build with these, so that one machine or
ten thousand look alike.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sandbox.azure import recovery, state
from sandbox.azure.clock import short, stamp
from sandbox.azure.process_server_view import GIB, LAG, NEVER

POLICY = "policy-24h"
PROVISIONED = {"kekState": "None", "kekCertThumbprint": None}


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site: its fabric's id, its configuration server, the fabric's internal identifier."""

    fabric: str
    name: str
    address: str
    version: str
    cloud: str

    @property
    def vault(self) -> str:
        return recovery.vault_of(self.fabric)

    @property
    def container(self) -> str:
        return f"{self.fabric}/replicationProtectionContainers/cloud_{self.cloud}"

    @property
    def provider(self) -> str:
        return f"{self.fabric}/replicationRecoveryServicesProviders/{self.cloud}"


@dataclass(frozen=True, kw_only=True)
class Failed:
    """Where a machine runs after its failover: its id, network, subnet and address in Azure."""

    machine: str
    network: str
    subnet: str
    address: str


def site_of(fabric: state.Document) -> Site:
    details = fabric["properties"]["customDetails"]
    return Site(
        fabric=fabric["id"].replace("/Subscriptions/", "/subscriptions/", 1),
        name=fabric["properties"]["friendlyName"],
        address=details["ipAddress"],
        version=details["agentVersion"],
        cloud=fabric["properties"]["internalIdentifier"],
    )


def fabric(fabric_id: str, name: str, details: dict[str, Any], inner: str) -> state.Document:
    return {
        "name": state.name_of(fabric_id),
        "type": recovery.FABRICS,
        "id": fabric_id.replace("/subscriptions/", "/Subscriptions/", 1),
        "properties": {
            "friendlyName": name,
            "encryptionDetails": PROVISIONED,
            "rolloverEncryptionDetails": PROVISIONED,
            "internalIdentifier": inner,
            "bcdrState": "Valid",
            "customDetails": details,
            "healthErrorDetails": [],
            "health": "Normal",
        },
    }


def vmware(
    current: state.State, site: Site, own: str, *, valid: timedelta = timedelta(days=700)
) -> state.Document:
    """A configuration server's fabric; `own` is the id of the process server on it."""
    now = current.clock.now()
    versions = {"version": site.version, "expiryDate": NEVER, "status": "Supported"}
    details = {
        "instanceType": "VMware",
        "processServers": [],
        "masterTargetServers": [_master(current, site, own, versions)],
        "runAsAccounts": [{"accountId": "1", "accountName": "vcenter-reader"}],
        "replicationPairCount": "0",
        "processServerCount": "0",
        "agentCount": "0",
        "protectedServers": "0",
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
        "ipAddress": site.address,
        "agentVersion": site.version,
        "hostName": site.name,
        "lastHeartbeat": stamp(now),
        "versionStatus": "Supported",
        "sslCertExpiryDate": short(now + valid),
        "sslCertExpiryRemainingDays": valid.days,
        # The service answers this one with a trailing space; the gallery lists it without.
        "psTemplateVersion": "202404.18.00 ",
        "agentExpiryDate": NEVER,
        "agentVersionDetails": versions,
    }
    return fabric(site.fabric, site.name, details, site.cloud)


def _master(current: state.State, site: Site, own: str, versions: dict[str, str]) -> dict[str, Any]:
    return {
        "id": own,
        "ipAddress": site.address,
        "name": site.name,
        "osType": "Windows",
        "agentVersion": site.version,
        "lastHeartbeat": short(current.clock.now() - LAG),
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


def container(site: Site) -> state.Document:
    return {
        "id": site.container,
        "name": state.name_of(site.container),
        "type": recovery.CONTAINERS,
        "properties": {
            "fabricFriendlyName": site.name,
            "friendlyName": site.name,
            "fabricType": "VMware",
            "protectedItemCount": 0,
            "pairingStatus": "Paired",
            "role": "Primary",
            "fabricSpecificDetails": None,
        },
    }


def provider(current: state.State, site: Site) -> state.Document:
    return {
        "id": site.provider,
        "name": site.cloud,
        "type": recovery.PROVIDERS,
        "properties": {
            "fabricType": "VMware",
            "friendlyName": site.name,
            "providerVersion": "5.1.8095.0",
            "serverVersion": site.version,
            "providerVersionState": "Latest",
            "providerVersionExpiryDate": None,
            "fabricFriendlyName": site.name,
            "lastHeartBeat": stamp(current.clock.now()),
            "connectionStatus": "Connected",
            "protectedItemCount": 0,
            "allowedScenarios": ["RefreshServicesProvider"],
            "healthErrorDetails": [],
        },
    }


def item(
    current: state.State,
    site: Site,
    name: str,
    server: tuple[str, str],
    *,
    number: int,
    failed: Failed | None = None,
    agent: str = "",
) -> state.Document:
    """A protected machine that uses `server` (id, name); `failed`: it runs in Azure now."""
    now = current.clock.now()
    inner = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{site.cloud}/{name}"))
    home = f"192.168.{20 + number // 200}.{10 + number % 200}"
    azure: dict[str, Any] = {} if failed is None else {
        "recoveryAzureResourceGroupId": failed.machine.partition("/providers/")[0],
        "targetVmId": failed.machine,
        "selectedRecoveryAzureNetworkId": failed.network,
        "vmNics": [_nic(failed, inner, home)],
    }  # fmt: skip
    return {
        "id": f"{site.container}/replicationProtectedItems/{name}",
        "name": name,
        "type": recovery.ITEMS,
        "properties": {
            **_place(site, name, inner),
            **_states(site, failed is not None),
            "providerSpecificDetails": {
                "instanceType": "InMageAzureV2",
                "infrastructureVmId": inner,
                "vCenterInfrastructureId": "9",
                "vmId": inner,
                "vmProtectionState": "FailedOver" if failed else "Protected",
                "vmProtectionStateDescription": "Failed over" if failed else "Protected",
                "rpoInSeconds": 0,
                "ipAddress": home,
                "agentVersion": agent or site.version,
                "agentExpiryDate": NEVER,
                "isAgentUpdateRequired": "Required" if agent else "NotRequired",
                "isRebootAfterUpdateRequired": "NotRequired",
                "lastHeartbeat": short(now - LAG),
                "processServerId": server[0],
                "processServerName": server[1],
                "multiVmGroupId": inner,
                "multiVmSyncStatus": "Disabled",
                "protectedDisks": [],
                "masterTargetId": None,
                "osType": "Windows",
                "recoveryAzureVMName": name,
                "recoveryAzureVMSize": "Standard_D4s_v5",
                **azure,
                "discoveryType": "vCenter",
                "useManagedDisks": "true",
                "lastUpdateReceivedTime": stamp(now),
            },
        },
    }


def _place(site: Site, name: str, inner: str) -> dict[str, Any]:
    return {
        "friendlyName": name,
        "protectedItemType": "",
        "protectableItemId": f"{site.container}/replicationProtectableItems/{inner}",
        "recoveryServicesProviderId": site.provider,
        "primaryFabricFriendlyName": site.name,
        "primaryFabricProvider": "InMageFabric",
        "recoveryFabricFriendlyName": "Microsoft Azure",
        "recoveryFabricId": "Microsoft Azure",
        "primaryProtectionContainerFriendlyName": site.name,
        "recoveryProtectionContainerFriendlyName": "Microsoft Azure",
    }


def _states(site: Site, failed: bool) -> dict[str, Any]:
    return {
        "activeLocation": "Recovery" if failed else "Primary",
        "testFailoverState": "None",
        "testFailoverStateDescription": "None",
        "policyId": f"{site.vault}/replicationPolicies/{POLICY}",
        "policyFriendlyName": POLICY,
        "protectionState": "UnplannedFailoverCommitted" if failed else "Protected",
        "protectionStateDescription": "Failover committed" if failed else "Protected",
        "allowedOperations": [
            "ReverseReplicate" if failed else "UnplannedFailover", "DisableProtection",
        ],
        "replicationHealth": "Normal",
        "failoverHealth": "Normal",
        "healthErrors": [],
    }  # fmt: skip


def _nic(failed: Failed, inner: str, home: str) -> dict[str, Any]:
    """The item's network card: its address at the site, and the one it got in Azure."""
    return {
        "nicId": f"{inner}:4000",
        "vMNetworkName": "VM Network",
        "recoveryVMNetworkId": failed.network,
        "selectionType": "SelectedByUser",
        "enableAcceleratedNetworkingOnRecovery": False,
        "ipConfigs": [
            {
                "name": "ipconfig1",
                "isPrimary": True,
                "staticIPAddress": home,
                "ipAddressType": "Static",
                "isSeletedForFailover": True,  # the service spells it so
                "recoverySubnetName": failed.subnet,
                "recoveryStaticIPAddress": failed.address,
                "recoveryIPAddressType": "Static",
            }
        ],
    }


def policy(site: Site) -> state.Document:
    return {
        "id": f"{site.vault}/replicationPolicies/{POLICY}",
        "name": POLICY,
        "type": "Microsoft.RecoveryServices/vaults/replicationPolicies",
        "properties": {
            "friendlyName": POLICY,
            "providerSpecificDetails": {
                "instanceType": "InMageAzureV2",
                "crashConsistentFrequencyInMinutes": 5,
                "recoveryPointThresholdInMinutes": 60,
                "recoveryPointHistory": 1440,
                "appConsistentFrequencyInMinutes": 60,
                "multiVmSyncStatus": "Enabled",
            },
        },
    }


def mapping(site: Site) -> state.Document:
    return {
        "id": f"{site.container}/replicationProtectionContainerMappings/{site.name}-{POLICY}",
        "name": f"{site.name}-{POLICY}",
        "type": recovery.MAPPINGS,
        "properties": {
            "targetProtectionContainerId": "Microsoft Azure",
            "targetProtectionContainerFriendlyName": "Microsoft Azure",
            "providerSpecificDetails": None,
            "health": "Normal",
            "healthErrorDetails": [],
            "policyId": f"{site.vault}/replicationPolicies/{POLICY}",
            "state": "Paired",
            "sourceProtectionContainerFriendlyName": site.name,
            "sourceFabricFriendlyName": site.name,
            "targetFabricFriendlyName": "Microsoft Azure",
            "policyFriendlyName": POLICY,
        },
    }


def put(current: state.State, site: Site, own: str) -> None:
    """A whole fabric without items: fabric, container, provider, policy and mapping."""
    current.put(vmware(current, site, own))
    for document in (container(site), provider(current, site), policy(site), mapping(site)):
        current.put(document)

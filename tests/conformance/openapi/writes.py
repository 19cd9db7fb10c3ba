"""Writes that no scenario of the local Azure makes, each once; they follow `prepared.make`.

(verb, address, api-version, body), in an order in which each is possible.
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import seed
from tests.conformance.openapi.prepared import (
    ACCOUNT,
    AUTHORIZATION,
    COMPUTE,
    DEFINITION,
    GROUP,
    NETWORK,
    PLACE,
    TEMPLATE,
)  # fmt: skip

Write = tuple[str, str, str, Any]
SUB = f"/subscriptions/{seed.PRODUCTION}"
ROOM = f"{SUB}/resourceGroups/rg-dr-network/providers/Microsoft.Network"
ELSEWHERE = f"{SUB}/resourceGroups/rg-dr-neu"
KEYS = f"{SUB}/providers/Microsoft.KeyVault"
RECOVERY = f"{SUB}/resourceGroups/rg-dr-vault/providers/Microsoft.RecoveryServices"
VAULT = f"{RECOVERY}/vaults/rsv-dr-vmware"
ROLE = f"{SUB}/{AUTHORIZATION}/roleDefinitions/7b000000-0000-4000-8000-000000000077"
WIDE = f"{SUB}/providers/Microsoft.Resources/deployments/wide"
TAGS = {"tags": {"owner": "dr"}}
EMPTY_TEMPLATE = {**TEMPLATE, "resources": [], "outputs": {}}
RULES = {
    **TEMPLATE,
    "resources": [
        {
            "type": "Microsoft.Network/routeTables/routes",
            "apiVersion": "2024-05-01",
            "name": "rt/all",
            "properties": {"addressPrefix": "10.0.0.0/8", "nextHopType": "VnetLocal"},
        }
    ],
    "outputs": {},
}
WIDELY = {**PLACE, "properties": {"mode": "Incremental", "template": EMPTY_TEMPLATE}}
POLICY = {"providerSpecificInput": {"instanceType": "InMageAzureV2", "recoveryPointHistory": 60,
                                    "multiVmSyncStatus": "Enable"}}  # fmt: skip
SITE = {**PLACE, "properties": {"gatewayIpAddress": "203.0.113.9",
        "localNetworkAddressSpace": {"addressPrefixes": ["192.168.9.0/24"]}}}  # fmt: skip
TUNNEL = {
    **PLACE,
    "properties": {
        "connectionType": "IPsec",
        "virtualNetworkGateway1": {"id": f"{ROOM}/virtualNetworkGateways/vgw-dr-weu"},
        "localNetworkGateway2": {"id": f"{ROOM}/localNetworkGateways/site"},
    },
}
IMAGE = {
    **PLACE,
    "properties": {
        "hyperVGeneration": "V2",
        "storageProfile": {
            "osDisk": {
                "osType": "Windows", "osState": "Generalized",
                "managedDisk": {"id": f"{COMPUTE}/disks/app-01-osdisk"},
            }
        },
    },
}  # fmt: skip
EXTENSION = {
    **PLACE,
    "properties": {
        "publisher": "Microsoft.Compute", "type": "CustomScriptExtension",
        "typeHandlerVersion": "1.10", "settings": {"commandToExecute": "hostname"},
    },
}  # fmt: skip
GATEWAY = {**PLACE, "properties": {"ipConfigurations": [{"name": "default", "properties": {
    "subnet": {"id": f"{ROOM}/virtualNetworks/vnet-dr-weu/subnets/GatewaySubnet"}}}]}}  # fmt: skip
PUBLIC = {**PLACE, "sku": {"name": "Standard"},
          "properties": {"publicIPAllocationMethod": "Static"}}  # fmt: skip
WRITES: tuple[Write, ...] = (
    ("DELETE", f"{GROUP}/{AUTHORIZATION}/locks/keep", "2020-05-01", None),
    ("PATCH", GROUP, "2022-09-01", TAGS),
    ("PUT", f"{SUB}/tagNames/cost", "2021-04-01", None),
    ("PUT", f"{SUB}/tagNames/cost/tagValues/a", "2021-04-01", None),
    ("DELETE", f"{SUB}/tagNames/cost/tagValues/a", "2021-04-01", None),
    ("DELETE", f"{SUB}/tagNames/cost", "2021-04-01", None),
    ("PATCH", f"{GROUP}/{AUTHORIZATION}/policyAssignments/no-snapshots", "2023-04-01", PLACE),
    ("DELETE", f"{GROUP}/{AUTHORIZATION}/policyAssignments/no-snapshots", "2023-04-01", None),
    ("DELETE", DEFINITION, "2023-04-01", None),
    ("PUT", ROLE, "2022-04-01", {"properties": {
        "roleName": "Looks", "type": "CustomRole", "assignableScopes": [SUB],
        "permissions": [{"actions": ["*/read"], "notActions": []}]}}),
    ("DELETE", ROLE, "2022-04-01", None),
    ("POST", "/providers/Microsoft.Resources/calculateTemplateHash", "2024-03-01", TEMPLATE),
    ("POST", f"{WIDE}/validate", "2024-03-01", WIDELY),
    ("POST", f"{WIDE}/whatIf", "2024-03-01", WIDELY),
    ("PUT", WIDE, "2024-03-01", WIDELY),
    ("HEAD", WIDE, "2024-03-01", None),
    ("POST", f"{WIDE}/exportTemplate", "2024-03-01", None),
    ("DELETE", WIDE, "2024-03-01", None),
    ("PUT", f"{GROUP}/providers/Microsoft.Resources/deployments/rules", "2024-03-01",
     {"properties": {"mode": "Incremental", "template": RULES}}),
    ("PATCH", f"{NETWORK}/routeTables/rt", "2024-05-01", TAGS),
    ("DELETE", f"{NETWORK}/routeTables/rt/routes/default", "2024-05-01", None),
    ("PUT", f"{NETWORK}/loadBalancers/lb", "2024-05-01", PLACE),
    ("PATCH", f"{NETWORK}/loadBalancers/lb", "2024-05-01", TAGS),
    ("DELETE", f"{NETWORK}/loadBalancers/lb", "2024-05-01", None),
    ("PUT", f"{NETWORK}/azureFirewalls/fw", "2024-05-01", PLACE),
    ("PATCH", f"{NETWORK}/azureFirewalls/fw", "2024-05-01", TAGS),
    ("DELETE", f"{NETWORK}/azureFirewalls/fw", "2024-05-01", None),
    ("PUT", f"{NETWORK}/expressRouteCircuits/er", "2024-05-01", PLACE),
    ("PATCH", f"{NETWORK}/expressRouteCircuits/er", "2024-05-01", TAGS),
    ("DELETE", f"{NETWORK}/expressRouteCircuits/er", "2024-05-01", None),
    ("PATCH", f"{ROOM}/networkSecurityGroups/nsg-ps-weu", "2024-05-01", TAGS),
    ("PATCH", f"{ROOM}/publicIPAddresses/pip-nat-weu", "2024-05-01", TAGS),
    ("PATCH", f"{ROOM}/natGateways/nat-dr-weu", "2024-05-01", TAGS),
    ("PATCH", f"{ROOM}/virtualNetworkGateways/vgw-dr-weu", "2024-05-01", TAGS),
    ("PATCH", f"{ROOM}/connections/cn-site-weu", "2024-05-01", TAGS),
    ("PATCH", f"{NETWORK}/networkInterfaces/app-01-nic", "2024-05-01", TAGS),
    ("PUT", f"{ROOM}/localNetworkGateways/site", "2024-05-01", SITE),
    ("PATCH", f"{ROOM}/localNetworkGateways/site", "2024-05-01", TAGS),
    ("PUT", f"{ROOM}/connections/tunnel", "2024-05-01", TUNNEL),
    ("PUT", f"{ROOM}/connections/tunnel/sharedkey", "2024-05-01", {"value": "key"}),
    ("POST", f"{ROOM}/connections/tunnel/sharedkey/reset", "2024-05-01", {"keyLength": 16}),
    ("DELETE", f"{ROOM}/connections/tunnel", "2024-05-01", None),
    ("DELETE", f"{ROOM}/connections/cn-site-weu", "2024-05-01", None),
    ("DELETE", f"{ROOM}/localNetworkGateways/site", "2024-05-01", None),
    ("DELETE", f"{ROOM}/virtualNetworkGateways/vgw-dr-weu", "2024-05-01", None),
    ("PUT", f"{ROOM}/virtualNetworkGateways/vgw", "2024-05-01", GATEWAY),
    ("PUT", f"{NETWORK}/publicIPAddresses/pip", "2024-05-01", PUBLIC),
    ("PUT", f"{NETWORK}/natGateways/nat", "2024-05-01", {**PLACE, "sku": {"name": "Standard"}}),
    ("DELETE", f"{NETWORK}/natGateways/nat", "2024-05-01", None),
    ("DELETE", f"{NETWORK}/publicIPAddresses/pip", "2024-05-01", None),
    ("PATCH", f"{COMPUTE}/snapshots/snap", "2024-03-02", TAGS),
    ("POST", f"{COMPUTE}/snapshots/snap/beginGetAccess", "2024-03-02",
     {"access": "Read", "durationInSeconds": 60}),
    ("POST", f"{COMPUTE}/snapshots/snap/endGetAccess", "2024-03-02", None),
    ("PATCH", f"{COMPUTE}/availabilitySets/as", "2024-07-01", TAGS),
    ("PUT", f"{COMPUTE}/disks/spare", "2024-03-02",
     {**PLACE, "properties": {"creationData": {"createOption": "Empty"}, "diskSizeGB": 8}}),
    ("DELETE", f"{COMPUTE}/disks/spare", "2024-03-02", None),
    ("POST", f"{COMPUTE}/virtualMachines/app-01/redeploy", "2024-07-01", None),
    ("PUT", f"{COMPUTE}/virtualMachines/app-01/extensions/script", "2024-07-01", EXTENSION),
    ("PATCH", f"{COMPUTE}/virtualMachines/app-01/extensions/script", "2024-07-01",
     {"properties": {"settings": {"commandToExecute": "hostname"}}}),
    ("PUT", f"{COMPUTE}/images/image", "2024-07-01", IMAGE),
    ("PATCH", f"{COMPUTE}/images/image", "2024-07-01", TAGS),
    ("DELETE", f"{COMPUTE}/images/image", "2024-07-01", None),
    ("POST", f"{ACCOUNT}/listKeys", "2023-05-01", None),
    ("PATCH", ACCOUNT, "2023-05-01", TAGS),
    ("PATCH", f"{ACCOUNT}/blobServices/default/containers/logs", "2023-05-01",
     {"properties": {"metadata": {"a": "b"}}}),
    ("PUT", f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stspare", "2023-05-01",
     {**PLACE, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}),
    ("DELETE", f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stspare", "2023-05-01", None),
    ("POST", f"{KEYS}/checkNameAvailability", "2023-07-01",
     {"name": "kv-free-1", "type": "Microsoft.KeyVault/vaults"}),
    ("PATCH", f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv-made-1", "2023-07-01", TAGS),
    ("POST", f"{RECOVERY}/locations/westeurope/checkNameAvailability", "2024-04-01",
     {"name": "rsv-free", "type": "Microsoft.RecoveryServices/Vaults"}),
    ("PUT", f"{VAULT}/replicationPolicies/short", "2025-08-01", {"properties": POLICY}),
    ("PATCH", f"{VAULT}/replicationPolicies/short", "2025-08-01", {"properties": {
        "replicationProviderSettings": POLICY["providerSpecificInput"]}}),
    ("DELETE", f"{VAULT}/replicationPolicies/short", "2025-08-01", None),
    ("POST", f"{VAULT}/replicationVaultHealth/default/refresh", "2025-08-01", None),
)  # fmt: skip
# Of the vault's first fabric, its protected machine `web-01`, and its provider.
BELOW_FABRIC: tuple[Write, ...] = (
    ("POST", "{fabric}/checkConsistency", "2025-08-01", None),
    ("POST", "{site}/unplannedFailover", "2025-08-01", {"properties": {
        "failoverDirection": "PrimaryToRecovery",
        "providerSpecificDetails": {"instanceType": "InMageAzureV2"}}}),
    ("POST", "{site}/failoverCommit", "2025-08-01", None),
    ("DELETE", "{site}", "2025-08-01", None),
    ("DELETE", "{fabric}", "2025-08-01", None),
)  # fmt: skip
# What is always refused here, or while machines are protected.
REFUSED: tuple[Write, ...] = (
    ("PUT", "{fabric}", "2025-08-01", {"properties": {}}),
    ("POST", "{fabric}/migratetoaad", "2025-08-01", None),
    ("POST", "{fabric}/removeInfra", "2025-08-01", None),
    ("POST", "{fabric}/remove", "2025-08-01", None),
    ("POST", "{provider}/remove", "2025-08-01", None),
    ("DELETE", "{provider}", "2025-08-01", None),
    ("POST", f"{GROUP}/moveResources", "2021-04-01",
     {"resources": [f"{NETWORK}/routeTables/rt"], "targetResourceGroup": ELSEWHERE}),
)  # fmt: skip

"""The built-in roles this Azure knows, with their real identifiers and permissions.

Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
"""

from __future__ import annotations

from dataclasses import dataclass

COMMON = (
    "Microsoft.Authorization/*/read",
    "Microsoft.Insights/alertRules/*",
    "Microsoft.ResourceHealth/availabilityStatuses/read",
    "Microsoft.Resources/deployments/*",
    "Microsoft.Resources/subscriptions/resourceGroups/read",
    "Microsoft.Support/*",
)
VAULT = "Microsoft.RecoveryServices/vaults/"
FABRICS = VAULT + "replicationFabrics/"
CONTAINERS = FABRICS + "replicationProtectionContainers/"
ITEMS = CONTAINERS + "replicationProtectedItems/"
PLANS = VAULT + "replicationRecoveryPlans/"


@dataclass(frozen=True, kw_only=True)
class Role:
    """One role. `id` is the last part of its definition's id."""

    id: str
    name: str
    about: str
    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    data_actions: tuple[str, ...] = ()


OWNER = Role(
    id="8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    name="Owner",
    about="Grants full access to manage all resources, including the ability to assign roles in "
    "Azure RBAC.",
    actions=("*",),
)
CONTRIBUTOR = Role(
    id="b24988ac-6180-42a0-ab88-20f7382dd24c",
    name="Contributor",
    about="Grants full access to manage all resources, but does not allow you to assign roles in "
    "Azure RBAC, manage assignments in Azure Blueprints, or share image galleries.",
    actions=("*",),
    not_actions=(
        "Microsoft.Authorization/*/Delete",
        "Microsoft.Authorization/*/Write",
        "Microsoft.Authorization/elevateAccess/Action",
        "Microsoft.Blueprint/blueprintAssignments/write",
        "Microsoft.Blueprint/blueprintAssignments/delete",
        "Microsoft.Compute/galleries/share/action",
        "Microsoft.Purview/consents/write",
        "Microsoft.Purview/consents/delete",
        "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
        "Microsoft.Subscription/cancel/action",
        "Microsoft.Subscription/enable/action",
    ),
)
READER = Role(
    id="acdd72a7-3385-48ef-bd42-f606fba81ae7",
    name="Reader",
    about="View all resources, but does not allow you to make any changes.",
    actions=("*/read",),
)
ACCESS_ADMINISTRATOR = Role(
    id="18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    name="User Access Administrator",
    about="Lets you manage user access to Azure resources.",
    actions=("*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"),
)
MACHINE_CONTRIBUTOR = Role(
    id="9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
    name="Virtual Machine Contributor",
    about="Lets you manage virtual machines, but not access to them, and not the virtual network "
    "or storage account they're connected to.",
    actions=(
        *COMMON,
        "Microsoft.Compute/availabilitySets/*",
        "Microsoft.Compute/locations/*",
        "Microsoft.Compute/virtualMachines/*",
        "Microsoft.Compute/virtualMachineScaleSets/*",
        "Microsoft.Compute/cloudServices/*",
        "Microsoft.Compute/disks/write",
        "Microsoft.Compute/disks/read",
        "Microsoft.Compute/disks/delete",
        "Microsoft.Compute/hostgroups/write",
        "Microsoft.Compute/hostgroups/hosts/write",
        "Microsoft.DevTestLab/schedules/*",
        "Microsoft.Network/applicationGateways/backendAddressPools/join/action",
        "Microsoft.Network/loadBalancers/backendAddressPools/join/action",
        "Microsoft.Network/loadBalancers/inboundNatPools/join/action",
        "Microsoft.Network/loadBalancers/inboundNatRules/join/action",
        "Microsoft.Network/loadBalancers/probes/join/action",
        "Microsoft.Network/loadBalancers/read",
        "Microsoft.Network/locations/*",
        "Microsoft.Network/networkInterfaces/*",
        "Microsoft.Network/networkSecurityGroups/join/action",
        "Microsoft.Network/networkSecurityGroups/read",
        "Microsoft.Network/publicIPAddresses/join/action",
        "Microsoft.Network/publicIPAddresses/read",
        "Microsoft.Network/virtualNetworks/read",
        "Microsoft.Network/virtualNetworks/subnets/join/action",
        "Microsoft.RecoveryServices/locations/*",
        "Microsoft.RecoveryServices/Vaults/backupFabrics/backupProtectionIntent/write",
        "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/*/read",
        "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/read",
        "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write",
        "Microsoft.RecoveryServices/Vaults/backupPolicies/read",
        "Microsoft.RecoveryServices/Vaults/backupPolicies/write",
        "Microsoft.RecoveryServices/Vaults/read",
        "Microsoft.RecoveryServices/Vaults/usages/read",
        "Microsoft.RecoveryServices/Vaults/write",
        "Microsoft.SerialConsole/serialPorts/connect/action",
        "Microsoft.SqlVirtualMachine/*",
        "Microsoft.Storage/storageAccounts/listKeys/action",
        "Microsoft.Storage/storageAccounts/read",
    ),
)
NETWORK_CONTRIBUTOR = Role(
    id="4d97b98b-1d4f-4787-a291-c67834d212e7",
    name="Network Contributor",
    about="Lets you manage networks, but not access to them.",
    actions=(*COMMON, "Microsoft.Network/*"),
)
STORAGE_CONTRIBUTOR = Role(
    id="17d1049b-9a84-46fb-8f53-869881c3d3ab",
    name="Storage Account Contributor",
    about="Lets you manage storage accounts, including accessing storage account keys which "
    "provide full access to storage account data.",
    actions=(
        *COMMON,
        "Microsoft.Insights/diagnosticSettings/*",
        "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action",
        "Microsoft.Storage/storageAccounts/*",
    ),
)
BLOBS = "Microsoft.Storage/storageAccounts/blobServices/"
BLOB_READER = Role(
    id="2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    name="Storage Blob Data Reader",
    about="Allows for read access to Azure Storage blob containers and data",
    actions=(BLOBS + "containers/read", BLOBS + "generateUserDelegationKey/action"),
    data_actions=(BLOBS + "containers/blobs/read",),
)
BLOB_CONTRIBUTOR = Role(
    id="ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    name="Storage Blob Data Contributor",
    about="Allows for read, write and delete access to Azure Storage blob containers and data",
    actions=(
        BLOBS + "containers/delete",
        BLOBS + "containers/read",
        BLOBS + "containers/write",
        BLOBS + "generateUserDelegationKey/action",
    ),
    data_actions=(
        BLOBS + "containers/blobs/delete",
        BLOBS + "containers/blobs/read",
        BLOBS + "containers/blobs/write",
        BLOBS + "containers/blobs/move/action",
        BLOBS + "containers/blobs/add/action",
    ),
)
SECRETS_USER = Role(
    id="4633458b-17de-408a-b874-0445c86b69e6",
    name="Key Vault Secrets User",
    about="Read secret contents. Only works for key vaults that use the 'Azure role-based access "
    "control' permission model.",
    data_actions=(
        "Microsoft.KeyVault/vaults/secrets/getSecret/action",
        "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    ),
)
SECRETS_OFFICER = Role(
    id="b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    name="Key Vault Secrets Officer",
    about="Perform any action on the secrets of a key vault, except manage permissions. Only works "
    "for key vaults that use the 'Azure role-based access control' permission model.",
    actions=(
        "Microsoft.Authorization/*/read",
        "Microsoft.Insights/alertRules/*",
        "Microsoft.Resources/deployments/*",
        "Microsoft.Resources/subscriptions/resourceGroups/read",
        "Microsoft.Support/*",
        "Microsoft.KeyVault/checkNameAvailability/read",
        "Microsoft.KeyVault/deletedVaults/read",
        "Microsoft.KeyVault/locations/*/read",
        "Microsoft.KeyVault/vaults/*/read",
        "Microsoft.KeyVault/operations/read",
    ),
    data_actions=("Microsoft.KeyVault/vaults/secrets/*",),
)
RECOVERY_READER = Role(
    id="dbaa88c4-0c30-4179-9fb3-46319faa6149",
    name="Site Recovery Reader",
    about="Lets you view Site Recovery status but not perform other management operations",
    actions=(
        "Microsoft.Authorization/*/read",
        "Microsoft.RecoveryServices/locations/allocatedStamp/read",
        VAULT + "extendedInformation/read",
        VAULT + "monitoringAlerts/read",
        VAULT + "monitoringConfigurations/notificationConfiguration/read",
        VAULT + "read",
        VAULT + "refreshContainers/read",
        VAULT + "registeredIdentities/operationResults/read",
        VAULT + "registeredIdentities/read",
        VAULT + "replicationAlertSettings/read",
        VAULT + "replicationEvents/read",
        FABRICS + "read",
        FABRICS + "replicationNetworks/read",
        FABRICS + "replicationNetworks/replicationNetworkMappings/read",
        CONTAINERS + "read",
        CONTAINERS + "replicationProtectableItems/read",
        ITEMS + "read",
        ITEMS + "recoveryPoints/read",
        CONTAINERS + "replicationProtectionContainerMappings/read",
        FABRICS + "replicationRecoveryServicesProviders/read",
        FABRICS + "replicationStorageClassifications/read",
        FABRICS + "replicationStorageClassifications/replicationStorageClassificationMappings/read",
        FABRICS + "replicationvCenters/read",
        VAULT + "replicationJobs/read",
        VAULT + "replicationPolicies/read",
        VAULT + "replicationRecoveryPlans/read",
        VAULT + "storageConfig/read",
        VAULT + "tokenInfo/read",
        VAULT + "usages/read",
        VAULT + "vaultTokens/read",
        "Microsoft.Support/*",
    ),
)
RECOVERY_OPERATOR = Role(
    id="494ae006-db33-4328-bf46-533a6560a3ca",
    name="Site Recovery Operator",
    about="Lets you failover and failback but not perform other Site Recovery management "
    "operations",
    actions=(
        *COMMON,
        "Microsoft.Network/virtualNetworks/read",
        "Microsoft.RecoveryServices/locations/allocatedStamp/read",
        "Microsoft.RecoveryServices/locations/allocateStamp/action",
        VAULT + "extendedInformation/read",
        VAULT + "read",
        VAULT + "refreshContainers/read",
        VAULT + "registeredIdentities/operationResults/read",
        VAULT + "registeredIdentities/read",
        VAULT + "replicationAlertSettings/read",
        VAULT + "replicationEvents/read",
        FABRICS + "checkConsistency/action",
        FABRICS + "read",
        FABRICS + "reassociateGateway/action",
        FABRICS + "renewcertificate/action",
        FABRICS + "replicationNetworks/read",
        FABRICS + "replicationNetworks/replicationNetworkMappings/read",
        CONTAINERS + "read",
        CONTAINERS + "replicationProtectableItems/read",
        ITEMS + "applyRecoveryPoint/action",
        ITEMS + "failoverCommit/action",
        ITEMS + "plannedFailover/action",
        ITEMS + "read",
        ITEMS + "recoveryPoints/read",
        ITEMS + "repairReplication/action",
        ITEMS + "reProtect/action",
        ITEMS + "switchprotection/action",
        ITEMS + "testFailover/action",
        ITEMS + "testFailoverCleanup/action",
        ITEMS + "unplannedFailover/action",
        ITEMS + "updateMobilityService/action",
        CONTAINERS + "replicationProtectionContainerMappings/read",
        FABRICS + "replicationRecoveryServicesProviders/read",
        FABRICS + "replicationRecoveryServicesProviders/refreshProvider/action",
        FABRICS + "replicationStorageClassifications/read",
        FABRICS + "replicationStorageClassifications/replicationStorageClassificationMappings/read",
        FABRICS + "replicationvCenters/read",
        VAULT + "replicationJobs/*",
        VAULT + "replicationPolicies/read",
        PLANS + "failoverCommit/action",
        PLANS + "plannedFailover/action",
        PLANS + "read",
        PLANS + "reProtect/action",
        PLANS + "testFailover/action",
        PLANS + "testFailoverCleanup/action",
        PLANS + "unplannedFailover/action",
        VAULT + "monitoringAlerts/*",
        VAULT + "monitoringConfigurations/notificationConfiguration/read",
        VAULT + "storageConfig/read",
        VAULT + "tokenInfo/read",
        VAULT + "usages/read",
        VAULT + "vaultTokens/read",
        "Microsoft.Storage/storageAccounts/read",
    ),
)
RECOVERY_CONTRIBUTOR = Role(
    id="6670b86e-a3f7-4917-ac9b-5d6ab1be4567",
    name="Site Recovery Contributor",
    about="Lets you manage Site Recovery service except vault creation and role assignment",
    actions=(
        *COMMON,
        "Microsoft.Network/virtualNetworks/read",
        "Microsoft.RecoveryServices/locations/allocatedStamp/read",
        "Microsoft.RecoveryServices/locations/allocateStamp/action",
        VAULT + "certificates/write",
        VAULT + "extendedInformation/*",
        VAULT + "read",
        VAULT + "refreshContainers/read",
        VAULT + "registeredIdentities/*",
        VAULT + "replicationAlertSettings/*",
        VAULT + "replicationEvents/read",
        VAULT + "replicationFabrics/*",
        VAULT + "replicationJobs/*",
        VAULT + "replicationPolicies/*",
        VAULT + "replicationRecoveryPlans/*",
        VAULT + "replicationVaultSettings/*",
        VAULT + "storageConfig/*",
        VAULT + "tokenInfo/read",
        VAULT + "usages/read",
        VAULT + "vaultTokens/read",
        VAULT + "monitoringAlerts/*",
        VAULT + "monitoringConfigurations/notificationConfiguration/read",
        VAULT + "replicationOperationStatus/read",
        "Microsoft.Storage/storageAccounts/read",
    ),
)
ROLES = (
    OWNER, CONTRIBUTOR, READER, ACCESS_ADMINISTRATOR, MACHINE_CONTRIBUTOR, NETWORK_CONTRIBUTOR,
    STORAGE_CONTRIBUTOR, BLOB_READER, BLOB_CONTRIBUTOR, SECRETS_USER, SECRETS_OFFICER,
    RECOVERY_CONTRIBUTOR, RECOVERY_OPERATOR, RECOVERY_READER,
)  # fmt: skip

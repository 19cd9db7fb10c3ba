"""The operations that the local Azure serves and that have no official example here, and why.

An operation that is served and is neither here nor exemplified fails the test, and so does a line
that nothing needs any more: the list can only shrink or be argued.
"""

from __future__ import annotations

NOT_YET = "not looked up in the specifications yet"
NOT_FOUND = "looked for in the specification's folders that are stored, and not had"
OLDER = "an older api-version of what `authorization` names"
_NOT_YET = {
    "authorization": """
        DenyAssignments_Get DenyAssignments_GetById DenyAssignments_List
        DenyAssignments_ListForResource DenyAssignments_ListForResourceGroup
        DenyAssignments_ListForScope Permissions_ListForResource
        Permissions_ListForResourceGroup RoleAssignments_Create
        RoleAssignments_CreateById RoleAssignments_Delete RoleAssignments_DeleteById
        RoleAssignments_Get RoleAssignments_ListForResource
        RoleAssignments_ListForResourceGroup RoleAssignments_ListForScope
        RoleAssignments_ListForSubscription RoleDefinitions_CreateOrUpdate
        RoleDefinitions_Delete RoleDefinitions_Get RoleDefinitions_GetById
        RoleDefinitions_List
    """,
    "compute": """
        AvailabilitySets_CreateOrUpdate AvailabilitySets_Delete AvailabilitySets_Get
        AvailabilitySets_List AvailabilitySets_ListBySubscription
        AvailabilitySets_Update Disks_CreateOrUpdate Disks_Delete Disks_Get
        Disks_GrantAccess Disks_List Disks_ListByResourceGroup Disks_RevokeAccess
        Disks_Update Images_CreateOrUpdate Images_Delete Images_Get Images_List
        Images_ListByResourceGroup Images_Update ResourceSkus_List
        Snapshots_CreateOrUpdate Snapshots_Delete Snapshots_Get
        Snapshots_GrantAccess Snapshots_List Snapshots_ListByResourceGroup
        Snapshots_RevokeAccess Snapshots_Update Usage_List
        VirtualMachineExtensions_CreateOrUpdate VirtualMachineExtensions_Delete
        VirtualMachineExtensions_Get VirtualMachineExtensions_List
        VirtualMachineExtensions_Update VirtualMachineImages_Get
        VirtualMachineImages_List VirtualMachineImages_ListOffers
        VirtualMachineImages_ListPublishers VirtualMachineImages_ListSkus
        VirtualMachineRunCommands_Delete VirtualMachineRunCommands_Get
        VirtualMachineRunCommands_GetByVirtualMachine
        VirtualMachineRunCommands_ListByVirtualMachine
        VirtualMachineRunCommands_Update VirtualMachineSizes_List
        VirtualMachines_Delete VirtualMachines_Generalize VirtualMachines_Get
        VirtualMachines_List VirtualMachines_ListAll VirtualMachines_ListByLocation
        VirtualMachines_Reapply VirtualMachines_Redeploy VirtualMachines_RunCommand
        VirtualMachines_Update
    """,
    "deployments": """
        DeploymentOperations_Get DeploymentOperations_GetAtScope
        DeploymentOperations_GetAtSubscriptionScope DeploymentOperations_List
        DeploymentOperations_ListAtScope
        DeploymentOperations_ListAtSubscriptionScope
        Deployments_CalculateTemplateHash Deployments_Cancel
        Deployments_CancelAtScope Deployments_CancelAtSubscriptionScope
        Deployments_CheckExistence Deployments_CheckExistenceAtScope
        Deployments_CheckExistenceAtSubscriptionScope Deployments_CreateOrUpdate
        Deployments_CreateOrUpdateAtScope
        Deployments_CreateOrUpdateAtSubscriptionScope Deployments_Delete
        Deployments_DeleteAtScope Deployments_DeleteAtSubscriptionScope
        Deployments_ExportTemplate Deployments_ExportTemplateAtScope
        Deployments_ExportTemplateAtSubscriptionScope Deployments_Get
        Deployments_GetAtScope Deployments_GetAtSubscriptionScope
        Deployments_ListAtScope Deployments_ListAtSubscriptionScope
        Deployments_ListByResourceGroup Deployments_Validate
        Deployments_ValidateAtScope Deployments_ValidateAtSubscriptionScope
        Deployments_WhatIf Deployments_WhatIfAtSubscriptionScope
    """,
    "keyvault": """
        ManagedHsms_ListBySubscription ManagedHsms_ListDeleted
        Vaults_CreateOrUpdate Vaults_Get Vaults_GetDeleted Vaults_ListBySubscription
        Vaults_Update
    """,
    "locks": """
        ManagementLocks_CreateOrUpdateAtResourceLevel
        ManagementLocks_CreateOrUpdateAtSubscriptionLevel
        ManagementLocks_CreateOrUpdateByScope ManagementLocks_DeleteAtResourceLevel
        ManagementLocks_DeleteAtSubscriptionLevel ManagementLocks_DeleteByScope
        ManagementLocks_GetAtResourceGroupLevel ManagementLocks_GetAtResourceLevel
        ManagementLocks_GetAtSubscriptionLevel ManagementLocks_ListAtResourceLevel
        ManagementLocks_ListByScope
    """,
    "marketplace": """
        MarketplaceAgreements_Cancel MarketplaceAgreements_GetAgreement
        MarketplaceAgreements_List MarketplaceAgreements_Sign
    """,
    "policy": """
        PolicyAssignments_CreateById PolicyAssignments_Delete
        PolicyAssignments_DeleteById PolicyAssignments_Get PolicyAssignments_GetById
        PolicyAssignments_List PolicyAssignments_ListForManagementGroup
        PolicyAssignments_ListForResource PolicyAssignments_ListForResourceGroup
        PolicyAssignments_Update PolicyAssignments_UpdateById
        PolicyDefinitions_CreateOrUpdate
        PolicyDefinitions_CreateOrUpdateAtManagementGroup PolicyDefinitions_Delete
        PolicyDefinitions_DeleteAtManagementGroup PolicyDefinitions_Get
        PolicyDefinitions_GetAtManagementGroup PolicyDefinitions_GetBuiltIn
        PolicyDefinitions_List PolicyDefinitions_ListBuiltIn
        PolicyDefinitions_ListByManagementGroup PolicySetDefinitions_CreateOrUpdate
        PolicySetDefinitions_CreateOrUpdateAtManagementGroup
        PolicySetDefinitions_Delete PolicySetDefinitions_DeleteAtManagementGroup
        PolicySetDefinitions_Get PolicySetDefinitions_GetAtManagementGroup
        PolicySetDefinitions_GetBuiltIn PolicySetDefinitions_List
        PolicySetDefinitions_ListBuiltIn PolicySetDefinitions_ListByManagementGroup
    """,
    "resources": """
        ProviderResourceTypes_List Providers_GetAtTenantScope Providers_List
        Providers_ListAtTenantScope Providers_Register Providers_Unregister
        ResourceGroups_CheckExistence ResourceGroups_CreateOrUpdate
        ResourceGroups_Delete ResourceGroups_ExportTemplate ResourceGroups_Get
        ResourceGroups_List ResourceGroups_Update Resources_List
        Resources_ListByResourceGroup Resources_MoveResources
        Resources_ValidateMoveResources Tags_CreateOrUpdate
        Tags_CreateOrUpdateAtScope Tags_CreateOrUpdateValue Tags_Delete
        Tags_DeleteAtScope Tags_DeleteValue Tags_GetAtScope Tags_List
        Tags_UpdateAtScope
    """,
    "storage": """
        BlobContainers_Create BlobContainers_Delete BlobContainers_Get
        BlobContainers_List BlobContainers_Update BlobServices_GetServiceProperties
        BlobServices_List StorageAccounts_Create StorageAccounts_Delete
        StorageAccounts_GetProperties StorageAccounts_List
        StorageAccounts_ListByResourceGroup StorageAccounts_ListKeys
        StorageAccounts_RegenerateKey StorageAccounts_Update
    """,
    "subscriptions": """
        Subscriptions_List Subscriptions_ListLocations Tenants_List
    """,
}
_NOT_FOUND: dict[str, str] = {}
_OLDER = {
    "classicAuthorization": """
        Permissions_ListForResource Permissions_ListForResourceGroup
        RoleAssignments_Create RoleAssignments_CreateById RoleAssignments_Delete
        RoleAssignments_DeleteById RoleAssignments_Get RoleAssignments_GetById
        RoleAssignments_List RoleAssignments_ListForResource
        RoleAssignments_ListForResourceGroup RoleAssignments_ListForScope
        RoleDefinitions_CreateOrUpdate RoleDefinitions_Delete RoleDefinitions_Get
        RoleDefinitions_GetById RoleDefinitions_List
    """,
}
# `service/Operation_Name` → why.
GAPS = {
    f"{service}/{operation}": why
    for why, found in ((NOT_YET, _NOT_YET), (NOT_FOUND, _NOT_FOUND), (OLDER, _OLDER))
    for service, operations in found.items()
    for operation in operations.split()
}

"""The operations that the local Azure serves and that have no official example here, and why.

An operation that is served and is neither here nor exemplified fails the test, and so does a line
that nothing needs any more: the list can only shrink or be argued.
"""

from __future__ import annotations

NOT_YET = "not looked up in the specifications yet"
NOT_FOUND = "looked for in the folders of the specification that are stored, and not had"
OLDER = "an older api-version of what `authorization` names"
_NOT_YET = {
    "network": """
        AzureFirewalls_CreateOrUpdate AzureFirewalls_Delete AzureFirewalls_Get
        AzureFirewalls_List AzureFirewalls_ListAll AzureFirewalls_UpdateTags
        DefaultSecurityRules_Get DefaultSecurityRules_List
        ExpressRouteCircuits_CreateOrUpdate ExpressRouteCircuits_Delete
        ExpressRouteCircuits_Get ExpressRouteCircuits_List
        ExpressRouteCircuits_ListAll ExpressRouteCircuits_UpdateTags
        LoadBalancers_CreateOrUpdate LoadBalancers_Delete LoadBalancers_Get
        LoadBalancers_List LoadBalancers_ListAll LoadBalancers_UpdateTags
        LocalNetworkGateways_CreateOrUpdate LocalNetworkGateways_List
        LocalNetworkGateways_UpdateTags NatGateways_CreateOrUpdate NatGateways_List
        NatGateways_ListAll NatGateways_UpdateTags
        NetworkInterfaceIPConfigurations_Get NetworkInterfaceIPConfigurations_List
        NetworkInterfaces_ListAll NetworkInterfaces_UpdateTags
        NetworkSecurityGroups_Get NetworkSecurityGroups_List
        NetworkSecurityGroups_ListAll NetworkSecurityGroups_UpdateTags
        PublicIPAddresses_List PublicIPAddresses_ListAll
        PublicIPAddresses_UpdateTags ResourceNavigationLinks_List
        RouteTables_ListAll RouteTables_UpdateTags SecurityRules_List
        ServiceAssociationLinks_List Subnets_List
        VirtualNetworkGatewayConnections_CreateOrUpdate
        VirtualNetworkGatewayConnections_Delete
        VirtualNetworkGatewayConnections_GetSharedKey
        VirtualNetworkGatewayConnections_ResetSharedKey
        VirtualNetworkGatewayConnections_SetSharedKey
        VirtualNetworkGatewayConnections_UpdateTags
        VirtualNetworkGateways_CreateOrUpdate VirtualNetworkGateways_List
        VirtualNetworkGateways_ListConnections VirtualNetworkGateways_UpdateTags
        VirtualNetworkPeerings_CreateOrUpdate VirtualNetworks_Get
        VirtualNetworks_List VirtualNetworks_ListAll VirtualNetworks_ListUsage
        VirtualNetworks_UpdateTags
    """,
    "recoveryservices": """
        RecoveryServices_CheckNameAvailability ReplicationUsages_List
        Usages_ListByVaults Vaults_CreateOrUpdate Vaults_Delete
        Vaults_ListByResourceGroup Vaults_ListBySubscriptionId Vaults_Update
    """,
    "siterecovery": """
        ReplicationVaultSetting_List
        ReplicationAlertSettings_Get ReplicationAlertSettings_List
        ReplicationAppliances_List ReplicationEligibilityResults_Get
        ReplicationEligibilityResults_List ReplicationFabrics_CheckConsistency
        ReplicationFabrics_Create ReplicationFabrics_MigrateToAad
        ReplicationFabrics_Purge ReplicationFabrics_RemoveInfra
        ReplicationJobs_Cancel ReplicationJobs_Export ReplicationJobs_Resume
        ReplicationLogicalNetworks_Get
        ReplicationLogicalNetworks_ListByReplicationFabrics
        ReplicationMigrationItems_List ReplicationNetworkMappings_List
        ReplicationNetworks_Get ReplicationNetworks_List
        ReplicationNetworks_ListByReplicationFabrics ReplicationPolicies_Create
        ReplicationPolicies_Delete ReplicationPolicies_List
        ReplicationPolicies_Update ReplicationProtectableItems_Get
        ReplicationProtectableItems_ListByReplicationProtectionContainers
        ReplicationProtectedItems_Delete ReplicationProtectedItems_FailoverCommit
        ReplicationProtectedItems_List
        ReplicationProtectedItems_ListByReplicationProtectionContainers
        ReplicationProtectedItems_Reprotect
        ReplicationProtectedItems_UnplannedFailover
        ReplicationProtectionClusters_List
        ReplicationProtectionContainerMappings_Get
        ReplicationProtectionContainerMappings_List
        ReplicationProtectionContainerMappings_ListByReplicationProtectionContainers
        ReplicationProtectionContainers_List ReplicationProtectionIntents_Get
        ReplicationProtectionIntents_List ReplicationRecoveryPlans_Get
        ReplicationRecoveryPlans_List ReplicationRecoveryServicesProviders_Delete
        ReplicationRecoveryServicesProviders_Purge
        ReplicationStorageClassificationMappings_List
        ReplicationStorageClassifications_Get ReplicationStorageClassifications_List
        ReplicationStorageClassifications_ListByReplicationFabrics
        ReplicationVaultSetting_Create ReplicationVaultSetting_Get
        ReplicationvCenters_Get ReplicationvCenters_ListByReplicationFabrics
    """,
}
_NOT_FOUND = {
    "deployments": """
        DeploymentOperations_List DeploymentOperations_ListAtScope
        Deployments_ExportTemplateAtSubscriptionScope Deployments_Get
        Deployments_ListAtSubscriptionScope
    """,
    "network": """
        NetworkInterfaces_Delete NetworkSecurityGroups_Delete Routes_CreateOrUpdate
        Routes_List SecurityRules_Delete Subnets_CreateOrUpdate Subnets_Delete
        VirtualNetworkGateways_Delete VirtualNetworks_Delete
    """,
    "resources": """
        Resources_ListByResourceGroup Tags_List
    """,
}
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

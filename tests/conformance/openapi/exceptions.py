"""Where the local Azure's answers differ from the description on purpose, each with its reason.

A line that no answer needs any more fails the test: the list can only shrink or be argued.
"""

from __future__ import annotations

RECORDED = "null in recorded answers of the service (tests/conformance/recordings)"
NULLS = "the service writes the keys of a role out, null where nothing is set"
FAULTS = {
    "$.kind: unknown to NetworkInterface": "the service answers `Regular`; undocumented",
    "$.properties.allowPort25Out: unknown to NetworkInterfacePropertiesFormat": (
        "the service answers it; undocumented"
    ),
    "$.sku.tier: unknown to NatGatewaySku": "the service answers `Regional`; undocumented",
    "$.properties.trackingId: unknown to DeploymentOperationProperties": (
        "the service answers it with every operation of a deployment; undocumented"
    ),
    "$.properties.osDiskImage.sizeInGb: unknown to OSDiskImage": (
        "the service answers it (`az vm image show`); undocumented"
    ),
    "$.properties.hardwareProfile.vmSize: 'Standard_D4s_v5' is no VirtualMachineSizeTypes": (
        "an open enumeration that ends at the sizes of 2017; resource SKUs list the rest"
    ),
    "$.properties.virtualNetworkGateway1.properties: required by VirtualNetworkGateway, missing": (
        "the service answers a connection's ends by id alone"
    ),
    "$.properties.localNetworkGateway2.properties: required by LocalNetworkGateway, missing": (
        "the service answers a connection's ends by id alone"
    ),
    "$.properties.customDetails.processServers[].historicHealth: unknown to ProcessServer": (
        "in recorded answers of the service, beside `health`"
    ),
    "$.properties.customDetails.processServers[].osVersion: is null": RECORDED,
    "$.properties.encryptionDetails.kekCertThumbprint: is null": RECORDED,
    "$.properties.rolloverEncryptionDetails.kekCertThumbprint: is null": RECORDED,
    "$.properties.fabricSpecificDetails: is null": RECORDED,
    "$.properties.providerSpecificDetails.masterTargetId: is null": RECORDED,
    "$.properties.providerSpecificDetails: is null": "VMware mappings have no details of their own",
    "$.properties.providerVersionExpiryDate: is null": "a version without an end",
    "$.properties.eventSpecificDetails: is null": "an event without details of its own",
    "$.properties.condition: is null": NULLS,
    "$.properties.conditionVersion: is null": NULLS,
    "$.properties.delegatedManagedIdentityResourceId: is null": NULLS,
    "$.properties.description: is null": NULLS,
    "$.properties.createdBy: is null": NULLS,
    "$.properties.updatedBy: is null": NULLS,
    "$.value[].properties.condition: is null": NULLS,
    "$.value[].properties.conditionVersion: is null": NULLS,
    "$.value[].properties.delegatedManagedIdentityResourceId: is null": NULLS,
    "$.value[].properties.description: is null": NULLS,
    "$.value[].properties.createdBy: is null": NULLS,
    "$.value[].properties.updatedBy: is null": NULLS,
}
SAYS_MORE = (
    "Site Recovery's refusals say more than the common shape "
    "(github.com/hashicorp/terraform-provider-azurerm/issues/11180)"
)
GATEWAY = "in exported gateways and connections of the service; undocumented"
# Of answers to writes, and of refusals; the session of writes needs each of them.
WRITTEN = {
    "$.error.details[].possibleCauses: unknown to ErrorDetail": SAYS_MORE,
    "$.error.details[].recommendedAction: unknown to ErrorDetail": SAYS_MORE,
    "$.error.details[].clientRequestId: unknown to ErrorDetail": SAYS_MORE,
    "$.error.details[].activityId: unknown to ErrorDetail": SAYS_MORE,
    "$.keys[].permissions: 'FULL' is no KeyPermission": (
        "the service answers it so (`az storage account keys list`)"
    ),
    "$.properties.providers[].resourceTypes[].locations[]: is null": (
        "the service answers `[null]` for a resource without a region"
    ),
    "$.properties.packetCaptureDiagnosticState: unknown to VirtualNetworkGatewayPropertiesFormat": (
        GATEWAY
    ),
    "$.properties.packetCaptureDiagnosticState: unknown to "
    "VirtualNetworkGatewayConnectionPropertiesFormat": GATEWAY,
    "$.properties.ipConfigurations[].type: unknown to VirtualNetworkGatewayIPConfiguration": (
        GATEWAY
    ),
}
ALL = FAULTS.keys() | WRITTEN.keys()

# What is served and described by no package, and why it is.
TENANT = "the packages ask for a scope before it; the service has the tenant's without one"
HERE = "an address that a long operation hands out; what it answers follows the operation"
WIDE = "by group only in the packages; the service has it by subscription, as the portal does"
BY_FABRIC = "one by its name is below a fabric in the packages; always 404 here"
BELOW = "GET Microsoft.RecoveryServices/vaults/{vault}/"
FABRIC = BELOW + "replicationFabrics/{fabric}/"
ABSENT = {
    "GET /providers/Microsoft.Authorization/roleDefinitions": TENANT,
    "GET /providers/Microsoft.Authorization/roleDefinitions/{name}": TENANT,
    "GET /providers/Microsoft.Authorization/roleAssignments": TENANT,
    "GET /providers/Microsoft.Authorization/roleAssignments/{name}": TENANT,
    "GET Microsoft.Network/virtualNetworkGateways": WIDE,
    "GET Microsoft.Network/localNetworkGateways": WIDE,
    "GET Microsoft.Network/connections": WIDE,
    "GET Microsoft.Resources/deployments/{name}/operationStatuses/{operation}": HERE,
    "GET {ns}/locations/{location}/operations/{operation}": HERE,
    "GET {ns}/locations/{location}/operationResults/{operation}": HERE,
    "GET /subscriptions/{sub}/operationresults/{operation}": HERE,
    BELOW + "replicationOperationStatus/{operation}": HERE,
    BELOW + "replicationOperationResults/{operation}": HERE,
    BELOW + "replicationJobs/{job}/operationresults/{operation}": HERE,
    FABRIC + "operationresults/{operation}": HERE,
    FABRIC + "replicationRecoveryServicesProviders/{provider}/operationresults/{operation}": HERE,
    FABRIC + "replicationProtectionContainers/{container}/replicationProtectedItems/{item}/"
    "operationresults/{operation}": HERE,
    BELOW + "replicationNetworks/{child}": BY_FABRIC,
    BELOW + "replicationvCenters/{child}": BY_FABRIC,
    BELOW + "replicationNetworkMappings/{child}": BY_FABRIC,
    BELOW + "replicationStorageClassifications/{child}": BY_FABRIC,
    BELOW + "replicationStorageClassificationMappings/{child}": BY_FABRIC,
    BELOW + "replicationMigrationItems/{child}": BY_FABRIC,
    BELOW + "replicationProtectionClusters/{child}": BY_FABRIC,
}

POLLED = "an address that a long operation hands out: its tests follow it"
EMPTY = "nothing of this kind exists in the story or can be made here"
UNDESCRIBED = "the packages describe no answer for it"
# The end of a GET route (after the last `/providers/`) that is not read, and why.
UNREAD = {
    "Microsoft.Authorization/denyAssignments/{name}": EMPTY,
    "Microsoft.Authorization/policySetDefinitions/{name}": EMPTY,
    "Microsoft.Authorization/roleAssignments": UNDESCRIBED,
    "Microsoft.Authorization/roleAssignments/{name}": UNDESCRIBED,
    "Microsoft.Authorization/roleDefinitions": UNDESCRIBED,
    "Microsoft.Authorization/roleDefinitions/{name}": UNDESCRIBED,
    "Microsoft.Resources/deployments/{name}": "read at the group; none is made higher up",
    "Microsoft.Resources/deployments/{name}/operations": "read at the group",
    "Microsoft.Resources/deployments/{name}/operations/{operation}": "read at the group",
    "Microsoft.Resources/deployments/{name}/operationStatuses/{operation}": POLLED,
    "/subscriptions/{sub}/resourcegroups/{rg}/deployments/{name}/operations": UNDESCRIBED,
    "/subscriptions/{sub}/resourcegroups/{rg}/deployments/{name}/operations/{operation}": (
        UNDESCRIBED
    ),
    "Microsoft.Network/loadBalancers/{name}": EMPTY,
    "Microsoft.Network/azureFirewalls/{name}": EMPTY,
    "Microsoft.Network/expressRouteCircuits/{name}": EMPTY,
    "Microsoft.Network/virtualNetworkGateways": "by group only in the description",
    "Microsoft.Network/localNetworkGateways": "by group only in the description",
    "Microsoft.Network/connections": "by group only in the description",
    "Microsoft.Compute/virtualMachines/{name}/extensions/{extension}": EMPTY,
    "Microsoft.Compute/images/{name}": EMPTY,
    "Microsoft.KeyVault/locations/{location}/deletedVaults/{name}": EMPTY,
    "Microsoft.RecoveryServices/replicationEligibilityResults": "always refused, as noted there",
    "Microsoft.RecoveryServices/replicationEligibilityResults/{name}": "always refused",
    "{ns}/locations/{location}/operations/{operation}": POLLED,
    "{ns}/locations/{location}/operationResults/{operation}": POLLED,
    "/subscriptions/{sub}/operationresults/{operation}": POLLED,
}
# Site Recovery's corners: lists are read and empty, one of them by name does not exist.
VAULT = "Microsoft.RecoveryServices/vaults/{vault}/"
UNREAD_BELOW_VAULT = ("operation}", "child}", "setting}", "replicationVaultSettings")

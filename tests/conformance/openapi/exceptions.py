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

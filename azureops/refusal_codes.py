"""Which refusal each of Azure's codes means, in lower case."""

from __future__ import annotations

from azureops import refusal_table
from azureops.refusal_table import Refusal

_GROUPS: tuple[tuple[Refusal, str], ...] = (
    (
        refusal_table.FORBIDDEN,
        (
            "AuthorizationFailed LinkedAuthorizationFailed Forbidden ForbiddenByRbac "
            "ForbiddenByPolicy AccessDenied RoleAssignmentNotFound"
        ),
    ),
    (
        refusal_table.UNAUTHENTICATED,
        (
            "InvalidAuthenticationToken ExpiredAuthenticationToken "
            "AuthenticationFailed InvalidAuthenticationTokenTenant "
            "AuthenticationFailedMissingToken InvalidAuthenticationTokenAudience Unauthorized"
        ),
    ),
    (
        refusal_table.ABSENT,
        (
            "ResourceNotFound ResourceGroupNotFound ParentResourceNotFound NotFound "
            "VaultNotFound SecretNotFound"
        ),
    ),
    (refusal_table.QUOTA, "QuotaExceeded ResourceQuotaExceeded PublicIPCountLimitReached"),
    (refusal_table.NOT_ALLOWED, "OperationNotAllowed"),
    (refusal_table.SIZE, "SkuNotAvailable InvalidVMSize VMSizeNotSupported"),
    (
        refusal_table.CAPACITY,
        (
            "AllocationFailed ZonalAllocationFailed OverconstrainedAllocationRequest "
            "OverconstrainedZonalAllocationRequest"
        ),
    ),
    (refusal_table.IP_TAKEN, "PrivateIPAddressInUse PrivateIPAddressIsAllocated IPAddressInUse"),
    (
        refusal_table.IP_WRONG,
        (
            "PrivateIPAddressNotInSubnet PrivateIPAddressInReservedRange "
            "PrivateIPAddressNotInAnySubnet PrivateIPAddressIsBroadcastAddress InvalidIPAddress"
        ),
    ),
    (
        refusal_table.CONFLICT,
        (
            "Conflict AnotherOperationInProgress ResourceGroupBeingDeleted ResourceBeingDeleted"
            " RetryableError OperationPreempted PropertyChangeNotAllowed "
            "ReferencedResourceNotProvisioned ConflictingUserInput ResourceExists"
        ),
    ),
    (refusal_table.POLICY, "RequestDisallowedByPolicy RequestDisallowedByAzure"),
    (refusal_table.LOCKED, "ScopeLocked"),
    (refusal_table.REFERENCE, "InvalidResourceReference"),
    (
        refusal_table.REGISTRATION,
        ("MissingSubscriptionRegistration SubscriptionNotRegistered NoRegisteredProviderFound"),
    ),
    (
        refusal_table.LOCATION,
        (
            "InvalidResourceLocation InvalidLocation InvalidResourceGroupLocation "
            "LocationNotAvailableForResourceType LocationNotAvailableForResourceGroup"
        ),
    ),
    (
        refusal_table.IMAGE,
        (
            "ImageVersionDeprecated ImageDeprecated PlatformImageNotFound ImageNotFound "
            "VMImageDeprecated"
        ),
    ),
    (
        refusal_table.TERMS,
        (
            "MarketplacePurchaseEligibilityFailed ResourcePurchaseValidationFailed "
            "ResourcePurchaseCanceled"
        ),
    ),
    (refusal_table.PLAN, "VMMarketplaceInvalidInput"),
    (
        refusal_table.INVALID,
        (
            "InvalidParameter BadRequest InvalidRequestFormat InvalidRequestContent "
            "InvalidResourceName InvalidParameterValue BadParameter InvalidRequest "
            "ReservedResourceName"
        ),
    ),
    (
        refusal_table.IN_USE,
        (
            "NicInUse InUseSubnetCannotBeDeleted NicReservedForAnotherVm DiskInUse "
            "AttachDiskWhileBeingDetached"
        ),
    ),
    (refusal_table.FULL, "SubnetIsFull SubnetWithoutAvailableIPAddress"),
    (
        refusal_table.THROTTLED,
        (
            "TooManyRequests SubscriptionRequestsThrottled ResourceRequestsThrottled "
            "Throttled ResourceCollectionRequestsThrottled"
        ),
    ),
    (
        refusal_table.DISABLED,
        "ReadOnlyDisabledSubscription SubscriptionNotEnabled DisabledSubscription",
    ),
    (refusal_table.SUBSCRIPTION, "SubscriptionNotFound InvalidSubscriptionId"),
    (
        refusal_table.GUEST,
        (
            "OSProvisioningTimedOut OSProvisioningClientError OSProvisioningInternalError "
            "VMStartTimedOut VMAgentStatusCommunicationError"
        ),
    ),
    (
        refusal_table.DELETED_SECRET,
        "ObjectIsDeletedButRecoverable ObjectIsBeingDeleted ObjectIsBeingRecovered",
    ),
    (
        refusal_table.BROKEN,
        (
            "InternalServerError InternalOperationError ServerTimeout ServiceUnavailable "
            "InternalExecutionError GatewayTimeout"
        ),
    ),
    (refusal_table.CANCELLED, "Canceled OperationCanceled"),
)

BY_CODE: dict[str, Refusal] = {
    code.lower(): refusal for refusal, codes in _GROUPS for code in codes.split()
}

"""Azure's codes, each with a sentence and a remedy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """`code` is ours; several of Azure's codes may share one."""

    code: str
    sentence: str
    remedy: str
    retriable: bool = False


OTHER = Refusal(
    code="azure-refused",
    sentence="Azure refused the request.",
    remedy="Read Azure's own message; mend what it names, then try again.",
)
_FORBIDDEN = Refusal(
    code="azure-forbidden",
    sentence="The bot's identity may not do this in Azure.",
    remedy="Grant its service principal the role that Azure's message names, wait five minutes, "
    "then try again.",
)
_UNAUTHENTICATED = Refusal(
    code="azure-unauthenticated",
    sentence="Azure does not accept the bot's sign-in.",
    remedy="Check AZURE_TENANT_ID, AZURE_CLIENT_ID and the client secret or certificate.",
)
_ABSENT = Refusal(
    code="azure-not-found",
    sentence="What was asked for does not exist in Azure.",
    remedy="It may have been deleted or renamed: choose again from the list.",
)
QUOTA = Refusal(
    code="azure-quota",
    sentence="The subscription's quota does not allow this machine.",
    remedy="Ask for more quota (portal: Quotas), free some, or choose another size or region.",
)
# Azure says it of many things; where it is known to mean one of them, an operation's kind says so.
_NOT_ALLOWED = Refusal(
    code="azure-not-allowed",
    sentence="Azure does not allow this as things are.",
    remedy="Azure's message says what stands against it; change that, then try again.",
)
_SIZE = Refusal(
    code="azure-size-unavailable",
    sentence="This machine size is not offered to the subscription in this region.",
    remedy="Choose another size or another region.",
)
_CAPACITY = Refusal(
    code="azure-capacity",
    sentence="Azure has no room for this size in this region right now.",
    remedy="Try again later, or choose another size.",
    retriable=True,
)
_IP_TAKEN = Refusal(
    code="azure-ip-taken",
    sentence="The IP address is already in use in the network.",
    remedy="Choose a free address.",
)
_IP_WRONG = Refusal(
    code="azure-ip-invalid",
    sentence="The IP address cannot be used in this subnet.",
    remedy="Choose one inside the subnet, but not one of its first four or its last.",
)
_CONFLICT = Refusal(
    code="azure-conflict",
    sentence="Something else is changing the same resource in Azure, or it exists in another form.",
    remedy="Wait until that is done, then try again.",
    retriable=True,
)
_POLICY = Refusal(
    code="azure-policy",
    sentence="An Azure Policy of your organisation forbids this.",
    remedy="Ask its owner for an exemption, or change what is asked for to satisfy it.",
)
_LOCKED = Refusal(
    code="azure-locked",
    sentence="A management lock forbids this.",
    remedy="Ask the owner of the resource group or subscription to lift the lock.",
)
_REGISTRATION = Refusal(
    code="azure-not-registered",
    sentence="The subscription is not registered for this Azure service.",
    remedy="Register the resource provider that Azure's message names, then try again.",
)
_LOCATION = Refusal(
    code="azure-location",
    sentence="The region does not fit.",
    remedy="Machine, network interface and network must be in one region; choose that one.",
)
_IMAGE = Refusal(
    code="azure-image",
    sentence="Azure does not deploy this image any more, or does not have it in this region.",
    remedy="Choose another version, or set the server up with Unified Setup on plain Windows.",
)
_TERMS = Refusal(
    code="azure-image-terms",
    sentence="The image's marketplace terms are not accepted in this subscription.",
    remedy="Accept them once for the subscription, then try again.",
)
_PLAN = Refusal(
    code="azure-image-plan",
    sentence="The machine was not asked for with the marketplace plan that its image is sold with.",
    remedy="Plan the deployment again: the image's plan is then read anew.",
)
_INVALID = Refusal(
    code="azure-invalid",
    sentence="Azure does not accept one of the values.",
    remedy="Azure's message names it; mend it and try again.",
)
IN_USE = Refusal(
    code="azure-in-use",
    sentence="The resource is still in use by another one.",
    remedy="Remove or detach what uses it first.",
)
_REFERENCE = Refusal(
    code="azure-reference",
    sentence="Something that the request refers to does not exist or is in another region.",
    remedy="Azure's message names it: check that it is still there and in the same region.",
)
_FULL = Refusal(
    code="azure-subnet-full",
    sentence="The subnet has no free address left.",
    remedy="Choose another subnet or enlarge this one.",
)
_THROTTLED = Refusal(
    code="azure-throttled",
    sentence="Azure asks the bot to slow down.",
    remedy="Wait a minute, then try again.",
    retriable=True,
)
_DISABLED = Refusal(
    code="azure-subscription-disabled",
    sentence="The subscription is disabled or read-only.",
    remedy="Ask its owner to enable it again.",
)
_SUBSCRIPTION = Refusal(
    code="azure-subscription-not-found",
    sentence="The bot's identity cannot see this subscription.",
    remedy="Grant it at least Reader there, or choose another subscription.",
)
_GUEST = Refusal(
    code="azure-guest",
    sentence="The machine was made, but Windows did not come up in time.",
    remedy="Look at its boot diagnostics; clean up and try again if it stays so.",
)
_DELETED_SECRET = Refusal(
    code="azure-secret-deleted",
    sentence="A secret of this name is deleted but not yet gone.",
    remedy="Recover or purge it in the Key Vault, then try again.",
    retriable=True,
)
_BROKEN = Refusal(
    code="azure-unavailable",
    sentence="Azure has a problem of its own.",
    remedy="Try again in some minutes; see status.azure.com if it stays so.",
    retriable=True,
)
_CANCELLED = Refusal(
    code="azure-cancelled",
    sentence="The operation was cancelled in Azure by someone or something else.",
    remedy="Look at the resource's activity log, then try again.",
)

_GROUPS: tuple[tuple[Refusal, str], ...] = (
    (
        _FORBIDDEN,
        (
            "AuthorizationFailed LinkedAuthorizationFailed Forbidden ForbiddenByRbac "
            "ForbiddenByPolicy AccessDenied RoleAssignmentNotFound"
        ),
    ),
    (
        _UNAUTHENTICATED,
        (
            "InvalidAuthenticationToken ExpiredAuthenticationToken "
            "AuthenticationFailed InvalidAuthenticationTokenTenant "
            "AuthenticationFailedMissingToken InvalidAuthenticationTokenAudience Unauthorized"
        ),
    ),
    (
        _ABSENT,
        (
            "ResourceNotFound ResourceGroupNotFound ParentResourceNotFound NotFound "
            "VaultNotFound SecretNotFound"
        ),
    ),
    (QUOTA, "QuotaExceeded ResourceQuotaExceeded PublicIPCountLimitReached"),
    (_NOT_ALLOWED, "OperationNotAllowed"),
    (_SIZE, "SkuNotAvailable InvalidVMSize VMSizeNotSupported"),
    (
        _CAPACITY,
        (
            "AllocationFailed ZonalAllocationFailed OverconstrainedAllocationRequest "
            "OverconstrainedZonalAllocationRequest"
        ),
    ),
    (_IP_TAKEN, "PrivateIPAddressInUse PrivateIPAddressIsAllocated IPAddressInUse"),
    (
        _IP_WRONG,
        (
            "PrivateIPAddressNotInSubnet PrivateIPAddressInReservedRange "
            "PrivateIPAddressNotInAnySubnet PrivateIPAddressIsBroadcastAddress InvalidIPAddress"
        ),
    ),
    (
        _CONFLICT,
        (
            "Conflict AnotherOperationInProgress ResourceGroupBeingDeleted ResourceBeingDeleted"
            " RetryableError OperationPreempted PropertyChangeNotAllowed "
            "ReferencedResourceNotProvisioned ConflictingUserInput ResourceExists"
        ),
    ),
    (_POLICY, "RequestDisallowedByPolicy RequestDisallowedByAzure"),
    (_LOCKED, "ScopeLocked"),
    (_REFERENCE, "InvalidResourceReference"),
    (
        _REGISTRATION,
        ("MissingSubscriptionRegistration SubscriptionNotRegistered NoRegisteredProviderFound"),
    ),
    (
        _LOCATION,
        (
            "InvalidResourceLocation InvalidLocation InvalidResourceGroupLocation "
            "LocationNotAvailableForResourceType LocationNotAvailableForResourceGroup"
        ),
    ),
    (
        _IMAGE,
        (
            "ImageVersionDeprecated ImageDeprecated PlatformImageNotFound ImageNotFound "
            "VMImageDeprecated"
        ),
    ),
    (
        _TERMS,
        (
            "MarketplacePurchaseEligibilityFailed ResourcePurchaseValidationFailed "
            "ResourcePurchaseCanceled"
        ),
    ),
    (_PLAN, "VMMarketplaceInvalidInput"),
    (
        _INVALID,
        (
            "InvalidParameter BadRequest InvalidRequestFormat InvalidRequestContent "
            "InvalidResourceName InvalidParameterValue BadParameter InvalidRequest "
            "ReservedResourceName"
        ),
    ),
    (
        IN_USE,
        (
            "NicInUse InUseSubnetCannotBeDeleted NicReservedForAnotherVm DiskInUse "
            "AttachDiskWhileBeingDetached"
        ),
    ),
    (_FULL, "SubnetIsFull SubnetWithoutAvailableIPAddress"),
    (
        _THROTTLED,
        (
            "TooManyRequests SubscriptionRequestsThrottled ResourceRequestsThrottled "
            "Throttled ResourceCollectionRequestsThrottled"
        ),
    ),
    (_DISABLED, "ReadOnlyDisabledSubscription SubscriptionNotEnabled DisabledSubscription"),
    (_SUBSCRIPTION, "SubscriptionNotFound InvalidSubscriptionId"),
    (
        _GUEST,
        (
            "OSProvisioningTimedOut OSProvisioningClientError OSProvisioningInternalError "
            "VMStartTimedOut VMAgentStatusCommunicationError"
        ),
    ),
    (_DELETED_SECRET, "ObjectIsDeletedButRecoverable ObjectIsBeingDeleted ObjectIsBeingRecovered"),
    (
        _BROKEN,
        (
            "InternalServerError InternalOperationError ServerTimeout ServiceUnavailable "
            "InternalExecutionError GatewayTimeout"
        ),
    ),
    (_CANCELLED, "Canceled OperationCanceled"),
)

BY_CODE: dict[str, Refusal] = {
    code.lower(): refusal for refusal, codes in _GROUPS for code in codes.split()
}

BY_STATUS: dict[int, Refusal] = {
    400: _INVALID,
    401: _UNAUTHENTICATED,
    403: _FORBIDDEN,
    404: _ABSENT,
    409: _CONFLICT,
    412: _CONFLICT,
    429: _THROTTLED,
    500: _BROKEN,
}

NO_ANSWER: dict[str, Refusal] = {
    "tls": Refusal(
        code="azure-tls",
        sentence="The connection to Azure is not trusted: its certificate could not be verified.",
        remedy="If a proxy inspects traffic, point FAILBACK_PS_CA_BUNDLE to its PEM file.",
    ),
    "timeout": Refusal(
        code="azure-timeout",
        sentence="Azure did not answer in time.",
        remedy="Try again in a minute; check the network between the bot and Azure.",
        retriable=True,
    ),
    "connection": Refusal(
        code="azure-unreachable",
        sentence="Azure could not be reached.",
        remedy="Check the network, name resolution and any proxy between the bot and Azure.",
        retriable=True,
    ),
}

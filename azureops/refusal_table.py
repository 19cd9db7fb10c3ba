"""Azure's codes, each with a sentence and a remedy."""

from __future__ import annotations

from dataclasses import dataclass

from core.sentences import say


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """`code` is ours; several of Azure's codes may share one."""

    code: str
    sentence: str
    remedy: str
    retriable: bool = False


OTHER = Refusal(
    code="azure-refused",
    sentence=say("azure-refused", "Azure refused the request."),
    remedy=say(
        "azure-refused-remedy", "Read Azure's own message; mend what it names, then try again."
    ),
)
FORBIDDEN = Refusal(
    code="azure-forbidden",
    sentence=say("azure-forbidden", "The bot's identity may not do this in Azure."),
    remedy=say(
        "azure-forbidden-remedy",
        "Grant its service principal the role that Azure's message names, wait five minutes, "
        "then try again.",
    ),
)
UNAUTHENTICATED = Refusal(
    code="azure-unauthenticated",
    sentence=say("azure-unauthenticated", "Azure does not accept the bot's sign-in."),
    remedy=say(
        "azure-unauthenticated-remedy",
        "Check AZURE_TENANT_ID, AZURE_CLIENT_ID and the client secret or certificate.",
    ),
)
ABSENT = Refusal(
    code="azure-not-found",
    sentence=say("azure-not-found", "What was asked for does not exist in Azure."),
    remedy=say(
        "azure-not-found-remedy", "It may have been deleted or renamed: choose again from the list."
    ),
)
QUOTA = Refusal(
    code="azure-quota",
    sentence=say("azure-quota", "The subscription's quota does not allow this machine."),
    remedy=say(
        "azure-quota-remedy",
        "Ask for more quota (portal: Quotas), free some, or choose another size or region.",
    ),
)
# Azure says it of many things; where it is known to mean one of them, an operation's kind says so.
NOT_ALLOWED = Refusal(
    code="azure-not-allowed",
    sentence=say("azure-not-allowed", "Azure does not allow this as things are."),
    remedy=say(
        "azure-not-allowed-remedy",
        "Azure's message says what stands against it; change that, then try again.",
    ),
)
SIZE = Refusal(
    code="azure-size-unavailable",
    sentence=say(
        "azure-size-unavailable",
        "This machine size is not offered to the subscription in this region.",
    ),
    remedy=say("azure-size-unavailable-remedy", "Choose another size or another region."),
)
CAPACITY = Refusal(
    code="azure-capacity",
    sentence=say("azure-capacity", "Azure has no room for this size in this region right now."),
    remedy=say("azure-capacity-remedy", "Try again later, or choose another size."),
    retriable=True,
)
IP_TAKEN = Refusal(
    code="azure-ip-taken",
    sentence=say("azure-ip-taken", "The IP address is already in use in the network."),
    remedy=say("azure-ip-taken-remedy", "Choose a free address."),
)
IP_WRONG = Refusal(
    code="azure-ip-invalid",
    sentence=say("azure-ip-invalid", "The IP address cannot be used in this subnet."),
    remedy=say(
        "azure-ip-invalid-remedy",
        "Choose one inside the subnet, but not one of its first four or its last.",
    ),
)
CONFLICT = Refusal(
    code="azure-conflict",
    sentence=say(
        "azure-conflict",
        "Something else is changing the same resource in Azure, or it exists in another form.",
    ),
    remedy=say("azure-conflict-remedy", "Wait until that is done, then try again."),
    retriable=True,
)
POLICY = Refusal(
    code="azure-policy",
    sentence=say("azure-policy", "An Azure Policy of your organisation forbids this."),
    remedy=say(
        "azure-policy-remedy",
        "Ask its owner for an exemption, or change what is asked for to satisfy it.",
    ),
)
LOCKED = Refusal(
    code="azure-locked",
    sentence=say("azure-locked", "A management lock forbids this."),
    remedy=say(
        "azure-locked-remedy",
        "Ask the owner of the resource group or subscription to lift the lock.",
    ),
)
REGISTRATION = Refusal(
    code="azure-not-registered",
    sentence=say(
        "azure-not-registered", "The subscription is not registered for this Azure service."
    ),
    remedy=say(
        "azure-not-registered-remedy",
        "Register the resource provider that Azure's message names, then try again.",
    ),
)
LOCATION = Refusal(
    code="azure-location",
    sentence=say("azure-location", "The region does not fit."),
    remedy=say(
        "azure-location-remedy",
        "Machine, network interface and network must be in one region; choose that one.",
    ),
)
IMAGE = Refusal(
    code="azure-image",
    sentence=say(
        "azure-image",
        "Azure does not deploy this image any more, or does not have it in this region.",
    ),
    remedy=say(
        "azure-image-remedy",
        "Choose another version, or set the server up with Unified Setup on plain Windows.",
    ),
)
TERMS = Refusal(
    code="azure-image-terms",
    sentence=say(
        "azure-image-terms", "The image's marketplace terms are not accepted in this subscription."
    ),
    remedy=say(
        "azure-image-terms-remedy", "Accept them once for the subscription, then try again."
    ),
)
PLAN = Refusal(
    code="azure-image-plan",
    sentence=say(
        "azure-image-plan",
        "The machine was not asked for with the marketplace plan that its image is sold with.",
    ),
    remedy=say(
        "azure-image-plan-remedy", "Plan the deployment again: the image's plan is then read anew."
    ),
)
INVALID = Refusal(
    code="azure-invalid",
    sentence=say("azure-invalid", "Azure does not accept one of the values."),
    remedy=say("azure-invalid-remedy", "Azure's message names it; mend it and try again."),
)
IN_USE = Refusal(
    code="azure-in-use",
    sentence=say("azure-in-use", "The resource is still in use by another one."),
    remedy=say("azure-in-use-remedy", "Remove or detach what uses it first."),
)
REFERENCE = Refusal(
    code="azure-reference",
    sentence=say(
        "azure-reference",
        "Something that the request refers to does not exist or is in another region.",
    ),
    remedy=say(
        "azure-reference-remedy",
        "Azure's message names it: check that it is still there and in the same region.",
    ),
)
FULL = Refusal(
    code="azure-subnet-full",
    sentence=say("azure-subnet-full", "The subnet has no free address left."),
    remedy=say("azure-subnet-full-remedy", "Choose another subnet or enlarge this one."),
)
THROTTLED = Refusal(
    code="azure-throttled",
    sentence=say("azure-throttled", "Azure asks the bot to slow down."),
    remedy=say("azure-throttled-remedy", "Wait a minute, then try again."),
    retriable=True,
)
DISABLED = Refusal(
    code="azure-subscription-disabled",
    sentence=say("azure-subscription-disabled", "The subscription is disabled or read-only."),
    remedy=say("azure-subscription-disabled-remedy", "Ask its owner to enable it again."),
)
SUBSCRIPTION = Refusal(
    code="azure-subscription-not-found",
    sentence=say(
        "azure-subscription-not-found", "The bot's identity cannot see this subscription."
    ),
    remedy=say(
        "azure-subscription-not-found-remedy",
        "Grant it at least Reader there, or choose another subscription.",
    ),
)
GUEST = Refusal(
    code="azure-guest",
    sentence=say("azure-guest", "The machine was made, but Windows did not come up in time."),
    remedy=say(
        "azure-guest-remedy", "Look at its boot diagnostics; clean up and try again if it stays so."
    ),
)
DELETED_SECRET = Refusal(
    code="azure-secret-deleted",
    sentence=say("azure-secret-deleted", "A secret of this name is deleted but not yet gone."),
    remedy=say(
        "azure-secret-deleted-remedy", "Recover or purge it in the Key Vault, then try again."
    ),
    retriable=True,
)
BROKEN = Refusal(
    code="azure-unavailable",
    sentence=say("azure-unavailable", "Azure has a problem of its own."),
    remedy=say(
        "azure-unavailable-remedy",
        "Try again in some minutes; see status.azure.com if it stays so.",
    ),
    retriable=True,
)
CANCELLED = Refusal(
    code="azure-cancelled",
    sentence=say(
        "azure-cancelled", "The operation was cancelled in Azure by someone or something else."
    ),
    remedy=say("azure-cancelled-remedy", "Look at the resource's activity log, then try again."),
)

BY_STATUS: dict[int, Refusal] = {
    400: INVALID,
    401: UNAUTHENTICATED,
    403: FORBIDDEN,
    404: ABSENT,
    409: CONFLICT,
    412: CONFLICT,
    429: THROTTLED,
    500: BROKEN,
}

NO_ANSWER: dict[str, Refusal] = {
    "tls": Refusal(
        code="azure-tls",
        sentence=say(
            "azure-tls",
            "The connection to Azure is not trusted: its certificate could not be verified.",
        ),
        remedy=say(
            "azure-tls-remedy",
            "If a proxy inspects traffic, point FAILBACK_PS_CA_BUNDLE to its PEM file.",
        ),
    ),
    "timeout": Refusal(
        code="azure-timeout",
        sentence=say("azure-timeout", "Azure did not answer in time."),
        remedy=say(
            "azure-timeout-remedy",
            "Try again in a minute; check the network between the bot and Azure.",
        ),
        retriable=True,
    ),
    "connection": Refusal(
        code="azure-unreachable",
        sentence=say("azure-unreachable", "Azure could not be reached."),
        remedy=say(
            "azure-unreachable-remedy",
            "Check the network, name resolution and any proxy between the bot and Azure.",
        ),
        retriable=True,
    ),
}

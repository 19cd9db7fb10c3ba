"""From Azure's refusal to a failed step with its likely cause."""

from __future__ import annotations

import functools

from azureops.errors import AzureError
from core import json
from core.sentences import join, say
from workflow import procedures

CAUSES: dict[str, str] = {
    "azure-forbidden": say(
        "failing-azure-forbidden",
        "A role was removed since the checks, or has not reached Azure yet.",
    ),
    "azure-unauthenticated": say(
        "failing-azure-unauthenticated",
        "The service principal's secret has expired or was changed.",
    ),
    "azure-quota": say(
        "failing-azure-quota", "Other machines were made since the checks and used up the quota."
    ),
    "azure-size-unavailable": say(
        "failing-azure-size-unavailable",
        "Azure has withdrawn the size from this subscription or region.",
    ),
    "azure-capacity": say(
        "failing-azure-capacity", "The region is short of machines of this size at the moment."
    ),
    "azure-ip-taken": say(
        "failing-azure-ip-taken", "Something else took the address after the checks."
    ),
    "azure-conflict": say(
        "failing-azure-conflict", "Another change of the same resource is still going on."
    ),
    "azure-policy": say(
        "failing-azure-policy",
        "An Azure Policy with the effect Deny matches one of the properties.",
    ),
    "azure-locked": say(
        "failing-azure-locked", "Somebody has put a lock on the resource group or subscription."
    ),
    "azure-not-found": say(
        "failing-azure-not-found", "Somebody deleted or renamed it after the checks."
    ),
    "azure-overdue": say(
        "failing-azure-overdue", "Azure is slow today, or something holds the resource up."
    ),
    "azure-image": say("failing-azure-image", "The gallery image was withdrawn."),
    "azure-image-terms": say(
        "failing-azure-image-terms", "Nobody has accepted the image's terms in this subscription."
    ),
    "azure-image-plan": say(
        "failing-azure-image-plan", "The image got another marketplace plan after the checks."
    ),
    "azure-subnet-full": say("failing-azure-subnet-full", "The subnet filled up after the checks."),
    "azure-guest": say(
        "failing-azure-guest", "Windows started too slowly; often it is up a few minutes later."
    ),
    "script-machine-off": say(
        "failing-script-machine-off", "Somebody switched the machine off after the checks."
    ),
    "script-no-agent": say(
        "failing-script-no-agent", "Windows is still starting, or its agent was stopped."
    ),
    "script-shut-down": say(
        "failing-script-shut-down", "Somebody switched the machine off or restarted it meanwhile."
    ),
    "script-timed-out": say(
        "failing-script-timed-out",
        "Something on the machine holds it up, such as a window nobody sees.",
    ),
    "script-download-failed": say(
        "failing-script-download-failed",
        "A firewall, a security group or a route keeps the server from the Internet, or the "
        "address is wrong.",
    ),
    "script-unreachable": say(
        "failing-script-unreachable", "The way from the virtual network to the site is closed."
    ),
    "script-wrong-passphrase": say(
        "failing-script-wrong-passphrase",
        "The secret in Key Vault holds another passphrase: a wrong one was stored, or the "
        "configuration server got a new one.",
    ),
    "script-setup-refused": say(
        "failing-script-setup-refused",
        "Setup does not fit this machine or this configuration server.",
    ),
    "script-busy": say("failing-script-busy", "Windows installs something else, often updates."),
    "azure-unreachable": say(
        "failing-azure-unreachable",
        "The network between the bot and Azure, or Azure itself, is down.",
    ),
}


RETRY = say("failing-retry", "retry from this step")
CLEAN = say("failing-clean", "clean up again")


def failed(doing: str, refused: AzureError, again: str = RETRY) -> procedures.StepFailed:
    """`doing` says what the step was at, for example `making the network interface`.

    `again` says what a person does to have the step done once more.
    """
    remedy = refused.remedy
    if refused.code == "azure-overdue":
        remedy = join([remedy, say("failing-wait-on", "To go on waiting, {again}.", again=again)])
    elif refused.retriable:
        remedy = join([remedy, say("failing-then", "Then {again}.", again=again)])
    return procedures.StepFailed(
        say("failing-while", "While {doing}: {why}", doing=doing, why=refused.sentence),
        remedy=remedy,
        cause=CAUSES.get(refused.code, ""),
        provider_code=refused.provider_code,
        provider_message=refused.provider_message,
        code=refused.code,
    )


def foreign(kind: str, name: str, group: str) -> procedures.StepFailed:
    """Something of the same name is there that this operation did not make."""
    return procedures.StepFailed(
        say(
            "failing-foreign",
            "{group} already holds a {kind} {name} that this operation did not make; it was left "
            "as it is.",
            group=group,
            kind=kind,
            name=name,
        ),
        remedy=say("failing-foreign-remedy", "Clean up, then deploy again under another name."),
        cause=say("failing-foreign-cause", "Somebody made it after the checks."),
        code="foreign-resource",
    )


def during(doing: str, act: procedures.Act, again: str = RETRY) -> procedures.Act:
    """The same part; Azure's refusals end it as a failed step."""

    @functools.wraps(act)
    async def guarded(context: procedures.Context, arguments: json.Object) -> json.Object:
        try:
            return await act(context, arguments)
        except AzureError as refused:
            raise failed(doing, refused, again) from refused

    return guarded

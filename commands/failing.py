"""From Azure's refusal to a failed step with its likely cause."""

from __future__ import annotations

import functools

from azureops.errors import AzureError
from core import json
from workflow import procedures

CAUSES: dict[str, str] = {
    "azure-forbidden": "A role was removed since the checks, or has not reached Azure yet.",
    "azure-unauthenticated": "The service principal's secret has expired or was changed.",
    "azure-quota": "Other machines were made since the checks and used up the quota.",
    "azure-size-unavailable": "Azure has withdrawn the size from this subscription or region.",
    "azure-capacity": "The region is short of machines of this size at the moment.",
    "azure-ip-taken": "Something else took the address after the checks.",
    "azure-conflict": "Another change of the same resource is still going on.",
    "azure-policy": "An Azure Policy with the effect Deny matches one of the properties.",
    "azure-locked": "Somebody has put a lock on the resource group or subscription.",
    "azure-not-found": "Somebody deleted or renamed it after the checks.",
    "azure-overdue": "Azure is slow today, or something holds the resource up.",
    "azure-image": "The gallery image was withdrawn.",
    "azure-image-terms": "Nobody has accepted the image's terms in this subscription.",
    "azure-image-plan": "The image got another marketplace plan after the checks.",
    "azure-subnet-full": "The subnet filled up after the checks.",
    "azure-guest": "Windows started too slowly; often it is up a few minutes later.",
    "script-machine-off": "Somebody switched the machine off after the checks.",
    "script-no-agent": "Windows is still starting, or its agent was stopped.",
    "script-shut-down": "Somebody switched the machine off or restarted it meanwhile.",
    "script-timed-out": "Something on the machine holds it up, such as a window nobody sees.",
    "script-download-failed": "A firewall, a security group or a route keeps the server from the "
    "Internet, or the address is wrong.",
    "script-unreachable": "The way from the virtual network to the site is closed.",
    "script-wrong-passphrase": "The secret in Key Vault holds another passphrase: a wrong one was "
    "stored, or the configuration server got a new one.",
    "script-setup-refused": "Setup does not fit this machine or this configuration server.",
    "script-busy": "Windows installs something else, often updates.",
    "azure-unreachable": "The network between the bot and Azure, or Azure itself, is down.",
}


RETRY, CLEAN = "retry from this step", "clean up again"


def failed(doing: str, refused: AzureError, again: str = RETRY) -> procedures.StepFailed:
    """`doing` says what the step was at, for example `making the network interface`.

    `again` says what a person does to have the step done once more.
    """
    remedy = refused.remedy
    if refused.code == "azure-overdue":
        remedy = f"{remedy} To go on waiting, {again}."
    elif refused.retriable:
        remedy = f"{remedy} Then {again}.".strip()
    return procedures.StepFailed(
        f"While {doing}: {refused.sentence}",
        remedy=remedy,
        cause=CAUSES.get(refused.code, ""),
        provider_code=refused.provider_code,
        provider_message=refused.provider_message,
        code=refused.code,
    )


def foreign(kind: str, name: str, group: str) -> procedures.StepFailed:
    """Something of the same name is there that this operation did not make."""
    return procedures.StepFailed(
        f"{group} already holds a {kind} {name} that this operation did not make; it was left "
        "as it is.",
        remedy="Clean up, then deploy again under another name.",
        cause="Somebody made it after the checks.",
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

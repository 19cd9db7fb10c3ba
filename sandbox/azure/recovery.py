"""What all of Site Recovery's routes share: addresses, finding, paging, refusals, long answers.

Refusals have the shape and, where public, the words of the service: a general code above, the
particular one with causes and advice in `details`
(https://github.com/hashicorp/terraform-provider-azurerm/issues/11180).
"""

from __future__ import annotations

import uuid
from typing import Any

from sandbox.azure import errors, follow, paging, state
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
VAULT = (
    "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.RecoveryServices/vaults/{vault}"
)
VAULTS = "Microsoft.RecoveryServices/vaults"
FABRICS = VAULTS + "/replicationFabrics"
CONTAINERS = FABRICS + "/replicationProtectionContainers"
MAPPINGS = CONTAINERS + "/replicationProtectionContainerMappings"
ITEMS = CONTAINERS + "/replicationProtectedItems"
PROVIDERS = FABRICS + "/replicationRecoveryServicesProviders"
FABRIC = VAULT + "/replicationFabrics/{fabric}"
CONTAINER = FABRIC + "/replicationProtectionContainers/{container}"
PROVIDER = FABRIC + "/replicationRecoveryServicesProviders/{provider}"
ITEM = CONTAINER + "/replicationProtectedItems/{item}"
RETRY = 30  # as in the official examples, in seconds
WORDS = {  # what a missing thing of a type is called, and its code
    FABRICS: ("Fabric", "FabricArmEntityMissing"),
    CONTAINERS: ("Protection container", "ProtectionContainerArmEntityMissing"),
    MAPPINGS: ("Protection container mapping", "ProtectionContainerMappingArmEntityMissing"),
    ITEMS: ("Protected item", "ProtectedItemArmEntityMissing"),
    PROVIDERS: ("Recovery Services Provider", "RecoveryServicesProviderArmEntityMissing"),
}

for _home in (FABRIC, PROVIDER, ITEM, VAULT + "/replicationJobs/{job}"):
    routes.get(_home + "/operationresults/{operation}")(follow.result)


# ---- finding ----
def vault(call: Call) -> state.Document:
    """The vault in the path, or 404."""
    found = call.state.get(f"{call.group_id}/providers/{VAULTS}/{call['vault']}", VAULTS)
    if found is None:
        raise errors.not_found(VAULTS, call["vault"], call["rg"])
    return found


def vault_id(call: Call) -> str:
    return str(vault(call)["id"])


def child(call: Call, parent: str, kind: str, name: str) -> state.Document:
    """The document `name` of a type below `parent`, or 404."""
    found = call.state.get(f"{parent}/{kind.rsplit('/', 1)[-1]}/{name}", kind)
    if found is None:
        raise missing(kind, name)
    return found


def fabric(call: Call) -> state.Document:
    return child(call, vault_id(call), FABRICS, call["fabric"])


def container(call: Call) -> state.Document:
    return child(call, fabric(call)["id"], CONTAINERS, call["container"])


def item(call: Call) -> state.Document:
    return child(call, container(call)["id"], ITEMS, call["item"])


def provider(call: Call) -> state.Document:
    return child(call, fabric(call)["id"], PROVIDERS, call["provider"])


def vault_of(resource_id: str) -> str:
    """The vault's id inside the id of something in it."""
    return "/".join(resource_id.split("/")[:9])


def fabric_of(resource_id: str) -> str:
    """The fabric's id inside the id of something in it."""
    return "/".join(resource_id.split("/")[:11])


# ---- refusals ----
def missing(kind: str, name: str) -> errors.AzureError:
    what, code = WORDS.get(kind, (kind.rsplit("/", 1)[-1], "ArmEntityMissing"))
    causes = f"The {what.lower()} might have been unregistered from the Microsoft Azure Site "
    return refusal(
        404,
        "NotFound",
        code,
        f"{what} with name {name} could not be located.",
        causes=causes + "Recovery vault.",
        action="Retry the operation with a valid name.",
    )


def refusal(
    status: int, general: str, code: str, message: str, *, causes: str = "", action: str = ""
) -> errors.AzureError:
    detail = {
        "activityId": str(uuid.uuid4()),
        "clientRequestId": str(uuid.uuid4()),
        "code": code,
        "message": message,
        "possibleCauses": causes,
        "recommendedAction": action,
    }
    return errors.AzureError(status, general, message, details=[detail])


def bad(code: str, message: str, *, causes: str = "", action: str = "") -> errors.AzureError:
    """400 BadRequest. The codes of refused inputs are not public; these are this sandbox's own."""
    return refusal(400, "BadRequest", code, message, causes=causes, action=action)


# ---- answers ----
def page(call: Call, found: list[Any], token: str = "$skipToken") -> Answer:  # noqa: S107
    """A page, with `nextLink: null` at the end of a list, as Site Recovery says it.

    `token` is the query name the list pages by: protected items have `skipToken`, without a `$`.
    """
    given = {name.lower(): value for name, value in call.query.items()}
    start, belongs = given.get(token.lower(), ""), paging.scope(call.path, call.query)
    try:
        first = paging.start(call.state, belongs, start)
    except ValueError as exc:
        raise bad("InvalidSkipToken", f"The skip token '{start}' is not valid.") from exc
    end = first + call.state.page_size
    body: dict[str, Any] = {"value": found[first:end], "nextLink": None}
    if end < len(found):
        drop = ("api-version", token.lower())
        kept = {name: value for name, value in call.query.items() if name.lower() not in drop}
        following = paging.token(call.state, belongs, end)
        body["nextLink"] = call.url(call.path, **{**kept, token: following})
    return Answer(body=body)


def accepted(call: Call, operation: Operation, home: str) -> Answer:
    """202: where to ask how it goes, and below `home` where the outcome will be.

    The operation's name is the job's: clients read it off `Location`.
    """
    top = vault_id(call)
    return Answer(
        status=202,
        headers={
            "Azure-AsyncOperation": call.url(f"{top}/replicationOperationStatus/{operation.id}"),
            "Location": call.url(f"{home}/operationresults/{operation.id}"),
            **call.state.clock.retry(RETRY),
        },
    )

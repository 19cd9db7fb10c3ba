"""Resources of any type, listed; moving them is refused as Azure refuses what cannot be moved.

https://learn.microsoft.com/rest/api/resources/resources
"""

from __future__ import annotations

from typing import Any

from sandbox.azure import answers as say
from sandbox.azure import api_versions, clock, errors, grants, resource_filter, state
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
GROUP = "/subscriptions/{sub}/resourceGroups/{rg}"
GROUPS = "Microsoft.Resources/resourceGroups"
SHOWN = ("id", "name", "type", "location", "tags", "sku", "kind", "plan", "identity", "zones",
         "managedBy")  # fmt: skip
EXPANDS = ("createdtime", "changedtime", "provisioningstate")


@routes.get(GROUP + "/resources", "Microsoft.Resources/subscriptions/resourceGroups/resources/read")
def in_group(call: Call) -> Answer:
    """What lies in a group, narrowed by `$filter`."""
    call.state.group(call["sub"], call["rg"])
    return say.page(call, listed(call, call.group_id))


@routes.get("/subscriptions/{sub}/resources", "Microsoft.Resources/subscriptions/resources/read")
def in_subscription(call: Call) -> Answer:
    """What lies in a subscription and the caller may see, narrowed by `$filter`."""
    return say.page(call, listed(call, f"/subscriptions/{call['sub']}"))


def tracked(current: state.State, under: str) -> list[state.Document]:
    """Top-level tracked resources: those with a region, groups apart."""
    return [
        document
        for document in current.everything(under)
        if "location" in document
        and document["type"] != GROUPS
        and not document["type"].lower().startswith("microsoft.authorization/")
    ]


def listed(call: Call, under: str) -> list[dict[str, Any]]:
    fits = resource_filter.parse(call.query.get("$filter", ""))
    expand = {each.strip().lower() for each in call.query.get("$expand", "").split(",")} - {""}
    unknown = expand - set(EXPANDS)
    if unknown:
        raise errors.AzureError(
            400,
            "InvalidExpandInQueryString",
            f"Invalid $expand '{call.query['$expand']}' specified in the query string.",
        )
    return [
        shown(call, document, expand)
        for document in tracked(call.state, under)
        if fits(document) and grants.sees(call.state, call.object_id, document["id"])
    ]


def shown(call: Call, document: state.Document, expand: set[str]) -> dict[str, Any]:
    """A resource as short as lists show it."""
    short = {key: document[key] for key in SHOWN if document.get(key)}
    made = document.get("systemData") or {}
    properties = document.get("properties") or {}
    born = (
        made.get("createdAt")
        or properties.get("timeCreated")
        or clock.stamp(call.state.clock.now())
    )
    if "createdtime" in expand:
        short["createdTime"] = born
    if "changedtime" in expand:
        short["changedTime"] = made.get("lastModifiedAt") or born
    if "provisioningstate" in expand:
        short["provisioningState"] = properties.get("provisioningState") or "Succeeded"
    return short


def _moving(call: Call) -> None:
    body = call.body()
    wanted = [str(each) for each in body.get("resources") or []]
    target = str(body.get("targetResourceGroup") or "")
    call.state.group(call["sub"], call["rg"])
    if not wanted or not target:
        raise errors.AzureError(
            400,
            "InvalidMoveResourcesRequest",
            "The request to move resources must name resources and a target resource group.",
        )
    parts = target.split("/")
    call.state.group(parts[2], parts[4]) if len(parts) == 5 else None
    for each in wanted:
        if not each.lower().startswith(call.group_id.lower() + "/"):
            raise errors.AzureError(
                400,
                "ResourceNotInSourceResourceGroup",
                f"The resource '{each}' does not lie in the resource group '{call['rg']}'.",
            )
        if call.state.get(each) is None:
            raise errors.not_found(state.kind_of(each), state.name_of(each), call["rg"])
    kinds = sorted({(call.state.get(each) or {})["type"] for each in wanted})
    raise errors.AzureError(
        409,
        "ResourceMoveNotSupported",
        f"Resource move is not supported for resource types '{','.join(kinds)}'.",
    )


@routes.post(
    GROUP + "/moveResources",
    "Microsoft.Resources/subscriptions/resourceGroups/moveResources/action",
    fidelity=Fidelity.PARTIAL,
    note="The request is checked, then refused: nothing can be moved here.",
)
def move(call: Call) -> Answer:
    """409 ResourceMoveNotSupported, after the request was found sound."""
    _moving(call)
    return Answer(status=202)


@routes.post(
    GROUP + "/validateMoveResources",
    "Microsoft.Resources/subscriptions/resourceGroups/validateMoveResources/action",
    fidelity=Fidelity.PARTIAL,
    note="The request is checked, then refused: nothing can be moved here.",
)
def validate_move(call: Call) -> Answer:
    """The same refusal, asked for beforehand."""
    _moving(call)
    return Answer(status=204)


def version(kind: str) -> str:
    """The api-version to speak to a type with."""
    return api_versions.newest(kind) or "2024-03-01"

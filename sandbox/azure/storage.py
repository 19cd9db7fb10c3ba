"""Storage accounts: list, create, delete; here they only take boot diagnostics."""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import answers, errors, groups, reads, state
from sandbox.azure.clock import stamp
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = "Microsoft.Storage/storageAccounts"
PATH = "/subscriptions/{sub}/resourceGroups/{rg}/providers/Microsoft.Storage/storageAccounts/{name}"
NAME = re.compile(r"^[a-z0-9]{3,24}$")
CREATING = 8.0  # seconds on Azure's clock

reads.serve(routes, KIND)


def build(
    current: state.State, resource_id: str, place: str, *, sku: str, kind: str, tags: Any = None
) -> state.Document:
    name = state.name_of(resource_id)
    ends = ("blob", "queue", "table", "file")
    return {
        "id": resource_id,
        "name": name,
        "type": KIND,
        "location": place,
        "kind": kind,
        "sku": {"name": sku, "tier": sku.split("_", maxsplit=1)[0]},
        "tags": tags or {},
        "properties": {
            "provisioningState": "Succeeded",
            "creationTime": stamp(current.clock.now()),
            "primaryLocation": place,
            "statusOfPrimary": "available",
            "accessTier": "Hot",
            "supportsHttpsTrafficOnly": True,
            "minimumTlsVersion": "TLS1_2",
            "allowBlobPublicAccess": False,
            "primaryEndpoints": {end: f"https://{name}.{end}.core.windows.net/" for end in ends},
            "networkAcls": {"defaultAction": "Allow", "bypass": "AzureServices"},
        },
    }


def _taken(call: Call, name: str) -> state.Document | None:
    """Names are unique across all of Azure."""
    return next((each for each in call.state.all(KIND) if each["name"] == name), None)


@routes.post("/subscriptions/{sub}/providers/Microsoft.Storage/checkNameAvailability")
def check_name(call: Call) -> Answer:
    name = str(call.body().get("name") or "")
    if not NAME.match(name):
        return answers.ok(
            {"nameAvailable": False, "reason": "AccountNameInvalid", "message": _bad_name(name)}
        )
    if _taken(call, name):
        message = f"The storage account named {name} is already taken."
        return answers.ok({"nameAvailable": False, "reason": "AlreadyExists", "message": message})
    return answers.ok({"nameAvailable": True})


def _bad_name(name: str) -> str:
    return (
        f"{name} is not a valid storage account name. Storage account name must be between 3 and "
        "24 characters in length and use numbers and lower-case letters only."
    )


@routes.put(PATH)
def create(call: Call) -> Answer:
    name = call["name"]
    if not NAME.match(name):
        raise errors.AzureError(400, "AccountNameInvalid", _bad_name(name))
    body = call.body()
    place = groups.location(call, body.get("location"))
    resource_id = f"{call.group_id}/providers/{KIND}/{name}"
    found = call.state.get(resource_id, KIND)
    if found is not None:
        found["tags"] = body.get("tags") or found["tags"]
        return answers.ok(found)
    if _taken(call, name):
        raise errors.AzureError(
            409, "StorageAccountAlreadyTaken", f"The storage account named {name} is already taken."
        )
    sku = str((body.get("sku") or {}).get("name") or "Standard_LRS")
    kind = str(body.get("kind") or "StorageV2")
    document = build(call.state, resource_id, place, sku=sku, kind=kind, tags=body.get("tags"))

    def made() -> Any:
        return call.state.put(document)

    operation = call.operations.begin(
        resource=resource_id, verb="create", seconds=CREATING, end=made
    )
    answer = answers.accepted(call, operation, provider="Microsoft.Storage", location=place)
    headers = {key: each for key, each in answer.headers.items() if key != "Azure-AsyncOperation"}
    return Answer(status=202, headers=headers)


@routes.delete(PATH)
def delete(call: Call) -> Answer:
    gone = call.state.remove(f"{call.group_id}/providers/{KIND}/{call['name']}", KIND)
    return Answer(status=200 if gone else 204)

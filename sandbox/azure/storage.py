"""Storage accounts: made, changed, listed, deleted, and their keys.

Shapes: https://learn.microsoft.com/rest/api/storagerp/storage-accounts. The data plane is in
`blob_service`, their containers as resources in `blob_containers`.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import answers, blob_containers, blobs, errors, groups, reads, state
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
            "keyCreationTime": dict.fromkeys(("key1", "key2"), stamp(current.clock.now())),
            "privateEndpointConnections": [],
            "encryption": {
                "keySource": "Microsoft.Storage",
                "services": {
                    each: {
                        "keyType": "Account",
                        "enabled": True,
                        "lastEnabledTime": stamp(current.clock.now()),
                    }
                    for each in ("file", "blob")
                },
            },
            "primaryLocation": place,
            "statusOfPrimary": "available",
            "accessTier": "Hot",
            "supportsHttpsTrafficOnly": True,
            "minimumTlsVersion": "TLS1_2",
            "allowBlobPublicAccess": False,
            "primaryEndpoints": {end: f"https://{name}.{end}.core.windows.net/" for end in ends},
            "networkAcls": {
                "bypass": "AzureServices",
                "virtualNetworkRules": [],
                "ipRules": [],
                "defaultAction": "Allow",
            },
        },
    }


def _taken(call: Call, name: str) -> state.Document | None:
    """Names are unique across all of Azure."""
    return next((each for each in call.state.all(KIND) if each["name"] == name), None)


@routes.post("/subscriptions/{sub}/providers/Microsoft.Storage/checkNameAvailability")
def check_name(call: Call) -> Answer:
    """Whether the name of an account is still free in all of Azure."""
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
    """Make an account, or change one that exists."""
    name = call["name"]
    if not NAME.match(name):
        raise errors.AzureError(400, "AccountNameInvalid", _bad_name(name))
    body = call.body()
    place = groups.location(call, body.get("location"))
    resource_id = f"{call.group_id}/providers/{KIND}/{name}"
    found = call.state.get(resource_id, KIND)
    if found is not None:
        return _changed(call, found, body)
    if _taken(call, name):
        raise errors.AzureError(
            409, "StorageAccountAlreadyTaken", f"The storage account named {name} is already taken."
        )
    sku = str((body.get("sku") or {}).get("name") or "Standard_LRS")
    kind = str(body.get("kind") or "StorageV2")
    _require_known(sku, kind)
    document = build(call.state, resource_id, place, sku=sku, kind=kind, tags=body.get("tags"))
    _merge(document, body)

    def made() -> Any:
        return call.state.put(document)

    operation = call.operations.begin(
        resource=resource_id, verb="create", seconds=CREATING, end=made
    )
    answer = answers.accepted(call, operation, provider="Microsoft.Storage", location=place)
    headers = {key: each for key, each in answer.headers.items() if key != "Azure-AsyncOperation"}
    return Answer(status=202, headers=headers)


SKUS = (
    *(f"Standard_{each}" for each in ("LRS", "GRS", "RAGRS", "ZRS", "GZRS", "RAGZRS")),
    *("Premium_LRS", "Premium_ZRS"),
)
KINDS = ("Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage")
SET = (
    "accessTier", "supportsHttpsTrafficOnly", "minimumTlsVersion", "allowBlobPublicAccess",
    "allowSharedKeyAccess", "networkAcls", "publicNetworkAccess", "defaultToOAuthAuthentication",
    "allowCrossTenantReplication", "isHnsEnabled", "encryption", "dnsEndpointType",
)  # fmt: skip


def _require_known(sku: str, kind: str) -> None:
    for value, known, what in ((sku, SKUS, "sku.name"), (kind, KINDS, "kind")):
        if value not in known:
            raise errors.AzureError(
                400,
                "InvalidRequestPropertyValue",
                f"The value '{value}' is not allowed for property {what}. For more information, "
                "see - https://aka.ms/storageaccountset",
            )


def _merge(found: state.Document, body: dict[str, Any]) -> None:
    """What may be set on an account, from a PUT or a PATCH."""
    if body.get("tags") is not None:
        found["tags"] = body["tags"]
    if (body.get("sku") or {}).get("name"):
        name = body["sku"]["name"]
        _require_known(name, found["kind"])
        found["sku"] = {"name": name, "tier": name.split("_", maxsplit=1)[0]}
    given = body.get("properties") or {}
    found["properties"].update({key: given[key] for key in SET if given.get(key) is not None})


def _changed(call: Call, found: state.Document, body: dict[str, Any]) -> Answer:
    _merge(found, body)
    return answers.ok(call.state.touch(found))


@routes.patch(PATH)
def update(call: Call) -> Answer:
    """Change tags, SKU or the properties that can be set."""
    return _changed(call, reads.find(call, KIND), call.body())


@routes.delete(PATH)
def delete(call: Call) -> Answer:
    """Delete the account with all its blobs, at once."""
    resource_id = f"{call.group_id}/providers/{KIND}/{call['name']}"
    gone = call.state.remove(resource_id, KIND)
    for name in blobs.containers(call.state, resource_id):
        blobs.drop_container(call.state, resource_id, name)
    call.state.facts(resource_id).clear()
    return Answer(status=200 if gone else 204)


# ---- keys ------------------------------------------------------------------------------------
@routes.post(PATH + "/listKeys")
def list_keys(call: Call) -> Answer:
    """The account's two keys, with which its blobs can be read and written."""
    return answers.ok(_keys(call, reads.find(call, KIND)))


@routes.post(PATH + "/regenerateKey")
def regenerate_key(call: Call) -> Answer:
    """Draw one of the keys anew: what was signed with it is refused from now on."""
    found = reads.find(call, KIND)
    name = str(call.body().get("keyName") or "")
    if name not in ("key1", "key2"):
        raise errors.AzureError(
            400, "InvalidRequestPropertyValue", f"The key name '{name}' is not valid."
        )
    blobs.renew_key(call.state, found["id"], name)
    found["properties"]["keyCreationTime"][name] = stamp(call.state.clock.now())
    call.state.touch(found)
    return answers.ok(_keys(call, found))


def _keys(call: Call, found: state.Document) -> dict[str, Any]:
    shown = blobs.keys(call.state, found["id"])
    made = found["properties"].get("keyCreationTime", {})
    return {
        "keys": [
            {"keyName": name, "value": value, "permissions": "FULL",
             "creationTime": made.get(name)}
            for name, value in zip(("key1", "key2"), shown, strict=True)
        ]
    }  # fmt: skip


routes.entries.extend(blob_containers.routes.entries)

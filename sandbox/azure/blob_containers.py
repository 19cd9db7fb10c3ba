"""Containers of a storage account as resources, and its blob service's settings.

Shapes: https://learn.microsoft.com/rest/api/storagerp/blob-containers. They are the same containers
as the data plane's (`blob_service`).
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import Any

from sandbox.azure import answers, blobs, errors, reads
from sandbox.azure.clock import stamp
from sandbox.azure.routing import Answer, Call, Fidelity, Routes

routes = Routes()
ACCOUNTS = "Microsoft.Storage/storageAccounts"
SERVICES = "/subscriptions/{sub}/resourceGroups/{rg}/providers/" + ACCOUNTS + "/{name}/blobServices"
SERVICE = SERVICES + "/default"
# Without "default": see "Azure permissions for Storage" on learn.microsoft.com.
ACTION = ACCOUNTS + "/blobServices/"
CONTAINER = ACTION + "containers/"
NAME = re.compile(r"^(?!.*--)[a-z0-9$][a-z0-9-]{1,61}[a-z0-9]$")


@routes.get(SERVICES, ACTION + "read", fidelity=Fidelity.FIXED, note="No property can be changed.")
def services(call: Call) -> Answer:
    """The one blob service an account has."""
    return answers.ok({"value": [_service(call)]})


@routes.get(SERVICE, ACTION + "read", fidelity=Fidelity.FIXED, note="No property can be changed.")
def service(call: Call) -> Answer:
    """The blob service's settings."""
    return answers.ok(_service(call))


def _service(call: Call) -> dict[str, Any]:
    account = reads.find(call, ACCOUNTS)
    return {
        "sku": account["sku"],
        "id": f"{account['id']}/blobServices/default",
        "name": "default",
        "type": f"{ACCOUNTS}/blobServices",
        "properties": {"cors": {"corsRules": []}, "deleteRetentionPolicy": {"enabled": False}},
    }


@routes.get(SERVICE + "/containers", CONTAINER + "read")
def listed(call: Call) -> Answer:
    """The containers of an account."""
    account = reads.find(call, ACCOUNTS)
    names = blobs.containers(call.state, account["id"])
    return answers.page(call, [_render(call, account["id"], name) for name in names])


@routes.get(SERVICE + "/containers/{container}", CONTAINER + "read")
def one(call: Call) -> Answer:
    """A container, or 404 ContainerNotFound."""
    account = reads.find(call, ACCOUNTS)
    return answers.ok(_render(call, account["id"], call["container"]))


@routes.put(SERVICE + "/containers/{container}", CONTAINER + "write")
@routes.patch(SERVICE + "/containers/{container}", CONTAINER + "write")
def create(call: Call) -> Answer:
    """Make a container, or set its metadata."""
    account = reads.find(call, ACCOUNTS)
    name = call["container"]
    if not NAME.match(name):
        raise errors.AzureError(
            400, "ContainerOperationFailure", "The specified resource name contains invalid "
            "characters.",
        )  # fmt: skip
    if call.method == "PATCH":
        _render(call, account["id"], name)
    fresh = blobs.make_container(call.state, account["id"], name)
    known = blobs.container(call.state, account["id"], name) or {}
    given = (call.body().get("properties") or {}) if call.raw else {}
    known["metadata"] = given.get("metadata") or {}
    return Answer(status=201 if fresh else 200, body=_render(call, account["id"], name))


@routes.delete(SERVICE + "/containers/{container}", CONTAINER + "delete")
def delete(call: Call) -> Answer:
    """Delete a container with its blobs."""
    account = reads.find(call, ACCOUNTS)
    gone = blobs.drop_container(call.state, account["id"], call["container"])
    return Answer(status=200 if gone else 204)


def _render(call: Call, account_id: str, name: str) -> dict[str, Any]:
    known = blobs.container(call.state, account_id, name)
    if known is None:
        raise errors.AzureError(404, "ContainerNotFound", "The specified container does not exist.")
    return {
        "id": blobs.container_id(account_id, name),
        "name": name,
        "type": f"{ACCOUNTS}/blobServices/containers",
        "etag": known["etag"],
        "properties": {
            "deleted": False,
            "remainingRetentionDays": 0,
            "defaultEncryptionScope": "$account-encryption-key",
            "denyEncryptionScopeOverride": False,
            "publicAccess": "None",
            "leaseStatus": "Unlocked",
            "leaseState": "Available",
            "lastModifiedTime": stamp(parsedate_to_datetime(known["modified"])),
            "metadata": known["metadata"],
            "hasImmutabilityPolicy": False,
            "hasLegalHold": False,
        },
    }

"""Resource groups: create, get, delete (a long operation), and what lies in them."""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import answers as say
from sandbox.azure import errors, machines, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = "Microsoft.Resources/resourceGroups"
PATH = "/subscriptions/{sub}/resourceGroups/{rg}"
ACTION = "Microsoft.Resources/subscriptions/resourceGroups/"
NAME = re.compile(r"^[-\w._()]{1,90}(?<!\.)$")
DELETING = 30.0  # seconds on Azure's clock
TERM = re.compile(r"(\w+)\s+eq\s+'([^']*)'", re.IGNORECASE)


def location(call: Call, given: Any) -> str:
    """A region's name as Azure keeps it (`West Europe` → `westeurope`), or 400."""
    if not isinstance(given, str) or not given:
        raise errors.AzureError(
            400, "LocationRequired", "The location property is required for this definition."
        )
    name = given.lower().replace(" ", "")
    if name not in call.state.locations:
        raise errors.AzureError(
            400,
            "LocationNotAvailableForResourceType",
            f"The provided location '{given}' is not available for resource type "
            f"'{state.kind_of(call.path)}'. List of available regions for the resource type is "
            f"'{','.join(call.state.locations)}'.",
        )
    return name


@routes.get("/subscriptions/{sub}/resourceGroups", ACTION + "read")
def listed(call: Call) -> Answer:
    found = call.state.all(KIND, f"/subscriptions/{call['sub']}")
    return say.page(call, found)


@routes.get(PATH, ACTION + "read")
def one(call: Call) -> Answer:
    return say.ok(call.state.group(call["sub"], call["rg"]))


@routes.head(PATH, ACTION + "read")
def exists(call: Call) -> Answer:
    found = call.state.get(call.group_id, KIND)
    return Answer(status=204 if found else 404)


@routes.put(PATH, ACTION + "write")
def create(call: Call) -> Answer:
    body = call.body()
    name = call["rg"]
    if not NAME.match(name):
        raise errors.AzureError(
            400,
            "InvalidResourceGroupName",
            f"The provided resource group name '{name}' has these invalid characters. The name "
            "can only be a letter, digit, '-', '.', '(', ')' or '_', and cannot end with '.'.",
        )
    place = location(call, body.get("location"))
    found = call.state.get(call.group_id, KIND)
    if found is None:
        document = group(call["sub"], name, place, body.get("tags"))
        return Answer(status=201, body=call.state.put(document))
    if found["location"] != place:
        raise errors.AzureError(
            409,
            "InvalidResourceGroupLocation",
            f"Invalid resource group location '{place}'. The Resource group already exists in "
            f"location '{found['location']}'.",
        )
    if found["properties"]["provisioningState"] == "Deleting":
        raise errors.AzureError(
            409,
            "ResourceGroupBeingDeleted",
            f"The resource group '{name}' is in deprovisioning state and cannot perform this "
            "operation.",
        )
    found["tags"] = body.get("tags") or {}
    return say.ok(found)


def group(
    subscription: str, name: str, place: str, tags: dict[str, str] | None = None
) -> state.Document:
    return {
        "id": state.group_id(subscription, name),
        "name": name,
        "type": KIND,
        "location": place,
        "tags": tags or {},
        "properties": {"provisioningState": "Succeeded"},
    }


@routes.delete(PATH, ACTION + "delete")
def delete(call: Call) -> Answer:
    found = call.state.group(call["sub"], call["rg"])
    found["properties"]["provisioningState"] = "Deleting"

    def gone() -> None:
        machines.forget_group(call.state, found["id"])
        for document in list(call.state.everything(found["id"])):
            call.state.remove(document["id"], document["type"])
        call.state.remove(found["id"], KIND)

    operation = call.operations.running(found["id"]) or call.operations.begin(
        resource=found["id"], verb="delete-group", seconds=DELETING, end=gone
    )
    place = call.url(f"/subscriptions/{call['sub']}/operationresults/{operation.id}")
    wait = call.state.clock.retry(15)
    return Answer(status=202, headers={"Location": place, **wait})


@routes.get("/subscriptions/{sub}/resourceGroups/{rg}/resources", ACTION + "resources/read")
def resources(call: Call) -> Answer:
    call.state.group(call["sub"], call["rg"])
    return say.page(call, _generic(call, call.group_id))


@routes.get("/subscriptions/{sub}/resources", "Microsoft.Resources/subscriptions/resources/read")
def all_resources(call: Call) -> Answer:
    return say.page(call, _generic(call, f"/subscriptions/{call['sub']}"))


def _generic(call: Call, under: str) -> list[dict[str, Any]]:
    """Top-level tracked resources, as short as the list shows them, narrowed by `$filter`."""
    wanted = {name.lower(): value for name, value in TERM.findall(call.query.get("$filter", ""))}
    shown = []
    for document in call.state.everything(under):
        if "location" not in document or document["type"] == KIND:
            continue
        if not _fits(document, wanted):
            continue
        keys = ("id", "name", "type", "location", "tags", "sku", "kind", "managedBy")
        shown.append({key: document[key] for key in keys if key in document})
    return shown


def _fits(document: state.Document, wanted: dict[str, str]) -> bool:
    if "resourcetype" in wanted and wanted["resourcetype"].lower() != document["type"].lower():
        return False
    if "tagname" in wanted:
        tags = document.get("tags") or {}
        value = tags.get(wanted["tagname"])
        return value is not None and value == wanted.get("tagvalue", value)
    return "name" not in wanted or wanted["name"].lower() == document["name"].lower()

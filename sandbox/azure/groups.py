"""Resource groups: made, changed, listed, and deleted with all that lies in them.

https://learn.microsoft.com/rest/api/resources/resource-groups; deletion as in
https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import answers as say
from sandbox.azure import errors, grants, group_deletion, resource_filter, state, tag_rules
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
KIND = "Microsoft.Resources/resourceGroups"
PATH = "/subscriptions/{sub}/resourceGroups/{rg}"
ACTION = "Microsoft.Resources/subscriptions/resourceGroups/"
NAME = re.compile(r"^[-\w._()]{1,90}(?<!\.)$")


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
    """The groups the caller may see; `$filter` tagName eq, tagValue eq."""
    fits = resource_filter.parse(call.query.get("$filter", ""))
    return say.page(
        call,
        [
            each
            for each in call.state.all(KIND, f"/subscriptions/{call['sub']}")
            if fits(each) and grants.sees(call.state, call.object_id, each["id"])
        ],
    )


@routes.get(PATH, ACTION + "read")
def one(call: Call) -> Answer:
    """One group, or 404 ResourceGroupNotFound."""
    return say.ok(call.state.group(call["sub"], call["rg"]))


@routes.head(PATH, ACTION + "read")
def exists(call: Call) -> Answer:
    """204 if there is such a group, else 404."""
    found = call.state.get(call.group_id, KIND)
    return Answer(status=204 if found else 404)


@routes.put(PATH, ACTION + "write")
def create(call: Call) -> Answer:
    """Make a group (201) or replace its tags (200); its region never changes."""
    body = call.body()
    name = call["rg"]
    if not NAME.match(name):
        raise errors.AzureError(
            400,
            "InvalidResourceGroupName",
            f"The provided resource group name '{name}' has these invalid characters. The name "
            "can only be a letter, digit, '-', '.', '(', ')' or '_', and cannot end with '.'.",
        )
    place, tags = location(call, body.get("location")), tag_rules.require(body.get("tags"))
    found = call.state.get(call.group_id, KIND)
    if found is None:
        document = group(call["sub"], name, place, tags)
        if body.get("managedBy"):
            document["managedBy"] = body["managedBy"]
        return Answer(status=201, body=call.state.put(document))
    if found["location"] != place:
        raise errors.AzureError(
            409,
            "InvalidResourceGroupLocation",
            f"Invalid resource group location '{place}'. The Resource group already exists in "
            f"location '{found['location']}'.",
        )
    _require_kept(found)
    found["tags"] = tags
    return say.ok(call.state.touch(found))


@routes.patch(PATH, ACTION + "write")
def change(call: Call) -> Answer:
    """Change a group's tags: all of them at once."""
    found = call.state.group(call["sub"], call["rg"])
    _require_kept(found)
    body = call.body()
    if "tags" in body:
        found["tags"] = tag_rules.require(body["tags"])
    return say.ok(call.state.touch(found))


def _require_kept(found: state.Document) -> None:
    if found["properties"]["provisioningState"] == "Deleting":
        raise errors.AzureError(
            409,
            "ResourceGroupBeingDeleted",
            f"The resource group '{found['name']}' is in deprovisioning state and cannot perform "
            "this operation.",
        )


def group(
    subscription: str, name: str, place: str, tags: dict[str, str] | None = None
) -> state.Document:
    """A group's document."""
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
    """202, then everything in it is deleted in order; what cannot be is named at the end."""
    found = call.state.group(call["sub"], call["rg"])
    operation = call.operations.running(found["id"]) or group_deletion.begin(call, found)
    place = call.url(f"/subscriptions/{call['sub']}/operationresults/{operation.id}")
    return Answer(status=202, headers={"Location": place, **call.state.clock.retry(15)})

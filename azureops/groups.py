"""Resource groups and what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from azure.core.exceptions import AzureError as SdkError

from azureops import ids, longrunning, refusals
from azureops.azure import Azure
from azureops.errors import AzureError
from azureops.longrunning import Token
from azureops.reading import Object, text
from azureops.reading import tags as tags_of
from core.sentences import say

API = "2021-04-01"  # learn.microsoft.com/rest/api/resources/resource-groups
DELETION = longrunning.Kind(
    name="delete resource group", api_version=API, limit=timedelta(minutes=60)
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """`state` is the provisioning state: Succeeded, Deleting, …"""

    id: str
    name: str
    subscription: str
    location: str
    state: str
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Resource:
    """Any resource, by what all have. `type` is for example Microsoft.Compute/virtualMachines."""

    id: str
    name: str
    type: str
    location: str
    tags: Mapping[str, str] = field(default_factory=dict)


async def list_all(azure: Azure, subscription: str) -> tuple[Group, ...]:
    """By name."""
    found = await azure.arm.get_all(f"/subscriptions/{subscription}/resourcegroups", API)
    return tuple(sorted(map(_read, found), key=lambda group: group.name.lower()))


async def get(azure: Azure, subscription: str, name: str) -> Group | None:
    """None: there is no such group."""
    raw = await azure.arm.get(ids.group(subscription, name), API)
    return _read(raw) if raw else None


async def ensure(
    azure: Azure,
    subscription: str,
    name: str,
    location: str,
    tags: Mapping[str, str],
    *,
    make: bool = True,
) -> tuple[Group, bool]:
    """The group and whether this call made it. An existing one is left as it is, tags too.

    Refused with `AzureError`: one that is being deleted (code `azure-conflict`), and one that is
    not there and not to be made (`azure-not-found`).
    """
    found = await get(azure, subscription, name)
    if found is not None and found.state == "Deleting":
        raise AzureError(
            say("azure-group-going", "The resource group {name!r} is being deleted.", name=name),
            remedy=say("azure-group-going-remedy", "Wait until it is gone, or choose another one."),
            code="azure-conflict",
            retriable=True,
        )
    if found is not None:
        return found, False
    if not make:
        raise AzureError(
            say("azure-group-gone", "The resource group {name} is not there any more.", name=name),
            remedy=say(
                "azure-group-gone-remedy",
                "Someone may have deleted it: ask anew, with a group that is there.",
            ),
            code="azure-not-found",
            status=404,
        )
    wanted = {"location": location, "tags": dict(tags)}
    try:
        client = await azure.resources(subscription)
        # Its own answer is read: another read may land where the group is not known yet.
        made: Any = await client.resource_groups.create_or_update(name, wanted, cls=_body)
    except SdkError as refused:
        raise refusals.from_exception(refused) from refused
    return _read(made), True


async def resources(azure: Azure, subscription: str, name: str) -> tuple[Resource, ...]:
    """Everything in the group; empty when the group does not exist."""
    found = await azure.arm.get_all(f"{ids.group(subscription, name)}/resources", API)
    return tuple(map(_resource, found))


async def tagged(azure: Azure, subscription: str, tag: str, value: str) -> tuple[Resource, ...]:
    """Everything of the subscription with this tag; the answer leaves out the tags themselves.

    Source: learn.microsoft.com/rest/api/resources/resources/list
    """
    path = f"/subscriptions/{subscription}/resources"
    wanted = {"$filter": f"tagName eq '{tag}' and tagValue eq '{value}'"}
    return tuple(map(_resource, await azure.arm.get_all(path, API, wanted)))


async def submit_delete(azure: Azure, subscription: str, name: str) -> Token | None:
    """Ask Azure to delete the group *with everything in it*; None when it is gone already."""
    client = await azure.resources(subscription)
    begin = client.resource_groups.begin_delete(name)
    return await longrunning.submitted_delete(DELETION, begin, ids.group(subscription, name))


async def follow_delete(azure: Azure, token: Token) -> None:
    """Wait until the group is gone."""
    await longrunning.follow_delete(azure, token, DELETION)


def _body(response: Any, _model: Any, _headers: Any) -> Object:
    """The answer as it came, in place of the SDK's model."""
    return dict(response.http_response.json())


def _read(raw: Object) -> Group:
    return Group(
        id=text(raw, "id"),
        name=text(raw, "name"),
        subscription=ids.subscription_of(text(raw, "id")),
        location=text(raw, "location"),
        state=text(raw, "properties", "provisioningState"),
        tags=tags_of(raw),
    )


def _resource(raw: Object) -> Resource:
    return Resource(
        id=text(raw, "id"),
        name=text(raw, "name"),
        type=text(raw, "type"),
        location=text(raw, "location"),
        tags=tags_of(raw),
    )

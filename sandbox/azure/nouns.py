"""One way to serve a tracked network resource: PUT, GET, both lists, PATCH of tags, DELETE.

A noun says what its properties become (`build`), how it is shown (`render`) and why it may not go
(`refuse_delete`); what all of Microsoft.Network has in common is here: location, names, tags, etag,
`provisioningState`, `resourceGuid`, long operations.
Source: https://learn.microsoft.com/rest/api/virtualnetwork/
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.azure import answers, errors, groups, reads, state
from sandbox.azure.operations import Operation
from sandbox.azure.routing import Answer, Call, Routes

NAME = re.compile(r"^[A-Za-z0-9]([\w.-]{0,78}\w)?$")
GROUP = "/subscriptions/{sub}/resourceGroups/{rg}/providers/"
TOP = ("sku", "zones", "identity", "extendedLocation")
NETWORK = "Microsoft.Network"


@dataclass(kw_only=True)
class Making:
    """A PUT under way: `given` is the body's `properties`, `found` what was there before."""

    call: Call
    id: str
    name: str
    place: str
    body: dict[str, Any]
    given: dict[str, Any]
    found: state.Document | None = None

    @property
    def before(self) -> dict[str, Any]:
        """The properties it had, empty if it is new."""
        return self.found["properties"] if self.found else {}


Build = Callable[[Making], dict[str, Any]]


def nothing(_: state.State, __: state.Document) -> None:
    """No reason against deleting, nothing to do afterwards."""


@dataclass(frozen=True, kw_only=True)
class Noun:
    """A type. `seconds` (on Azure's clock) a PUT of a new one, of an old one and a DELETE take.

    `build` answers the properties to keep or refuses. `refuse_delete` raises when in use; `gone`
    runs when it is deleted, `ready` when a new one or a change has succeeded.
    """

    kind: str
    build: Build
    render: reads.Render = reads.plain
    refuse_delete: Callable[[state.State, state.Document], None] = nothing
    gone: Callable[[state.State, state.Document], None] = nothing
    ready: Callable[[state.State, state.Document], None] = nothing
    defaults: Callable[[Making], dict[str, Any]] = lambda _: {}  # of the top level, as `sku`
    seconds: tuple[float, float, float] = (3.0, 2.0, 3.0)
    guid: bool = True  # has a `resourceGuid`
    exclusive: bool = False  # a second write while one runs is AnotherOperationInProgress


def require_name(name: str, kind: str) -> None:
    if not NAME.match(name):
        raise errors.AzureError(
            400,
            "InvalidResourceName",
            f"Resource name {name} is invalid. The name can be up to 80 characters long. It must "
            "begin with a word character, and it must end with a word character or with '_'. The "
            f"name may contain word characters or '.', '-', '_'. Resource type {kind}.",
        )


def require_place(call: Call, found: state.Document | None, place: str) -> None:
    if found is not None and found["location"] != place:
        raise errors.AzureError(
            409,
            "InvalidResourceLocation",
            f"The resource '{call['name']}' already exists in location '{found['location']}' in "
            f"resource group '{call['rg']}'. A resource with the same name cannot be created in "
            f"location '{place}'. Please select a new resource name.",
        )


def busy(current: state.State, resource_id: str, operation: Operation) -> None:
    """Remember that this operation works on the resource or on a part of it."""
    current.facts(resource_id)["operation"] = operation.id


def require_idle(call: Call, resource_id: str) -> None:
    """429 while another operation on the resource or on a part of it runs."""
    running = call.operations.get(call.state.facts(resource_id).get("operation") or "")
    if running is not None and running.ended is None:
        place = call.url(
            f"/subscriptions/{running.subscription}/providers/{NETWORK}/locations/"
            f"{_location(call, resource_id)}/operations/{running.id}"
        )
        raise errors.AzureError(
            429,
            "AnotherOperationInProgress",
            "Another operation on this or dependent resource is in progress. To retrieve status of "
            f"the operation use uri: {place}.",
            details=[],
            headers=call.state.clock.retry(answers.RETRY),
        )


def _location(call: Call, resource_id: str) -> str:
    found = call.state.get(resource_id)
    return str(found["location"]) if found else "westeurope"


def referenced(making: Making, given: Any, kind: str, *, anywhere: bool = False) -> state.Document:
    """The document that `{"id": …}` names, of the type wanted and in the same region, or 400."""
    wanted = str(given.get("id") or "") if isinstance(given, dict) else ""
    found = making.call.state.get(wanted, kind) if wanted else None
    if found is None or not (anywhere or found["location"] == making.place):
        raise errors.bad_reference(wanted, making.id)
    return found


def serve(routes: Routes, noun: Noun, **more: Any) -> None:
    """Add the six routes of a type."""
    path = GROUP + noun.kind + "/{name}"
    reads.serve(routes, noun.kind, noun.render)
    routes.put(path, **more)(
        _named(lambda call: put(call, noun), f"Make or replace a {noun.kind}.")
    )
    routes.patch(path, **more)(_named(lambda call: patch(call, noun), "Replace the tags."))
    routes.delete(path, **more)(
        _named(lambda call: delete(call, noun), "Delete it, unless something uses it.")
    )


def _named(handler: Callable[[Call], Answer], words: str) -> Callable[[Call], Answer]:
    handler.__doc__ = words
    return handler


def put(call: Call, noun: Noun) -> Answer:
    require_name(call["name"], noun.kind)
    body = call.body()
    place = groups.location(call, body.get("location"))
    resource_id = f"{call.group_id}/providers/{noun.kind}/{call['name']}"
    found = call.state.get(resource_id, noun.kind)
    require_place(call, found, place)
    if noun.exclusive:
        require_idle(call, resource_id)
    making = Making(
        call=call,
        id=found["id"] if found else resource_id,
        name=found["name"] if found else call["name"],
        place=place,
        body=body,
        given=body.get("properties") or {},
        found=found,
    )
    properties = noun.build(making)
    if found is None:
        return _new(making, noun, properties)
    return _changed(making, noun, properties)


def document(making: Making, noun: Noun, properties: dict[str, Any]) -> state.Document:
    kept = {key: making.body[key] for key in TOP if making.body.get(key) is not None}
    return {
        "name": making.name,
        "id": making.id,
        "etag": state.etag(),
        "type": noun.kind,
        "location": making.place,
        "tags": making.body.get("tags") or {},
        **kept,
        **noun.defaults(making),
        "properties": {
            "provisioningState": "Updating",
            **(_guid(making) if noun.guid else {}),
            **properties,
        },
    }


def _guid(making: Making) -> dict[str, str]:
    return {"resourceGuid": making.before.get("resourceGuid") or str(uuid.uuid4())}


def _new(making: Making, noun: Noun, properties: dict[str, Any]) -> Answer:
    made = making.call.state.put(document(making, noun, properties))
    return _going(making.call, noun, made, 201, noun.seconds[0])


def _changed(making: Making, noun: Noun, properties: dict[str, Any]) -> Answer:
    assert making.found is not None  # noqa: S101 - the caller looked
    found, fresh = making.found, document(making, noun, properties)
    if noun.guid:
        fresh["properties"]["resourceGuid"] = making.before.get("resourceGuid", "")
    kept = found["properties"]
    kept.clear()
    kept.update(fresh.pop("properties"))
    found.update({key: each for key, each in fresh.items() if key != "etag"})
    touch(making.call.state, found)
    return _going(making.call, noun, found, 200, noun.seconds[1])


def _going(call: Call, noun: Noun, made: state.Document, status: int, seconds: float) -> Answer:
    current = call.state

    def end() -> None:
        settle(made["properties"], "Succeeded")
        noun.ready(current, made)
        touch(current, made)

    def failed() -> None:
        settle(made["properties"], "Failed")
        touch(current, made)

    operation = call.operations.begin(
        resource=made["id"], verb="create", seconds=seconds, end=end, failed=failed
    )
    busy(current, made["id"], operation)
    return answers.created(
        call, operation, noun.render(current, made),
        provider=noun.kind.partition("/")[0], location=made["location"], status=status,
    )  # fmt: skip


def settle(properties: dict[str, Any], outcome: str) -> None:
    """Write an operation's outcome into a resource and its parts."""
    if "provisioningState" in properties:
        properties["provisioningState"] = outcome
    for parts in properties.values():
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and isinstance(part.get("properties"), dict):
                settle(part["properties"], outcome)


def patch(call: Call, noun: Noun) -> Answer:
    """Replace the tags, all that Azure lets be patched here."""
    found = reads.find(call, noun.kind)
    tags = call.body().get("tags")
    if tags is not None:
        found["tags"] = tags
    touch(call.state, found)
    return answers.ok(noun.render(call.state, found))


def delete(call: Call, noun: Noun) -> Answer:
    resource_id = f"{call.group_id}/providers/{noun.kind}/{call['name']}"
    found = call.state.get(resource_id, noun.kind)
    if found is None:
        return Answer(status=204)
    if noun.exclusive:
        require_idle(call, resource_id)
    noun.refuse_delete(call.state, found)
    current, document = call.state, found
    document["properties"]["provisioningState"] = "Deleting"
    touch(current, document)

    def end() -> None:
        current.remove(document["id"], noun.kind)
        noun.gone(current, document)

    def failed() -> None:
        document["properties"]["provisioningState"] = "Failed"
        touch(current, document)

    operation = call.operations.begin(
        resource=document["id"], verb="delete", seconds=noun.seconds[2], end=end, failed=failed
    )
    busy(current, document["id"], operation)
    return answers.accepted(
        call, operation, provider=noun.kind.partition("/")[0], location=document["location"]
    )


def touch(current: state.State, changed: state.Document) -> None:
    """A document was changed in place: it has a new etag, and so have its parts."""
    current.touch(changed)
    if "etag" in changed:
        spread(changed["properties"], changed["etag"])


def spread(properties: dict[str, Any], etag: str) -> None:
    """Parts carry the etag of the whole."""
    for parts in properties.values():
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and "etag" in part:
                part["etag"] = etag
                spread(part.get("properties") or {}, etag)

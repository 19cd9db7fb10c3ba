"""Parts of a network resource with addresses of their own: subnets, rules, routes.

They are kept in the parent's properties, as Azure answers them, and written through it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.azure import answers, errors, nouns, reads, state
from sandbox.azure.nouns import Making, Noun
from sandbox.azure.routing import Answer, Call, Routes

Show = Callable[[state.State, state.Document, state.Document], state.Document]


def shown(_: state.State, __: state.Document, part: state.Document) -> state.Document:
    return part


@dataclass(frozen=True, kw_only=True)
class Part:
    """A kind of part. `build(making, siblings)` answers its properties or refuses.

    `render`, `refuse_delete`, `ready` and `gone` are given (state, parent, part).
    """

    folder: str  # in the path and in the parent's properties
    build: Callable[[Making, list[state.Document]], dict[str, Any]]
    render: Show = shown
    refuse_delete: Callable[[state.State, state.Document, state.Document], None] = lambda *_: None
    changed: Callable[[state.State, state.Document, state.Document], None] = lambda *_: None
    gone: Callable[[state.State, state.Document, state.Document], None] = lambda *_: None
    seconds: tuple[float, float] = (2.0, 2.0)


def all_of(making: Making, part: Part, kind: str) -> list[state.Document]:
    """The parts a whole resource's PUT brings, built one after the other."""
    given = making.given.get(part.folder) or []
    names = [str(each.get("name") or "") for each in given]
    for name in names:
        nouns.require_name(name, f"{kind}/{part.folder}")
        if [each.lower() for each in names].count(name.lower()) > 1:
            raise errors.AzureError(
                400,
                "DuplicateResourceName",
                f"Resource {making.id} has two child resources with the same name ({name}).",
                details=[],
            )
    before = {each["name"].lower(): each for each in making.before.get(part.folder) or []}
    made: list[state.Document] = []
    for each in given:
        found = before.get(each["name"].lower())
        made.append(_part(_inner(making, part, each, found), part, kind, made))
    return made


def _inner(
    making: Making, part: Part, body: dict[str, Any], found: state.Document | None
) -> Making:
    name = found["name"] if found else body["name"]
    return Making(
        call=making.call,
        id=f"{making.id}/{part.folder}/{name}",
        name=name,
        place=making.place,
        body=body,
        given=body.get("properties") or {},
        found=found,
    )


def _part(making: Making, part: Part, kind: str, siblings: list[state.Document]) -> state.Document:
    return {
        "name": making.name,
        "id": making.id,
        "etag": state.etag(),
        "type": f"{kind}/{part.folder}",
        "properties": {"provisioningState": "Updating", **part.build(making, siblings)},
    }


def serve(routes: Routes, noun: Noun, part: Part, **more: Any) -> None:
    """Add list, get, put and delete of a part."""
    read(routes, noun, part, **more)
    one = f"{nouns.GROUP}{noun.kind}/{{name}}/{part.folder}/{{part}}"

    @routes.put(one, **more)
    def put(call: Call) -> Answer:
        """Make or replace one of them."""
        return write(call, noun, part)

    @routes.delete(one, **more)
    def delete(call: Call) -> Answer:
        """Delete one of them, unless something uses it."""
        return remove(call, noun, part)


def read(routes: Routes, noun: Noun, part: Part, **more: Any) -> None:
    """Add list and get of a part."""
    path = nouns.GROUP + noun.kind + "/{name}/" + part.folder

    @routes.get(path, **more)
    def listed(call: Call) -> Answer:
        """All of them in one parent."""
        parent = reads.parent(call, noun.kind)
        found = parent["properties"].get(part.folder) or []
        return answers.page(call, [part.render(call.state, parent, each) for each in found])

    @routes.get(path + "/{part}", **more)
    def get(call: Call) -> Answer:
        """One of them, or 404 NotFound."""
        parent = reads.parent(call, noun.kind)
        found = find(parent, part, call["part"])
        if found is None:
            raise missing(call)
        return answers.ok(part.render(call.state, parent, found))


def missing(call: Call) -> errors.AzureError:
    return errors.AzureError(404, "NotFound", f"Resource {call.path} not found.", details=[])


def find(parent: state.Document, part: Part, name: str) -> state.Document | None:
    for each in parent["properties"].get(part.folder) or []:
        if each["name"].lower() == name.lower():
            found: state.Document = each
            return found
    return None


def write(call: Call, noun: Noun, part: Part) -> Answer:
    parent = reads.parent(call, noun.kind)
    nouns.require_name(call["part"], f"{noun.kind}/{part.folder}")
    if noun.exclusive:
        nouns.require_idle(call, parent["id"])
    body = {**call.body(), "name": call["part"]}
    found = find(parent, part, call["part"])
    outer = Making(
        call=call, id=parent["id"], name=parent["name"], place=parent["location"], body={}, given={}
    )
    everyone = parent["properties"].setdefault(part.folder, [])
    siblings = [each for each in everyone if each is not found]
    made = _part(_inner(outer, part, body, found), part, noun.kind, siblings)
    if found is None:
        everyone.append(made)
    else:
        everyone[everyone.index(found)] = made
    part.changed(call.state, parent, made)
    nouns.touch(call.state, parent)
    operation = call.operations.begin(
        resource=made["id"],
        verb="create",
        seconds=part.seconds[0],
        end=lambda: _ended(call.state, parent, made, "Succeeded"),
        failed=lambda: _ended(call.state, parent, made, "Failed"),
    )
    nouns.busy(call.state, parent["id"], operation)
    return answers.created(
        call, operation, part.render(call.state, parent, made), provider=nouns.NETWORK,
        location=parent["location"], status=200 if found else 201,
    )  # fmt: skip


def _ended(
    current: state.State, parent: state.Document, made: state.Document, outcome: str
) -> None:
    made["properties"]["provisioningState"] = outcome
    nouns.touch(current, parent)


def remove(call: Call, noun: Noun, part: Part) -> Answer:
    parent = reads.parent(call, noun.kind)
    found = find(parent, part, call["part"])
    if found is None:
        return Answer(status=204)
    if noun.exclusive:
        nouns.require_idle(call, parent["id"])
    part.refuse_delete(call.state, parent, found)
    found["properties"]["provisioningState"] = "Deleting"
    nouns.touch(call.state, parent)

    def end() -> None:
        everyone = parent["properties"][part.folder]
        everyone[:] = [each for each in everyone if each["id"] != found["id"]]
        part.gone(call.state, parent, found)
        nouns.touch(call.state, parent)

    operation = call.operations.begin(
        resource=found["id"],
        verb="delete",
        seconds=part.seconds[1],
        end=end,
        failed=lambda: _ended(call.state, parent, found, "Failed"),
    )
    nouns.busy(call.state, parent["id"], operation)
    return answers.accepted(call, operation, provider=nouns.NETWORK, location=parent["location"])

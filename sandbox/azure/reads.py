"""List and get for types that have nothing special about being read."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.azure import answers, errors
from sandbox.azure.routing import Answer, Call, Routes
from sandbox.azure.state import Document, State

Render = Callable[[State, Document], Document]


def plain(_: State, document: Document) -> Document:
    return document


def find(call: Call, kind: str) -> Document:
    """The document this path names, or 404 ResourceNotFound."""
    found = call.state.get(f"{call.group_id}/providers/{kind}/{call['name']}", kind)
    if found is None:
        raise errors.not_found(kind, call["name"], call["rg"])
    return found


def parent(call: Call, kind: str) -> Document:
    """The document this path names, as the parent of what is wanted, or 404."""
    found = call.state.get(f"{call.group_id}/providers/{kind}/{call['name']}", kind)
    if found is None:
        raise errors.parent_not_found(call["name"])
    return found


def serve(routes: Routes, kind: str, render: Render = plain) -> None:
    """Add the three usual reads of a type: by name, in a group, in a subscription."""

    def one(call: Call) -> Answer:
        """One resource by its name, or 404 ResourceNotFound."""
        return answers.ok(render(call.state, find(call, kind)))

    def in_group(call: Call) -> Answer:
        """The resources of this kind in the group, page by page."""
        return _listed(call, kind, call.group_id, render)

    def in_subscription(call: Call) -> Answer:
        """The resources of this kind in the subscription, page by page."""
        return _listed(call, kind, f"/subscriptions/{call['sub']}", render)

    group = "/subscriptions/{sub}/resourceGroups/{rg}/providers/" + kind
    routes.get(group + "/{name}")(one)
    routes.get(group)(in_group)
    routes.get("/subscriptions/{sub}/providers/" + kind)(in_subscription)


def _listed(call: Call, kind: str, under: str, render: Render) -> Answer:
    found = call.state.all(kind, under)
    page = answers.page(call, found)
    # Only what is on the page is rendered: a subscription may hold thousands.
    page.body["value"] = [render(call.state, document) for document in page.body["value"]]
    return page

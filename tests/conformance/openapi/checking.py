"""One answer against the description of its operation."""

from __future__ import annotations

from typing import Any

from tests.conformance.openapi import catalogue, schema


def described(verb: str, path: str) -> catalogue.Operation | None:
    """The operation that answers this address, if the packages know its answer."""
    return next((one for one in catalogue.find(verb, path) if one.model is not None), None)


def faults(operation: catalogue.Operation, body: Any) -> list[schema.Fault]:
    """What the description does not allow in this answer."""
    if operation.paged:
        return _page(operation.model, body)
    if operation.listed:
        if not isinstance(body, list):
            return [schema.Fault(at="$", what="is not a list")]
        return [fault for one in body for fault in schema.faults(operation.model, one)]
    return schema.faults(operation.model, body)


def _page(model: Any, body: Any) -> list[schema.Fault]:
    if not isinstance(body, dict) or not isinstance(body.get("value"), list):
        return [schema.Fault(at="$.value", what="a page has a list of this name")]
    found = [fault for one in body["value"] for fault in schema.faults(model, one)]
    link = body.get("nextLink")
    if link is not None and not str(link).startswith("https://"):
        found.append(schema.Fault(at="$.nextLink", what=f"{link!r} is no address"))
    found += [
        schema.Fault(at=f"$.{name}", what="unknown to a page")
        for name in body.keys() - {"value", "nextLink"}
    ]
    return list(dict.fromkeys(found))

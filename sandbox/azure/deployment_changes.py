"""What-if: what a deployment would do to each resource, told without doing it.

https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.azure import resources, state
from sandbox.azure.deployment_templates import Reading

# What a resource's provider adds by itself and nobody writes.
GIVEN = frozenset(
    ["provisioningState", "resourceGuid", "etag", "systemData", "uniqueId", "vmId", "timeCreated",
     "diskState", "creationTime"]
)  # fmt: skip


def changes(current: state.State, reading: Reading, *, payloads: bool) -> list[dict[str, Any]]:
    """One change per resource: Create, Modify, NoChange, Deploy, Delete or Ignore."""
    found = [
        _change(current.get(each.id), _wanted(each), payloads=payloads) for each in reading.plan
    ]
    if not reading.place.group:
        return found
    named = {each.id.lower() for each in reading.plan}
    kind = "Delete" if reading.mode == "Complete" else "Ignore"
    for document in resources.tracked(current, reading.place.id):
        if document["id"].lower() not in named:
            one: dict[str, Any] = {"resourceId": document["id"], "changeType": kind}
            found.append(one | ({"before": document} if payloads else {}))
    return found


def _wanted(planned: Any) -> dict[str, Any]:
    return {
        "apiVersion": planned.version,
        "id": planned.id,
        "name": planned.name.rpartition("/")[2],
        "type": planned.kind,
        **planned.body(),
    }


def _change(
    known: state.Document | None, wanted: dict[str, Any], *, payloads: bool
) -> dict[str, Any]:
    one: dict[str, Any] = {"resourceId": wanted["id"]}
    if known is None:
        return one | {"changeType": "Create"} | ({"after": wanted} if payloads else {})
    delta = list(_delta(known, wanted, top=True))
    one["changeType"] = ("Modify" if delta else "NoChange") if payloads else "Deploy"
    if payloads:
        one |= {"before": known, "after": {**wanted}, "delta": delta}
    return one


def _delta(before: Any, after: Any, path: str = "", *, top: bool = False) -> Iterator[Any]:
    """Differences in what the template writes; what it does not write is left as it is."""
    skipped = ("id", "name", "type", "apiVersion") if top else ()
    for key, wanted in after.items():
        if key in skipped or key in GIVEN:
            continue
        here = f"{path}.{key}" if path else key
        had = before.get(key) if isinstance(before, Mapping) else None
        yield from _one(here, had, wanted)
    if top and isinstance(after.get("tags"), Mapping):
        for key, had in (before.get("tags") or {}).items():
            if key not in after["tags"]:
                yield {"path": f"tags.{key}", "propertyChangeType": "Delete", "before": had}


def _one(path: str, had: Any, wanted: Any) -> Iterator[dict[str, Any]]:
    if path == "location":
        had, wanted = _region(had), _region(wanted)
    if isinstance(wanted, Mapping) and isinstance(had, Mapping):
        yield from _delta(had, wanted, path)
    elif isinstance(wanted, list) and isinstance(had, list) and len(wanted) == len(had):
        for at, (one, two) in enumerate(zip(had, wanted, strict=True)):
            yield from _one(f"{path}.{at}", one, two)
    elif not _same(had, wanted):
        kind = "Create" if had is None else "Modify"
        yield {"path": path, "propertyChangeType": kind, "before": had, "after": wanted}


def _region(given: Any) -> Any:
    return given.lower().replace(" ", "") if isinstance(given, str) else given


def _same(one: Any, two: Any) -> bool:
    if isinstance(one, str) and isinstance(two, str) and one.startswith("/subscriptions/"):
        return one.lower() == two.lower()
    return bool(one == two) or (one is None and two in ({}, [], None))

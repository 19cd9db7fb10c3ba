"""Tags of any scope as a resource of their own, and the names a subscription uses.

https://learn.microsoft.com/rest/api/resources/tags
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sandbox.azure import answers as say
from sandbox.azure import errors, extensions, state, tag_rules
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
PATH = "/{scope}/providers/Microsoft.Resources/tags/default"
NAMES = "/subscriptions/{sub}/tagNames"
ACTIONS = "Microsoft.Resources/tags/"


def _target(call: Call) -> state.Document:
    """The subscription, group or resource the tags belong to."""
    scope = extensions.scope(call)
    parts = scope.split("/")
    if len(parts) == 3:
        found = call.state.subscriptions.get(parts[2].lower())
    else:
        extensions.require_scope(call)
        found = call.state.get(scope)
    if found is None:
        raise errors.not_found("/".join([parts[6], *parts[7::2]]), parts[-1], state.group_of(scope))
    return found


def _shown(call: Call, target: state.Document) -> dict[str, Any]:
    return {
        "id": f"{extensions.scope(call)}/providers/Microsoft.Resources/tags/default",
        "name": "default",
        "type": "Microsoft.Resources/tags",
        "properties": {"tags": target.get("tags") or {}},
    }


def _given(call: Call) -> dict[str, str]:
    return tag_rules.require((call.body().get("properties") or {}).get("tags"))


def _set(call: Call, target: state.Document, tags: dict[str, str]) -> Answer:
    target["tags"] = tag_rules.require(tags)
    call.state.touch(target)
    return say.ok(_shown(call, target))


@routes.get(PATH, ACTIONS + "read")
def read(call: Call) -> Answer:
    """All tags at a scope."""
    return say.ok(_shown(call, _target(call)))


@routes.put(PATH, ACTIONS + "write")
def replace(call: Call) -> Answer:
    """Exactly these tags."""
    return _set(call, _target(call), _given(call))


@routes.patch(PATH, ACTIONS + "write")
def change(call: Call) -> Answer:
    """`operation` Merge, Replace or Delete (names, where the value fits if one is given)."""
    target, given = _target(call), _given(call)
    how = str(call.body().get("operation") or "").lower()
    known = dict(target.get("tags") or {})
    if how == "replace":
        return _set(call, target, given)
    if how not in ("merge", "delete"):
        raise errors.AzureError(
            400,
            "InvalidTagPatchOperation",
            f"The tags patch operation '{call.body().get('operation')}' is not valid. The valid "
            "operations are 'Replace,Merge,Delete'.",
        )
    lower = {name.lower(): name for name in known}
    for name, value in given.items():
        old = lower.get(name.lower())
        if how == "merge":
            known[old or name] = value
        elif old is not None and value in ("", known[old]):
            del known[old]
    return _set(call, target, known)


@routes.delete(PATH, ACTIONS + "delete")
def clear(call: Call) -> Answer:
    """No tags."""
    target = _target(call)
    target["tags"] = {}
    call.state.touch(target)
    return Answer(status=200)


# ---- names ---------------------------------------------------------------------------------
def _made(call: Call) -> dict[str, Any]:
    """Names and values made by hand: `{name: [values]}`."""
    facts = call.state.facts(f"/subscriptions/{call['sub']}/tagnames")
    made: dict[str, Any] = facts.setdefault("names", {})
    return made


def _name(call: Call, name: str, values: Counter[str]) -> dict[str, Any]:
    base = f"/subscriptions/{call['sub']}/tagNames/{name}"
    return {
        "id": base,
        "tagName": name,
        "count": _count(sum(values.values())),
        "values": [
            {"id": f"{base}/tagValues/{value}", "tagValue": value, "count": _count(number)}
            for value, number in values.items()
        ],
    }


def _count(number: int) -> dict[str, Any]:
    return {"type": "Total" if number else "Partial", "value": number}


@routes.get(NAMES)
def names(call: Call) -> Answer:
    """Names in use or made by hand, with their values and how often each is used."""
    found: dict[str, Counter[str]] = {}
    for name, values in _made(call).items():
        found[name] = Counter(dict.fromkeys(values, 0))
    for document in call.state.everything(f"/subscriptions/{call['sub']}"):
        for name, value in (document.get("tags") or {}).items():
            found.setdefault(name, Counter())[str(value)] += 1
    return say.page(call, [_name(call, name, values) for name, values in found.items()])


@routes.put(NAMES + "/{name}")
def make_name(call: Call) -> Answer:
    """Predefine a name: 201, or 200 if there is one."""
    made = _made(call)
    status = 200 if call["name"] in made else 201
    values = made.setdefault(call["name"], [])
    body = _name(call, call["name"], Counter(dict.fromkeys(values, 0)))
    return Answer(status=status, body=body)


@routes.delete(NAMES + "/{name}")
def drop_name(call: Call) -> Answer:
    """Remove a predefined name: 200, or 204 if there was none."""
    return Answer(status=204 if _made(call).pop(call["name"], None) is None else 200)


@routes.put(NAMES + "/{name}/tagValues/{value}")
def make_value(call: Call) -> Answer:
    """Predefine a value of a name: 201, or 200 if there is one."""
    values = _made(call).get(call["name"])
    if values is None:
        raise errors.AzureError(
            404, "TagNameNotFound", f"The tag name '{call['name']}' could not be found."
        )
    new = call["value"] not in values
    if new:
        values.append(call["value"])
    base = f"/subscriptions/{call['sub']}/tagNames/{call['name']}/tagValues/{call['value']}"
    body = {"id": base, "tagValue": call["value"], "count": _count(0)}
    return Answer(status=201 if new else 200, body=body)


@routes.delete(NAMES + "/{name}/tagValues/{value}")
def drop_value(call: Call) -> Answer:
    """Remove a predefined value: 200, or 204 if there was none."""
    values = _made(call).get(call["name"]) or []
    if call["value"] not in values:
        return Answer(status=204)
    values.remove(call["value"])
    return Answer(status=200)

"""The conditions of policy rules, evaluated over a resource: pure functions.

https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule.
Comparisons of text ignore case. A field that is absent is null: it equals nothing, and `not…`
conditions hold for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

PARAMETER = re.compile(r"\[\s*parameters\(\s*'([^']+)'\s*\)\s*\]", re.IGNORECASE)
FIELD = re.compile(r"\[\s*field\(\s*'([^']+)'\s*\)\s*\]", re.IGNORECASE)
TAG = re.compile(r"^tags(?:\.(?P<dot>.+)|\['(?P<quoted>.+)'\]|\[(?P<plain>.+)\])$", re.IGNORECASE)
CONCAT = re.compile(
    r"^\[\s*concat\(\s*'tags\['\s*,\s*parameters\('([^']+)'\)\s*,\s*'\]'\s*\)\s*\]$", re.IGNORECASE
)
PLAIN = {"name", "type", "location", "kind", "id", "fullname", "tags"}


@dataclass(kw_only=True)
class Case:
    """One resource under one rule: `seen` gathers the conditions that were looked at."""

    resource: Mapping[str, Any]
    kind: str
    values: Mapping[str, Any]  # parameters by lower-case name
    seen: list[dict[str, Any]] = field(default_factory=list)


def resolved(value: Any, values: Mapping[str, Any]) -> Any:
    """`[parameters('x')]` anywhere in a value becomes what x is."""
    if isinstance(value, str):
        named = PARAMETER.fullmatch(value.strip())
        if named:
            return values.get(named[1].lower())
        tag = CONCAT.match(value.strip())
        if tag:
            return f"tags[{values.get(tag[1].lower())}]"
        return value[1:] if value.startswith("[[") else value
    if isinstance(value, list):
        return [resolved(each, values) for each in value]
    return value


def understood(value: Any) -> bool:
    """Whether a text is plain, or an expression that `resolved` evaluates."""
    text = value.strip() if isinstance(value, str) else ""
    if not (text.startswith("[") and text.endswith("]")) or text.startswith("[["):
        return True
    return any(each.fullmatch(text) for each in (PARAMETER, FIELD, CONCAT))


def holds(rule: Any, case: Case) -> bool:
    """Whether an `if` holds: allOf, anyOf, not, or one condition on a field or value."""
    if not isinstance(rule, Mapping):
        return False
    low = {str(key).lower(): value for key, value in rule.items()}
    # Each part is looked at even when the first decides: Azure shows them all.
    if "allof" in low:
        parts = [holds(each, case) for each in low["allof"]]
        return all(parts)
    if "anyof" in low:
        parts = [holds(each, case) for each in low["anyof"]]
        return any(parts)
    if "not" in low:
        return not holds(low["not"], case)
    return _condition(low, case)


def _condition(low: Mapping[str, Any], case: Case) -> bool:
    name = next((each for each in OPERATORS if each.lower() in low), "")
    if not name:
        return False
    test = OPERATORS[name]
    target = resolved(low[name.lower()], case.values)
    if "field" in low:
        path = str(resolved(low["field"], case.values))
        found = lookup(path, case)
        kind = "Field"
    else:
        path, found, kind = "", _value(low.get("value"), case), "Value"
    result = (
        any(test(each, target) for each in found.each)
        if isinstance(found, Many)
        else test(found, target)
    )
    case.seen.append(
        {
            "result": str(result),
            "expressionKind": kind,
            "expression": path or str(low.get("value")),
            **({"path": path} if path else {}),
            "expressionValue": list(found.each) if isinstance(found, Many) else found,
            "targetValue": target,
            "operator": name[0].upper() + name[1:],
        }
    )
    return result


def _value(given: Any, case: Case) -> Any:
    named = FIELD.fullmatch(given.strip()) if isinstance(given, str) else None
    return lookup(named[1], case) if named else resolved(given, case.values)


@dataclass(frozen=True)
class Many:
    """The values of an array alias (`…[*].name`)."""

    each: tuple[Any, ...]


def lookup(path: str, case: Case) -> Any:
    """A field's value: type, location, name, kind, tags, tags['x'], or an alias's property path."""
    low, resource = path.lower(), case.resource
    tag = TAG.match(path)
    if tag:
        wanted = (tag["dot"] or tag["quoted"] or tag["plain"]).lower()
        tags = resource.get("tags") or {}
        return next((value for name, value in tags.items() if name.lower() == wanted), None)
    if low in PLAIN:
        return {"type": case.kind, "fullname": resource.get("name")}.get(low, resource.get(low))
    if low.startswith(("identity.", "sku.", "plan.")):
        return walk(resource, path.split("."))
    return _alias(path, case)


def _alias(path: str, case: Case) -> Any:
    """`Microsoft.Compute/virtualMachines/sku.name` → a property of that type, else absent.

    The parts after the type are a path below `properties`, or below the resource itself. Aliases
    flatten some paths; the ones that machines' policies use are named.
    """
    kind = case.kind.lower()
    if not path.lower().startswith(kind + "/"):
        return None
    rest = path[len(kind) + 1 :]
    rest = ALIASES.get(f"{kind}/{rest.lower()}", rest)
    parts = rest.replace("[*]", ".[*]").split(".")
    found = walk(case.resource.get("properties") or {}, parts)
    return walk(case.resource, parts) if found is None else found


ALIASES = {
    "microsoft.compute/virtualmachines/sku.name": "hardwareProfile.vmSize",
    "microsoft.compute/virtualmachines/imagepublisher": "storageProfile.imageReference.publisher",
    "microsoft.compute/virtualmachines/imageoffer": "storageProfile.imageReference.offer",
    "microsoft.compute/virtualmachines/imagesku": "storageProfile.imageReference.sku",
    "microsoft.compute/imagepublisher": "storageProfile.imageReference.publisher",
}


def walk(value: Any, parts: list[str]) -> Any:
    """Down a path without regard to case; `[*]` gathers from all elements."""
    for at, part in enumerate(parts):
        if part == "[*]":
            rest = [walk(each, parts[at + 1 :]) for each in value or []]
            flat = [x for one in rest for x in (one.each if isinstance(one, Many) else (one,))]
            return Many(tuple(flat))
        if not isinstance(value, Mapping):
            return None
        value = next((v for k, v in value.items() if k.lower() == part.lower()), None)
    return value


# ---- operators -----------------------------------------------------------------------------
def _same(one: Any, two: Any) -> bool:
    if one is None or two is None:
        return one is None and two is None
    if isinstance(one, bool) or isinstance(two, bool):
        return str(one).lower() == str(two).lower()
    if isinstance(one, str) or isinstance(two, str):
        return str(one).lower() == str(two).lower()
    return bool(one == two)


def _like(one: Any, two: Any) -> bool:
    """At most one `*`, which stands for any text."""
    form = ".*".join(map(re.escape, str(two).lower().split("*")))
    return one is not None and re.fullmatch(form, str(one).lower(), re.DOTALL) is not None


def _match(one: Any, two: Any, *, ignoring: bool = False) -> bool:
    """`#` a digit, `?` a letter, `.` anything, the rest itself."""
    classes = {"#": r"\d", "?": "[a-zA-Z]", ".": "."}
    form = "".join(classes.get(each, re.escape(each)) for each in str(two))
    flags = re.IGNORECASE if ignoring else 0
    return one is not None and re.fullmatch(form, str(one), flags) is not None


def _in(one: Any, two: Any) -> bool:
    return isinstance(two, list) and any(_same(one, each) for each in two)


def _contains(one: Any, two: Any) -> bool:
    if isinstance(one, list):
        return _in(two, one)
    return one is not None and str(two).lower() in str(one).lower()


def _exists(one: Any, two: Any) -> bool:
    return (one is not None) is (str(two).lower() == "true")


def _key(one: Any, two: Any) -> bool:
    return isinstance(one, Mapping) and any(_same(key, two) for key in one)


def _order(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def test(one: Any, two: Any) -> bool:
        if one is None or isinstance(one, str) is not isinstance(two, str):
            return False
        return compare(one.lower(), two.lower()) if isinstance(one, str) else compare(one, two)

    return test


def _not(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda one, two: not test(one, two)


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "equals": _same,
    "notEquals": _not(_same),
    "in": _in,
    "notIn": _not(_in),
    "like": _like,
    "notLike": _not(_like),
    "match": _match,
    "notMatch": _not(_match),
    "matchInsensitively": lambda one, two: _match(one, two, ignoring=True),
    "notMatchInsensitively": lambda one, two: not _match(one, two, ignoring=True),
    "contains": _contains,
    "notContains": _not(_contains),
    "containsKey": _key,
    "notContainsKey": _not(_key),
    "exists": _exists,
    "less": _order(lambda one, two: one < two),
    "lessOrEquals": _order(lambda one, two: one <= two),
    "greater": _order(lambda one, two: one > two),
    "greaterOrEquals": _order(lambda one, two: one >= two),
}

"""A template as a plan: which resources, with which ids, after which others.

Names, types, conditions, loops and `dependsOn` are reckoned at once; a resource's body only when
its turn comes, because it may read what was deployed before it. A `reference('name')` in a body is
a dependency too.

With `languageVersion` 2.0 resources have symbolic names, `name[0]` in a loop, and `existing` ones
are named only to be read: they are not made, and who waits for one waits for what it waits for
(https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-declaration).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.azure import template_parser as parser
from sandbox.azure.template_parser import ExpressionError
from sandbox.azure.template_scope import Scope, joined
from sandbox.azure.template_types import invalid

DEPLOYMENTS = "microsoft.resources/deployments"
GROUPS = "microsoft.resources/resourcegroups"
# Keys of a resource that are the template's, not the resource's.
OWN = frozenset(
    ["apiversion", "type", "name", "dependson", "copy", "condition", "comments", "resources",
     "scope", "resourcegroup", "subscriptionid", "existing"]
)  # fmt: skip
MOST = 800


@dataclass(kw_only=True)
class Planned:
    """One resource to be made. `body()` reckons what is sent."""

    id: str
    kind: str
    name: str
    version: str
    raw: Mapping[str, Any]
    scope: Scope
    after: set[str] = field(default_factory=set)  # ids in lower case
    copy: str = ""
    symbol: str = ""

    @property
    def existing(self) -> bool:
        return bool(self.raw.get("existing"))

    def body(self) -> dict[str, Any]:
        """What the resource's PUT carries."""
        nested = self.kind.lower() == DEPLOYMENTS
        return {
            key: self._nested(each) if nested and key.lower() == "properties"
            else self.scope.value(each)
            for key, each in self.raw.items()
            if key.lower() not in OWN
        }  # fmt: skip

    def _nested(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """A deployment in the template: unless its expressions are its own, they are ours."""
        options = properties.get("expressionEvaluationOptions") or {}
        if str(options.get("scope", "outer")).lower() != "inner":
            return self.scope.value(properties)  # type: ignore[no-any-return]
        return {
            key: each if key == "template" else self.scope.value(each)
            for key, each in properties.items()
        }


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a deployment deploys. `group` is empty at a subscription."""

    subscription: str
    group: str = ""

    @property
    def id(self) -> str:
        base = f"/subscriptions/{self.subscription}"
        return f"{base}/resourceGroups/{self.group}" if self.group else base


def plan(template: Mapping[str, Any], scope: Scope, place: Place) -> list[Planned]:
    """All resources in an order that their dependencies allow."""
    found: list[Planned] = []
    copies: dict[str, list[str]] = {}
    for at, (symbol, raw) in enumerate(_listed(template.get("resources"))):
        for planned in _resource(raw, scope, place, None, at):
            if not planned.existing and any(
                other.id.lower() == planned.id.lower() for other in found if not other.existing
            ):
                raise invalid(
                    f"The resource '{planned.kind}/{planned.name}' at line '1' and column "
                    f"'{at + 1}' is defined multiple times in a template. Please see "
                    "https://aka.ms/arm-template/#resources for usage details."
                )
            found.append(planned)
            if planned.raw is raw:  # not one that stands inside it
                planned.symbol = _symbol(symbol, planned, copies)
            _name(planned, scope)
            if planned.copy:
                copies.setdefault(planned.copy.lower(), []).append(planned.id.lower())
    if len(found) > MOST:
        raise invalid(f"The number of template resources limit exceeded. Limit: '{MOST}' and "
                      f"actual: '{len(found)}'. Please see https://aka.ms/arm-template for usage "
                      "details.")  # fmt: skip
    active = [each for each in found if _wanted(each)]
    _depend(active, found, copies)
    made = [each for each in active if not each.existing]
    _look_through(made, {each.id.lower(): each.after for each in active if each.existing})
    return _ordered(made)


def _listed(resources: Any) -> list[tuple[str, Mapping[str, Any]]]:
    """Resources and their symbolic names, which only languageVersion 2.0 has."""
    if isinstance(resources, Mapping):
        return list(resources.items())
    return [("", each) for each in resources or []]


def _symbol(symbol: str, planned: Planned, copies: dict[str, list[str]]) -> str:
    """The resource's own symbolic name; in a loop the plain one stands for all of it."""
    if not symbol or not planned.copy:
        return symbol
    others = copies.setdefault(symbol.lower(), [])
    if planned.copy.lower() != symbol.lower():
        others.append(planned.id.lower())
    return f"{symbol}[{planned.scope.loops['']}]"


def _name(planned: Planned, scope: Scope) -> None:
    """Let expressions find the resource by its names."""
    scope.ids[planned.name.lower()] = planned.id
    scope.ids.setdefault(planned.name.rpartition("/")[2].lower(), planned.id)
    if planned.symbol:
        scope.ids[planned.symbol.lower()] = planned.id
        scope.versions[planned.id.lower()] = planned.version


def _look_through(made: list[Planned], existing: Mapping[str, set[str]]) -> None:
    known = {each.id.lower() for each in made}
    for each in made:
        seen: set[str] = set()
        while through := (each.after & existing.keys()) - known - seen:
            seen |= through
            each.after = each.after.union(*(existing[key] for key in through)) - through
        each.after = (each.after & known) - {each.id.lower()}


def _wanted(planned: Planned) -> bool:
    condition = planned.raw.get("condition", True)
    return bool(planned.scope.value(condition))


def _resource(
    raw: Mapping[str, Any], scope: Scope, place: Place, parent: Planned | None, at: int
) -> Iterator[Planned]:
    for key in ("type", "name", "apiVersion"):
        if not raw.get(key):
            raise invalid(
                f"The template resource at line '1' and column '{at + 1}' is not valid. Required "
                f"property '{key}' not found in JSON. Please see https://aka.ms/arm-template for "
                "usage details."
            )
    loop = raw.get("copy")
    if not isinstance(loop, Mapping):
        yield from _placed(raw, scope, place, parent, at)
        return
    name = str(loop.get("name"))
    previous: set[str] = set()
    size = int(loop.get("batchSize") or 1)
    batch: set[str] = set()
    for index in range(_guard(raw, at, lambda: scope.count(loop))):
        for planned in _placed(raw, scope.inside(name, index), place, parent, at):
            planned.copy = name
            if str(loop.get("mode", "parallel")).lower() == "serial":
                if len(batch) >= size:
                    previous, batch = batch, set()
                planned.after |= previous
                batch.add(planned.id.lower())
            yield planned


def _guard(raw: Mapping[str, Any], at: int, reckon: Any) -> Any:
    try:
        return reckon()
    except ExpressionError as exc:
        raise invalid(
            f"The template resource '{raw.get('name')}' at line '1' and column '{at + 1}' is not "
            f"valid: {exc}. Please see https://aka.ms/arm-template-expressions for usage details."
        ) from exc


def _placed(
    raw: Mapping[str, Any], scope: Scope, place: Place, parent: Planned | None, at: int
) -> Iterator[Planned]:
    kind = str(_guard(raw, at, lambda: scope.value(raw["type"])))
    name = str(_guard(raw, at, lambda: scope.value(raw["name"])))
    if parent is not None:
        kind, name = f"{parent.kind}/{kind}", f"{parent.name}/{name}"
    if kind.count("/") != name.count("/") + 1:
        raise invalid(
            f"The template resource '{name}' for type '{kind}' at line '1' and column '{at + 1}' "
            "has incorrect segment lengths. A nested resource type must have identical number of "
            "segments as its resource name. A root resource type must have segment length one "
            "greater than its resource name. Please see https://aka.ms/arm-syntax-resources for "
            "usage details."
        )
    planned = Planned(
        id=_id(raw, scope, place, kind, name),
        kind=kind,
        name=name,
        version=str(scope.value(raw["apiVersion"])),
        raw=raw,
        scope=scope,
    )
    if parent is not None:
        planned.after.add(parent.id.lower())
    yield planned
    for number, child in enumerate(raw.get("resources") or []):
        yield from _resource(child, scope, place, planned, at + number + 1)


def _id(raw: Mapping[str, Any], scope: Scope, place: Place, kind: str, name: str) -> str:
    if kind.lower() == GROUPS:
        return f"/subscriptions/{place.subscription}/resourceGroups/{name}"
    base = place.id
    if raw.get("subscriptionId"):
        base = f"/subscriptions/{scope.value(raw['subscriptionId'])}"
    if raw.get("resourceGroup"):
        base = f"{base.partition('/resourceGroups/')[0]}/resourceGroups/" + str(
            scope.value(raw["resourceGroup"])
        )
    if raw.get("scope"):
        base = str(scope.value(raw["scope"]))
        base = base if base.startswith("/") else f"{place.id}/providers/{base}"
    return base + joined(kind, name.split("/"))


# ---- order ---------------------------------------------------------------------------------
def _depend(active: list[Planned], found: list[Planned], copies: Mapping[str, list[str]]) -> None:
    """Turn `dependsOn` (ids, names, loops) and references into ids."""
    ids = {each.id.lower(): each for each in sorted(found, key=lambda each: not each.existing)}
    there = {each.id.lower() for each in active}
    for each in active:
        for written in each.raw.get("dependsOn") or []:
            each.after |= _named(str(each.scope.value(written)), each, ids, copies)
        for named in _references(each):
            target = each.scope.ids.get(named.lower()) or named
            if target.lower() in ids:
                each.after.add(target.lower())
        each.after = (each.after & there) - {each.id.lower()}


def _named(
    written: str, by: Planned, ids: Mapping[str, Planned], copies: Mapping[str, list[str]]
) -> set[str]:
    low = written.lower()
    if low in ids:
        return {low}
    if low in copies:
        return set(copies[low])
    if symbols := {key for key, each in ids.items() if low == each.symbol.lower()}:
        return symbols
    matching = {
        key
        for key, each in ids.items()
        if low in (each.name.lower(), f"{each.kind}/{each.name}".lower(), key.rpartition(
            "/providers/")[2], each.name.rpartition("/")[2].lower())
    }  # fmt: skip
    if not matching and low in by.scope.ids:  # an existing one, which is also made
        return {by.scope.ids[low].lower()}
    if not matching and not low.startswith("/subscriptions/"):
        raise invalid(
            f"The resource '{written}' is not defined in the template. Please see "
            "https://aka.ms/arm-syntax for usage details."
        )
    if not matching:
        raise invalid(
            f"The resource '{written}' referenced by '{by.kind}/{by.name}' in dependsOn is not "
            "defined in the template. Please see https://aka.ms/arm-syntax for usage details."
        )
    return matching


def _references(planned: Planned) -> Iterator[str]:
    """What the body's `reference` and `list…` calls name, as far as it can be reckoned yet."""
    for text in _texts({k: v for k, v in planned.raw.items() if k.lower() not in OWN}):
        for call in parser.functions(parser.parse(text)):
            if call.args and (call.name == "reference" or call.name.startswith("list")):
                try:
                    yield str(planned.scope.node(call.args[0]))
                except ExpressionError:
                    continue


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if parser.is_expression(value):
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _ordered(active: list[Planned]) -> list[Planned]:
    left, done, ordered = list(active), set[str](), []
    while left:
        ready = [each for each in left if each.after <= done]
        if not ready:
            named = ", ".join(f"{each.kind}/{each.name}" for each in left)
            raise invalid(
                f"Circular dependency detected on resource: '{left[0].id}'. Resources in the "
                f"cycle: '{named}'. Please see https://aka.ms/arm-syntax-resources for usage "
                "details."
            )
        ordered += ready
        done |= {each.id.lower() for each in ready}
        left = [each for each in left if each.id.lower() not in done]
    return ordered

"""Values of templates reckoned: parameters, variables, copies, and what the deployment knows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sandbox.azure import template_lambdas
from sandbox.azure import template_parser as parser
from sandbox.azure.template_dates import formed
from sandbox.azure.template_functions import PURE
from sandbox.azure.template_parser import ExpressionError
from sandbox.azure.template_properties import at

MOST_COPIES = 800  # learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources


class NotYetError(ExpressionError):
    """A value that only exists once something else was deployed."""


@dataclass(frozen=True, kw_only=True)
class World:
    """What a deployment is told besides its template. `read(id, version, full)` gets a resource,
    `ask(id, version, function)` does a list… call."""

    subscription: Mapping[str, Any]
    group: Mapping[str, Any] | None
    deployment: Mapping[str, Any]
    deployer: Mapping[str, Any]
    now: datetime
    endpoints: Mapping[str, Any]
    read: Callable[[str, str, bool], Any]
    ask: Callable[[str, str, str], Any]


@dataclass(kw_only=True)
class Scope:
    """One place where expressions stand: names they may use, loops they stand in."""

    world: World
    parameters: Mapping[str, Any]  # by lower-case name
    variables: Mapping[str, Any]  # by lower-case name, not reckoned yet
    ids: dict[str, str] = field(default_factory=dict)  # resources by lower-case name → id
    versions: dict[str, str] = field(default_factory=dict)  # of resources with symbolic names
    loops: Mapping[str, int] = field(default_factory=dict)  # '' is the innermost
    given: Mapping[str, Any] = field(default_factory=dict)  # lambda variables by lower-case name
    lenient: bool = False  # keep as written what is not known yet
    own: bool = False  # newGuid and utcNow may be used (defaults of parameters)
    reckoned: dict[str, Any] = field(default_factory=dict)

    def inside(self, name: str, index: int) -> Scope:
        """This scope in one round of a loop."""
        loops = {**self.loops, name.lower(): index, "": index}
        return replace(self, loops=loops, reckoned=self.reckoned)

    # ---- values ----------------------------------------------------------------------------
    def value(self, given: Any) -> Any:
        """A JSON value with every expression in it reckoned and property copies unrolled."""
        if isinstance(given, str):
            return self._text(given)
        if isinstance(given, list):
            return [self.value(each) for each in given]
        if isinstance(given, Mapping):
            return self._object(given)
        return given

    def _text(self, given: str) -> Any:
        if parser.is_expression(given):
            try:
                return self.node(parser.parse(given))
            except NotYetError:
                if self.lenient:
                    return given
                raise
        return given[1:] if given.startswith("[[") else given

    def _object(self, given: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, each in given.items():
            if key.lower() == "copy" and _is_copy(each):
                for loop in each:
                    found[loop["name"]] = self.unrolled(loop)
            else:
                found[str(self._text(key))] = self.value(each)
        return found

    def unrolled(self, loop: Mapping[str, Any]) -> list[Any]:
        """`{"name", "count", "input"}` as an array."""
        count = self.count(loop)
        return [
            self.inside(str(loop["name"]), index).value(loop["input"]) for index in range(count)
        ]

    def count(self, loop: Mapping[str, Any]) -> int:
        count = self.value(loop.get("count"))
        if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= MOST_COPIES:
            raise ExpressionError(
                f"The copy count must be an integer value between 0 and {MOST_COPIES}. The "
                f"provided value is '{count}'."
            )
        return count

    # ---- trees -----------------------------------------------------------------------------
    def node(self, node: parser.Node) -> Any:
        if isinstance(node, parser.Literal):
            return node.value
        if isinstance(node, parser.At):
            return at(self.node(node.target), self.node(node.key))
        special = SPECIAL.get(node.name)
        if special is not None:
            return special(self, node)
        args = [self._argument(node, each) for each in node.args]
        if node.name.startswith("list"):
            return self.world.ask(self.resource(args[0]), str(args[1]), node.written)
        function = PURE.get(node.name)
        if function is None:
            raise ExpressionError(
                f"The template function '{node.written}' is not valid. Please see "
                "https://aka.ms/arm-functions for usage details."
            )
        try:
            return function(*args)
        except ExpressionError:
            raise
        except (TypeError, ValueError, IndexError, KeyError, AttributeError) as exc:
            raise ExpressionError(
                f"Unable to evaluate template language function '{node.written}': function "
                "requires other arguments than those given. Please see "
                "https://aka.ms/arm-functions for usage details."
            ) from exc

    def _argument(self, of: parser.Function, node: parser.Node) -> Any:
        takes = of.name in template_lambdas.FUNCTIONS
        if takes and isinstance(node, parser.Function) and node.name == "lambda":
            return self._lambda(node)
        return self.node(node)

    def _lambda(self, node: parser.Function) -> template_lambdas.Lambda:
        *names, body = node.args
        return template_lambdas.Lambda(
            names=tuple(str(self.node(each)).lower() for each in names),
            reckon=lambda told: replace(self, given={**self.given, **told}).node(body),
        )

    def resource(self, named: Any) -> str:
        """A resource's id, from an id or from a name in the template."""
        text = str(named)
        if text.startswith("/"):
            return text
        found = self.ids.get(text.lower()) or self.ids.get(text.rpartition("/")[2].lower())
        if found is None:
            raise ExpressionError(
                f"The template reference '{text}' is not valid: could not find template resource "
                "or resource copy with this name. Please see "
                "https://aka.ms/arm-function-reference for usage details."
            )
        return found


def _is_copy(given: Any) -> bool:
    return isinstance(given, list) and all(
        isinstance(each, Mapping) and {"name", "count", "input"} <= set(each) for each in given
    )


# ---- functions that know where they are ----------------------------------------------------
def _parameter(scope: Scope, node: parser.Function) -> Any:
    name = str(scope.node(node.args[0]))
    if name.lower() not in scope.parameters:
        raise ExpressionError(
            f"The template parameter '{name}' is not found. Please see "
            "https://aka.ms/arm-syntax-parameters for usage details."
        )
    return scope.parameters[name.lower()]


def _variable(scope: Scope, node: parser.Function) -> Any:
    name = str(scope.node(node.args[0]))
    low = name.lower()
    if low not in scope.variables:
        raise ExpressionError(
            f"The template variable '{name}' is not found. Please see "
            "https://aka.ms/arm-syntax-variables for usage details."
        )
    if low not in scope.reckoned:
        scope.reckoned[low] = replace(scope, loops={}, given={}).value(scope.variables[low])
    return scope.reckoned[low]


def _lambda_variable(scope: Scope, node: parser.Function) -> Any:
    name = str(scope.node(node.args[0]))
    if name.lower() not in scope.given:
        raise ExpressionError(
            f"The template lambda variable '{name}' is not found. Please see "
            "https://aka.ms/arm-functions for usage details."
        )
    return scope.given[name.lower()]


def _misplaced(_: Scope, node: parser.Function) -> Any:
    raise ExpressionError(
        f"The template function '{node.written}' is not expected at this location. Please see "
        "https://aka.ms/arm-functions for usage details."
    )


def _if(scope: Scope, node: parser.Function) -> Any:
    if len(node.args) != 3:
        raise ExpressionError(
            "Unable to evaluate template language function 'if': function requires 3 argument(s) "
            f"while {len(node.args)} were provided. Please see "
            "https://aka.ms/arm-function-if for usage details."
        )
    return scope.node(node.args[1] if scope.node(node.args[0]) else node.args[2])


def _copy_index(scope: Scope, node: parser.Function) -> int:
    args = [scope.node(each) for each in node.args]
    name = str(args.pop(0)).lower() if args and isinstance(args[0], str) else ""
    if name not in scope.loops:
        raise ExpressionError(
            "The template function 'copyIndex' is not expected at this location. The function can "
            "only be used in a resource with copy specified. Please see "
            "https://aka.ms/arm-copy for usage details."
        )
    return scope.loops[name] + int(args[0] if args else 0)


def joined(kind: str, names: list[str]) -> str:
    """`A/b/c` and two names → `A/b/one/c/two`."""
    namespace, *types = kind.split("/")
    if len(types) != len(names):
        raise ExpressionError(
            f"Unable to evaluate template language function 'resourceId': the type '{kind}' "
            f"requires '{len(types)}' resource name argument(s). Please see "
            "https://aka.ms/arm-resource-functions/#resourceid for usage details."
        )
    pairs = [part for pair in zip(types, names, strict=True) for part in pair]
    return "/".join(["/providers", namespace, *pairs])


def _ids(scope: Scope, node: parser.Function) -> tuple[list[str], str]:
    args = [str(scope.node(each)) for each in node.args]
    start = next((number for number, each in enumerate(args) if "/" in each), None)
    if start is None:
        raise ExpressionError(
            f"Unable to evaluate template language function '{node.written}': the type of "
            "resource must be given. Please see "
            "https://aka.ms/arm-resource-functions/#resourceid for usage details."
        )
    return args[:start], joined(args[start], args[start + 1 :])


def _resource_id(scope: Scope, node: parser.Function) -> str:
    before, tail = _ids(scope, node)
    subscription = str(scope.world.subscription["subscriptionId"])
    if scope.world.group is None and not before:
        return f"/subscriptions/{subscription}{tail}"
    group = before[-1] if before else (scope.world.group or {}).get("name", "")
    if len(before) > 1:
        subscription = before[0]
    return f"/subscriptions/{subscription}/resourceGroups/{group}{tail}"


def _subscription_id(scope: Scope, node: parser.Function) -> str:
    before, tail = _ids(scope, node)
    own = before[0] if before else scope.world.subscription["subscriptionId"]
    return f"/subscriptions/{own}{tail}"


def _tenant_id(scope: Scope, node: parser.Function) -> str:
    return _ids(scope, node)[1]


def _extension_id(scope: Scope, node: parser.Function) -> str:
    base, kind, *names = (str(scope.node(each)) for each in node.args)
    return base.rstrip("/") + joined(kind, names)


def _reference(scope: Scope, node: parser.Function) -> Any:
    args = [scope.node(each) for each in node.args]
    resource = scope.resource(args[0])
    known = scope.versions.get(resource.lower(), "")
    version = str(args[1]) if len(args) > 1 and args[1] else known
    full = len(args) > 2 and str(args[2]).lower() == "full"
    return scope.world.read(resource, version, full)


def _group(scope: Scope, node: parser.Function) -> Any:
    if scope.world.group is None:
        _misplaced(scope, replace(node, written=node.written.upper()))
    return scope.world.group


def _own(scope: Scope, node: parser.Function) -> None:
    if not scope.own:
        raise ExpressionError(
            f"The template function '{node.written}' is not expected at this location. It can "
            "only be used in the default value of a parameter. Please see "
            "https://aka.ms/arm-functions for usage details."
        )


def _now(scope: Scope, node: parser.Function) -> str:
    _own(scope, node)
    form = str(scope.node(node.args[0])) if node.args else "yyyyMMddTHHmmssZ"
    return formed(scope.world.now, form)


def _new_guid(scope: Scope, node: parser.Function) -> str:
    _own(scope, node)
    return str(uuid.uuid4())


SPECIAL: dict[str, Callable[[Scope, parser.Function], Any]] = {
    "parameters": _parameter,
    "variables": _variable,
    "if": _if,
    "copyindex": _copy_index,
    "lambda": _misplaced,
    "lambdavariables": _lambda_variable,
    "resourceid": _resource_id,
    "subscriptionresourceid": _subscription_id,
    "tenantresourceid": _tenant_id,
    "extensionresourceid": _extension_id,
    "reference": _reference,
    "resourcegroup": _group,
    "subscription": lambda scope, _: scope.world.subscription,
    "tenant": lambda scope, _: {"tenantId": scope.world.subscription["tenantId"]},
    "deployment": lambda scope, _: scope.world.deployment,
    "deployer": lambda scope, _: scope.world.deployer,
    "environment": lambda scope, _: scope.world.endpoints,
    "utcnow": _now,
    "newguid": _new_guid,
}

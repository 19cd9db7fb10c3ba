"""Lambdas of deployment templates, and the functions that take them.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda: a
lambda stands only as an argument of these functions. The last of its names may be an index, which
a lambda that does not name it is not told.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.azure.template_parser import ExpressionError


@dataclass(frozen=True)
class Lambda:
    """`lambda('a', 'b', …)`: `reckon` is told what each of the names is."""

    names: tuple[str, ...]
    reckon: Callable[[Mapping[str, Any]], Any]

    def __call__(self, *args: Any) -> Any:
        if len(self.names) > len(args):
            raise ExpressionError(
                f"The lambda function has '{len(self.names)}' arguments, more than the "
                f"'{len(args)}' that it is given."
            )
        return self.reckon(dict(zip(self.names, args, strict=False)))


def _map(values: list[Any], made: Lambda) -> list[Any]:
    return [made(each, at) for at, each in enumerate(_listed(values))]


def _filter(values: list[Any], wanted: Lambda) -> list[Any]:
    return [each for at, each in enumerate(_listed(values)) if wanted(each, at)]


def _reduce(values: list[Any], first: Any, joined: Lambda) -> Any:
    for at, each in enumerate(_listed(values)):
        first = joined(first, each, at)
    return first


def _sort(values: list[Any], less: Lambda) -> list[Any]:
    def compared(one: Any, two: Any) -> int:
        return -1 if less(one, two) else 1 if less(two, one) else 0

    return sorted(_listed(values), key=functools.cmp_to_key(compared))


def _object(values: list[Any], key: Lambda, value: Lambda | None = None) -> dict[str, Any]:
    return {str(key(each)): each if value is None else value(each) for each in _listed(values)}


def _group(values: list[Any], key: Lambda) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for each in _listed(values):
        found.setdefault(str(key(each)), []).append(each)
    return found


def _map_values(values: Mapping[str, Any], made: Lambda) -> dict[str, Any]:
    return {key: made(each) for key, each in values.items()}


def _listed(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise TypeError("not an array")
    return values


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "map": _map,
    "filter": _filter,
    "reduce": _reduce,
    "sort": _sort,
    "toobject": _object,
    "groupby": _group,
    "mapvalues": _map_values,
}

"""Properties and elements in deployment templates: found by name, by number, or from the end.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object#tryget
and …-array#indexfromend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.azure.template_parser import ExpressionError


def at(target: Any, key: Any) -> Any:
    """`target.key` or `target[key]`; `{"value", "fromEnd"}` is how compilers write `[^1]`."""
    if isinstance(key, Mapping) and "value" in key:
        return from_end(target, key["value"]) if key.get("fromEnd") else at(target, key["value"])
    if isinstance(target, list) and isinstance(key, int):
        if not 0 <= key < len(target):
            raise ExpressionError(
                f"The language expression property array index '{key}' is out of bounds."
            )
        return target[key]
    if isinstance(target, Mapping):
        for name, value in target.items():
            if name.lower() == str(key).lower():
                return value
        raise ExpressionError(
            f"The language expression property '{key}' doesn't exist, available properties are "
            f"'{', '.join(target)}'."
        )
    raise ExpressionError(
        f"The language expression property '{key}' can't be evaluated, property name must be a "
        "string and the value an object."
    )


def from_end(target: list[Any], number: int) -> Any:
    """The last element is number 1."""
    if not 1 <= number <= len(target):
        raise ExpressionError(
            f"The language expression property array index '{number}' is out of bounds."
        )
    return target[-number]


def _trying(find: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """Null if the first step finds nothing; the further steps must find something."""

    def tried(target: Any, key: Any, *further: Any) -> Any:
        if target is None:
            return None
        try:
            found = find(target, key)
        except ExpressionError:
            return None
        for each in further:
            found = at(found, each)
        return found

    return tried


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "indexfromend": from_end,
    "tryget": _trying(at),
    "tryindexfromend": _trying(from_end),
}

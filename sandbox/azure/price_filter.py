"""The `$filter` of the price list: comparisons, functions, `and`, `or`, `not`, brackets.

Grammar: the part of OData that
https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices documents.
Words are compared as they are written, as versions from 2023-01-01-preview do.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any

Item = dict[str, Any]
Test = Callable[[Item], bool]
TOKEN = re.compile(r"\s*(?:'((?:[^']|'')*)'|([()\,])|(-?\d+(?:\.\d+)?)(?![\w-])|([\w/]+))")
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
CALLS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda value, part: part in value,
    "startswith": lambda value, part: value.startswith(part),
    "endswith": lambda value, part: value.endswith(part),
}


class BadFilterError(Exception):
    """A `$filter` this service does not understand."""


def parse(text: str, fields: dict[str, str]) -> Test:
    """What tells whether an item fits. `fields` maps lower-case names to the right ones."""
    if not text.strip():
        return lambda _: True
    reader = _Reader(_tokens(text), fields)
    found = reader.either()
    reader.end()
    return found


def _tokens(text: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    at = 0
    while text[at:].strip():
        token = TOKEN.match(text, at)
        if token is None:
            raise BadFilterError(f"Syntax error at position {at} in '{text}'.")
        quoted, mark, digits, word = token.groups()
        if quoted is not None:
            found.append(("value", quoted.replace("''", "'")))
        elif digits is not None:
            found.append(("value", float(digits)))
        else:
            found.append(("mark" if mark else "word", mark or word))
        at = token.end()
    return found


class _Reader:
    """Recursive descent over the tokens: or, and, not, one comparison."""

    def __init__(self, tokens: list[tuple[str, Any]], fields: dict[str, str]) -> None:
        self._tokens = tokens
        self._fields = fields

    def _next(self, kind: str = "") -> Any:
        if not self._tokens or (kind and self._tokens[0][0] != kind):
            raise BadFilterError("Syntax error in the filter expression.")
        return self._tokens.pop(0)[1]

    def _is(self, word: str) -> bool:
        here = self._tokens[0] if self._tokens else ("value", "")
        if here[0] == "value" or str(here[1]).lower() != word:
            return False
        self._tokens.pop(0)
        return True

    def _require(self, mark: str) -> None:
        if not self._is(mark):
            raise BadFilterError(f"'{mark}' is missing in the filter expression.")

    def end(self) -> None:
        if self._tokens:
            raise BadFilterError(f"Unexpected '{self._tokens[0][1]}' in the filter expression.")

    def either(self) -> Test:
        tests = [self._both()]
        while self._is("or"):
            tests.append(self._both())
        return lambda item: any(test(item) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._is("and"):
            tests.append(self._one())
        return lambda item: all(test(item) for test in tests)

    def _one(self) -> Test:
        if self._is("not"):
            inner = self._one()
            return lambda item: not inner(item)
        if self._is("("):
            found = self.either()
            self._require(")")
            return found
        word = str(self._next("word"))
        return self._call(word) if word.lower() in CALLS else self._comparison(word)

    def _field(self, word: str) -> str:
        if word.lower() not in self._fields:
            raise BadFilterError(
                f"Could not find a property named '{word}' on type 'Microsoft.Retail.RateCard'."
            )
        return self._fields[word.lower()]

    def _call(self, word: str) -> Test:
        act = CALLS[word.lower()]
        self._require("(")
        field = self._field(self._next("word"))
        self._require(",")
        part = self._next("value")
        self._require(")")
        return lambda item: act(str(item[field]), str(part))

    def _comparison(self, word: str) -> Test:
        field = self._field(word)
        compare = COMPARE.get(str(self._next("word")).lower())
        if compare is None:
            raise BadFilterError("A comparison operator was expected.")
        kind, value = self._tokens[0] if self._tokens else ("", None)
        self._next()
        if kind == "word":
            value = {"true": True, "false": False, "null": None}.get(str(value).lower(), value)

        def holds(item: Item) -> bool:
            try:
                return compare(item.get(field), value)
            except TypeError as exc:
                raise BadFilterError("A binary operator with incompatible types.") from exc

        return holds

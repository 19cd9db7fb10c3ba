"""`$filter` of lists of resources and groups: a small reader of OData expressions.

https://learn.microsoft.com/rest/api/resources/resources/list: `eq`, `ne`, `and`, `or`, parentheses,
`substringof('x', name)`, `startswith(name, 'x')` over name, resourceType, location, resourceGroup,
identity, plan; `tagName`/`tagValue` stand alone and do not mix with others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sandbox.azure import errors, state

TOKEN = re.compile(r"\s*('(?:[^']|'')*'|[(),]|[\w/]+)")
Test = Callable[[state.Document], bool]


def parse(text: str) -> Test:
    """A test of documents; 400 InvalidFilterInQueryString for what cannot be read."""
    if not text.strip():
        return lambda _: True
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[str] = []
        at = 0
        while text[at:].strip():
            found = TOKEN.match(text, at)
            if found is None:
                raise self._wrong()
            self._tokens.append(found[1])
            at = found.end()
        self._tagged: dict[str, str] = {}

    def _wrong(self) -> errors.AzureError:
        return errors.AzureError(
            400,
            "InvalidFilterInQueryString",
            f"Invalid $filter '{self._text}' specified in the query string.",
        )

    def _next(self) -> str:
        if not self._tokens:
            raise self._wrong()
        return self._tokens.pop(0)

    def _expect(self, token: str) -> None:
        if self._next() != token:
            raise self._wrong()

    def _peek(self) -> str:
        return self._tokens[0].lower() if self._tokens else ""

    def whole(self) -> Test:
        test = self._either()
        if self._tokens:
            raise self._wrong()
        return test

    def _either(self) -> Test:
        tests = [self._both()]
        while self._peek() == "or":
            self._next()
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda one: any(test(one) for test in tests)

    def _both(self) -> Test:
        tests = [self._term()]
        while self._peek() == "and":
            self._next()
            tests.append(self._term())
        return tests[0] if len(tests) == 1 else lambda one: all(test(one) for test in tests)

    def _term(self) -> Test:
        if self._peek() == "(":
            self._next()
            test = self._either()
            self._expect(")")
            return test
        word = self._next()
        if self._peek() == "(":
            return self._function(word.lower())
        return self._comparison(word)

    def _text_of(self, token: str) -> str:
        if not token.startswith("'"):
            raise self._wrong()
        return token[1:-1].replace("''", "'")

    def _function(self, name: str) -> Test:
        self._expect("(")
        one = self._next()
        self._expect(",")
        two = self._next()
        self._expect(")")
        if name == "substringof":
            wanted, key = self._text_of(one).lower(), two
            return lambda document: wanted in value(document, key).lower()
        if name == "startswith":
            wanted, key = self._text_of(two).lower(), one
            if key.lower() == "tagname":
                return lambda document: any(
                    tag.lower().startswith(wanted) for tag in document.get("tags") or {}
                )
            return lambda document: value(document, key).lower().startswith(wanted)
        raise self._wrong()

    def _comparison(self, key: str) -> Test:
        how, wanted = self._next().lower(), self._text_of(self._next())
        if how not in ("eq", "ne"):
            raise self._wrong()
        if key.lower() in ("tagname", "tagvalue"):
            self._tagged[key.lower()] = wanted
            return self._tag
        return lambda document: (value(document, key).lower() == wanted.lower()) is (how == "eq")

    def _tag(self, document: state.Document) -> bool:
        tags = {name.lower(): each for name, each in (document.get("tags") or {}).items()}
        found = tags.get(self._tagged.get("tagname", "").lower())
        return found is not None and found == self._tagged.get("tagvalue", found)


def value(document: state.Document, key: str) -> str:
    """What a filter's name stands for."""
    low = key.lower()
    if low == "resourcetype":
        return str(document["type"])
    if low == "resourcegroup":
        return state.group_of(document["id"])
    found: Any = document
    for part in key.split("/"):
        found = found.get(part) if isinstance(found, dict) else None
    return str(found or "")

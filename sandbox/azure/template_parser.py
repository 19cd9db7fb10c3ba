"""Expressions of deployment templates, read into trees.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions: a text that
begins with `[` and ends with `]` is an expression; `[[` writes a bracket. Inside: calls, texts in
single quotes (a quote is doubled), whole numbers, `.name` and `[…]` after any of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Literal:
    value: str | int


@dataclass(frozen=True)
class Function:
    name: str  # in lower case
    args: tuple[Node, ...]
    written: str


@dataclass(frozen=True)
class At:
    """`target.name` and `target[key]`."""

    target: Node
    key: Node


Node = Literal | Function | At


class ExpressionError(ValueError):
    """What cannot be read or reckoned; the text is Azure's."""


TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+)|(?P<name>[A-Za-z_][\w$]*)"
    r"|(?P<sign>[().,\[\]]))"
)
NAMES = {
    "(": "LeftParenthesis", ")": "RightParenthesis", ",": "Comma", ".": "Dot",
    "[": "LeftSquareBracket", "]": "RightSquareBracket", "": "EndOfData",
}  # fmt: skip


def is_expression(text: str) -> bool:
    return text.startswith("[") and text.endswith("]") and not text.startswith("[[")


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of `[…]`. ExpressionError says what was expected where."""
    return _Reader(text).whole()


def functions(node: Node) -> Iterator[Function]:
    """All calls in a tree, outermost first."""
    if isinstance(node, Function):
        yield node
        for each in node.args:
            yield from functions(each)
    elif isinstance(node, At):
        yield from functions(node.target)
        yield from functions(node.key)


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[tuple[str, str]] = []
        inner, at = text[1:-1], 0
        while inner[at:].strip():
            found = TOKEN.match(inner, at)
            if found is None:
                raise ExpressionError(
                    f"Unable to parse language expression '{inner}': unexpected character "
                    f"'{inner[at:].strip()[0]}' at position '{at}'."
                )
            kind = str(found.lastgroup)
            self._tokens.append((kind, found[kind]))
            at = found.end()

    def _peek(self) -> str:
        return self._tokens[0][1] if self._tokens and self._tokens[0][0] == "sign" else ""

    def _expect(self, sign: str) -> None:
        if self._peek() != sign:
            raise self._wrong(NAMES[sign])
        self._tokens.pop(0)

    def _wrong(self, wanted: str) -> ExpressionError:
        kind, shown = self._tokens[0] if self._tokens else ("sign", "")
        actual = NAMES.get(shown, shown) if kind == "sign" else shown
        return ExpressionError(
            f"Unable to parse language expression '{self._text[1:-1]}': expected token "
            f"'{wanted}' and actual '{actual}'."
        )

    def whole(self) -> Node:
        node = self._expression()
        if self._tokens:
            raise self._wrong("EndOfData")
        return node

    def _expression(self) -> Node:
        node = self._primary()
        while self._peek() in (".", "["):
            if self._peek() == ".":
                self._tokens.pop(0)
                if not self._tokens or self._tokens[0][0] != "name":
                    raise self._wrong("Identifier")
                node = At(node, Literal(self._tokens.pop(0)[1]))
            else:
                self._tokens.pop(0)
                node = At(node, self._expression())
                self._expect("]")
        return node

    def _primary(self) -> Node:
        if not self._tokens or self._tokens[0][0] == "sign":
            raise self._wrong("Literal")
        kind, shown = self._tokens.pop(0)
        if kind == "text":
            return Literal(shown[1:-1].replace("''", "'"))
        if kind == "number":
            return Literal(int(shown))
        return self._call(shown)

    def _call(self, name: str) -> Function:
        # `namespace.member(…)` is a function of the template's own.
        while self._peek() == "." and len(self._tokens) > 1 and self._tokens[1][0] == "name":
            self._tokens.pop(0)
            name += "." + self._tokens.pop(0)[1]
        self._expect("(")
        args: list[Node] = []
        if self._peek() != ")":
            args.append(self._expression())
            while self._peek() == ",":
                self._tokens.pop(0)
                args.append(self._expression())
        self._expect(")")
        return Function(name.lower(), tuple(args), name)

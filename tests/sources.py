"""What the project's source says, read once a process for all tests that look at it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, kw_only=True)
class Source:
    path: Path
    calls: tuple[ast.Call, ...]
    strings: frozenset[str]  # the plain ones, and the plain parts of those that are made

    def place(self, node: ast.expr) -> str:
        return f"{self.path.relative_to(ROOT)}:{node.lineno}"


@functools.cache
def read(path: Path) -> Source:
    """One walk gives all: parsing and walking are what takes long."""
    calls: list[ast.Call] = []
    strings: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            calls.append(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.add(node.value)
    return Source(path=path, calls=tuple(calls), strings=frozenset(strings))


def under(*rooms: str) -> Iterator[Source]:
    """Every file of these rooms, in order."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield read(path)

"""One line that somebody types at the stock CLI, and what they must see."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.azure import seed

SUB = f"/subscriptions/{seed.PRODUCTION}"


@dataclass(frozen=True, kw_only=True)
class Case:
    """`sees`: paths in the JSON answer to values; `says`: what stands in the text or the error.
    `$BLOBS` in a line is where the blob service listens."""

    line: str
    sees: Mapping[str, Any] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    code: int = 0
    first: Mapping[str, Any] | None = None  # a story act done before

    @property
    def words(self) -> list[str]:
        arguments = shlex.split(self.line)
        at = next((n for n, each in enumerate(arguments) if each.startswith("-")), len(arguments))
        return arguments[:at]

    @property
    def source(self) -> str:
        """The command's reference page."""
        *groups, _ = self.words
        place = "/".join(groups) if groups else "reference-index"
        return f"https://learn.microsoft.com/cli/azure/{place}#az-{'-'.join(self.words)}"


def ok(line: str, first: Mapping[str, Any] | None = None, **more: Any) -> Case:
    """A command that succeeds; keywords are paths with `__` for dots, `each` for all of a list."""
    sees = {path.replace("__", "."): each for path, each in more.items()}
    return Case(line=line, sees=sees, first=first)


def silent(line: str, first: Mapping[str, Any] | None = None) -> Case:
    """A command that succeeds and prints nothing; what it did is seen by a line after it."""
    return ok(line, first, value=None)


def text(line: str, *says: str) -> Case:
    """A command that prints a text, in which these stand."""
    return Case(line=line, says=says)


def no(line: str, *says: str, code: int = 1, first: Mapping[str, Any] | None = None) -> Case:
    """A command that is refused: its exit code and what it says."""
    return Case(line=line, says=says, code=code, first=first)

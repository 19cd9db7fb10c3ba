"""Reads a command's words: `-Name value`, switches, positions; paths as the shell stands."""

from __future__ import annotations

import re
from typing import Any

from sandbox.azure import guest
from sandbox.azure.guest_shell import Shell
from sandbox.azure.guest_values import shown


def given(words: list[Any], name: str, at: int = 0) -> Any:
    """The value behind `-name`, else the positional one number `at` (from 1), else None."""
    for here, word in enumerate(words):
        if isinstance(word, str) and word.lower() == f"-{name.lower()}" and here + 1 < len(words):
            return words[here + 1]
        if isinstance(word, str) and word.lower().startswith(f"-{name.lower()}:"):
            return word.partition(":")[2]
    plain = positional(words)
    return plain[at - 1] if at and at <= len(plain) else None


SWITCHES = frozenset(
    [
        "-force", "-passthru", "-wait", "-nonewline", "-append", "-recurse", "-compress", "-raw",
        "-usebasicparsing", "-expand", "-nowait", "-confirm", "-nonewwindow", "-quiet", "-unique",
    ]
)  # fmt: skip


def positional(words: list[Any]) -> list[Any]:
    found, skip = [], False
    for word in words[1:]:
        named = isinstance(word, str) and re.match(r"-[A-Za-z]", word) is not None
        if named:
            skip = word.lower() not in SWITCHES and ":" not in word
        elif skip:
            skip = False
        else:
            found.append(word)
    return found


def has(words: list[Any], name: str) -> bool:
    return any(str(word).lower() == f"-{name}" for word in words)


def inside(shell: Shell) -> guest.Inside:
    return guest.of(shell.current, shell.machine)


def path_of(shell: Shell, text: Any) -> str:
    r"""An absolute path with backslashes."""
    path = shown(text).replace("/", "\\").rstrip("\\") or "\\"
    return path if path[1:2] == ":" else f"{shell.here}\\{path.removeprefix('.' + chr(92))}"

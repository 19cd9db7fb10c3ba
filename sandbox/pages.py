"""A page of the documentation that is made from code: its tables, its drift, its command line."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


@dataclass(frozen=True, kw_only=True)
class Page:
    """`render` says what the file at `path` must hold."""

    path: Path
    render: Callable[[], str]

    def drifted(self) -> bool:
        return not self.path.exists() or self.path.read_text(encoding="utf-8") != self.render()

    def main(self, arguments: Sequence[str]) -> int:
        """`--write` mends; without it a drifted page is named and the exit code is 1."""
        stale, write = self.drifted(), "--write" in arguments
        if stale and write:
            self.path.write_text(self.render(), encoding="utf-8")
        if stale:
            sys.stdout.write(f"{'wrote' if write else 'drifted'}: {self.path.name}\n")
        return int(stale and not write)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    return "\n".join([_row(head), _row("---" for _ in head), *map(_row, rows)]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(re.sub(r"\s+", " ", one).replace("|", "\\|") for one in cells) + " |"

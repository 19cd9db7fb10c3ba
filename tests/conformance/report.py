"""`docs/reference/conformance.md`, from the same data that the tests run.

`python -m tests.conformance.report --write` writes it; without the flag a drifted page is named
and the exit code is 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox import pages

HEAD = """<!-- Made from the tests' data by `make docs`; change the data, not this page. -->
# Conformance

How the local Slack and the local Azure are known to be true: what tests do to them, or to the
judges they are measured by, and the public document each goes by. Each row is one case that runs.

"""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One suite's cases; every row has as many cells as there are columns."""

    title: str
    intro: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def tables() -> tuple[Table, ...]:
    from tests.conformance import suites  # noqa: PLC0415 - the suites import this module

    return suites.TABLES


def render() -> str:
    """The whole page."""
    parts = tables()
    counts = [(f"[{one.title}](#{_anchor(one.title)})", str(len(one.rows))) for one in parts]
    text = HEAD + pages.table(("Suite", "Cases"), counts)
    for one in parts:
        text += f"\n## {one.title}\n\n{one.intro}\n\n" + pages.table(one.columns, one.rows)
    return text


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z0-9-]", "", title.lower().replace(" ", "-"))


PAGE = pages.Page(path=pages.DOCS / "reference" / "conformance.md", render=render)

if __name__ == "__main__":
    sys.exit(PAGE.main(sys.argv[1:]))

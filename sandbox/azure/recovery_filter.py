"""Site Recovery's `$filter`: `Name eq 'value' and …`, names of that list's query parameters.

https://learn.microsoft.com/rest/api/site-recovery (JobQueryParameter, EventQueryParameter,
ProtectedItemsQueryParameter). Times are bounds: `startTime` the earliest, `endTime` the latest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.azure import recovery, state

Read = Callable[[state.Document], Any]
TERM = re.compile(r"^\s*(\w+)\s+eq\s+(?:'([^']*)'|(\S+))\s*$", re.IGNORECASE)
AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def parse(text: str) -> dict[str, str]:
    """Lower-cased names to values, or 400."""
    terms: dict[str, str] = {}
    for part in AND.split(text.strip()) if text.strip() else []:
        found = TERM.match(part)
        if found is None:
            raise recovery.bad("InvalidFilter", f"The filter '{part}' could not be read.")
        value = found[2] if found[2] is not None else found[3]
        terms[found[1].lower()] = value
    return terms


def narrow(
    found: list[state.Document], text: str, known: Mapping[str, Read], when: Read | None = None
) -> list[state.Document]:
    """Those that a filter means. `known` reads each name's value; `when` reads the time."""
    for name, value in parse(text).items():
        if value in ("", "null"):
            continue
        if when is not None and name == "starttime":
            found = [each for each in found if str(when(each)) >= value]
        elif when is not None and name == "endtime":
            found = [each for each in found if str(when(each)) <= value]
        elif name in known:
            read, wanted = known[name], value.lower()
            found = [each for each in found if str(read(each)).lower() in wanted.split(",")]
        else:
            names = ", ".join(sorted(known))
            raise recovery.bad("InvalidFilter", f"There is no '{name}' to filter by, only {names}.")
    return found

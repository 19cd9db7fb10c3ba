"""Reading Azure's JSON without trusting it: missing fields, nulls, counts as text, odd dates."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Object = dict[str, Any]

NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""What "does not expire" becomes; aware, so that it may be compared with any other instant."""
WHOLE = re.compile(r"[+-]?[0-9]{1,30}")


def text(source: Mapping[str, Any] | None, *path: str) -> str:
    """The text at `path`, stripped; empty if anything on the way is missing or null."""
    value = at(source, *path)
    if value is None or isinstance(value, (dict, list)):
        return ""
    return str(value).strip()


def at(source: Any, *path: str) -> Any:
    """The value at `path`, None if anything on the way is missing."""
    for key in path:
        if not isinstance(source, Mapping):
            return None
        source = source.get(key)
    return source


def flag(source: Mapping[str, Any] | None, *path: str) -> bool | None:
    """True or False, also when given as text; None when not said."""
    value = at(source, *path)
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
        return value.strip().lower() == "true"
    return None


def objects(source: Mapping[str, Any] | None, *path: str) -> list[Object]:
    """The list of objects at `path`; empty if missing, without what is no object."""
    value = at(source, *path)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts(source: Mapping[str, Any] | None, *path: str) -> tuple[str, ...]:
    """The list of texts at `path`; a single text counts as a list of one."""
    value = at(source, *path)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(v) for v in value if v is not None) if isinstance(value, list) else ()


def tags(source: Mapping[str, Any] | None) -> dict[str, str]:
    value = at(source, "tags")
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, Mapping) else {}


def number(value: Any) -> float | None:
    """A number given as such or as text ("2", "0.25", "12%"); None when it is neither."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(str(value).strip().rstrip("%"))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def count(value: Any) -> int | None:
    """A whole number given as such or as text; None when it is neither."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and WHOLE.fullmatch(value.strip()):
        return int(value)  # a float would not hold all of its digits
    found = number(value)
    return None if found is None else int(found)


def instant(value: Any) -> datetime | None:
    """An aware UTC instant; `NEVER` for the year 9999; None when missing or unreadable.

    Site Recovery writes "never" as 9999-12-31T23:59:59.9999999 *without* zone and every other
    time in UTC; .NET's smallest dates (years 1, 1601 and 1753) mean "not known".
    """
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if found.year >= NEVER.year:
        return NEVER
    if found.year < 1900:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)

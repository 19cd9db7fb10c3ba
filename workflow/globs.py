"""Shell-style patterns as the settings have them, compared without case."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable


def matches(patterns: Iterable[str], value: str) -> bool:
    return any(fnmatch.fnmatchcase(value.lower(), pattern.lower()) for pattern in patterns)


def placed(patterns: Iterable[str], value: str) -> bool:
    """Azure's ids are long: a pattern may also match their last segment, the name."""
    kept = tuple(patterns)
    return any(matches(kept, v) for v in (value, value.rstrip("/").rpartition("/")[2]))

"""The JSON type, and the one canonical form that hashes are taken of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

JSON = None | bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"]
Object = dict[str, "JSON"]

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: JSON) -> bytes:
    """UTF-8, sorted keys, no blanks: equal values give equal bytes."""
    return _CANONICAL.encode(value).encode()


def digest(value: JSON) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()

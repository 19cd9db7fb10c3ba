"""Identifiers that people can read aloud in an incident: no vowels, no look-alikes."""

from __future__ import annotations

import secrets
from collections.abc import Callable

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"

Ids = Callable[[str], str]
"""Makes a new id with the given prefix, for example `op-7f3k2qhd`."""


def new_id(prefix: str) -> str:
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(10))

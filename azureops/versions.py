"""Versions of Site Recovery's components: `9.61.7016.1`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"\d{1,9}(\.\d{1,9}){1,3}")


@dataclass(frozen=True, order=True)
class Version:
    """Four numbers, ordered; missing ones are 0, so "9.41" equals "9.41.0.0"."""

    major: int
    minor: int
    build: int = 0
    revision: int = 0

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.build}.{self.revision}"


def parse(text: str) -> Version | None:
    """Read `9.61.7016.1`, blanks around it allowed; None when it is no version."""
    stripped = text.strip()
    if not stripped.isascii() or not _FORM.fullmatch(stripped):
        return None
    numbers = [int(part) for part in stripped.split(".")]
    return Version(*numbers)

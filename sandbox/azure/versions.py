"""Versions of the Site Recovery components: `9.61.7016.1`, where the second number counts.

Rules: https://learn.microsoft.com/azure/site-recovery/service-updates-how-to
"""

from __future__ import annotations

LONGEST_JUMP = 4  # minor versions that one setup run may skip


def parse(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def minor(version: str) -> int:
    """9.61.7016.1 → 61."""
    return int(version.split(".")[1])

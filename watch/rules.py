"""Every rule, in one table. A new one is a pure function in its room and one entry there."""

from __future__ import annotations

from collections.abc import Collection

from watch import rules_expiry, rules_health, rules_regions, rules_usage, rules_versions
from watch.judging import UNREADABLE, Rule

RULES: tuple[Rule, ...] = (
    *rules_versions.RULES,
    *rules_expiry.RULES,
    *rules_health.RULES,
    *rules_usage.RULES,
    *rules_regions.RULES,
)
CHECKS = tuple(dict.fromkeys(rule.check for rule in RULES))
"""The names of the ticks."""
KINDS = (*(rule.kind for rule in RULES), UNREADABLE)
"""Of all findings that there can be."""


def of(checks: Collection[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.check in checks)

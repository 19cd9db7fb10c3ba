"""The plan: what will be done, what was found, what it costs, how it is undone."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any

from core import json


class Severity(enum.StrEnum):
    """How a preflight finding weighs."""

    OK = "ok"  # Checked, nothing to do.
    WARNING = "warning"  # The run may go on; a person should know.
    BLOCKING = "blocking"  # The run would fail or do harm; it is not offered for approval.


class Action(enum.StrEnum):
    """What a run does to one resource."""

    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"
    KEEP = "keep"  # Used as it is; listed because the run relies on it.


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One preflight check's answer. `check` is a stable name, e.g. `ip-free`. `settled`: what was
    wished for is so already; it blocks, but there is nothing to mend."""

    check: str
    severity: Severity
    sentence: str
    remedy: str = ""
    settled: bool = False


@dataclass(frozen=True, kw_only=True)
class Change:
    """One resource the run touches. `properties` are the intended ones, JSON only."""

    action: Action
    kind: str  # "virtual machine", "network interface", …
    name: str
    id: str
    properties: json.Object = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What it will cost a month. `lines` are (what, amount); amounts in `currency`."""

    currency: str
    monthly: float
    lines: tuple[tuple[str, float], ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Immutable and serialisable. The approval binds to `hash`.

    `environment` is what policy looks at: subscription, resource_group, region, vault.
    `arguments` is what the steps get: intended properties only, never a secret.
    `locks` are the keys that only one operation may hold, e.g. `server:ps-weu-1`, `ip:10.1.0.9`.
    """

    verb: str
    target: str
    environment: dict[str, str]
    summary: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    steps: tuple[str, ...]
    undo: str
    arguments: json.Object
    locks: tuple[str, ...] = ()
    cost: Cost | None = None

    @property
    def hash(self) -> str:
        """Over targets and intended properties only: not findings, cost or wording."""
        return json.digest(
            {
                "verb": self.verb,
                "target": self.target,
                "environment": dict(self.environment),
                "changes": [
                    {"action": c.action.value, "id": c.id, "properties": c.properties}
                    for c in self.changes
                ],
                "steps": list(self.steps),
                "arguments": self.arguments,
            }
        )

    @property
    def makes(self) -> bool:
        """Whether a run makes something, which *Clean up* could remove again."""
        return any(change.action is Action.CREATE for change in self.changes)

    @property
    def settled(self) -> bool:
        """Whether there is nothing to do."""
        return any(f.settled for f in self.findings)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.BLOCKING)


def to_json(plan: Plan) -> json.Object:
    """The stored form; `from_json` gives an equal plan back."""
    return {
        "verb": plan.verb,
        "target": plan.target,
        "environment": dict(plan.environment),
        "summary": plan.summary,
        "changes": [
            {
                "action": c.action.value,
                "kind": c.kind,
                "name": c.name,
                "id": c.id,
                "properties": c.properties,
            }
            for c in plan.changes
        ],
        "findings": [
            {
                "check": f.check,
                "severity": f.severity.value,
                "sentence": f.sentence,
                "remedy": f.remedy,
                **({"settled": True} if f.settled else {}),
            }
            for f in plan.findings
        ],
        "steps": list(plan.steps),
        "undo": plan.undo,
        "arguments": plan.arguments,
        "locks": list(plan.locks),
        "cost": _cost_to_json(plan.cost),
    }


def from_json(raw: dict[str, Any]) -> Plan:
    return Plan(
        verb=raw["verb"],
        target=raw["target"],
        environment=raw["environment"],
        summary=raw["summary"],
        changes=tuple(Change(**{**c, "action": Action(c["action"])}) for c in raw["changes"]),
        findings=tuple(
            Finding(**{**f, "severity": Severity(f["severity"])}) for f in raw["findings"]
        ),
        steps=tuple(raw["steps"]),
        undo=raw["undo"],
        arguments=raw["arguments"],
        locks=tuple(raw["locks"]),
        cost=_cost_from_json(raw["cost"]),
    )


def _cost_to_json(cost: Cost | None) -> json.JSON:
    if cost is None:
        return None
    return {
        "currency": cost.currency,
        "monthly": cost.monthly,
        "lines": [list(line) for line in cost.lines],
        "note": cost.note,
    }


def _cost_from_json(raw: dict[str, Any] | None) -> Cost | None:
    if raw is None:
        return None
    return Cost(**{**raw, "lines": tuple((what, amount) for what, amount in raw["lines"])})

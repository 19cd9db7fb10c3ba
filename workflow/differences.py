"""What changed between two plans, in words."""

from __future__ import annotations

from core import json
from workflow import plans

LIMIT = 5
"""More lines than this tell nobody more."""


def words(before: plans.Plan, after: plans.Plan) -> str:
    """Sentences on what the hash covers: target, environment, changes, steps, arguments."""
    lines = [
        *_named("", {"target": before.target}, {"target": after.target}),
        *_named("", dict(before.environment), dict(after.environment)),
        *_changes(before, after),
    ]
    if before.steps != after.steps:
        lines.append("the steps are others")
    if not lines:
        lines += _named("", dict(before.arguments), dict(after.arguments))
    if not lines:
        lines = ["the order of what is done is another"]
    shown = lines[:LIMIT]
    if len(lines) > LIMIT:
        shown.append(f"and {len(lines) - LIMIT} more")
    return "; ".join(shown) + "."


def _changes(before: plans.Plan, after: plans.Plan) -> list[str]:
    old = {c.id.lower(): c for c in before.changes}
    new = {c.id.lower(): c for c in after.changes}
    lines = [f"{c.kind} {c.name} is no longer part of it" for k, c in old.items() if k not in new]
    for key, change in new.items():
        was = old.get(key)
        if was is None:
            lines.append(f"{change.kind} {change.name} would now be {_done(change.action)}")
            continue
        if was.action is not change.action:
            lines.append(
                f"{change.kind} {change.name} would be {_done(change.action)}, "
                f"not {_done(was.action)}"
            )
        lines += _named(f"{change.kind} {change.name}: ", was.properties, change.properties)
    return lines


def _done(action: plans.Action) -> str:
    return {
        plans.Action.CREATE: "created",
        plans.Action.CHANGE: "changed",
        plans.Action.DELETE: "deleted",
        plans.Action.KEEP: "used as it is",
    }[action]


def _named(prefix: str, old: json.Object, new: json.Object) -> list[str]:
    return [
        f"{prefix}{name} was {_value(old, name)} and is {_value(new, name)}"
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


def _value(values: json.Object, name: str) -> str:
    if name not in values:
        return "not there"
    value = values[name]
    return f"`{value}`" if isinstance(value, str) else f"`{json.canonical(value).decode()[:80]}`"

"""What changed between two plans: side by side, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core import json
from core.sentences import Sentence, join, named, say
from workflow import plans

LIMIT = 5
"""More than this tell nobody more."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """`what` was `before` and is `after`; both are words for people, values in backticks."""

    what: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        return say(
            "difference-was",
            "{what} was {before} and is {after}",
            what=self.what,
            before=self.before,
            after=self.after,
        )

    def __str__(self) -> str:
        return self.sentence


def of(before: plans.Plan, after: plans.Plan) -> tuple[Difference, ...]:
    """All that the hash covers: target, environment, changes, steps, arguments."""
    found = [
        *_named("", {"target": before.target}, {"target": after.target}),
        *_named("", dict(before.environment), dict(after.environment)),
        *_changes(before, after),
    ]
    if before.steps != after.steps:
        found.append(_steps(before, after))
    if not found:
        found = _named("", dict(before.arguments), dict(after.arguments))
    if not found and before.hash != after.hash:
        found = [_order()]
    return tuple(found)


def beside(before: plans.Plan, after: plans.Plan) -> tuple[Difference, ...]:
    """Of plans for two servers: what is done otherwise, kind by kind; names differ anyhow."""
    if before.target == after.target:
        return of(before, after)
    found = _named("", dict(before.environment), dict(after.environment))
    old, new = _kinds(before), _kinds(after)
    for kind in dict.fromkeys((*old, *new)):
        pairs = list(zip(old.get(kind, ()), new.get(kind, ()), strict=False))
        # An older release's plan may have it in English alone.
        what = (new.get(kind) or old[kind])[0].kind
        found += [d for was, now in pairs for d in _pair(what, was, now)]
        many = [str(len(of_kind.get(kind, ()))) for of_kind in (old, new)]
        if many[0] != many[1]:
            found.append(
                Difference(
                    what=say("difference-number", "number of {kind}s", kind=what),
                    before=many[0],
                    after=many[1],
                )
            )
    return tuple(found)


def _kinds(plan: plans.Plan) -> dict[str, list[plans.Change]]:
    found: dict[str, list[plans.Change]] = {}
    for change in plan.changes:
        found.setdefault(change.kind, []).append(change)
    return found


def _pair(what: str, was: plans.Change, now: plans.Change) -> list[Difference]:
    """One thing that is done, and how it was done before."""
    found = (
        []
        if was.action is now.action
        else [Difference(what=what, before=_done(was), after=_done(now))]
    )
    return found + _named(what, was.properties, now.properties)


def words(found: Sequence[Difference]) -> str:
    """One line, the first few in it."""
    shown = [one.sentence for one in found[:LIMIT]]
    if len(found) > LIMIT:
        shown.append(say("difference-more", "and {count} more", count=len(found) - LIMIT))
    return join([join(shown, "; "), "."], "")


def to_json(found: Sequence[Difference]) -> json.JSON:
    return [[one.what, one.before, one.after] for one in found]


def from_json(raw: object) -> tuple[Difference, ...]:
    rows = raw if isinstance(raw, list) else []
    return tuple(Difference(what=what, before=was, after=now) for what, was, now in rows)


def _changes(before: plans.Plan, after: plans.Plan) -> list[Difference]:
    old = {c.id.lower(): c for c in before.changes}
    new = {c.id.lower(): c for c in after.changes}
    found = [
        Difference(
            what=_what(c), before=_done(c), after=say("difference-gone", "no longer part of it")
        )
        for key, c in old.items()
        if key not in new
    ]
    for key, change in new.items():
        was = old.get(key)
        if was is None:
            found.append(
                Difference(
                    what=_what(change),
                    before=say("difference-not-part", "no part of it"),
                    after=_done(change),
                )
            )
            continue
        found += _pair(_what(change), was, change)
    return found


def _steps(before: plans.Plan, after: plans.Plan) -> Difference:
    gone = [s for s in before.steps if s not in after.steps]
    come = [s for s in after.steps if s not in before.steps]
    return Difference(
        what=say("difference-steps", "the steps"),
        before=_with(gone) or say("difference-as-they-were", "as they were"),
        after=_with(come) or say("difference-others", "others"),
    )


def _with(names: Sequence[str]) -> str:
    return say("difference-with", "with {names}", names=", ".join(names)) if names else ""


def _order() -> Difference:
    return Difference(
        what=say("difference-order", "the order of what is done"),
        before=say("difference-one", "one"),
        after=say("difference-another", "another"),
    )


def _what(change: plans.Change) -> str:
    return join([change.kind, change.name])


def _done(change: plans.Change) -> str:
    return {
        plans.Action.CREATE: say("difference-created", "created"),
        plans.Action.CHANGE: say("difference-changed", "changed"),
        plans.Action.DELETE: say("difference-deleted", "deleted"),
        plans.Action.KEEP: say("difference-used", "used as it is"),
    }[change.action]


def _named(what: str, old: json.Object, new: json.Object) -> list[Difference]:
    return [
        Difference(
            what=join([what, _name(name)], ": "),
            before=_value(old, name),
            after=_value(new, name),
        )
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


def _name(name: str) -> str:
    """A property, a place, or what was asked for: that has the name of its field."""
    return named("property", name, otherwise="declared-{}-label")


def _value(values: json.Object, name: str) -> str:
    if name not in values:
        return say("difference-not-there", "not there")
    value = values[name]
    if isinstance(value, Sentence):
        return join(["`", value, "`"], "")
    return f"`{value}`" if isinstance(value, str) else f"`{json.canonical(value).decode()[:80]}`"

"""What a block may hold, said as data: kinds of values, objects, and choices by `type`.

Slack checks blocks by JSON schemas, with a library of its own that is published:
https://github.com/slackhq/hack-json-schema. The order of the checks is that library's: what is
missing of an object, or else what is wrong inside it, then what is too much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.findings import Faults, Node, failed, lacks, untyped

Check = Callable[[Any, str, str], Faults]
"""Of a value, where it stands, and on which surface."""
Rule = Callable[[Node, str], Faults]
"""Of an object whose fields are all right by themselves."""


def string(most: int | None = None, least: int = 0) -> Check:
    def check(value: Any, at: str, _: str) -> Faults:
        if not isinstance(value, str):
            yield untyped("must provide a string", at)
        elif len(value) < least:
            said = f"must be more than {least - 1} characters"
            yield failed(said, at, "min_length", expected=least, got=len(value))
        elif most is not None and len(value) > most:
            said = f"must be less than {most + 1} characters"
            yield failed(said, at, "max_length", expected=most, got=len(value))

    return check


def one_of(*values: str | int) -> Check:
    """A string or, if the values are numbers, a number out of a list."""
    kind, said = (str, "a string") if isinstance(values[0], str) else (int, "an integer")

    def check(value: Any, at: str, _: str) -> Faults:
        if not isinstance(value, kind) or isinstance(value, bool):
            yield untyped(f"must provide {said}", at)
        elif value not in values:
            wrong = "must be a valid enum value"
            yield failed(wrong, at, "enum", expected=list(values), got=value)

    return check


def flag(value: Any, at: str, _: str) -> Faults:
    if not isinstance(value, bool):
        yield untyped("must be a boolean", at)


def number(value: Any, at: str, _: str) -> Faults:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield untyped("must provide a number", at)


def whole(least: int, most: int | None = None) -> Check:
    """An integer. The library's words for 0 where 1 is the least: `must be greater than 1`."""

    def check(value: Any, at: str, _: str) -> Faults:
        if isinstance(value, bool) or not isinstance(value, int):
            yield untyped("must provide an integer", at)
        elif value < least:
            said = f"must be greater than {least}"
            yield failed(said, at, "minimum", expected=least, got=value)
        elif most is not None and value > most:
            said = f"must be less than {most}"
            yield failed(said, at, "maximum", expected=most, got=value)

    return check


def array(of: Check, *, least: int = 0, most: int | None = None) -> Check:
    def check(value: Any, at: str, surface: str) -> Faults:
        if not isinstance(value, list):
            yield untyped("must provide an array", at)
        elif len(value) < least:
            said = f"must provide at least {least} items"
            yield failed(said, at, "min_items", expected=least, got=len(value))
        elif most is not None and len(value) > most:
            said = f"no more than {most} items allowed"
            yield failed(said, at, "max_items", expected=most, got=len(value))
        else:
            for index, one in enumerate(value):
                yield from of(one, f"{at}/{index}", surface)

    return check


def nullable(of: Check) -> Check:
    def check(value: Any, at: str, surface: str) -> Faults:
        if value is not None:
            yield from of(value, at, surface)

    return check


def all_of(check: Check) -> Check:
    """Where Slack's schema is a sum of others, a finding inside is told of the whole first."""

    def checked(value: Any, at: str, surface: str) -> Faults:
        found = list(check(value, at, surface))
        if any(not one.late for one in found):
            yield failed("failed to match all allowed schemas", at, "all_of")
        yield from found

    return checked


@dataclass(frozen=True, slots=True)
class Record:
    """An object with exactly these fields; `needs` are the names of those it must have."""

    needs: str
    fields: dict[str, Check]
    rules: tuple[Rule, ...] = ()

    def __call__(self, value: Any, at: str, surface: str) -> Faults:
        if not isinstance(value, dict):
            yield untyped("must provide an object", at)
            return
        missing = [name for name in self.needs.split() if name not in value]
        if missing:
            yield from (lacks(name, at) for name in missing)
            return
        found = [*self._inside(value, at, surface)]
        yield from found or (one for rule in self.rules for one in rule(value, at))

    def _inside(self, value: Node, at: str, surface: str) -> Faults:
        for name, check in self.fields.items():
            if name in value:
                yield from check(value[name], f"{at}/{name}", surface)
        for name in value:
            if name not in self.fields:
                said = f"invalid additional property: {name}"
                yield failed(said, at, "additional_properties", got=name)


def typed(kind: str, needs: str = "", *rules: Rule, **fields: Check) -> Record:
    """An object of that `type`."""
    return Record(f"type {needs}", {"type": one_of(kind)} | fields, rules)


@dataclass(frozen=True, slots=True)
class Choice:
    """An object whose `type` says which of these it is; `only`: surfaces that are not all."""

    kinds: Mapping[str, Check]
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def on(self, surface: str) -> list[str]:
        return [kind for kind in self.kinds if surface in self.only.get(kind, (surface,))]

    def __call__(self, value: Any, at: str, surface: str) -> Faults:
        if not isinstance(value, dict):
            yield untyped("must provide an object", at)
            return
        if "type" not in value:
            yield lacks("type", at)
            return
        kind, known = value["type"], self.on(surface)
        if kind in known:
            yield from self.kinds[kind](value, at, surface)
        elif isinstance(kind, str):
            place = f"{at}/type"
            yield failed(f"unsupported type: {kind}", place, "enum", expected=known, got=kind)
        else:
            yield untyped("must provide a string", f"{at}/type")

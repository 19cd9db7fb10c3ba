"""Does JSON fit a model of Microsoft's packages? A closed world: what is unknown is a fault.

`faults(model, value)` names every key the model does not know, every value of another type, every
word that its enumeration lacks, every required field that is missing, every null. Two generations
of packages are read: the one of today (`rest_field`) and the one before (`_attribute_map`).
"""

from __future__ import annotations

import datetime
import enum
import functools
import inspect
import re
import sys
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$")
SPAN = re.compile(r"^-?P(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$")
NUMBERS = {"int": int, "long": int, "float": float}
STAMPS = {"iso-8601": STAMP, "rfc-1123": re.compile(r"^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$")}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One disagreement: where (a JSON path without indexes), and what."""

    at: str
    what: str

    def __str__(self) -> str:
        return f"{self.at}: {self.what}"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One key that a model knows."""

    kind: Any
    required: bool
    readonly: bool


def faults(model: Any, value: Any, at: str = "$") -> list[Fault]:
    """What in `value` the model (a class) does not allow; empty when it fits."""
    return list(dict.fromkeys(_check(model, value, at)))


def fields(model: Any, value: Any = None) -> dict[str, Field]:
    """REST name to field; `value` chooses the subclass where the model has several."""
    return _fields(narrow(model, value))


def _check(kind: Any, value: Any, at: str) -> Iterator[Fault]:
    if value is None:
        if kind is not Any:
            yield Fault(at=at, what="is null")
    elif isinstance(kind, str):
        yield from _check_word(kind, value, at)
    elif typing.get_origin(kind) in (list, dict):
        yield from _check_many(kind, value, at)
    elif typing.get_origin(kind) in (typing.Union, types.UnionType):
        yield from _check_union(kind, value, at)
    elif typing.get_origin(kind) is typing.Literal:
        yield from _check_literal(kind, value, at)
    elif isinstance(kind, type) and issubclass(kind, enum.Enum):
        yield from _check_enum(kind, value, at)
    elif is_model(kind):
        yield from _check_model(kind, value, at)
    else:
        yield from _check_plain(kind, value, at)


def _check_literal(kind: Any, value: Any, at: str) -> Iterator[Fault]:
    words = {getattr(one, "value", one) for one in typing.get_args(kind)}
    if value not in words:
        yield Fault(at=at, what=f"{value!r} is not {' or '.join(sorted(map(str, words)))}")


def _check_enum(kind: type[enum.Enum], value: Any, at: str) -> Iterator[Fault]:
    if value not in {str(one.value) for one in kind}:
        yield Fault(at=at, what=f"{value!r} is no {kind.__name__}")


def _check_many(kind: Any, value: Any, at: str) -> Iterator[Fault]:
    if typing.get_origin(kind) is list:
        if not isinstance(value, list):
            yield Fault(at=at, what=f"is a {type(value).__name__}, not a list")
            return
        for one in value:
            yield from _check(typing.get_args(kind)[0], one, f"{at}[]")
        return
    if not isinstance(value, dict):
        yield Fault(at=at, what=f"is a {type(value).__name__}, not an object")
        return
    for one in value.values():
        yield from _check(typing.get_args(kind)[1], one, f"{at}.*")


def _check_union(kind: Any, value: Any, at: str) -> Iterator[Fault]:
    kinds = [one for one in typing.get_args(kind) if one is not type(None)]
    # `Union[str, "SomeEnum"]` is how the packages write an enumeration; the words are the check.
    enums = [one for one in kinds if isinstance(one, type) and issubclass(one, enum.Enum)]
    tries = [list(_check(one, value, at)) for one in enums or kinds]
    if all(tries):
        yield from min(tries, key=len)


def _check_model(kind: Any, value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(at=at, what=f"is a {type(value).__name__}, not a {kind.__name__}")
        return
    chosen = narrow(kind, value)
    known = _fields(chosen)
    for name, one in value.items():
        if name in known:
            yield from _check(known[name].kind, one, f"{at}.{name}")
        elif "*" in known:
            yield from _check(known["*"].kind, one, f"{at}.{name}")
        else:
            yield Fault(at=f"{at}.{name}", what=f"unknown to {chosen.__name__}")
    for name, field in known.items():
        if field.required and name not in value:
            yield Fault(at=f"{at}.{name}", what=f"required by {chosen.__name__}, missing")


def _check_plain(kind: Any, value: Any, at: str) -> Iterator[Fault]:
    if kind is Any or kind is object:
        return
    wanted: dict[Any, Any] = {str: str, int: int, float: (int, float), bool: bool}
    if kind in wanted:
        good = isinstance(value, wanted[kind])
        if kind is not bool and isinstance(value, bool):
            good = False
    elif kind is datetime.datetime:
        good = isinstance(value, str) and bool(STAMP.match(value))
    elif kind is datetime.timedelta:
        good = isinstance(value, str) and bool(SPAN.match(value))
    else:
        good = isinstance(value, str)  # bytes, dates: text on the wire
    if not good:
        yield Fault(at=at, what=f"{value!r} is not a {getattr(kind, '__name__', kind)}")


def _check_word(kind: str, value: Any, at: str) -> Iterator[Fault]:
    """A type as the older packages write it: `str`, `iso-8601`, `[str]`, `{str}`, `Model`."""
    if kind in STAMPS:
        if not isinstance(value, str) or not STAMPS[kind].match(value):
            yield Fault(at=at, what=f"{value!r} is not a time ({kind})")
    elif kind in ("str", "bool", *NUMBERS):
        yield from _check_plain({"str": str, "bool": bool, **NUMBERS}[kind], value, at)


# -- models -----------------------------------------------------------------------------------


def is_model(kind: Any) -> bool:
    return hasattr(kind, "_attribute_map") or getattr(kind, "_is_model", False) is True


def narrow(kind: Any, value: Any) -> Any:
    """The subclass that the answer's discriminator names."""
    mapping = getattr(kind, "__mapping__", None)
    if not mapping or not isinstance(value, dict):
        return kind
    for name, field in kind.__dict__.items():
        if getattr(field, "_is_discriminator", False):
            word = value.get(getattr(field, "_rest_name", name))
            chosen = mapping.get(word)
            if chosen is not None and chosen is not kind:
                return narrow(chosen, value)
    return kind


@functools.cache
def _fields(model: Any) -> dict[str, Field]:
    if hasattr(model, "_attribute_map"):
        return _older(model)
    if hasattr(model, "_inside"):
        return dict(model._inside)
    model({})  # its table of fields is made with the first instance
    hints = _hints(model)
    found: dict[str, Field] = {}
    for attribute, rest in model._attr_to_rest_field.items():
        kind = hints[attribute]
        optional = type(None) in typing.get_args(kind)
        if rest._format == "unix-timestamp":
            kind = int | None if optional else int
        found[rest._rest_name] = Field(
            kind=_without_none(kind) if optional else kind,
            required=not optional,
            readonly=rest._visibility == ["read"],
        )
    return found


def _hints(model: Any) -> dict[str, Any]:
    hints: dict[str, Any] = {}
    for one in reversed(model.__mro__):
        if one is object:
            continue
        module = sys.modules[one.__module__]
        package = sys.modules[one.__module__.rpartition(".")[0]]
        scope = {**vars(typing), **vars(module), "_models": package}
        for name, written in inspect.get_annotations(one).items():
            if name.startswith("_"):
                continue
            kind = typing.ForwardRef(written) if isinstance(written, str) else written
            hints[name] = typing._eval_type(kind, scope, scope)  # type: ignore[attr-defined]
    return hints


def _without_none(kind: Any) -> Any:
    left = tuple(one for one in typing.get_args(kind) if one is not type(None))
    return left[0] if len(left) == 1 else typing.Union[left]  # noqa: UP007 - made at run time


def _older(model: Any) -> dict[str, Field]:
    """The fields of an `_attribute_map`; `properties.x` becomes an object with the key x."""
    package = sys.modules[model.__module__.rpartition(".")[0]]
    rules = getattr(model, "_validation", {})
    found: dict[str, Field] = {}
    nested: dict[str, dict[str, Field]] = {}
    for attribute, facts in model._attribute_map.items():
        head, *rest = re.split(r"(?<!\\)\.", facts["key"])
        rule = rules.get(attribute, {})
        field = Field(
            kind=_older_kind(facts["type"], package),
            required=bool(rule.get("required")),
            readonly=bool(rule.get("readonly")),
        )
        if head == "":
            found["*"] = Field(kind=Any, required=False, readonly=False)
        elif rest:
            nested.setdefault(head, {})[".".join(rest)] = field
        else:
            found[head.replace("\\.", ".")] = field
    for head, inner in nested.items():
        found[head] = Field(kind=_made(head, inner), required=False, readonly=False)
    return found


def _older_kind(written: str, package: types.ModuleType) -> Any:
    if written.startswith("["):
        return list[_older_kind(written[1:-1], package)]  # type: ignore[misc]
    if written.startswith("{"):
        return dict[str, _older_kind(written[1:-1], package)]  # type: ignore[misc]
    if written == "object":
        return Any
    return getattr(package, written, written)


def _made(name: str, inner: dict[str, Field]) -> Any:
    """A model for the inside of a flattened object."""
    return type(name, (), {"_is_model": True, "_inside": inner})

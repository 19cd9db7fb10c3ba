"""From JSON to the packages' models and back, through their typed attributes only.

A model also keeps keys it does not know; going by its attributes shows what a typed caller sees.
"""

from __future__ import annotations

import datetime
import enum
import inspect
import typing
from typing import Any

from tests.conformance.openapi import schema


def build(model: Any, value: Any) -> Any:
    """The model made by its keyword arguments; an unknown key raises TypeError."""
    if model is None:
        return value
    if hasattr(model, "_attribute_map"):
        return model.deserialize(value)
    known = schema.fields(model, value)
    chosen = schema.narrow(model, value)
    names = {rest._rest_name: name for name, rest in chosen._attr_to_rest_field.items()}
    given: dict[str, Any] = {}
    for rest, one in value.items():
        if rest not in names:
            raise TypeError(f"{chosen.__name__} has no {rest}")
        given[names[rest]] = _typed(known[rest].kind, one)
    return chosen(**given)


def _typed(kind: Any, value: Any) -> Any:
    if kind is Any:
        return value
    if isinstance(value, list):
        return [_typed(typing.get_args(kind)[0], one) for one in value]
    if schema.is_model(kind) and isinstance(value, dict):
        return build(kind, value)
    if typing.get_origin(kind) is dict and isinstance(value, dict):
        return {name: _typed(typing.get_args(kind)[1], one) for name, one in value.items()}
    if kind is datetime.datetime:
        return datetime.datetime.fromisoformat(value)
    return value


def written(value: Any) -> Any:
    """JSON again, read attribute by attribute; what is None is left out."""
    if isinstance(value, list):
        return [written(one) for one in value]
    if isinstance(value, enum.Enum | datetime.datetime):
        return value.value if isinstance(value, enum.Enum) else value.isoformat()
    if hasattr(value, "_attribute_map"):
        return value.serialize(keep_readonly=True)
    if getattr(value, "_is_model", False):
        found = {
            rest._rest_name: getattr(value, name)
            for name, rest in value._attr_to_rest_field.items()
        }
        return {name: written(one) for name, one in found.items() if one is not None}
    if isinstance(value, dict):
        return {name: written(one) for name, one in value.items()}
    return value


def body_model(method: Any, name: str) -> Any:
    """The model that a method takes as its body; None where it takes any JSON (a template)."""
    annotation = inspect.signature(method).parameters[name].annotation
    kinds = (*typing.get_args(annotation), annotation)
    return next((one for one in kinds if schema.is_model(one)), None)


def differences(wanted: Any, got: Any, at: str = "$") -> list[str]:
    """Where two JSON values differ; instants may be written in several ways."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        found = []
        for name in sorted(wanted.keys() | got.keys()):
            if name not in got:
                found.append(
                    f"{at}.{name}: lost" if wanted[name] is not None else f"{at}.{name}: null"
                )
            elif name not in wanted:
                found.append(f"{at}.{name}: added")
            else:
                found += differences(wanted[name], got[name], f"{at}.{name}")
        return found
    if isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        return [
            one for a, b in zip(wanted, got, strict=True) for one in differences(a, b, f"{at}[]")
        ]
    if wanted == got and type(wanted) is type(got):
        return []
    return (
        []
        if _instant(wanted) is not None and _instant(wanted) == _instant(got)
        else [f"{at}: {wanted!r} became {got!r}"]
    )


def _instant(value: Any) -> datetime.datetime | None:
    if not isinstance(value, str) or not schema.STAMP.match(value):
        return None
    found = datetime.datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)

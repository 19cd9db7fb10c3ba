"""The functions of deployment templates that need nothing but their arguments.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
`uniqueString` is deterministic and thirteen characters long, but not Azure's own hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import urllib.parse
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.azure import (
    template_dates,
    template_lambdas,
    template_networks,
    template_places,
    template_properties,
)
from sandbox.azure.template_parser import ExpressionError

GUIDS = uuid.UUID("11fb06fb-712d-4ddd-98c7-e71bbd588830")
PLACE = re.compile(r"\{(\d+)(?:,(-?\d+))?(?::([^}]*))?\}")
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def shown(value: Any) -> str:
    """A value as text, as `string` and `concat` write it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "True" if value else "False"
    return "" if value is None else json.dumps(value, separators=(",", ":"))


def _text(value: Any, name: str) -> str:
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    raise ExpressionError(
        f"The template language function '{name}' expects its parameter to be a string. The "
        f"provided value is of type '{kind(value)}'."
    )


def kind(value: Any) -> str:
    """A JSON value's type as Azure names it."""
    names = {str: "String", bool: "Boolean", int: "Integer", float: "Float", type(None): "Null"}
    return names.get(type(value), "Array" if isinstance(value, list) else "Object")


def _concat(*args: Any) -> Any:
    if args and isinstance(args[0], list):
        return [each for one in args for each in one]
    return "".join(shown(each) for each in args)


def _format(pattern: str, *args: Any) -> str:
    def put(found: re.Match[str]) -> str:
        number, width, form = int(found[1]), found[2], found[3] or ""
        if number >= len(args):
            raise ExpressionError(
                "Index (zero based) must be greater than or equal to zero and less than the size "
                "of the argument list."
            )
        text = _formed(args[number], form)
        return (
            text
            if width is None
            else text.rjust(int(width))
            if int(width) > 0
            else text.ljust(-int(width))
        )

    return PLACE.sub(put, pattern).replace("{{", "{").replace("}}", "}")


def _formed(value: Any, form: str) -> str:
    if form and isinstance(value, int) and not isinstance(value, bool):
        if form[0] in "Dd" and form[1:].isdigit():
            return f"{value:0{int(form[1:])}d}"
        if form[0] in "Nn":
            return f"{value:,.{int(form[1:] or 2)}f}"
        if form[0] in "Xx":
            return f"{value:0{int(form[1:] or 1)}{form[0]}}"
        if set(form) == {"0"}:
            return f"{value:0{len(form)}d}"
    return shown(value)


def _empty(value: Any) -> bool:
    return value is None or len(value) == 0


def _contains(where: Any, what: Any) -> bool:
    if isinstance(where, str):
        return str(what) in where
    if isinstance(where, Mapping):
        return any(key.lower() == str(what).lower() for key in where)
    return what in where


def _union(*args: Any) -> Any:
    if isinstance(args[0], list):
        found: list[Any] = []
        for each in (one for arg in args for one in arg):
            if each not in found:
                found.append(each)
        return found
    merged: dict[str, Any] = {}
    for arg in args:
        _merge(merged, arg)
    return merged


def _merge(into: dict[str, Any], other: Mapping[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), Mapping):
            into[key] = {**into[key]}
            _merge(into[key], value)
        else:
            into[key] = value


def _intersection(*args: Any) -> Any:
    first, *rest = args
    if isinstance(first, list):
        return [each for each in first if all(each in other for other in rest)]
    return {
        key: value
        for key, value in first.items()
        if all(key in other and other[key] == value for other in rest)
    }


def _split(text: str, by: Any) -> list[str]:
    marks = [by] if isinstance(by, str) else list(by)
    return re.split("|".join(map(re.escape, marks)), text)


def _substring(text: str, start: int, length: int | None = None) -> str:
    end = len(text) if length is None else start + length
    if start < 0 or start > len(text) or end > len(text):
        raise ExpressionError(
            "The index and length parameters must refer to a location within the string. The "
            f"index parameter: '{start}', the length parameter: '{length}', the length of the "
            f"string parameter: '{len(text)}'."
        )
    return text[start:end]


def _int(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as exc:
        raise ExpressionError(
            f"The template language function 'int' cannot convert provided value '{value}' to "
            "integer value."
        ) from exc


def _bool(value: Any) -> bool:
    return str(value).lower() in ("true", "1")


def _divide(one: int, two: int) -> int:
    if two == 0:
        raise ExpressionError("The template language function 'div' cannot divide by zero.")
    found = abs(one) // abs(two)
    return found if (one < 0) is (two < 0) else -found


def _mod(one: int, two: int) -> int:
    return one - two * _divide(one, two)


def _object(*args: Any) -> dict[str, Any]:
    if len(args) % 2:
        raise ExpressionError(
            "The template language function 'createObject' expects an even number of parameters."
        )
    return {str(key): value for key, value in zip(args[::2], args[1::2], strict=True)}


def _unique(*args: Any) -> str:
    """Thirteen characters that only the arguments decide."""
    number = int.from_bytes(hashlib.sha256("-".join(map(str, args)).encode()).digest()[:9], "big")
    found = ""
    for _ in range(13):
        number, at = divmod(number, 32)
        found += LETTERS[at]
    return found


def _pad(text: Any, width: int, by: str = " ") -> str:
    return str(text).rjust(width, by)


def _first(value: Any) -> Any:
    return value[0] if value else ("" if isinstance(value, str) else None)


def _last(value: Any) -> Any:
    return value[-1] if value else ("" if isinstance(value, str) else None)


def _items(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value[key]} for key in sorted(value)]


def _array(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _flatten(value: list[Any]) -> list[Any]:
    return [each for one in value for each in (one if isinstance(one, list) else [one])]


def _extreme(choose: Callable[[Any], int]) -> Callable[..., int]:
    return lambda *args: choose(args[0] if isinstance(args[0], list) else args)


def _equals(one: Any, two: Any) -> bool:
    return bool(one == two) and isinstance(one, bool) is isinstance(two, bool)


def _encoded(text: Any) -> str:
    return base64.b64encode(_text(text, "base64").encode()).decode()


def _decoded(text: str) -> str:
    return base64.b64decode(text).decode()


def _same(text: Any, other: Any, *, end: bool) -> bool:
    one, two = _text(text, "startsWith").lower(), _text(other, "startsWith").lower()
    return one.endswith(two) if end else one.startswith(two)


DATA = re.compile(r"data:[^,]*?(?:;charset=(?P<charset>[^;,]+))?(?P<coded>;base64)?,(?P<data>.*)")


def _data(uri: str) -> str:
    """https://www.rfc-editor.org/rfc/rfc2397: the text a data URI holds."""
    found = DATA.fullmatch(uri)
    if found is None:
        raise ExpressionError(
            f"The template language function 'dataUriToString' expects a data URI. The provided "
            f"value is '{uri}'."
        )
    data = found["data"]
    plain = base64.b64decode(data) if found["coded"] else urllib.parse.unquote_to_bytes(data)
    return plain.decode(found["charset"] or "utf-8")


def _fail(message: str) -> None:
    raise ExpressionError(message)


def _shallow(objects: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {key: value for each in objects for key, value in each.items()}


PURE: dict[str, Callable[..., Any]] = {
    **template_dates.FUNCTIONS,
    **template_lambdas.FUNCTIONS,
    **template_networks.FUNCTIONS,
    **template_places.FUNCTIONS,
    **template_properties.FUNCTIONS,
    "add": lambda one, two: one + two,
    "and": lambda *args: all(args),
    "array": _array,
    "base64": _encoded,
    "base64tojson": lambda text: json.loads(_decoded(text)),
    "base64tostring": _decoded,
    "bool": _bool,
    "coalesce": lambda *args: next((each for each in args if each is not None), None),
    "concat": _concat,
    "contains": _contains,
    "createarray": lambda *args: list(args),
    "createobject": _object,
    "datauri": lambda text: f"data:text/plain;charset=utf8;base64,{_encoded(text)}",
    "datauritostring": _data,
    "div": _divide,
    "empty": _empty,
    "endswith": lambda text, other: _same(text, other, end=True),
    "equals": _equals,
    "fail": _fail,
    "false": lambda: False,
    "first": _first,
    "flatten": _flatten,
    "format": _format,
    "greater": lambda one, two: one > two,
    "greaterorequals": lambda one, two: one >= two,
    "guid": lambda *args: str(uuid.uuid5(GUIDS, "-".join(map(str, args)))),
    "indexof": lambda text, other: text.lower().find(other.lower()),
    "int": _int,
    "intersection": _intersection,
    "items": _items,
    "join": lambda each, by: by.join(map(shown, each)),
    "json": json.loads,
    "last": _last,
    "lastindexof": lambda text, other: text.lower().rfind(other.lower()),
    "length": len,
    "less": lambda one, two: one < two,
    "lessorequals": lambda one, two: one <= two,
    "max": _extreme(max),
    "min": _extreme(min),
    "mod": _mod,
    "mul": lambda one, two: one * two,
    "not": lambda value: not value,
    "null": lambda: None,
    "objectkeys": sorted,
    "or": lambda *args: any(args),
    "padleft": _pad,
    "range": lambda start, count: list(range(start, start + count)),
    "replace": lambda text, old, new: _text(text, "replace").replace(old, new),
    "shallowmerge": _shallow,
    "skip": lambda value, count: value[max(0, count) :],
    "split": _split,
    "startswith": lambda text, other: _same(text, other, end=False),
    "string": shown,
    "sub": lambda one, two: one - two,
    "substring": _substring,
    "take": lambda value, count: value[: max(0, count)],
    "tolower": lambda text: _text(text, "toLower").lower(),
    "toupper": lambda text: _text(text, "toUpper").upper(),
    "trim": lambda text: _text(text, "trim").strip(),
    "true": lambda: True,
    "union": _union,
    "uniquestring": _unique,
    "uri": urllib.parse.urljoin,
    "uricomponent": lambda text: urllib.parse.quote(text, safe=""),
    "uricomponenttostring": urllib.parse.unquote,
}

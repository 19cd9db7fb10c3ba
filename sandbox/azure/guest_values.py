"""Values of a simulated shell: text, numbers, booleans, objects (dict), lists."""

from __future__ import annotations

import fnmatch
import json
import re
from typing import Any


def compare(name: str, left: Any, right: Any) -> Any:
    """What an operator gives; text is compared without regard to case."""
    if name == "join":
        return shown(right).join(shown(each) for each in many(left))
    if name == "split":
        return re.split(shown(right), shown(left))
    if name == "replace":
        old, *new = [shown(each) for each in many(right)]
        return re.sub(old, new[0] if new else "", shown(left), flags=re.IGNORECASE)
    if name in ("and", "or"):
        return truth(left) and truth(right) if name == "and" else truth(left) or truth(right)
    return _holds(name.removeprefix("not"), left, right) != name.startswith("not")


def _holds(name: str, left: Any, right: Any) -> bool:
    one, two = _plain(left), _plain(right)
    if name == "in":
        return one in [_plain(each) for each in many(right)]
    if name == "like":
        return fnmatch.fnmatchcase(str(one), str(two))
    if name == "match":
        return re.search(shown(right), shown(left), re.IGNORECASE) is not None
    if name in ("eq", "ne"):
        return bool(one == two) == (name == "eq")
    order = one - two if isinstance(one, int) and isinstance(two, int) else _order(one, two)
    return bool({"gt": order > 0, "ge": order >= 0, "lt": order < 0, "le": order <= 0}[name])


def _order(one: Any, two: Any) -> int:
    return (str(one) > str(two)) - (str(one) < str(two))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return int(value) if re.fullmatch(r"-?\d+", value) else value.lower()
    return value


def follow(value: Any, path: str) -> Any:
    """`.Name.Other` of a value; of a list, each one's."""
    for name in (part for part in path.strip().split(".") if part):
        if isinstance(value, list) and name.lower() not in ("count", "length"):
            value = [follow(each, "." + name) for each in value]
        elif isinstance(value, dict):
            value = next((v for k, v in value.items() if k.lower() == name.lower()), None)
        elif name.lower() in ("count", "length"):
            value = len(value) if isinstance(value, (list, str)) else int(value is not None)
        elif name.lower() in ("trim()", "tostring()"):
            value = shown(value).strip()
    return value


def many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def truth(value: Any) -> bool:
    return bool(value) if not isinstance(value, list) else any(truth(each) for each in value)


def number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def shown(value: Any) -> str:
    """As PowerShell prints it: objects as a list of their properties."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(shown(each) for each in value)
    if isinstance(value, dict):
        width = max((len(key) for key in value), default=0)
        return "\n".join(f"{key.ljust(width)} : {shown(each)}" for key, each in value.items())
    return str(value)


def as_json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)

"""JSON as Resource Manager's reader takes it: with comments, bare names, line breaks in texts.

Templates may carry comments and texts over several lines
(https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments), and
the stock CLI splices a template into its request under a name without quotes.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.)*")'
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<name>[A-Za-z_$][\w$]*)(?=\s*:)"
    r"|(?P<comma>,)(?=(?:\s|//[^\n]*|/\*.*?\*/)*[}\]])",
    re.DOTALL,
)
BREAKS = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def loads(raw: bytes) -> object:
    """The value; ValueError (as strict JSON's reader gives it) if even this cannot be read."""
    return orjson.loads(TOKEN.sub(_strict, raw.decode()))


def _strict(found: re.Match[str]) -> str:
    if found["text"]:
        return re.sub(r"[\n\r\t]", lambda each: BREAKS[each[0]], found["text"])
    if found["name"]:
        return f'"{found["name"]}"'
    return " "


def present(value: Any) -> Any:
    """A copy without nulls: to Compute a property that is null is one not given.

    The template that the stock CLI writes for `az vm create` leaves names to Azure as nulls.
    """
    if isinstance(value, dict):
        return {key: present(each) for key, each in value.items() if each is not None}
    return [present(each) for each in value] if isinstance(value, list) else value

"""What Slack posts: JSON, or a form whose `payload` is JSON, or a form that is a slash command."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_to_bytes

import orjson


class Unreadable(ValueError):
    """Signed, and yet neither a form nor JSON."""


def read(body: bytes) -> dict[str, Any]:
    """The request as Bolt's handlers see it. The standard library's form parser takes a quarter of
    the whole way to the ack, so plain values are not unquoted here."""
    try:
        found = orjson.loads(body) if body[:1] == b"{" else _form(body.decode())
    except ValueError as error:
        raise Unreadable("the body is neither a form nor JSON") from error
    if not isinstance(found, dict):
        raise Unreadable("the payload is no JSON object")
    return found


def _form(body: str) -> Any:
    fields: dict[str, str] = {}
    for pair in body.split("&"):
        name, equals, value = pair.partition("=")
        if equals:
            fields[name] = _unquoted(value) if "%" in value or "+" in value else value
    return orjson.loads(fields["payload"]) if "payload" in fields else fields


def _unquoted(value: str) -> str:
    """As `unquote_plus`, without its look for parts that need no unquoting."""
    return unquote_to_bytes(value.replace("+", " ")).decode("utf-8", "replace")

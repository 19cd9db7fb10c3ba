"""What may be shown of a payload: tokens, signatures and secret URLs are blacked out."""

from __future__ import annotations

import json
import re
from typing import Any

HIDDEN = "•••"
LONGEST = 20_000
"""Characters of a body that are kept whole."""

SECRET_KEYS = {"token", "client_secret", "signing_secret", "app_token", "bot_token"}
TOKEN = re.compile(r"\b(xox[a-z]|xapp)-[\w.-]+")
CAPABILITY = re.compile(r"(/hooks/\w+/|/upload/v1/|[?&]ticket=)[^\s\"'<>&]+")


def masked(value: Any) -> Any:
    """The same JSON without what gives access to anything."""
    if isinstance(value, dict):
        return {
            name: HIDDEN if name in SECRET_KEYS and one else masked(one)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [masked(one) for one in value]
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    text = TOKEN.sub(rf"\1-{HIDDEN}", text)
    return CAPABILITY.sub(rf"\1{HIDDEN}", text)


def cut(value: Any) -> Any:
    """A body above `LONGEST` becomes its beginning and its size."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text) <= LONGEST:
        return value
    return {"cut": True, "characters": len(text), "begins": text[:LONGEST]}

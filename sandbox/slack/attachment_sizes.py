"""Attachments, Slack's older way of laying out a message.

https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

from typing import Any

from sandbox.slack import sizes
from sandbox.slack.size_rules import wrong

TEXTS = ("text", "pretext", "fallback", "title", "title_link", "author_name", "footer", "color")


def faults(attachments: Any) -> list[str]:
    """What Slack finds wrong with them; `[]` if nothing."""
    if not isinstance(attachments, list):
        return [wrong("must be an array", "/attachments")]
    found: list[str] = []
    for number, one in enumerate(attachments):
        at = f"/attachments/{number}"
        if not isinstance(one, dict):
            found.append(wrong("must be an object", at))
            continue
        found += [
            wrong("must be a string", f"{at}/{name}")
            for name in TEXTS
            if one.get(name) is not None and not isinstance(one[name], str)
        ]
        inside = sizes.faults(one["blocks"], sizes.MESSAGE) if one.get("blocks") else []
        found += [f.replace("pointer:/blocks", f"pointer:{at}/blocks") for f in inside]
    return found

"""Attachments, Slack's older way of laying out a message.

https://docs.slack.dev/messaging/formatting-message-text. They came before the schemas of blocks:
fields that nobody knows are not refused.
"""

from __future__ import annotations

from typing import Any

from sandbox.slack import sizes
from sandbox.slack.findings import Fault, Faults, settled, untyped
from sandbox.slack.schema import (
    array,
    nullable,
    string,
)

TEXT = nullable(string())
TEXTS = (
    "text", "pretext", "fallback", "title", "title_link", "author_name", "author_link",
    "author_icon", "footer", "footer_icon", "image_url", "thumb_url", "color", "callback_id",
)  # fmt: skip


def findings(attachments: Any, at: str = "/attachments") -> list[Fault]:
    return settled(array(_attachment)(attachments, at, sizes.MESSAGE))


def faults(attachments: Any) -> list[str]:
    """What Slack finds wrong with them; `[]` if nothing."""
    return [str(one) for one in findings(attachments)]


def _attachment(value: Any, at: str, surface: str) -> Faults:
    if not isinstance(value, dict):
        yield untyped("must provide an object", at)
        return
    for name in TEXTS:
        yield from TEXT(value.get(name), f"{at}/{name}", surface)
    if value.get("blocks"):
        yield from sizes.block_findings(value["blocks"], surface, f"{at}/blocks")

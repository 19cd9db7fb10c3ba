"""Attachments, Slack's older way of laying out a message.

https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments. They came
before the schemas of blocks: what nobody knows, or has another shape, is not refused but dropped
(https://github.com/slack-ruby/slack-ruby-bot/issues/64). Beside blocks, though, other fields than
their frame's were seen refused.
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

FIELDS = frozenset({
    "blocks", "fallback", "color", "pretext", "author_name", "author_link", "author_icon",
    "author_subname", "title", "title_link", "text", "fields", "image_url", "thumb_url", "footer",
    "footer_icon", "ts", "actions", "callback_id", "mrkdwn_in", "app_unfurl_url", "is_app_unfurl",
    "app_id", "bot_id", "preview",
})  # fmt: skip
"""Those that npm's @slack/types declares; Slack keeps no others."""
LISTS = ("fields", "actions", "mrkdwn_in")
NOT_BESIDE_BLOCKS = frozenset({
    "text", "callback_id", "title", "id", "indent", "fields", "actions", "mrkdwn_in",
    "is_msg_unfurl", "is_reply_unfurl", "is_thread_root_unfurl", "is_app_unfurl",
})  # fmt: skip
"""Seen in refusals of attachments with blocks: https://github.com/slackapi/node-slack-sdk/pull/832,
https://github.com/slackapi/bolt-js/issues/717, https://github.com/slackapi/java-slack-sdk/pull/416
and https://github.com/slackapi/java-slack-sdk/issues/184."""
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


def mixed(attachments: Any) -> bool:
    """Whether one of them holds blocks beside what cannot stand there."""
    several = attachments if isinstance(attachments, list) else ()
    return any(
        isinstance(one, dict) and one.get("blocks") and not NOT_BESIDE_BLOCKS.isdisjoint(one)
        for one in several
    )


def kept(attachment: dict[str, Any]) -> dict[str, Any]:
    """What Slack keeps of an attachment."""
    return {
        name: value
        for name, value in attachment.items()
        if name in FIELDS and (name not in LISTS or isinstance(value, list))
    }


def _attachment(value: Any, at: str, surface: str) -> Faults:
    if not isinstance(value, dict):
        yield untyped("must provide an object", at)
        return
    for name in TEXTS:
        yield from TEXT(value.get(name), f"{at}/{name}", surface)
    if value.get("blocks"):
        yield from sizes.block_findings(value["blocks"], surface, f"{at}/blocks")

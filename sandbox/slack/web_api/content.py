"""What a message may hold: text, blocks, attachments and metadata, checked as Slack checks.

https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

from __future__ import annotations

import json
import re
from typing import Any

from sandbox.slack import attachment_sizes, elements, refusals, sizes
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api.calls import Call

LONGEST_TEXT = 40_000
"""Characters; Slack truncates what is longer in chat.postMessage and refuses it elsewhere."""
LONGEST_EDIT = 4_000
"""Of the text of chat.update (https://docs.slack.dev/reference/methods/chat.update/)."""
LONGEST_MARKDOWN = 12_000
MOST_ATTACHMENTS = 100
LARGEST_METADATA = 8_000
LARGEST_BLOCKS = 13_200
"""Characters of text in all blocks of one message together, as observed:
https://github.com/slackapi/bolt-js/issues/2509"""
EVENT_TYPE = re.compile(r"[\w.-]{1,255}")


def read(call: Call, *, truncates: bool = False, longest: int = LONGEST_TEXT) -> dict[str, Any]:
    """text, blocks, attachments and metadata of the call; the refusal where one is wrong."""
    text, blocks = call.text("text"), call.arguments.get("blocks") or []
    text, blocks = _markdown(call, text, blocks)
    attachments = call.arguments.get("attachments") or []
    check_blocks(blocks)
    check_attachments(attachments)
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if len(text) > longest:
        if not truncates:
            raise SlackError("msg_too_long")
        text = text[:longest]
    metadata = call.arguments.get("metadata")
    check_metadata(metadata)
    return {
        "text": text,
        "blocks": elements.name_all(blocks),
        "attachments": numbered(attachments),
        "metadata": metadata,
    }


def check_blocks(blocks: Any) -> None:
    found = sizes.faults(blocks, sizes.MESSAGE)
    if any("only_one_table_allowed" in one for one in found):
        raise SlackError("invalid_attachments", *found)
    if found:
        raise refusals.invalid_blocks(found)
    if sizes.characters(blocks) > LARGEST_BLOCKS:
        raise SlackError("msg_blocks_too_long")


def check_attachments(attachments: Any) -> None:
    if isinstance(attachments, list) and len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    if attachment_sizes.mixed(attachments):
        raise SlackError("invalid_attachments", "[ERROR] invalid_keys")
    found = attachment_sizes.faults(attachments)
    if found:
        raise SlackError("invalid_attachments", *found)


def check_metadata(metadata: Any) -> None:
    """https://docs.slack.dev/messaging/message-metadata"""
    if not metadata:
        return
    if not isinstance(metadata, dict) or not set(metadata) >= {"event_type", "event_payload"}:
        raise SlackError("invalid_metadata_format")
    payload, kind = metadata["event_payload"], metadata["event_type"]
    if not isinstance(payload, dict) or not isinstance(kind, str):
        raise SlackError("invalid_metadata_format")
    if not EVENT_TYPE.fullmatch(kind):
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")


def numbered(attachments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Attachments as Slack keeps them: each with an id and a fallback."""
    shown = []
    for number, one in enumerate(attachments, start=1):
        fallback = one.get("fallback") or one.get("text") or "[no preview available]"
        shown.append({"id": number, "fallback": fallback} | attachment_sizes.kept(one))
        elements.name_all(one.get("blocks") or [])
    return shown


def _markdown(call: Call, text: str, blocks: list[Any]) -> tuple[str, list[Any]]:
    given = call.text("markdown_text")
    if not given:
        return text, blocks
    if text or blocks:
        raise SlackError("markdown_text_conflict")
    if len(given) > LONGEST_MARKDOWN:
        raise SlackError("msg_too_long")
    return given, [{"type": "markdown", "text": given}]

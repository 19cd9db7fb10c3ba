"""Reads the audit channel's counts back, for `failback-ps audit verify --posted`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import sender
from workflow import counts

MOST = 2000
"""Messages, the newest ones: a year and more of a quiet workspace's counts."""


async def read(client: AsyncWebClient, channel: str) -> list[dict[str, Any]]:
    """The counts as they stand in the newest messages; whether they are ours their signature
    tells. Raises `sender.Failed`."""
    return [count async for count in _counts(client, channel)]


async def _counts(client: AsyncWebClient, channel: str) -> AsyncIterator[dict[str, Any]]:
    cursor = ""
    for _ in range(MOST // sender.PAGE):
        page = await sender.translate(
            client.conversations_history(
                channel=channel, limit=sender.PAGE, include_all_metadata=True, cursor=cursor
            )
        )
        for message in page.get("messages") or []:
            count = _count(message)
            if count is not None:
                yield count
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _count(message: dict[str, Any]) -> dict[str, Any] | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != sender.EVENT_TYPE or not isinstance(payload, dict):
        return None
    count = payload.get("count")
    return count if isinstance(count, dict) and counts.readable(count) else None

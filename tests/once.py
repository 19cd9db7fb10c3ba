"""What every scenario ends with: the bot has said nothing twice, whatever the clouds did to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

CHANNELS = ("C0INCIDENT", "C0RANDOM1", "C0APPROVE1", "C0AUDIT01")
Messages = Callable[[str], Awaitable[list[dict[str, Any]]]]
"""All messages of a channel as Slack holds them, replies among them."""


def twice(messages: Iterable[dict[str, Any]]) -> list[str]:
    """The keys that two messages of one channel carry in their metadata."""
    keys = Counter(
        str(one["metadata"]["event_payload"].get("key", ""))
        for one in messages
        if one.get("metadata")
    )
    return sorted(key for key, times in keys.items() if key and times > 1)


async def check(messages: Messages) -> None:
    for channel in CHANNELS:
        said = twice(await messages(channel))
        assert not said, f"said twice in {channel}: {', '.join(said)}"

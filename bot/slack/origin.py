"""Where a click comes from: only the card itself decides, never a copy of its buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from core import errors
from workflow import posts


class NotTheCard(errors.BotError):
    """The button is on another message than the one that the rows name."""

    code = "not-the-card"

    def __init__(self) -> None:
        super().__init__(
            "This button is not on the operation's own card, so nothing was decided.",
            remedy="Decide on the card in the channel it was asked for in; it may have moved.",
        )


Place = Callable[[str], Awaitable[str]]
"""The conversation that a post's `channel` means, where that is a person."""


async def check(
    rows: posts.Posts, body: dict[str, Any], key: str, place: Place | None = None
) -> None:
    """Raises `NotTheCard` unless the clicked message is the post `key`.

    Slack signs a payload as a whole, so its container is as true as its signature
    (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload/)."""
    post = await rows.get(key)
    container = body.get("container") or {}
    clicked = (container.get("channel_id"), container.get("message_ts"))
    if post is None or not post.ts:
        raise NotTheCard
    channel = await place(post.channel) if place else post.channel
    if clicked != (channel, post.ts):
        raise NotTheCard

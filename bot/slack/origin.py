"""Where a click comes from: only the card itself decides, never a copy of its buttons."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot.slack import clicks
from core import errors
from core.sentences import say
from workflow import findings, homes, posts


class NotTheCard(errors.BotError):
    """The button is on another message than the one that the rows name."""

    code = "not-the-card"

    def __init__(self) -> None:
        super().__init__(
            say(
                "button-elsewhere",
                "This button is not on the card or prompt that it belongs to, so nothing was done.",
            ),
            remedy=say(
                "button-elsewhere-remedy",
                "Use the one in the channel that it was posted in; it may have moved.",
            ),
        )


class NotKnownYet(errors.BotError):
    """Slack shows the card already; its answer to the bot that posted it is still on its way."""

    code = "not-known-yet"

    def __init__(self) -> None:
        super().__init__(
            say(
                "button-too-new",
                "This card is so new that Slack has not confirmed it to the bot yet; nothing was "
                "decided.",
            ),
            remedy=say("button-too-new-remedy", "Click again in a few seconds."),
        )


WAITS = (0.1, 0.2, 0.4, 0.8)
"""Seconds between looks for a new card's place; Slack wants the click's answer within three."""
Place = Callable[[str], Awaitable[str]]
"""The conversation that a post's `channel` means, where that is a person."""


async def check(
    rows: posts.Posts,
    body: dict[str, Any],
    key: str,
    place: Place | None = None,
    home: homes.Homes | None = None,
) -> None:
    """Raises `NotTheCard` unless the clicked message is the post `key`, and `NotKnownYet`.

    With `home` a click in the Home that was published for this person counts as well. Slack signs
    a payload as a whole, so its container is as true as its signature
    (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload/)."""
    if home is not None and clicks.at_home(body):
        await _own_home(home, body)
        return
    post = await _posted(rows, key)
    container = body.get("container") or {}
    clicked = (container.get("channel_id"), container.get("message_ts"))
    channel = await place(post.channel) if place else post.channel
    if clicked != (channel, post.ts):
        raise NotTheCard


async def _own_home(rows: homes.Homes, body: dict[str, Any]) -> None:
    for wait in (0, *WAITS):
        await asyncio.sleep(wait)
        known = await rows.get(clicks.person(body))
        if known is not None and known.view_id == body["view"]["id"]:
            return
    raise NotTheCard


async def finding(
    rows: posts.Posts,
    kept: findings.Findings,
    body: dict[str, Any],
    finding_id: str,
    home: homes.Homes | None = None,
) -> findings.Finding:
    """The finding whose prompt was clicked on. Raises as `check`, and `findings.Unknown`."""
    found = await kept.get(finding_id)
    await check(rows, body, found.post_key, home=home)
    return found


async def _posted(rows: posts.Posts, key: str) -> posts.Post:
    """Once it is known where it stands: who clicks at once may be faster than Slack's answer."""
    for wait in (0, *WAITS):
        await asyncio.sleep(wait)
        post = await rows.get(key)
        if post is None:
            raise NotTheCard
        if post.ts:
            return post
    raise NotKnownYet

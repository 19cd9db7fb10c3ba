"""The way to a message of ours: its address in Slack."""

from __future__ import annotations

from bot.slack import sender
from workflow import posts


async def to(key: str, kept: posts.Posts, sender: sender.Sender) -> str:
    """Empty until it was posted."""
    post = await kept.get(key)
    return await sender.link(post.channel, post.ts) if post and post.ts else ""

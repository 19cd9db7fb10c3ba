"""Finds out that a channel is open again, sooner than the next try of what waits for it."""

from __future__ import annotations

import asyncio

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import sender
from bot.slack.listeners.kinds import Body
from core import errors
from workflow import posts

log = structlog.get_logger(__name__)

EVERY = 60.0
"""Seconds between two looks; one call a closed channel, of 50 a minute that Slack allows
(docs.slack.dev/reference/methods/conversations.info)."""


class Doors:
    """Run `run()` as a task. Looks at closed channels only: an unarchived one tells nobody."""

    def __init__(self, rows: posts.Posts, sender: sender.Sender) -> None:
        self._rows = rows
        self._sender = sender

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            # The next look may succeed; the messages themselves are tried again anyway.
            except Exception:
                log.exception("closed-channels-not-looked-at")

    async def look(self) -> None:
        for closed in await self._rows.closed():
            try:
                if await self._sender.member_of(closed.channel):
                    await self._rows.reachable(closed.channel)
            except errors.BotError as error:
                log.warning("channel-not-looked-at", channel=closed.channel, error=error.code)

    async def closed(self, channel: str) -> str:
        """Why it takes nothing from the bot now, by Slack's code; empty: it takes messages. Where
        Slack does not say, what the last message for it met counts."""
        try:
            return await self._sender.refusal(channel)
        except errors.BotError as error:
            log.warning("channel-not-looked-at", channel=channel, error=error.code)
        known = {one.channel: one.error for one in await self._rows.closed()}
        return known.get(channel, "")

    async def joined(self, ack: AsyncAck, body: Body) -> None:
        """The event `member_joined_channel`; Slack tells it of channels that the bot is in, so
        whoever it was that joined, the bot is there."""
        await ack()
        await self._rows.reachable(str(body["event"]["channel"]))

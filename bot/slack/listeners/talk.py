"""What is said to the bot as a message: a mention in a channel or thread, a direct message.

Acknowledged at once, then heard once by its event id. What bots say and the bot's own posts are
no commands; nor are edits, which Slack tells of as well.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.cards import talk
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.lines import Line, Lines
from bot.slack.listeners.means import Means, back, outcome
from commands import grammar
from commands import words as typed
from core import language
from workflow import spots

Event = dict[str, Any]
PLAIN = frozenset({"", "file_share", "thread_broadcast"})
"""Subtypes of a message that a person wrote (https://docs.slack.dev/reference/events/message)."""
_PREFIX = re.compile(r"\A/?failback-ps(?:[:,]?\s+|[:,]?$)", re.IGNORECASE)
_FENCE = re.compile(r"\s*(`{1,3})(.*?)\1\s*", re.DOTALL)


class Talk:
    def __init__(self, means: Means, lines: Lines, bot_user: str) -> None:
        self._means = means
        self._lines = lines
        self._mention = re.compile(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>[\s:,]*")

    async def mentioned(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        self._hear(body, self._in_channel)

    async def written(self, ack: AsyncAck, body: Body) -> None:
        """Only direct messages are subscribed to; any other is not for the bot alone."""
        await ack()
        if body["event"].get("channel_type") == "im":
            self._hear(body, self._directly)

    def _hear(self, body: Body, handle: Callable[[str, Line], Awaitable[None]]) -> None:
        event = body["event"]
        if _by_a_person(event):
            self._means.tasks.start(self._once(body, handle), f"hear {event['type']}")

    async def _once(self, body: Body, handle: Callable[[str, Line], Awaitable[None]]) -> None:
        event, event_id = body["event"], str(body["event_id"])
        spot = spots.Spot(channel=event["channel"], thread=event.get("thread_ts") or "")
        tell = back(self._means, spot, event["user"])
        line = Line(person=event["user"], spot=spot, delivery=event_id, tell=tell)
        if await outcome(self._means.hearing.first(event_id), tell):
            text = event.get("text") or ""
            if event.get("edited"):
                await tell(talk.edited(await self._words(line)))
            elif event.get("files") and not text.strip():
                await tell(talk.no_files(await self._words(line)))
            else:
                await handle(text, line)

    async def _in_channel(self, text: str, line: Line) -> None:
        """A leading mention makes it a command; any other is answered with a hint."""
        if self._mention.match(text.lstrip()) is None:
            await line.tell(talk.in_passing(self._near(text), await self._words(line)))
        else:
            await self._run(self._unnamed(text), line)

    async def _directly(self, text: str, line: Line) -> None:
        """All of it is the command."""
        await self._run(self._unnamed(text), line)

    def _unnamed(self, text: str) -> str:
        """Without a leading mention."""
        found = self._mention.match(text.lstrip())
        return text.lstrip()[found.end() :] if found else text

    async def _run(self, text: str, line: Line) -> None:
        read = self._lines.read(plain(text))
        if self._lines.pure(read):
            said = await self._lines.at_once(read, await self._words(line))
            if said is not None:
                await line.tell(said)
        elif isinstance(read, grammar.Parsed):
            await self._lines.go(read, line)

    async def _words(self, line: Line) -> language.Words:
        return await self._means.languages.of(line.person)

    def _near(self, text: str) -> str:
        """The line that may have been meant: what stands before or behind the mention, where that
        begins with the name of a command."""
        for part in map(plain, reversed(self._mention.split(text, maxsplit=1))):
            first, *_ = [*part.lower().split(), ""]
            if first in self._means.verbs:
                whole = isinstance(self._lines.read(part), grammar.Parsed)
                return f"@failback-ps {typed.shorten(part, 80) if whole else first}"
        return ""


def plain(text: str) -> str:
    """The line itself: pasted as code, or with the slash command's name before it."""
    fenced = _FENCE.fullmatch(text)
    return _PREFIX.sub("", (fenced[2] if fenced else text).strip(), count=1)


def _by_a_person(event: Event) -> bool:
    return (
        bool(event.get("user"))
        and not event.get("bot_id")
        and (event.get("subtype") or "") in PLAIN
    )

"""Where the channels show what a look found, for who asked for it; and why they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Collection

from core.sentences import join, say
from workflow import findings

Closed = Callable[[str], Awaitable[str]]
"""Why a channel takes nothing from the bot, by Slack's code; empty: it takes messages."""


class Shown:
    def __init__(self, kept: findings.Findings, closed: Closed) -> None:
        self._kept = kept
        self._closed = closed

    async def unseen(self, found: Collection[findings.Observation]) -> str:
        """What is not shown now, and why, and what is. Empty: a channel shows each."""
        wanted = {(one.kind, one.server) for one in found}
        mine = [one for one in await self._kept.open() if (one.kind, one.server) in wanted]
        held = Counter(one.held_by for one in mine if one.held_by)
        channels = Counter(one.channel for one in mine if not one.held_by)
        why = {channel: await self._closed(channel) for channel in channels}
        shut = {channel: code for channel, code in why.items() if code}
        told = [_held(count, incident) for incident, count in held.items()]
        told += [_closed(channels[channel], channel, code) for channel, code in shut.items()]
        if not told:
            return ""
        return join([*told, *_shown(channels.total() - sum(channels[one] for one in shut))])


def _held(count: int, incident: str) -> str:
    return say(
        "looked-held",
        "1 is not shown before incident {incident} ends, which holds it back."
        if count == 1
        else "{count} are not shown before incident {incident} ends, which holds them back.",
        count=count,
        incident=incident,
    )


def _closed(count: int, channel: str, code: str) -> str:
    return say(
        "looked-closed",
        "1 belongs in {channel}, which is closed to the bot ({why}): what is new of it is shown "
        "there once the channel takes messages again."
        if count == 1
        else "{count} belong in {channel}, which is closed to the bot ({why}): what is new of them "
        "is shown there once the channel takes messages again.",
        count=count,
        channel=f"<#{channel}>",
        why=_why(code),
    )


def _why(code: str) -> str:
    if code == "not_in_channel":
        return say("looked-closed-not-in-channel", "the bot is not a member of it")
    if code == "is_archived":
        return say("looked-closed-archived", "it is archived")
    return say(
        "looked-closed-gone",
        "it was archived or deleted, or it is private and the bot is not a member of it",
    )


def _shown(count: int) -> list[str]:
    if not count:
        return []
    return [
        say(
            "looked-others",
            "A channel shows the other one."
            if count == 1
            else "The channels show the other {count}.",
            count=count,
        )
    ]

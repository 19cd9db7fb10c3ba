"""The workspace: everything that is said, who hears of it, and what time it is in Slack's `ts`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.slack import channels, live, messages, people
from sandbox.slack.refusals import SlackError

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    id: str
    name: str
    domain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class App:
    """The one installed app: its ids, and what its manifest asks for."""

    app_id: str
    bot_id: str
    user_id: str
    name: str
    commands: tuple[dict[str, str], ...]
    events: frozenset[str]
    scopes: frozenset[str]


class Workspace:
    """State in memory. Each change tells the open pages; nothing here talks to the app."""

    def __init__(
        self,
        *,
        team: Team,
        app: App,
        people: list[people.Person],
        groups: list[people.UserGroup],
        channels: list[channels.Channel],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.team = team
        self.app = app
        self.people = {person.id: person for person in people}
        self.groups = {group.id: group for group in groups}
        self.channels = {channel.id: channel for channel in channels}
        self.live = live.Live()
        self.clock = clock
        self._last_ts = 0

    # ---- finding -------------------------------------------------------------------------------
    def new_ts(self) -> str:
        """Unique and growing, as Slack promises for one channel."""
        self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def channel(self, name: str) -> channels.Channel:
        """By id; a person's id stands for the direct message with that person."""
        if name in self.people and not self.people[name].is_bot:
            return self.direct(name)
        if name not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[name]

    def direct(self, user: str) -> channels.Channel:
        id_ = "D" + user[1:]
        if id_ not in self.channels:
            members = [user, self.app.user_id]
            self.channels[id_] = channels.Channel(
                id=id_, name=self.app.name, members=members, peer=user
            )
        return self.channels[id_]

    def message(self, channel: str, ts: str) -> messages.Message:
        place = self.channel(channel)
        found = place.messages.get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def watchers(self, channel: channels.Channel) -> list[str]:
        """Public channels can be looked at by everybody, a direct message by its person."""
        return [channel.peer] if channel.is_im else list(self.people)

    # ---- saying --------------------------------------------------------------------------------
    def post(self, message: messages.Message) -> messages.Message:
        """A new post: the only thing that can notify a person."""
        channel = self.channels[message.channel]
        message.notified = self._called(channel, message)
        channel.messages[message.ts] = message
        if message.user in channel.members:
            channel.read[message.user] = message.ts
        self._tell(channel, "message", message)
        if message.is_reply and message.thread_ts in channel.messages:
            self._tell(channel, "message_changed", channel.messages[message.thread_ts])
        for user in message.notified:
            event = {"type": "notify", "channel": channel.id, "ts": message.ts}
            self.live.tell([user], event | {"from": message.user, "text": message.text})
        self._tell_badges(channel)
        return message

    def changed(self, message: messages.Message) -> None:
        """After an edit, a reaction or a pin. Nobody is notified."""
        self._tell(self.channels[message.channel], "message_changed", message)

    def delete(self, message: messages.Message) -> None:
        channel = self.channels[message.channel]
        channel.messages.pop(message.ts, None)
        event = {"type": "message_deleted", "channel": channel.id, "ts": message.ts}
        self.live.tell(self.watchers(channel), event)
        if message.is_reply and message.thread_ts in channel.messages:
            self._tell(channel, "message_changed", channel.messages[message.thread_ts])
        self._tell_badges(channel)

    def whisper(self, message: messages.Message) -> messages.Message:
        """An ephemeral: new, or the same `ts` again with other content."""
        channel, user = self.channels[message.channel], str(message.only_for)
        kind = "ephemeral_changed" if message.ts in channel.ephemerals else "ephemeral"
        channel.ephemerals[message.ts] = message
        event = {"type": kind, "channel": channel.id, "message": self.page_message(message, user)}
        self.live.tell([user], event)
        return message

    def unwhisper(self, message: messages.Message) -> None:
        self.channels[message.channel].ephemerals.pop(message.ts, None)
        event = {"type": "ephemeral_deleted", "channel": message.channel, "ts": message.ts}
        self.live.tell([str(message.only_for)], event)

    def slackbot(self, channel: str, user: str, text: str) -> messages.Message:
        """Slack's own private word to one person."""
        place = self.channels[channel]
        return self.whisper(
            messages.Message(
                channel=place.id, ts=self.new_ts(), user=SLACKBOT, text=text, only_for=user
            )
        )

    def mark_read(self, channel: channels.Channel, user: str, ts: str) -> dict[str, int]:
        channel.read[user] = max(ts, channel.read.get(user, ""))
        badge = channel.badge(user)
        self.live.tell([user], {"type": "badge", "channel": channel.id} | badge)
        return badge

    def join(self, channel: channels.Channel, user: str) -> None:
        if user in channel.members:
            return
        channel.members.append(user)
        channel.read[user] = self.new_ts()
        text = f"<@{user}> has joined the channel"
        ts = self.new_ts()
        self.post(
            messages.Message(
                channel=channel.id, ts=ts, user=user, text=text, subtype="channel_join"
            )
        )
        self.tell_channel(channel)

    def leave(self, channel: channels.Channel, user: str) -> None:
        if user in channel.members:
            channel.members.remove(user)
            self.tell_channel(channel)

    # ---- telling the pages ---------------------------------------------------------------------
    def tell_channel(self, channel: channels.Channel) -> None:
        for user in self.watchers(channel):
            event = {"type": "channel", "channel": self.page_channel(channel, user)}
            self.live.tell([user], event)

    def page_channel(self, channel: channels.Channel, user: str) -> dict[str, Any]:
        """The channel as the page wants it (PAGE_API.md)."""
        shown: dict[str, Any] = {"id": channel.id, "name": channel.name, "topic": channel.topic}
        shown["kind"] = "im" if channel.is_im else "channel"
        if channel.is_im:
            shown["with"] = self.app.user_id
        shown |= {"members": list(channel.members), "is_member": user in channel.members}
        shown["bot_is_member"] = self.app.user_id in channel.members
        return shown | channel.badge(user) | {"last_read": channel.read.get(user, "")}

    def page_message(self, message: messages.Message, user: str) -> dict[str, Any]:
        """The message as the page wants it (PAGE_API.md)."""
        channel = self.channels[message.channel]
        shown: dict[str, Any] = {
            "channel": message.channel,
            "ts": message.ts,
            "user": message.user,
            "text": message.text,
            "blocks": message.blocks,
            "attachments": message.attachments,
            "ephemeral": message.only_for is not None,
            "is_bot": bool(message.bot_id),
            "edited": message.edited,
            "subtype": message.subtype,
            "reactions": message.reaction_list(),
            "pinned": message.pinned,
            "mentions_me": user in self._called(channel, message),
        }
        if message.thread_ts:
            shown["thread_ts"] = message.thread_ts
        return shown | channel.thread_facts(message.ts)

    def _tell(self, channel: channels.Channel, kind: str, message: messages.Message) -> None:
        watchers = set(self.watchers(channel)) & set(self.live.watchers())
        for user in watchers:
            shown = self.page_message(message, user)
            self.live.tell([user], {"type": kind, "channel": channel.id, "message": shown})

    def _tell_badges(self, channel: channels.Channel) -> None:
        for user in set(channel.members) & set(self.live.watchers()):
            event = {"type": "badge", "channel": channel.id} | channel.badge(user)
            self.live.tell([user], event)

    def _called(self, channel: channels.Channel, message: messages.Message) -> frozenset[str]:
        """The members whom this message names, the author never."""
        found: set[str] = {channel.peer} if channel.is_im else set()
        for kind, id_ in messages.mentions(message.text, message.blocks):
            if kind == "user":
                found.add(id_)
            elif kind == "group" and id_ in self.groups:
                found.update(self.groups[id_].users)
            elif kind == "all":
                found.update(channel.members)
        return frozenset((found & set(channel.members)) - {message.user, self.app.user_id})

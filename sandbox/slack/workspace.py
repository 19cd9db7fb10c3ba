"""The workspace: what is said in it, who comes and goes, and who hears of it."""

from __future__ import annotations

import functools
import secrets
from typing import Any

from sandbox.slack import channels, files, messages
from sandbox.slack.grounds import Grounds
from sandbox.slack.schedule import Schedule

SLACKBOT = "USLACKBOT"


class Workspace(Grounds):
    """Everything that changes what the pages show and what the Events API tells."""

    @functools.cached_property
    def schedule(self) -> Schedule:
        """What chat.scheduleMessage left to be said later."""
        return Schedule(self.time, self._post_scheduled)

    # ---- saying --------------------------------------------------------------------------------
    def post(self, message: messages.Message) -> messages.Message:
        """A new post: the only thing that can notify a person."""
        channel = self.channels[message.channel]
        message.notified = self.called(channel, message)
        channel.messages[message.ts] = message
        if message.user in channel.members:
            channel.read[message.user] = message.ts
        self.tell_message(channel, "message", message)
        if message.is_reply and message.thread_ts in channel.messages:
            self.tell_message(channel, "message_changed", channel.messages[message.thread_ts])
        for user in message.notified:
            event = {"type": "notify", "channel": channel.id, "ts": message.ts}
            self.live.tell([user], event | {"from": message.user, "text": message.text})
        self.tell_badges(channel)
        self.happened("said", channel, message=message)
        return message

    def changed(self, message: messages.Message, previous: dict[str, Any] | None = None) -> None:
        """After an edit, a reaction or a pin. Nobody is notified.

        `previous`: what an edited message was before, as the app's event tells it.
        """
        channel = self.channels[message.channel]
        self.tell_message(channel, "message_changed", message)
        if previous is not None:
            self.happened("edited", channel, message=message, previous=previous)

    def delete(self, message: messages.Message) -> None:
        channel = self.channels[message.channel]
        channel.messages.pop(message.ts, None)
        event = {"type": "message_deleted", "channel": channel.id, "ts": message.ts}
        self.live.tell(self.watchers(channel), event)
        if message.is_reply and message.thread_ts in channel.messages:
            self.tell_message(channel, "message_changed", channel.messages[message.thread_ts])
        self.tell_badges(channel)
        self.happened("deleted", channel, message=message)

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

    def join(self, channel: channels.Channel, user: str, inviter: str = "") -> None:
        if user in channel.members:
            return
        channel.members.append(user)
        channel.read[user] = self.new_ts()
        text = f"<@{user}> has joined the {'group' if channel.kind == 'private' else 'channel'}"
        kind = "group_join" if channel.kind == "private" else "channel_join"
        self.note(channel, user, kind, text, inviter=inviter)
        self.tell_channel(channel)
        self.happened("joined", channel, user=user, inviter=inviter)

    def leave(self, channel: channels.Channel, user: str) -> None:
        if user not in channel.members:
            return
        channel.members.remove(user)
        self.tell_channel(channel)
        if not channel.seen_by(self.people[user]):
            self.live.tell([user], {"type": "channel_gone", "channel": channel.id})
        self.happened("left", channel, user=user)

    def create(self, name: str, user: str, *, private: bool = False) -> channels.Channel:
        """A new channel with its first member."""
        made = channels.Channel(
            id="C" + secrets.token_hex(5).upper(), name=name, creator=user,
            kind="private" if private else "channel", created=int(self.time.now()),
        )  # fmt: skip
        self.channels[made.id] = made
        self.happened("created", made, user=user)
        self.join(made, user)
        return made

    def archive(self, channel: channels.Channel, user: str, *, archived: bool = True) -> None:
        """Nobody can post in an archived channel any more; its members leave it."""
        self.note(channel, user, "channel_archive", "archived the channel")
        channel.archived = archived
        self.tell_channel(channel)
        self.happened("archived" if archived else "unarchived", channel, user=user)

    def rename(self, channel: channels.Channel, user: str, name: str) -> None:
        old, channel.name = channel.name, name
        channel.previous_names.insert(0, old)
        text = f'has renamed the channel from "{old}" to "{name}"'
        self.note(channel, user, "channel_name", text)
        self.tell_channel(channel)
        self.happened("renamed", channel, user=user)

    def share(self, file: files.File, message: messages.Message) -> messages.Message:
        """Post a message that shows the file."""
        file.shares.setdefault(message.channel, []).append(message.ts)
        message.files = [*message.files, file.wire(self.base, self.team.id, self.kinds())]
        said = self.post(message)
        self.happened("shared", self.channels[message.channel], file=file, user=message.user)
        return said

    def note(
        self, channel: channels.Channel, user: str, subtype: str, text: str, **more: Any
    ) -> messages.Message:
        """A line that Slack itself writes into a channel: joined, renamed, archived."""
        return self.post(
            messages.Message(
                channel=channel.id, ts=self.new_ts(), user=user, text=text, subtype=subtype, **more
            )
        )

    def _post_scheduled(self, message: messages.Message) -> None:
        """Its time has come. Where the app may not speak any more, nothing is said."""
        place = self.channels[message.channel]
        if place.archived or self.app.user_id not in place.members:
            return
        message.ts = self.new_ts()
        self.post(message)

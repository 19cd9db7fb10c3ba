"""The workspace: everything that is said, who hears of it, and what time it is in Slack's `ts`."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.slack import channels, files, live, messages, people, usergroups
from sandbox.slack.clock import Clock
from sandbox.slack.refusals import SlackError

SLACKBOT = "USLACKBOT"
Listener = Callable[[str, channels.Channel, dict[str, Any]], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    id: str
    name: str
    domain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Enterprise:
    """The organisation that the workspace belongs to on Enterprise Grid."""

    id: str = "E0CONTOSO"
    name: str = "Contoso Group"
    org_install: bool = False
    """The app is installed for the whole organisation, not for this workspace."""


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
    shortcuts: tuple[dict[str, str], ...] = ()
    """`name`, `description`, `callback_id` and `type` (`global` or `message`) of each."""


@dataclass(kw_only=True, slots=True)
class Preferences:
    """What an administrator may set and an app then meets as an error."""

    edit_window: float | None = None
    """Seconds in which a message may be edited; None: always."""
    paid: bool = True
    """User groups need a paid plan."""
    deleting: bool = True
    largest_file: int = 1_000_000_000
    uploads: bool = True


class Workspace:
    """State in memory. Each change tells the open pages; nothing here talks to the app."""

    def __init__(
        self,
        *,
        team: Team,
        app: App,
        people: list[people.Person],
        groups: list[usergroups.UserGroup],
        channels: list[channels.Channel],
        enterprise: Enterprise | None = None,
    ) -> None:
        self.team = team
        self.enterprise = enterprise
        self.preferences = Preferences()
        self.app = app
        self.people = {person.id: person for person in people}
        self.groups = {group.id: group for group in groups}
        self.channels = {channel.id: channel for channel in channels}
        self.files = files.Files()
        self.live = live.Live()
        self.time = Clock()
        self.base = ""
        """The server's own address, once it is known."""
        self.scheduled: dict[str, tuple[float, messages.Message]] = {}
        """Id → when (seconds since 1970) and what, of chat.scheduleMessage."""
        self.listeners: list[Listener] = []
        """Told of what happens in places, so that the Events API can speak of it."""
        self._last_ts = 0

    def clock(self) -> float:
        """Seconds since 1970."""
        return self.time.now()

    # ---- finding -------------------------------------------------------------------------------
    def new_ts(self) -> str:
        """Unique and growing, as Slack promises for one channel."""
        self._last_ts = max(int(self.time.now() * 1_000_000), self._last_ts + 1)
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
                id=id_, name=self.app.name, members=members, peer=user, kind="im"
            )
        return self.channels[id_]

    def group_direct(self, users: list[str]) -> channels.Channel:
        """The group DM of exactly these; the same one again for the same people."""
        among = sorted(set(users))
        for channel in self.channels.values():
            if channel.kind in ("mpim", "im") and sorted(channel.members) == among:
                return channel
        mark = hashlib.sha256(",".join(among).encode()).hexdigest()[:8].upper()
        if len(among) == 2:
            made = channels.Channel(id=f"D{mark}", name="", members=list(users), kind="im")
        else:
            names = "--".join(self.people[user].name for user in users)
            made = channels.Channel(
                id=f"C{mark}", name=f"mpdm-{names}-1", members=list(users), kind="mpim"
            )
        made.created = int(self.time.now())
        self.channels[made.id] = made
        self.tell_channel(made)
        return made

    def message(self, channel: str, ts: str) -> messages.Message:
        place = self.channel(channel)
        found = place.messages.get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def watchers(self, channel: channels.Channel) -> list[str]:
        """Public channels can be looked at by everybody, other places by their members."""
        return list(channel.members) if channel.is_private else list(self.people)

    def bot_profile(self) -> dict[str, Any]:
        """What Slack adds to each message of a bot."""
        app = self.app
        return {
            "id": app.bot_id,
            "app_id": app.app_id,
            "user_id": app.user_id,
            "name": app.name,
            "icons": {f"image_{n}": f"https://avatars.example.com/{n}.png" for n in (36, 48, 72)},
            "deleted": False,
            "updated": people.BORN,
            "team_id": self.team.id,
        }

    def kinds(self) -> dict[str, str]:
        return {c.id: channels.TYPES[c.kind] for c in self.channels.values()}

    def happened(self, what: str, channel: channels.Channel, **facts: Any) -> None:
        """Tell the Events API what became of a place or of what was said there."""
        for listener in self.listeners:
            listener(what, channel, facts)

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
        self.happened("said", channel, message=message)
        return message

    def changed(self, message: messages.Message, previous: dict[str, Any] | None = None) -> None:
        """After an edit, a reaction or a pin. Nobody is notified.

        `previous`: what an edited message was before, as the app's event tells it.
        """
        channel = self.channels[message.channel]
        self._tell(channel, "message_changed", message)
        if previous is not None:
            self.happened("edited", channel, message=message, previous=previous)

    def delete(self, message: messages.Message) -> None:
        channel = self.channels[message.channel]
        channel.messages.pop(message.ts, None)
        event = {"type": "message_deleted", "channel": channel.id, "ts": message.ts}
        self.live.tell(self.watchers(channel), event)
        if message.is_reply and message.thread_ts in channel.messages:
            self._tell(channel, "message_changed", channel.messages[message.thread_ts])
        self._tell_badges(channel)
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
        if channel.is_private:
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

    def post_due(self) -> None:
        """Post the scheduled messages whose time has come."""
        for id_, (at, message) in list(self.scheduled.items()):
            if at <= self.time.now():
                del self.scheduled[id_]
                message.ts = self.new_ts()
                self.post(message)

    # ---- telling the pages ---------------------------------------------------------------------
    def tell_channel(self, channel: channels.Channel) -> None:
        for user in self.watchers(channel):
            event = {"type": "channel", "channel": self.page_channel(channel, user)}
            self.live.tell([user], event)

    def page_channel(self, channel: channels.Channel, user: str) -> dict[str, Any]:
        """The channel as the page wants it (PAGE_API.md)."""
        shown: dict[str, Any] = {"id": channel.id, "name": channel.name, "topic": channel.topic}
        shown |= {"kind": channel.kind, "purpose": channel.purpose, "creator": channel.creator}
        shown |= {"archived": channel.archived, "shared": bool(channel.teams)}
        shown |= {"bookmarks": channel.bookmarks, "pins": len(channel.pins())}
        if channel.is_im:
            shown["with"] = channel.other(user)
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
            "files": [self._page_file(one) for one in message.files],
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

    @staticmethod
    def _page_file(shown: dict[str, Any]) -> dict[str, Any]:
        names = ("id", "name", "title", "mimetype", "filetype", "pretty_type", "size", "user")
        kept = {name: shown[name] for name in names}
        return kept | {"alt_txt": shown.get("alt_txt", ""), "url": f"/page/files/{shown['id']}"}

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
        found: set[str] = set(channel.members) if channel.kind in ("im", "mpim") else set()
        for kind, id_ in messages.mentions(message.text, message.blocks):
            if kind == "user":
                found.add(id_)
            elif kind == "group" and id_ in self.groups:
                found.update(self.groups[id_].users)
            elif kind == "all":
                found.update(channel.members)
        return frozenset((found & set(channel.members)) - {message.user, self.app.user_id})

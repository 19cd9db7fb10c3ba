"""What there is in the workspace: people, places, files; and how it is found, shown and told of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from sandbox.slack import channels, files, live, messages, page_forms, people, usergroups
from sandbox.slack.clock import Clock
from sandbox.slack.installation import App, Enterprise, Preferences, Team
from sandbox.slack.refusals import SlackError

Listener = Callable[[str, channels.Channel, dict[str, Any]], None]


class Grounds:
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
        """Everybody who can look at it now."""
        return [id_ for id_, person in self.people.items() if channel.seen_by(person)]

    def why_not(self, channel: channels.Channel, user: str) -> str:
        """Slack's code for why this person cannot be added to a channel; "" when it is possible.

        https://docs.slack.dev/reference/methods/conversations.invite
        """
        person = self.people.get(user)
        if person is None:
            return "user_not_found"
        if user in channel.members:
            return "already_in_channel"
        if person.deleted:
            return "cant_invite"
        everywhere = [c for c in self.channels.values() if c.kind in ("channel", "private")]
        if person.guest == "single" and any(user in c.members for c in everywhere):
            return "ura_max_channels"
        return ""

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

    # ---- telling the pages ---------------------------------------------------------------------
    def tell_channel(self, channel: channels.Channel) -> None:
        for user in self.watchers(channel):
            event = {"type": "channel", "channel": self.page_channel(channel, user)}
            self.live.tell([user], event)

    def tell_places(self, user: str) -> None:
        """After a change of role: which public channels this person can look at now."""
        for channel in self.channels.values():
            if channel.is_private:
                continue
            if channel.seen_by(self.people[user]):
                event = {"type": "channel", "channel": self.page_channel(channel, user)}
            else:
                event = {"type": "channel_gone", "channel": channel.id}
            self.live.tell([user], event)

    def page_channel(self, channel: channels.Channel, user: str) -> dict[str, Any]:
        return page_forms.channel(channel, user, self.app.user_id)

    def page_message(self, message: messages.Message, user: str) -> dict[str, Any]:
        place = self.channels[message.channel]
        mentioned = user in self.called(place, message)
        return page_forms.message(place, message, mentioned=mentioned)

    def tell_message(self, channel: channels.Channel, kind: str, message: messages.Message) -> None:
        watchers = set(self.watchers(channel)) & set(self.live.watchers())
        for user in watchers:
            shown = self.page_message(message, user)
            self.live.tell([user], {"type": kind, "channel": channel.id, "message": shown})

    def tell_badges(self, channel: channels.Channel) -> None:
        for user in set(channel.members) & set(self.live.watchers()):
            event = {"type": "badge", "channel": channel.id} | channel.badge(user)
            self.live.tell([user], event)

    def called(self, channel: channels.Channel, message: messages.Message) -> frozenset[str]:
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

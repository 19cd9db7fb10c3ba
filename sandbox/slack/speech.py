"""What people do in channels without the app: write, mention, join, invite, react, leave groups."""

from __future__ import annotations

import re

from sandbox.slack import messages
from sandbox.slack.events import Events
from sandbox.slack.refusals import Impossible, SlackError
from sandbox.slack.workspace import Workspace

AT = re.compile(r"(?<![\w<|^!])@([\w-]+(?:\.[\w-]+)*)")
NOT_INVITED = {
    "user_not_found": "There is nobody called {invitee}.",
    "cant_invite": "This account is deactivated.",
    "ura_max_channels": "A single-channel guest is in one channel at most.",
}
HASH = re.compile(r"(?<![\w<|])#([\w-]+)")


class Speech:
    def __init__(self, workspace: Workspace, events: Events) -> None:
        self._workspace = workspace
        self._events = events

    def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> messages.Message:
        """A post in a channel or thread; `@rita` and `#dr-incident` become tokens."""
        place = self._workspace.channel(channel)
        if not text.strip():
            raise Impossible("no_text", "There is nothing to send.")
        if user not in place.members:
            raise Impossible("not_in_channel", f"Join #{place.name} first to write there.")
        if place.archived:
            raise Impossible("is_archived", f"#{place.name} is archived; nobody can write there.")
        if thread_ts and thread_ts not in place.messages:
            raise Impossible("thread_not_found", "The message of this thread is gone.")
        said = messages.Message(
            channel=place.id,
            ts=self._workspace.new_ts(),
            user=user,
            text=self.tokens(text, escape=True),
            thread_ts=thread_ts or None,
        )
        return self._workspace.post(said)

    def edit(self, user: str, channel: str, ts: str, text: str) -> messages.Message:
        """A person edits what that person wrote."""
        message = self._workspace.message(channel, ts)
        if message.user != user:
            raise Impossible("cant_update_message", "Only your own messages can be edited.")
        previous = message.wire()
        message.text = self.tokens(text, escape=True)
        message.edited = {"user": user, "ts": self._workspace.new_ts()}
        self._workspace.changed(message, previous)
        return message

    def pin(self, user: str, channel: str, ts: str, *, remove: bool = False) -> None:
        message = self._workspace.message(channel, ts)
        if message.pinned is not remove:
            raise SlackError("no_pin" if remove else "already_pinned")
        message.pinned = not remove
        self._workspace.changed(message)
        place = self._workspace.channels[message.channel]
        self._workspace.tell_channel(place)
        what = "unpinned" if remove else "pinned"
        self._workspace.happened(what, place, message=message, user=user)

    def tell_person(self, user: str) -> None:
        person = page_person(self._workspace, user)
        self._workspace.live.tell_all({"type": "person", "person": person})

    def tokens(self, text: str, *, named: bool = False, escape: bool = False) -> str:
        """Names as Slack's tokens; `named` adds the label that slash commands carry."""
        if escape and not re.search(r"<[@#!][^>]+>", text):
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = AT.sub(lambda found: self._at(found, named), text)
        return HASH.sub(lambda found: self._hash(found, named), text)

    def _at(self, found: re.Match[str], named: bool) -> str:
        name = found[1].lower()
        if name in ("here", "channel", "everyone"):
            return f"<!{name}>"
        for person in self._workspace.people.values():
            if name in (person.name, person.real_name.lower().replace(" ", ".")):
                return f"<@{person.id}|{person.name}>" if named else f"<@{person.id}>"
        for group in self._workspace.groups.values():
            if name == group.handle:
                label = f"|@{group.handle}" if named else ""
                return f"<!subteam^{group.id}{label}>"
        return found[0]

    def _hash(self, found: re.Match[str], named: bool) -> str:
        for channel in self._workspace.channels.values():
            if channel.name == found[1] and channel.kind in ("channel", "private"):
                return f"<#{channel.id}|{channel.name}>" if named else f"<#{channel.id}>"
        return found[0]

    def join(self, user: str, channel: str) -> None:
        """Of one's own will: a public channel, by nobody who must be invited."""
        place = self._workspace.channel(channel)
        if not place.seen_by(self._workspace.people[user]):
            raise Impossible("user_is_restricted", "Guests join a channel when they are invited.")
        self._workspace.join(place, user)

    def invite(self, user: str, channel: str, invitee: str) -> None:
        place = self._workspace.channel(channel)
        if user not in place.members:
            raise Impossible("not_in_channel", f"Join #{place.name} first to invite somebody.")
        refusal = self._workspace.why_not(place, invitee)
        if refusal in NOT_INVITED:
            raise Impossible(refusal, NOT_INVITED[refusal].format(invitee=invitee))
        self._workspace.join(place, invitee)

    def invited_by_line(self, user: str, channel: str, text: str) -> None:
        """`/invite @name`, typed."""
        names = re.findall(r"<@(\w+)", self.tokens(text))
        if not names:
            raise Impossible("user_not_found", "Write /invite and the @name of somebody.")
        for name in names:
            self.invite(user, channel, name)

    def react(self, user: str, channel: str, ts: str, name: str, *, remove: bool = False) -> None:
        message = self._workspace.message(channel, ts)
        users = message.reactions.setdefault(name, [])
        if remove:
            if user not in users:
                raise SlackError("no_reaction")
            users.remove(user)
        else:
            if user in users:
                raise SlackError("already_reacted")
            users.append(user)
        if not users:
            del message.reactions[name]
        self._workspace.changed(message)
        place = self._workspace.channels[message.channel]
        what = "unreacted" if remove else "reacted"
        self._workspace.happened(what, place, message=message, user=user, name=name)

    def leave_group(self, user: str, group: str) -> None:
        users = self._workspace.groups[group].users
        if user in users:
            users.remove(user)
        self._tell_groups()

    def join_group(self, user: str, group: str) -> None:
        users = self._workspace.groups[group].users
        if user not in users:
            users.append(user)
        self._tell_groups()

    def deactivate(self, user: str, *, deleted: bool = True) -> None:
        """An admin deactivates the account: it is signed out everywhere and leaves all channels.

        Reactivated, it is not added to them again. Slack says nothing of user groups: the account
        stays in them here, so that an app must ask whether a member is active.
        https://slack.com/help/articles/204475027-Deactivate-a-members-account
        https://slack.com/help/articles/360002061747-Reactivate-a-members-account
        """
        self._workspace.people[user].deleted = deleted
        if deleted:
            self._workspace.live.tell([user], {"type": "signed_out"})
            for place in self._workspace.channels.values():
                if place.kind in ("channel", "private"):
                    self._workspace.leave(place, user)
        self.tell_person(user)

    def _tell_groups(self) -> None:
        self._workspace.live.tell_all({"type": "groups", "groups": page_groups(self._workspace)})


def page_person(workspace: Workspace, user: str) -> dict[str, object]:
    """The person as the page wants it (PAGE_API.md)."""
    person = workspace.people[user]
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "title": person.title,
        "initials": "".join(part[0].upper() for part in re.split(r"[ -]", person.real_name))[:2],
        "color": person.color,
        "is_bot": person.is_bot,
        "deleted": person.deleted,
        "locale": person.locale,
        "tz": person.tz,
        "tz_label": person.tz_label,
        "tz_offset": person.tz_offset,
        "presence": person.presence,
        "status": {"emoji": person.status_emoji, "text": person.status_text},
        "guest": person.guest,
        "stranger": person.team,
        "groups": [g.id for g in workspace.groups.values() if user in g.users],
    }


def page_groups(workspace: Workspace) -> list[dict[str, object]]:
    return [
        {"id": g.id, "handle": g.handle, "name": g.name, "users": list(g.users)}
        for g in workspace.groups.values()
    ]

"""A place to talk: channel, private channel, group DM or DM; who is in it, what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.slack.messages import Message
from sandbox.slack.people import BORN, Person

Kind = Literal["channel", "private", "mpim", "im"]
Posting = Literal["", "read_only", "thread_only", "non_threadable", "restricted"]
TYPES: dict[Kind, str] = {
    "channel": "public_channel", "private": "private_channel", "mpim": "mpim", "im": "im",
}  # fmt: skip
"""The names that conversations.list has for them."""
EVENT_TYPES: dict[Kind, str] = {
    "channel": "channel", "private": "group", "mpim": "mpim", "im": "im",
}  # fmt: skip
"""`channel_type` of message events."""


@dataclass(kw_only=True, slots=True)
class Channel:
    id: str
    name: str
    kind: Kind = "channel"
    topic: str = ""
    purpose: str = ""
    creator: str = ""
    members: list[str] = field(default_factory=list)
    peer: str = ""
    """The person of a direct message with the bot."""
    archived: bool = False
    posting: Posting = ""
    """Who may post what; "" is everybody everything."""
    teams: tuple[str, ...] = ()
    """Other workspaces that share it by Slack Connect."""
    created: int = BORN
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    """What single people were told here. Slack's own history keeps none of it."""
    bookmarks: list[dict[str, Any]] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    opened: bool = False

    @property
    def is_im(self) -> bool:
        return self.kind == "im"

    @property
    def is_private(self) -> bool:
        return self.kind != "channel"

    def seen_by(self, person: Person) -> bool:
        """Whether that person can look at it, as a member or because it is public."""
        public = self.kind == "channel" and not (person.invited_only or person.deleted)
        return public or person.id in self.members

    def spoken_name(self) -> str:
        """`channel_name` of a slash command: private places have no name of their own there."""
        return {"im": "directmessage", "private": "privategroup", "mpim": self.name}.get(
            self.kind, self.name
        )

    def wire(self, viewer: str, *, team_id: str = "") -> dict[str, Any]:
        """The channel object (https://docs.slack.dev/reference/objects/conversation-object)."""
        if self.is_im:
            return self._wire_im(viewer, team_id)
        shared = bool(self.teams)
        shown: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": self.kind == "mpim",
            "is_private": self.is_private,
            "is_archived": self.archived,
            "is_general": False,
            "is_shared": shared,
            "is_ext_shared": shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "pending_shared": [],
            "pending_connected_team_ids": [],
            "context_team_id": team_id,
            "shared_team_ids": [team_id, *self.teams],
            "parent_conversation": None,
            "is_member": viewer in self.members,
            "created": self.created,
            "updated": self.created * 1000,
            "creator": self.creator,
            "unlinked": 0,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": self.purpose, "creator": "", "last_set": 0},
            "previous_names": list(self.previous_names),
        }
        if self.posting:
            shown |= {
                "is_read_only": self.posting == "read_only",
                "is_thread_only": self.posting == "thread_only",
                "is_non_threadable": self.posting == "non_threadable",
            }
        return shown

    def _wire_im(self, viewer: str, team_id: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "created": self.created,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": team_id,
            "updated": self.created * 1000,
            "user": self.other(viewer),
            "is_open": True,
            "priority": 0,
        }

    def other(self, viewer: str) -> str:
        """In a direct message: whom the viewer talks with."""
        others = [user for user in self.members if user != viewer]
        return others[0] if others else viewer

    def replies(self, thread_ts: str) -> list[Message]:
        return [m for m in self.messages.values() if m.thread_ts == thread_ts and m.is_reply]

    def pins(self) -> list[Message]:
        return [m for m in self.messages.values() if m.pinned]

    def thread_facts(self, ts: str) -> dict[str, Any]:
        """What a parent message says about its thread; `{}` when nobody replied."""
        replies = self.replies(ts)
        if not replies:
            return {}
        users = list(dict.fromkeys(m.user for m in replies))
        return {
            "thread_ts": ts,
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "reply_users": users,
            "latest_reply": replies[-1].ts,
            "is_locked": False,
            "subscribed": False,
        }

    def wire_message(self, message: Message, *, with_metadata: bool = False) -> dict[str, Any]:
        shown = message.wire(with_metadata=with_metadata)
        if message.pinned:
            shown["pinned_to"] = [self.id]
        return shown | self.thread_facts(message.ts)

    def badge(self, user: str) -> dict[str, int]:
        """Unread posts and posts that call this person. Only members have badges."""
        if user not in self.members:
            return {"unread": 0, "mentions": 0}
        since = self.read.get(user, "")
        fresh = [m for m in self.messages.values() if m.ts > since and m.user != user]
        return {
            "unread": sum(not m.is_reply for m in fresh),
            "mentions": sum(user in m.notified for m in fresh),
        }

"""A channel or a direct message: members, messages in order, what each person has read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.messages import Message


@dataclass(kw_only=True, slots=True)
class Channel:
    id: str
    name: str
    topic: str = ""
    creator: str = ""
    members: list[str] = field(default_factory=list)
    peer: str = ""
    """The person of a direct message with the bot; empty for a public channel."""
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    bookmarks: list[dict[str, Any]] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        return bool(self.peer)

    def wire(self, viewer: str) -> dict[str, Any]:
        """The channel object (https://docs.slack.dev/reference/objects/conversation-object)."""
        if self.is_im:
            shown = {"id": self.id, "created": 1700000000, "is_im": True, "user": self.peer}
            return shown | {"is_org_shared": False, "is_open": True, "is_archived": False}
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": True,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": False,
            "is_archived": False,
            "is_general": False,
            "is_shared": False,
            "is_member": viewer in self.members,
            "created": 1700000000,
            "creator": self.creator,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }

    def replies(self, thread_ts: str) -> list[Message]:
        return [m for m in self.messages.values() if m.thread_ts == thread_ts and m.is_reply]

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
        }

    def wire_message(self, message: Message, *, with_metadata: bool = False) -> dict[str, Any]:
        return message.wire(with_metadata=with_metadata) | self.thread_facts(message.ts)

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

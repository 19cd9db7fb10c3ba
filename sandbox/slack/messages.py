"""A message, its wire form, and whom it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MENTION = re.compile(r"<@([UW]\w+)|<!subteam\^(\w+)|<!(here|channel|everyone)")


@dataclass(kw_only=True, slots=True)
class Message:
    """One message in one channel. `only_for` is the one person who sees an ephemeral."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    """File objects as they were when they were shared."""
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    subtype: str | None = None
    bot_id: str = ""
    app_id: str = ""
    team: str = ""
    bot_profile: dict[str, Any] | None = None
    inviter: str = ""
    edited: dict[str, str] | None = None
    only_for: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    pinned: bool = False
    notified: frozenset[str] = frozenset()
    """The people this message called when it was new. Edits never add anybody."""

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def wire(self, *, with_metadata: bool = False) -> dict[str, Any]:
        """The message object of conversations.history; thread counts are added by the channel."""
        shown: dict[str, Any] = {"type": "message", "user": self.user, "ts": self.ts}
        shown["text"] = self.text
        optional: dict[str, Any] = {
            "subtype": self.subtype,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "team": self.team,
            "bot_profile": self.bot_profile,
            "inviter": self.inviter,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "thread_ts": self.thread_ts,
            "edited": self.edited,
            "metadata": self.metadata if with_metadata else None,
            "reactions": self.reaction_list(),
        }
        shown |= {name: value for name, value in optional.items() if value}
        return shown | ({"upload": False, "display_as_bot": False} if self.files else {})

    def reaction_list(self) -> list[dict[str, Any]]:
        return [
            {"name": name, "count": len(users), "users": list(users)}
            for name, users in self.reactions.items()
        ]


def mentions(text: str, blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Pairs (`user`|`group`|`all`, id) of what a post shows.

    With blocks, `text` is only the fallback and calls nobody.
    """
    for piece in _shown(blocks) if blocks else [text]:
        for user, group, everybody in MENTION.findall(piece):
            yield ("user", user) if user else ("group", group) if group else ("all", everybody)


def _shown(node: Any) -> Iterator[str]:
    """Each piece of mrkdwn in a block tree; rich text's own mention elements as tokens."""
    if isinstance(node, list):
        for item in node:
            yield from _shown(item)
    elif isinstance(node, dict):
        yield from _tokens(node)
        for value in node.values():
            yield from _shown(value)


def _tokens(node: dict[str, Any]) -> Iterator[str]:
    match node:
        case {"type": "mrkdwn" | "markdown", "text": str(text)}:
            yield text
        case {"type": "user", "user_id": str(user)}:
            yield f"<@{user}>"
        case {"type": "usergroup", "usergroup_id": str(group)}:
            yield f"<!subteam^{group}>"
        case {"type": "broadcast", "range": str(range_)}:
            yield f"<!{range_}>"

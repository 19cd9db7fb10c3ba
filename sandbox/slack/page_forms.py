"""Places, messages and files as the page wants them (PAGE_API.md)."""

from __future__ import annotations

from typing import Any

from sandbox.slack import channels, messages

Form = dict[str, Any]
OF_FILE = ("id", "name", "title", "mimetype", "filetype", "pretty_type", "size", "user")


def channel(place: channels.Channel, user: str, bot: str) -> Form:
    """As this person sees it, with that person's badge."""
    shown: Form = {"id": place.id, "name": place.name, "topic": place.topic}
    shown |= {"kind": place.kind, "purpose": place.purpose, "creator": place.creator}
    shown |= {"archived": place.archived, "shared": bool(place.teams)}
    shown |= {"bookmarks": place.bookmarks, "pins": len(place.pins())}
    if place.is_im:
        shown["with"] = place.other(user)
    shown |= {"members": list(place.members), "is_member": user in place.members}
    shown["bot_is_member"] = bot in place.members
    return shown | place.badge(user) | {"last_read": place.read.get(user, "")}


def message(place: channels.Channel, said: messages.Message, *, mentioned: bool) -> Form:
    shown: Form = {
        "channel": said.channel,
        "ts": said.ts,
        "user": said.user,
        "text": said.text,
        "blocks": said.blocks,
        "attachments": said.attachments,
        "files": [file(one) for one in said.files],
        "ephemeral": said.only_for is not None,
        "is_bot": bool(said.bot_id),
        "edited": said.edited,
        "subtype": said.subtype,
        "reactions": said.reaction_list(),
        "pinned": said.pinned,
        "mentions_me": mentioned,
    }
    if said.thread_ts:
        shown["thread_ts"] = said.thread_ts
    return shown | place.thread_facts(said.ts)


def file(shown: Form) -> Form:
    """Of the wire's file object, what the page shows, at the page's own address."""
    kept = {name: shown[name] for name in OF_FILE}
    return kept | {"alt_txt": shown.get("alt_txt", ""), "url": f"/page/files/{shown['id']}"}

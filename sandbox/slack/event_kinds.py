"""Which events tell of what happened in a place (https://docs.slack.dev/reference/events)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.slack import messages
from sandbox.slack.channels import EVENT_TYPES, Channel
from sandbox.slack.workspace import Workspace

Event = dict[str, Any]
PREFIX = {"channel": "channel", "private": "group"}


def told(workspace: Workspace, what: str, place: Channel, facts: dict[str, Any]) -> Iterator[Event]:
    """The events of one happening, for an app that may see the place."""
    bot = workspace.app.user_id
    inside = bot in place.members or facts.get("user") == bot
    if what in ("created", "archived", "unarchived", "renamed"):
        if inside or place.kind == "channel":
            yield _of_place(workspace, what, place, str(facts.get("user", "")))
    elif inside:
        yield from _inside(workspace, what, place, facts)


def _of_place(workspace: Workspace, what: str, place: Channel, user: str) -> Event:
    prefix = PREFIX.get(place.kind, "channel")
    verb = {"archived": "archive", "unarchived": "unarchive", "renamed": "rename"}.get(what, what)
    event: Event = {"type": f"{prefix}_{verb}", "event_ts": workspace.new_ts()}
    if what in ("archived", "unarchived"):
        return event | {"channel": place.id, "user": user, "is_moved": 0}
    about = {"id": place.id, "name": place.name, "created": place.created}
    more = {"creator": place.creator} if what == "created" else {"name_normalized": place.name}
    return event | {"channel": about | more}


def _inside(
    workspace: Workspace, what: str, place: Channel, facts: dict[str, Any]
) -> Iterator[Event]:
    stamp, user = workspace.new_ts(), str(facts.get("user", ""))
    kind = {"channel": "C", "private": "G", "mpim": "G"}.get(place.kind, "D")
    match what:
        case "said":
            yield from _said(workspace, place, facts["message"])
        case "edited" | "deleted":
            yield _changed(what, place, facts, stamp)
            if what == "edited":
                yield from _mention(workspace, place, facts["message"], stamp)
        case "joined":
            joined = {"type": "member_joined_channel", "user": user, "channel": place.id}
            inviter = {"inviter": facts["inviter"]} if facts.get("inviter") else {}
            more = {"channel_type": kind, "team": workspace.team.id, "event_ts": stamp}
            yield joined | more | inviter
        case "left":
            left = {"type": "member_left_channel", "user": user, "channel": place.id}
            yield left | {"channel_type": kind, "team": workspace.team.id, "event_ts": stamp}
        case "reacted" | "unreacted":
            yield _reaction(what, facts, stamp)
        case "pinned" | "unpinned":
            name = "pin_added" if what == "pinned" else "pin_removed"
            item = {"type": "message", "channel": place.id, "message": facts["message"].wire()}
            yield {
                "type": name, "user": user, "channel_id": place.id, "item": item,
                "pin_count": len(place.pins()), "event_ts": stamp,
            }  # fmt: skip
        case "shared":
            id_ = facts["file"].id
            yield {
                "type": "file_shared", "channel_id": place.id, "file_id": id_, "user_id": user,
                "file": {"id": id_}, "event_ts": stamp,
            }  # fmt: skip


def _said(workspace: Workspace, place: Channel, message: messages.Message) -> Iterator[Event]:
    """A post as `message`, and as `app_mention` where it names the bot. Own posts are not heard."""
    if message.user == workspace.app.user_id:
        return
    shown = message.wire() | {"channel": place.id, "event_ts": message.ts}
    if message.files:
        shown["subtype"] = "file_share"
    yield shown | {"channel_type": EVENT_TYPES[place.kind]}
    yield from _mention(workspace, place, message, message.ts)


def _mention(
    workspace: Workspace, place: Channel, message: messages.Message, stamp: str
) -> Iterator[Event]:
    """For what names the bot; again for its edits, then with `edited`
    (https://github.com/slackapi/bolt-js/issues/960)."""
    named = ("user", workspace.app.user_id) in messages.mentions(message.text, message.blocks)
    if named and not place.is_im and message.user != workspace.app.user_id:
        shown = message.wire() | {"channel": place.id, "event_ts": stamp}
        yield {k: v for k, v in shown.items() if k != "subtype"} | {"type": "app_mention"}


def _changed(what: str, place: Channel, facts: dict[str, Any], stamp: str) -> Event:
    message: messages.Message = facts["message"]
    event: Event = {
        "type": "message", "subtype": "message_changed" if what == "edited" else "message_deleted",
        "channel": place.id, "channel_type": EVENT_TYPES[place.kind], "hidden": True,
        "ts": stamp, "event_ts": stamp,
    }  # fmt: skip
    if what == "deleted":
        return event | {"deleted_ts": message.ts, "previous_message": message.wire()}
    return event | {"message": message.wire(), "previous_message": facts["previous"]}


def _reaction(what: str, facts: dict[str, Any], stamp: str) -> Event:
    message: messages.Message = facts["message"]
    return {
        "type": "reaction_added" if what == "reacted" else "reaction_removed",
        "user": facts["user"], "reaction": facts["name"], "item_user": message.user,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": stamp,
    }  # fmt: skip

"""reactions.*, pins.* and bookmarks.*: as little of them as a bot needs."""

from __future__ import annotations

import secrets

from sandbox.slack.messages import Message
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api.calls import Answer, Call, Method


def _message(call: Call) -> Message:
    ts = call.need("timestamp", "no_item_specified")
    return call.workspace.message(call.need("channel", "channel_not_found"), ts)


def reactions_add(call: Call) -> Answer:
    message, bot = _message(call), call.workspace.app.user_id
    users = message.reactions.setdefault(call.need("name", "invalid_name"), [])
    if bot in users:
        raise SlackError("already_reacted")
    users.append(bot)
    call.workspace.changed(message)
    return {}


def reactions_remove(call: Call) -> Answer:
    message, bot = _message(call), call.workspace.app.user_id
    name = call.need("name", "invalid_name")
    users = message.reactions.get(name, [])
    if bot not in users:
        raise SlackError("no_reaction")
    users.remove(bot)
    if not users:
        del message.reactions[name]
    call.workspace.changed(message)
    return {}


def pins_add(call: Call) -> Answer:
    message = _message(call)
    if message.pinned:
        raise SlackError("already_pinned")
    message.pinned = True
    call.workspace.changed(message)
    return {}


def pins_remove(call: Call) -> Answer:
    message = _message(call)
    if not message.pinned:
        raise SlackError("no_pin")
    message.pinned = False
    call.workspace.changed(message)
    return {}


def bookmarks_add(call: Call) -> Answer:
    channel = call.workspace.channel(call.need("channel_id", "channel_not_found"))
    bookmark = {
        "id": "Bk" + secrets.token_hex(5).upper(),
        "channel_id": channel.id,
        "title": call.need("title"),
        "link": call.text("link"),
        "type": call.text("type", "link"),
    }
    channel.bookmarks.append(bookmark)
    return {"bookmark": bookmark}


def bookmarks_list(call: Call) -> Answer:
    channel = call.workspace.channel(call.need("channel_id", "channel_not_found"))
    return {"bookmarks": channel.bookmarks}


METHODS = {
    "reactions.add": Method(run=reactions_add, scopes=("reactions:write",), tier=3),
    "reactions.remove": Method(run=reactions_remove, scopes=("reactions:write",), tier=2),
    "pins.add": Method(run=pins_add, scopes=("pins:write",), tier=2),
    "pins.remove": Method(run=pins_remove, scopes=("pins:write",), tier=2),
    "bookmarks.add": Method(run=bookmarks_add, scopes=("bookmarks:write",), tier=2),
    "bookmarks.list": Method(run=bookmarks_list, scopes=("bookmarks:read",), tier=3),
}

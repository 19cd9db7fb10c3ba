"""reactions.* and pins.*: what is stuck onto messages."""

from __future__ import annotations

import re

from sandbox.slack.messages import Message
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api import places
from sandbox.slack.web_api.calls import Answer, Call, Method

NAME = re.compile(r"[\w+'-]+(::skin-tone-[2-6])?")
MOST_REACTIONS = 50
"""Different emoji on one message."""
MOST_BY_ONE = 23
"""Different emoji of one member on one message
(https://slack.com/help/articles/202931348-Use-emoji-and-reactions)."""
STAMP = re.compile(r"\d+(\.\d+)?")
MOST_PINS = 100


def _message(call: Call, missing: str) -> Message:
    if not call.text("timestamp"):
        raise SlackError("no_item_specified")
    if not STAMP.fullmatch(call.text("timestamp")):
        raise SlackError("bad_timestamp")
    place = places.seen(call)
    message = place.messages.get(call.text("timestamp"))
    if message is None:
        raise SlackError(missing)
    if place.archived:
        raise SlackError("is_archived")
    return message


def add(call: Call) -> Answer:
    message, bot = _message(call, "message_not_found"), call.workspace.app.user_id
    name = _name(call)
    if bot in message.reactions.get(name, ()):
        raise SlackError("already_reacted")
    if name not in message.reactions and len(message.reactions) >= MOST_REACTIONS:
        raise SlackError("too_many_emoji")
    if sum(bot in users for users in message.reactions.values()) >= MOST_BY_ONE:
        raise SlackError("too_many_reactions")
    message.reactions.setdefault(name, []).append(bot)
    _happened(call, "reacted", message, name)
    return {}


def remove(call: Call) -> Answer:
    message, bot = _message(call, "message_not_found"), call.workspace.app.user_id
    name = _name(call)
    users = message.reactions.get(name, [])
    if bot not in users:
        raise SlackError("no_reaction")
    users.remove(bot)
    if not users:
        del message.reactions[name]
    _happened(call, "unreacted", message, name)
    return {}


def get(call: Call) -> Answer:
    message = _message(call, "message_not_found")
    place = call.workspace.channels[message.channel]
    return {"type": "message", "channel": place.id, "message": place.wire_message(message)}


def pin(call: Call) -> Answer:
    message = _message(call, "message_not_found")
    place = call.workspace.channels[message.channel]
    if message.pinned:
        raise SlackError("already_pinned")
    if len(place.pins()) >= MOST_PINS:
        raise SlackError("too_many_pins")
    message.pinned = True
    call.workspace.tell_channel(place)
    _happened(call, "pinned", message)
    return {}


def unpin(call: Call) -> Answer:
    message = _message(call, "message_not_found")
    if not message.pinned:
        raise SlackError("no_pin")
    message.pinned = False
    call.workspace.tell_channel(call.workspace.channels[message.channel])
    _happened(call, "unpinned", message)
    return {}


def pins(call: Call) -> Answer:
    place, app = places.seen(call), call.workspace.app
    items = [
        {
            "type": "message",
            "channel": place.id,
            "created": int(float(message.ts)),
            "created_by": app.user_id,
            "message": place.wire_message(message),
        }
        for message in reversed(place.pins())
    ]
    return {"items": items}


def _name(call: Call) -> str:
    name = call.text("name").strip(":")
    if not name or not NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _happened(call: Call, what: str, message: Message, name: str = "") -> None:
    call.workspace.changed(message)
    place, user = call.workspace.channels[message.channel], call.workspace.app.user_id
    call.workspace.happened(what, place, message=message, user=user, name=name)


METHODS = {
    "reactions.add": Method(run=add, scopes=("reactions:write",), tier=3),
    "reactions.remove": Method(run=remove, scopes=("reactions:write",), tier=2),
    "reactions.get": Method(run=get, scopes=("reactions:read",), tier=3),
    "pins.add": Method(run=pin, scopes=("pins:write",), tier=2),
    "pins.remove": Method(run=unpin, scopes=("pins:write",), tier=2),
    "pins.list": Method(run=pins, scopes=("pins:read",), tier=2),
}

"""Which channel an argument means, and what the bot may do there."""

from __future__ import annotations

from sandbox.slack.channels import Channel
from sandbox.slack.messages import Message
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api.calls import Call


def seen(call: Call, name: str = "channel") -> Channel:
    """A channel that the bot can see: private ones only as a member, DMs only its own."""
    id_ = call.need(name, "channel_not_found")
    if not id_.startswith(("C", "G", "D")):
        raise SlackError("channel_not_found")
    return _visible(call, call.workspace.channel(id_))


def _visible(call: Call, place: Channel) -> Channel:
    if place.is_private and call.workspace.app.user_id not in place.members:
        raise SlackError("channel_not_found")
    return place


def joined(call: Call, name: str = "channel") -> Channel:
    place = seen(call, name)
    if call.workspace.app.user_id not in place.members:
        raise SlackError("not_in_channel")
    return place


def addressed(call: Call) -> Channel:
    """Where a message shall go: an id, `#name`, or a person's id for the direct message."""
    name = call.need("channel", "channel_not_found")
    for place in call.workspace.channels.values():
        if place.kind in ("channel", "private") and place.name == name.removeprefix("#"):
            return _visible(call, place)
    return _visible(call, call.workspace.channel(name))


def writable(call: Call, thread: str = "") -> Channel:
    """Where the bot may post now; Slack's refusals in Slack's order."""
    place = addressed(call)
    if place.archived:
        raise SlackError("is_archived")
    public = place.kind == "channel" and "chat:write.public" in call.scopes
    if call.workspace.app.user_id not in place.members and not public:
        raise SlackError("not_in_channel")
    refusal = {
        "restricted": "restricted_action",
        "read_only": "restricted_action_read_only_channel",
        "thread_only": "" if thread else "restricted_action_thread_only_channel",
        "non_threadable": "restricted_action_non_threadable_channel" if thread else "",
    }.get(place.posting, "")
    if refusal:
        raise SlackError(refusal)
    return place


def own(call: Call, error: str, name: str = "ts") -> Message:
    """A message that this app posted, to be edited or deleted."""
    place = seen(call)
    message = call.workspace.message(place.id, call.need(name, "message_not_found"))
    if message.user != call.workspace.app.user_id or message.subtype:
        raise SlackError(error)
    return message

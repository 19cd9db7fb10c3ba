"""conversations.*: read channels, threads and members; open a direct message; join."""

from __future__ import annotations

from sandbox.slack.channels import Channel
from sandbox.slack.messages import Message
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api.calls import Answer, Call, Method, page

HISTORY = ("channels:history", "groups:history", "im:history")
READ = ("channels:read", "groups:read", "im:read")


def history(call: Call) -> Answer:
    """Newest first, without thread replies."""
    channel = _readable(call)
    found = [m for m in channel.messages.values() if not m.is_reply or m.broadcast]
    return _shown(call, channel, list(reversed(_between(call, found))))


def replies(call: Call) -> Answer:
    """The parent, then its replies, oldest first."""
    channel, ts = _readable(call), call.need("ts", "thread_not_found")
    asked = channel.messages.get(ts)
    parent = channel.messages.get(asked.thread_ts or ts) if asked else None
    if parent is None:
        raise SlackError("thread_not_found")
    return _shown(call, channel, [parent, *_between(call, channel.replies(parent.ts))])


def info(call: Call) -> Answer:
    channel = _channel(call)
    shown = channel.wire(call.workspace.app.user_id)
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def list_(call: Call) -> Answer:
    kinds = call.text("types", "public_channel").replace(" ", "").split(",")
    found = [
        c
        for c in call.workspace.channels.values()
        if ("im" if c.is_im else "public_channel") in kinds
    ]
    some, metadata = page(found, call)
    return {"channels": [c.wire(call.workspace.app.user_id) for c in some]} | metadata


def open_(call: Call) -> Answer:
    if call.text("channel"):
        return {"channel": {"id": _channel(call).id}}
    users = [u for u in call.need("users", "users_list_not_supplied").split(",") if u]
    if len(users) != 1:
        raise SlackError("not_enough_users" if not users else "too_many_users")
    person = call.workspace.people.get(users[0])
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted or person.is_bot:
        raise SlackError("user_disabled" if person.deleted else "cannot_dm_bot")
    channel = call.workspace.direct(person.id)
    whole = channel.wire(call.workspace.app.user_id)
    return {"channel": whole if call.flag("return_im") else {"id": channel.id}}


def join(call: Call) -> Answer:
    channel = _channel(call)
    if channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    call.workspace.join(channel, call.workspace.app.user_id)
    return {"channel": channel.wire(call.workspace.app.user_id)}


def members(call: Call) -> Answer:
    some, metadata = page(_channel(call).members, call)
    return {"members": some} | metadata


def _channel(call: Call) -> Channel:
    return call.workspace.channel(call.need("channel", "channel_not_found"))


def _readable(call: Call) -> Channel:
    channel = _channel(call)
    if call.workspace.app.user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _between(call: Call, found: list[Message]) -> list[Message]:
    oldest, latest = call.text("oldest", "0"), call.text("latest", "9999999999.0")
    inclusive = call.flag("inclusive")

    def wanted(message: Message) -> bool:
        at = float(message.ts)
        if inclusive:
            return float(oldest) <= at <= float(latest)
        return float(oldest) < at < float(latest)

    return [m for m in found if wanted(m)]


def _shown(call: Call, channel: Channel, found: list[Message]) -> Answer:
    some, metadata = page(found, call)
    with_metadata = call.flag("include_all_metadata")
    shown = [channel.wire_message(m, with_metadata=with_metadata) for m in some]
    more = bool(metadata["response_metadata"]["next_cursor"])
    answer: Answer = {"messages": shown, "has_more": more, "pin_count": 0}
    return answer | (metadata if more else {})


METHODS = {
    "conversations.history": Method(run=history, scopes=HISTORY, tier=3),
    "conversations.replies": Method(run=replies, scopes=HISTORY, tier=3),
    "conversations.info": Method(run=info, scopes=READ, tier=3),
    "conversations.list": Method(run=list_, scopes=READ, tier=2),
    "conversations.open": Method(run=open_, scopes=("im:write",), tier=3),
    "conversations.join": Method(run=join, scopes=("channels:join",), tier=3),
    "conversations.members": Method(run=members, scopes=READ, tier=4),
}

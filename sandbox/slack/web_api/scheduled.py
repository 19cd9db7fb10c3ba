"""chat.scheduleMessage and its two companions: at most 120 days ahead, 30 in five minutes."""

from __future__ import annotations

import secrets

from sandbox.slack import channels
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api import chat, content, places
from sandbox.slack.web_api.calls import Answer, Call, Method, page

FARTHEST = 120 * 86_400
MOST, WITHIN = 30, 300
"""Messages that one channel takes for any five minutes."""


def schedule(call: Call) -> Answer:
    place = places.writable(call, call.text("thread_ts"))
    at = _time(call)
    message = chat.made(call, place, content.read(call), chat.thread(call, place))
    _room(call, place, at)
    id_ = "Q" + secrets.token_hex(5).upper()
    call.workspace.schedule.add(id_, at, message)
    shown = message.wire(with_metadata=True)
    del shown["ts"]
    shown["type"] = "delayed_message"
    return {"channel": place.id, "scheduled_message_id": id_, "post_at": at, "message": shown}


def delete(call: Call) -> Answer:
    place, id_ = places.seen(call), call.need("scheduled_message_id")
    found = call.workspace.schedule.waiting.get(id_)
    if found is None or found[1].channel != place.id:
        raise SlackError("invalid_scheduled_message_id")
    call.workspace.schedule.remove(id_)
    return {}


def list_(call: Call) -> Answer:
    channel = call.text("channel")
    if channel and channel not in call.workspace.channels:
        raise SlackError("invalid_channel")
    found = [
        {
            "id": id_,
            "channel_id": message.channel,
            "post_at": at,
            "date_created": int(float(message.ts)),
            "text": message.text,
        }
        for id_, (at, message) in call.workspace.schedule.waiting.items()
        if channel in ("", message.channel)
    ]
    some, metadata = page(found, call)
    return {"scheduled_messages": some} | metadata


def _time(call: Call) -> int:
    given = call.need("post_at", "invalid_time")
    if not given.isdigit():
        raise SlackError("invalid_time")
    at, now = int(given), call.workspace.clock()
    if at <= now:
        raise SlackError("time_in_past")
    if at > now + FARTHEST:
        raise SlackError("time_too_far")
    return at


def _room(call: Call, place: channels.Channel, at: int) -> None:
    near = [
        when
        for when, message in call.workspace.schedule.waiting.values()
        if message.channel == place.id and abs(when - at) < WITHIN
    ]
    if len(near) >= MOST:
        raise SlackError("restricted_too_many")


WRITE = ("chat:write",)
METHODS = {
    "chat.scheduleMessage": Method(run=schedule, scopes=WRITE, tier=3),
    "chat.deleteScheduledMessage": Method(run=delete, scopes=WRITE, tier=3),
    "chat.scheduledMessages.list": Method(run=list_, tier=3),
}

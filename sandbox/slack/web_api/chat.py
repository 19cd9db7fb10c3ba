"""chat.*: post, edit, delete, whisper, link, unfurl (https://docs.slack.dev/reference/methods)."""

from __future__ import annotations

from typing import Any

from sandbox.slack import channels, messages
from sandbox.slack.rates import SPECIAL
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api import content, places
from sandbox.slack.web_api.calls import Answer, Call, Method

WRITE = ("chat:write",)


def post_message(call: Call) -> Answer:
    """A message for everybody in the channel; a text above 40,000 characters is cut."""
    place = places.writable(call, call.text("thread_ts"))
    holds = content.read(call, truncates=True)
    said = call.workspace.post(made(call, place, holds, thread(call, place)))
    shown = place.wire_message(said, with_metadata=True)
    return {"channel": place.id, "ts": said.ts, "message": shown}


def post_ephemeral(call: Call) -> Answer:
    """Only this person sees it, until the client is loaded anew."""
    place, user = places.writable(call, call.text("thread_ts")), call.need("user")
    if user not in place.members:
        raise SlackError("user_not_in_channel")
    said = made(call, place, content.read(call), thread(call, place))
    said.only_for = user
    call.workspace.whisper(said)
    return {"message_ts": said.ts}


def update(call: Call) -> Answer:
    """Text without blocks removes the blocks; attachments and metadata stay unless given."""
    message = places.own(call, "cant_update_message")
    place = call.workspace.channels[message.channel]
    if place.archived:
        raise SlackError("is_inactive")
    window = call.workspace.preferences.edit_window
    if window is not None and call.workspace.clock() - float(message.ts) > window:
        raise SlackError("edit_window_closed")
    holds, previous = content.read(call, longest=content.LONGEST_EDIT), message.wire()
    message.text, message.blocks = holds["text"], holds["blocks"]
    if call.arguments.get("attachments") is not None:
        message.attachments = holds["attachments"]
    if holds["metadata"] is not None:
        message.metadata = holds["metadata"] or None
    message.edited = {"user": message.user, "ts": call.workspace.new_ts()}
    call.workspace.changed(message, previous)
    shown = place.wire_message(message, with_metadata=True)
    return {"channel": place.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(call: Call) -> Answer:
    message = places.own(call, "cant_delete_message")
    if not call.workspace.preferences.deleting:
        raise SlackError("cant_delete_message")
    call.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(call: Call) -> Answer:
    place = places.seen(call)
    message = call.workspace.message(place.id, call.need("message_ts", "message_not_found"))
    link = f"{call.page_url}archives/{place.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={place.id}"
    return {"channel": place.id, "permalink": link}


def unfurl(call: Call) -> Answer:
    """Adds what a link shows to somebody's message, as attachments."""
    place, unfurls = places.seen(call), call.arguments.get("unfurls")
    message = place.messages.get(call.text("ts"))
    if message is None:
        raise SlackError("cannot_find_message")
    if not isinstance(unfurls, dict) or not unfurls:
        raise SlackError("missing_unfurls")
    for link, shown in unfurls.items():
        if link not in message.text.replace("&amp;", "&"):
            raise SlackError("cannot_unfurl_message")
        message.attachments.append({"from_url": link, "is_app_unfurl": True} | shown)
    call.workspace.changed(message)
    return {}


def thread(call: Call, place: channels.Channel) -> str | None:
    """The parent that `thread_ts` means; a reply's own ts means its parent."""
    ts = call.text("thread_ts")
    if not ts:
        return None
    parent = place.messages.get(ts)
    if parent is None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or ts


def made(
    call: Call, place: channels.Channel, holds: dict[str, Any], parent: str | None
) -> messages.Message:
    app = call.workspace.app
    return messages.Message(
        channel=place.id,
        ts=call.workspace.new_ts(),
        user=app.user_id,
        bot_id=app.bot_id,
        app_id=app.app_id,
        team=call.workspace.team.id,
        bot_profile=call.workspace.bot_profile(),
        thread_ts=parent,
        broadcast=call.flag("reply_broadcast"),
        **holds,
    )


METHODS = {
    "chat.postMessage": Method(run=post_message, scopes=WRITE, tier=SPECIAL),
    "chat.postEphemeral": Method(run=post_ephemeral, scopes=WRITE, tier=4),
    "chat.update": Method(run=update, scopes=WRITE, tier=3),
    "chat.delete": Method(run=delete, scopes=WRITE, tier=3),
    "chat.getPermalink": Method(run=get_permalink, tier=SPECIAL),
    "chat.unfurl": Method(run=unfurl, scopes=("links:write",), tier=3),
}

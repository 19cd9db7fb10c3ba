"""chat.*: post, edit, delete, whisper, link."""

from __future__ import annotations

from typing import Any

from sandbox.slack import elements, messages, sizes
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api.calls import Answer, Call, Method

LONGEST_TEXT = 40_000
WRITE = ("chat:write",)


def post_message(call: Call) -> Answer:
    channel = _writable(call)
    content = _content(call)
    thread = _thread(call, channel)
    said = call.workspace.post(_message(call, channel, content, thread))
    shown = call.workspace.channels[channel].wire_message(said, with_metadata=True)
    return {"channel": channel, "ts": said.ts, "message": shown}


def post_ephemeral(call: Call) -> Answer:
    channel, user = _writable(call), call.need("user")
    if user not in call.workspace.channels[channel].members:
        raise SlackError("user_not_in_channel")
    said = _message(call, channel, _content(call), _thread(call, channel))
    said.only_for = user
    call.workspace.whisper(said)
    return {"message_ts": said.ts}


def update(call: Call) -> Answer:
    """Text without blocks removes the blocks, as in Slack; metadata stays unless given."""
    channel = call.workspace.channel(call.need("channel", "channel_not_found"))
    message = call.workspace.message(channel.id, call.need("ts", "message_not_found"))
    if message.user != call.workspace.app.user_id:
        raise SlackError("cant_update_message")
    content = _content(call)
    message.text, message.blocks = content["text"], content["blocks"]
    message.attachments = content["attachments"]
    if content["metadata"] is not None:
        message.metadata = content["metadata"] or None
    message.edited = {"user": message.user, "ts": call.workspace.new_ts()}
    call.workspace.changed(message)
    shown = channel.wire_message(message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(call: Call) -> Answer:
    channel = call.workspace.channel(call.need("channel", "channel_not_found"))
    message = call.workspace.message(channel.id, call.need("ts", "message_not_found"))
    if message.user != call.workspace.app.user_id:
        raise SlackError("cant_delete_message")
    call.workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Answer:
    channel = call.workspace.channel(call.need("channel", "channel_not_found"))
    message = call.workspace.message(channel.id, call.need("message_ts", "message_not_found"))
    link = f"{call.page_url}archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _writable(call: Call) -> str:
    channel = call.workspace.channel(call.need("channel", "channel_not_found"))
    if call.workspace.app.user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel.id


def _thread(call: Call, channel: str) -> str | None:
    ts = call.text("thread_ts")
    if not ts:
        return None
    parent = call.workspace.channels[channel].messages.get(ts)
    if parent is None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or ts


def _content(call: Call) -> dict[str, Any]:
    text, blocks = call.text("text"), call.arguments.get("blocks") or []
    attachments = call.arguments.get("attachments") or []
    found = sizes.faults(blocks, sizes.MESSAGE)
    if found:
        raise SlackError("invalid_blocks", *found)
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    metadata = call.arguments.get("metadata")
    if metadata and not (isinstance(metadata, dict) and _good(metadata)):
        raise SlackError("invalid_metadata_format")
    named = elements.name_all(blocks)
    return {"text": text, "blocks": named, "attachments": attachments, "metadata": metadata}


def _good(metadata: dict[str, Any]) -> bool:
    payload = metadata.get("event_payload")
    return isinstance(metadata.get("event_type"), str) and isinstance(payload, dict)


def _message(
    call: Call, channel: str, content: dict[str, Any], thread: str | None
) -> messages.Message:
    app = call.workspace.app
    return messages.Message(
        channel=channel,
        ts=call.workspace.new_ts(),
        user=app.user_id,
        bot_id=app.bot_id,
        app_id=app.app_id,
        thread_ts=thread,
        broadcast=call.flag("reply_broadcast"),
        **content,
    )


METHODS = {
    "chat.postMessage": Method(run=post_message, scopes=WRITE, tier=3),
    "chat.postEphemeral": Method(run=post_ephemeral, scopes=WRITE, tier=4),
    "chat.update": Method(run=update, scopes=WRITE, tier=3),
    "chat.delete": Method(run=delete, scopes=WRITE, tier=3),
    "chat.getPermalink": Method(run=get_permalink, tier=4),
}

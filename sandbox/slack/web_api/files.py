"""files.*: announce an upload, complete it, look at files, delete them.

https://docs.slack.dev/messaging/working-with-files#upload
"""

from __future__ import annotations

from typing import Any

from sandbox.slack import files
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api import chat, content
from sandbox.slack.web_api.calls import Answer, Call, Method

LONGEST_ALT_TEXT = 1000
READ, WRITE = ("files:read",), ("files:write",)


def upload_url(call: Call) -> Answer:
    """Where to POST the bytes; good for one file of the announced length."""
    name, length = call.need("filename"), call.number("length", 0)
    preferences = call.workspace.preferences
    if length < 1:
        raise SlackError("missing_argument")
    if not preferences.uploads:
        raise SlackError("file_uploads_disabled")
    if length > preferences.largest_file:
        raise SlackError("file_upload_size_restricted")
    if len(call.text("alt_txt")) > LONGEST_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    file = files.File(
        id=files.Files.new_id(), name=name, user=call.workspace.app.user_id, length=length,
        created=int(call.workspace.clock()), alt_txt=call.text("alt_txt"),
    )  # fmt: skip
    key = call.workspace.files.announce(file)
    return {"upload_url": f"{call.page_url}upload/v1/{key}", "file_id": file.id}


def complete(call: Call) -> Answer:
    """The bytes are there: the files become visible, and are shared where it says."""
    found = [_uploaded(call, one) for one in _listed(call)]
    channel = call.text("channel_id") or call.text("channels")
    if channel:
        _share(call, channel, found)
    for file in found:
        file.complete = True
    return {"files": [_wire(call, file) for file in found]}


def _listed(call: Call) -> list[dict[str, Any]]:
    given = call.arguments.get("files")
    if not isinstance(given, list) or not given:
        raise SlackError("invalid_arguments", "[ERROR] missing required field: files")
    return [one for one in given if isinstance(one, dict)]


def _uploaded(call: Call, one: dict[str, Any]) -> files.File:
    file = call.workspace.files.all.get(str(one.get("id")))
    if file is None or file.content is None or file.complete:
        raise SlackError("file_not_found")
    if len(file.content) != file.length:
        raise SlackError("file_update_failed")
    file.title = str(one.get("title") or file.name)
    return file


def _share(call: Call, channel: str, found: list[files.File]) -> None:
    place = call.workspace.channels.get(channel)
    if place is None:
        raise SlackError("channel_not_found")
    if call.workspace.app.user_id not in place.members:
        raise SlackError("not_in_channel")
    if place.archived or place.posting in ("restricted", "read_only"):
        raise SlackError("posting_to_channel_denied")
    comment = call.text("initial_comment")
    blocks = [] if comment else call.arguments.get("blocks") or []
    content.check_blocks(blocks)
    holds = {"text": comment, "blocks": blocks, "attachments": [], "metadata": None}
    message = chat.made(call, place, holds, chat.thread(call, place))
    for file in found[:-1]:
        file.shares.setdefault(place.id, []).append(message.ts)
        message.files.append(_wire(call, file))
    call.workspace.share(found[-1], message)


def info(call: Call) -> Answer:
    file = _known(call)
    shown = {"file": _wire(call, file), "comments": []}
    return shown | {"response_metadata": {"next_cursor": ""}}


def list_(call: Call) -> Answer:
    """Those that were completed, newest first."""
    user, channel = call.text("user"), call.text("channel")
    everything = [f for f in call.workspace.files.all.values() if f.complete]
    found = [f for f in everything if user in ("", f.user) and (not channel or channel in f.shares)]
    count, number = call.number("count", 100), call.number("page", 1)
    some = found[(number - 1) * count : number * count]
    paging = {"count": count, "total": len(found), "page": number}
    paging["pages"] = -(-len(found) // count)
    return {"files": [_wire(call, f) for f in some], "paging": paging}


def delete(call: Call) -> Answer:
    """Gone everywhere: the messages that showed it keep a tombstone."""
    file = _known(call)
    if file.user != call.workspace.app.user_id:
        raise SlackError("cant_delete_file")
    call.workspace.files.remove(file.id)
    for channel, stamps in file.shares.items():
        for ts in stamps:
            message = call.workspace.channels[channel].messages.get(ts)
            if message is not None:
                message.files = [f for f in message.files if f["id"] != file.id]
                call.workspace.changed(message)
    return {}


def _known(call: Call) -> files.File:
    file = call.workspace.files.all.get(call.need("file", "file_not_found"))
    if file is None or not file.complete:
        raise SlackError("file_not_found")
    return file


def _wire(call: Call, file: files.File) -> Answer:
    return file.wire(call.page_url, call.workspace.team.id, call.workspace.kinds())


METHODS = {
    "files.getUploadURLExternal": Method(run=upload_url, scopes=WRITE, tier=4),
    "files.completeUploadExternal": Method(run=complete, scopes=WRITE, tier=4),
    "files.info": Method(run=info, scopes=READ, tier=4),
    "files.list": Method(run=list_, scopes=READ, tier=3),
    "files.delete": Method(run=delete, scopes=WRITE, tier=3),
}

"""bookmarks.*: links at the top of a channel, at most 100."""

from __future__ import annotations

import re
import secrets

from sandbox.slack.channels import Channel
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api import places
from sandbox.slack.web_api.calls import Answer, Call, Method

MOST = 100
EMOJI = re.compile(r":[\w+'-]+:")
READ, WRITE = ("bookmarks:read",), ("bookmarks:write",)


def add(call: Call) -> Answer:
    place, title = places.seen(call, "channel_id"), call.need("title")
    if call.need("type") != "link":
        raise SlackError("invalid_bookmark_type")
    _check(call)
    if len(place.bookmarks) >= MOST:
        raise SlackError("too_many_bookmarks")
    bookmark: Answer = {
        "id": "Bk" + secrets.token_hex(5).upper(),
        "channel_id": place.id,
        "title": title,
        "link": call.need("link", "invalid_link"),
        "emoji": call.text("emoji"),
        "icon_url": None,
        "type": "link",
        "entity_id": call.text("entity_id") or None,
        "date_created": int(call.workspace.clock()),
        "date_updated": 0,
        "rank": "g",
        "last_updated_by_user_id": call.workspace.app.user_id,
        "last_updated_by_team_id": call.workspace.team.id,
        "shortcut_id": None,
        "app_id": call.workspace.app.app_id,
    }
    place.bookmarks.append(bookmark)
    call.workspace.tell_channel(place)
    return {"bookmark": bookmark}


def edit(call: Call) -> Answer:
    place = places.seen(call, "channel_id")
    bookmark = _known(call, place)
    _check(call)
    bookmark |= {n: call.text(n) for n in ("title", "link", "emoji") if call.text(n)}
    bookmark["date_updated"] = int(call.workspace.clock())
    call.workspace.tell_channel(place)
    return {"bookmark": bookmark}


def list_(call: Call) -> Answer:
    return {"bookmarks": places.seen(call, "channel_id").bookmarks}


def remove(call: Call) -> Answer:
    place = places.seen(call, "channel_id")
    place.bookmarks.remove(_known(call, place))
    call.workspace.tell_channel(place)
    return {}


def _check(call: Call) -> None:
    link, emoji = call.text("link"), call.text("emoji")
    if link and not link.startswith(("http://", "https://")):
        raise SlackError("invalid_link")
    if emoji and not EMOJI.fullmatch(emoji):
        raise SlackError("invalid_emoji")


def _known(call: Call, place: Channel) -> Answer:
    id_ = call.need("bookmark_id")
    found = next((b for b in place.bookmarks if b["id"] == id_), None)
    if found is None:
        raise SlackError("not_found")
    return found


METHODS = {
    "bookmarks.add": Method(run=add, scopes=WRITE, tier=2),
    "bookmarks.edit": Method(run=edit, scopes=WRITE, tier=2),
    "bookmarks.list": Method(run=list_, scopes=READ, tier=3),
    "bookmarks.remove": Method(run=remove, scopes=WRITE, tier=2),
}

"""conversations.*: join, leave, invite, remove, name, describe, archive and make channels."""

from __future__ import annotations

import re

from sandbox.slack.channels import Channel
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api import places
from sandbox.slack.web_api.calls import Answer, Call, Method
from sandbox.slack.web_api.conversations import wire

NAME = re.compile(r"[\w-]+")
WORDY = re.compile(r"[^\W_]")
LONGEST_NAME, LONGEST_TOPIC = 80, 250
MOST_INVITED = 1000
MANAGE = ("channels:manage", "groups:write", "mpim:write", "im:write")
INVITE = ("channels:write.invites", "groups:write.invites", *MANAGE)
TOPIC = (
    "channels:write.topic", "groups:write.topic", "im:write.topic", "mpim:write.topic", *MANAGE,
)  # fmt: skip


def join(call: Call) -> Answer:
    place = places.seen(call)
    if place.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if place.archived:
        raise SlackError("is_archived")
    answer: Answer = {}
    if call.workspace.app.user_id in place.members:
        metadata = {"warnings": ["already_in_channel"]}
        answer = {"warning": "already_in_channel", "response_metadata": metadata}
    call.workspace.join(place, call.workspace.app.user_id)
    return {"channel": wire(call, place)} | answer


def leave(call: Call) -> Answer:
    place = _channel(call)
    if call.workspace.app.user_id not in place.members:
        return {"not_in_channel": True}
    call.workspace.leave(place, call.workspace.app.user_id)
    return {}


def invite(call: Call) -> Answer:
    """All or nobody, but that deactivated people keep nobody else out, nor does anybody with
    `force`."""
    place = _member(call)
    users = [u for u in call.need("users", "no_user").split(",") if u]
    if len(users) > MOST_INVITED:
        raise SlackError("too_many_users")
    refused = [(user, why) for user in users if (why := _why_not(call, place, user))]
    forced = call.flag("force") and len(refused) < len(users)
    gone = [user for user, _ in refused if _is_removed(call, user)]
    if forced or len(gone) == len(refused):
        for user in users:
            if user not in dict(refused):
                call.workspace.join(place, user, call.workspace.app.user_id)
    errors = [{"user": user, "ok": False, "error": why} for user, why in refused]
    if refused and not forced:
        raise SlackError(refused[0][1], errors=errors)
    return {"channel": wire(call, place)} | ({"errors": errors} if errors else {})


def _why_not(call: Call, place: Channel, user: str) -> str:
    myself = user == call.workspace.app.user_id
    return "cant_invite_self" if myself else call.workspace.why_not(place, user)


def _is_removed(call: Call, user: str) -> bool:
    person = call.workspace.people.get(user)
    return person is not None and person.deleted


def kick(call: Call) -> Answer:
    place, user = _channel(call), call.need("user", "no_user")
    if user not in call.workspace.people:
        raise SlackError("user_not_found")
    if user == call.workspace.app.user_id:
        raise SlackError("cant_kick_self")
    if user not in place.members:
        raise SlackError("not_in_channel")
    call.workspace.leave(place, user)
    return {"errors": {}}


def create(call: Call) -> Answer:
    name = _name(call)
    private = call.flag("is_private")
    made = call.workspace.create(name, call.workspace.app.user_id, private=private)
    return {"channel": wire(call, made)}


def rename(call: Call) -> Answer:
    place = _member(call)
    call.workspace.rename(place, call.workspace.app.user_id, _name(call))
    return {"channel": wire(call, place)}


def archive(call: Call) -> Answer:
    place = _channel(call)
    if call.workspace.app.user_id not in place.members:
        raise SlackError("not_in_channel")
    if place.archived:
        raise SlackError("already_archived")
    call.workspace.archive(place, call.workspace.app.user_id)
    return {}


def set_topic(call: Call) -> Answer:
    place = _member(call)
    place.topic = _words(call, "topic")
    call.workspace.tell_channel(place)
    return {"channel": wire(call, place)}


def set_purpose(call: Call) -> Answer:
    place = _member(call)
    place.purpose = _words(call, "purpose")
    call.workspace.tell_channel(place)
    return {"channel": wire(call, place), "purpose": place.purpose}


def _channel(call: Call) -> Channel:
    place = places.seen(call)
    if place.kind not in ("channel", "private"):
        raise SlackError("method_not_supported_for_channel_type")
    return place


def _member(call: Call) -> Channel:
    """A channel of the bot that is still in use."""
    place = _channel(call)
    if call.workspace.app.user_id not in place.members:
        raise SlackError("not_in_channel")
    if place.archived:
        raise SlackError("is_archived")
    return place


def _words(call: Call, name: str) -> str:
    if len(call.text(name)) > LONGEST_TOPIC:
        raise SlackError("too_long")
    return call.text(name)


def _name(call: Call) -> str:
    """A name nobody has yet: lower case, digits, hyphens and underscores, 80 at most."""
    name = call.need("name", "invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not NAME.fullmatch(name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if not WORDY.search(name):
        raise SlackError("invalid_name_punctuation")
    if any(c.name == name for c in call.workspace.channels.values() if not c.is_im):
        raise SlackError("name_taken")
    return name


METHODS = {
    "conversations.join": Method(run=join, scopes=("channels:join",), tier=3),
    "conversations.leave": Method(run=leave, scopes=MANAGE, tier=3),
    "conversations.invite": Method(run=invite, scopes=INVITE, tier=3),
    "conversations.kick": Method(run=kick, scopes=MANAGE, tier=3),
    "conversations.create": Method(run=create, scopes=MANAGE, tier=2),
    "conversations.rename": Method(run=rename, scopes=MANAGE, tier=2),
    "conversations.archive": Method(run=archive, scopes=MANAGE, tier=2),
    "conversations.setTopic": Method(run=set_topic, scopes=TOPIC, tier=2),
    "conversations.setPurpose": Method(run=set_purpose, scopes=TOPIC, tier=2),
}

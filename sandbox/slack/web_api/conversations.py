"""conversations.*: read channels, threads and members (https://docs.slack.dev/reference/methods)."""

from __future__ import annotations

from sandbox.slack import channels
from sandbox.slack.messages import Message
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api import places
from sandbox.slack.web_api.calls import Answer, Call, Method, page

HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
MANAGE = ("channels:manage", "groups:write", "im:write", "mpim:write")
READ = ("channels:read", "groups:read", "im:read", "mpim:read")


def history(call: Call) -> Answer:
    """Newest first, without thread replies."""
    place = places.joined(call)
    found = [m for m in place.messages.values() if not m.is_reply or m.broadcast]
    return _shown(call, place, list(reversed(_between(call, found))))


def replies(call: Call) -> Answer:
    """The parent, then its replies, oldest first."""
    place, ts = places.joined(call), call.need("ts", "thread_not_found")
    asked = place.messages.get(ts)
    parent = place.messages.get(asked.thread_ts or ts) if asked else None
    if parent is None:
        raise SlackError("thread_not_found")
    return _shown(call, place, [parent, *_between(call, place.replies(parent.ts))], 1000)


def info(call: Call) -> Answer:
    place = places.seen(call)
    shown = wire(call, place)
    if call.flag("include_num_members"):
        shown["num_members"] = len(place.members)
    if call.flag("include_locale"):
        shown["locale"] = "en-US"
    return {"channel": shown}


def list_(call: Call) -> Answer:
    """Public channels all; private ones, group DMs and DMs where the bot is a member.

    Its filters are applied to a page that was cut before: a short one need not be the last.
    """
    bot, wanted = call.workspace.app.user_id, _wanted(call)
    found = [c for c in call.workspace.channels.values() if not c.is_private or bot in c.members]
    some, metadata = page(found, call)
    shown = [wire(call, c) | {"num_members": len(c.members)} for c in some if c in wanted]
    return {"channels": shown} | metadata


def of_user(call: Call) -> Answer:
    """users.conversations: where the bot, or another person, is a member.

    It leaves out whether the bot is one, and how many there are.
    """
    user, bot = call.text("user") or call.workspace.app.user_id, call.workspace.app.user_id
    if user not in call.workspace.people:
        raise SlackError("user_not_found")
    found = [
        c for c in _wanted(call) if user in c.members and (not c.is_private or bot in c.members)
    ]
    some, metadata = page(found, call)
    shown = [wire(call, c) for c in some]
    for one in shown:
        one.pop("is_member", None)
    return {"channels": shown} | metadata


def _wanted(call: Call) -> list[channels.Channel]:
    kinds = call.text("types", "public_channel").replace(" ", "").split(",")
    if not set(kinds) <= set(channels.TYPES.values()):
        raise SlackError("invalid_types")
    all_ = call.workspace.channels.values()
    hidden = call.flag("exclude_archived")
    return [c for c in all_ if channels.TYPES[c.kind] in kinds and not (hidden and c.archived)]


def open_(call: Call) -> Answer:
    """A direct message with one person, or a group DM with up to eight."""
    if call.text("channel"):
        return {"channel": {"id": places.seen(call).id}}
    users = [u for u in call.need("users", "users_list_not_supplied").split(",") if u]
    if not users:
        raise SlackError("not_enough_users")
    if len(users) > 8:
        raise SlackError("too_many_users")
    for user in users:
        _reachable(call, user)
    workspace = call.workspace
    known = set(workspace.channels)
    several = len(users) > 1
    place = (
        workspace.group_direct([*users, workspace.app.user_id])
        if several
        else workspace.direct(users[0])
    )
    shown = wire(call, place) if call.flag("return_im") or several else {"id": place.id}
    already = {"no_op": True, "already_open": True} if place.id in known else {}
    return {"channel": shown} | already


def _reachable(call: Call, user: str) -> None:
    person = call.workspace.people.get(user)
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_bot:
        raise SlackError("cannot_dm_bot")


def members(call: Call) -> Answer:
    some, metadata = page(places.seen(call).members, call)
    return {"members": some} | metadata


def mark(call: Call) -> Answer:
    """Moves the bot's own reading mark."""
    place, ts = places.joined(call), call.need("ts", "invalid_timestamp")
    if not ts.replace(".", "", 1).isdigit():
        raise SlackError("invalid_timestamp")
    place.read[call.workspace.app.user_id] = ts
    return {}


def wire(call: Call, place: channels.Channel) -> Answer:
    workspace = call.workspace
    shown = place.wire(workspace.app.user_id, team_id=workspace.team.id)
    if place.is_im:
        shown["is_user_deleted"] = workspace.people[shown["user"]].deleted
    return shown


def _between(call: Call, found: list[Message]) -> list[Message]:
    oldest, latest = call.text("oldest", "0"), call.text("latest", "9999999999.0")
    for name, value in (("oldest", oldest), ("latest", latest)):
        if not value.replace(".", "", 1).isdigit():
            raise SlackError(f"invalid_ts_{name}")
    inclusive = call.flag("inclusive")

    def wanted(message: Message) -> bool:
        at = float(message.ts)
        if inclusive:
            return float(oldest) <= at <= float(latest)
        return float(oldest) < at < float(latest)

    return [m for m in found if wanted(m)]


def _shown(call: Call, place: channels.Channel, found: list[Message], default: int = 100) -> Answer:
    some, metadata = page(found, call, default)
    with_metadata = call.flag("include_all_metadata")
    shown = [place.wire_message(m, with_metadata=with_metadata) for m in some]
    more = bool(metadata["response_metadata"]["next_cursor"])
    answer: Answer = {"messages": shown, "has_more": more, "pin_count": len(place.pins())}
    answer |= {"channel_actions_ts": None, "channel_actions_count": 0}
    return answer | (metadata if more else {})


METHODS = {
    "conversations.history": Method(run=history, scopes=HISTORY, tier=3),
    "conversations.replies": Method(run=replies, scopes=HISTORY, tier=3),
    "conversations.info": Method(run=info, scopes=READ, tier=3),
    "conversations.list": Method(run=list_, scopes=READ, tier=2),
    "conversations.open": Method(run=open_, scopes=MANAGE, tier=3),
    "conversations.members": Method(run=members, scopes=READ, tier=4),
    "conversations.mark": Method(run=mark, scopes=MANAGE, tier=3),
    "users.conversations": Method(run=of_user, scopes=READ, tier=2),
}

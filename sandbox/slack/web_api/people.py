"""auth.*, users.*, usergroups.* and apps.connections.open."""

from __future__ import annotations

from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api.calls import Answer, Call, Method, page

GROUPS = ("usergroups:read",)
USERS = ("users:read",)


def auth_test(call: Call) -> Answer:
    app, team = call.workspace.app, call.workspace.team
    enterprise = call.workspace.enterprise
    shown = {
        "url": call.page_url,
        "team": team.name,
        "user": app.name,
        "team_id": team.id,
        "user_id": app.user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": enterprise is not None and enterprise.org_install,
    }
    return shown | ({"enterprise_id": enterprise.id} if enterprise else {})


def api_test(_: Call) -> Answer:
    return {"args": {}}


def users_info(call: Call) -> Answer:
    person = call.workspace.people.get(call.need("user", "user_not_found"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": person.wire(call.workspace.team.id)}


def users_list(call: Call) -> Answer:
    some, metadata = page(list(call.workspace.people.values()), call)
    shown = [person.wire(call.workspace.team.id) for person in some]
    return {"members": shown, "cache_ts": int(call.workspace.clock())} | metadata


def bots_info(call: Call) -> Answer:
    app = call.workspace.app
    if call.text("bot") != app.bot_id:
        raise SlackError("bot_not_found")
    shown = {"id": app.bot_id, "deleted": False, "name": app.name, "updated": 1700000000}
    return {"bot": shown | {"app_id": app.app_id, "user_id": app.user_id}}


def usergroups_list(call: Call) -> Answer:
    with_users = call.flag("include_users")
    groups = call.workspace.groups.values()
    return {"usergroups": [g.wire(call.workspace.team.id, with_users=with_users) for g in groups]}


def usergroups_users(call: Call) -> Answer:
    group = call.workspace.groups.get(call.need("usergroup", "no_such_subteam"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def connections_open(call: Call) -> Answer:
    return {"url": call.connect()}


METHODS = {
    "api.test": Method(run=api_test, tier=4, caller="any"),
    "auth.test": Method(run=auth_test, tier=4),
    "users.info": Method(run=users_info, scopes=USERS, tier=4),
    "users.list": Method(run=users_list, scopes=USERS, tier=2),
    "bots.info": Method(run=bots_info, scopes=USERS, tier=3),
    "usergroups.list": Method(run=usergroups_list, scopes=GROUPS, tier=2),
    "usergroups.users.list": Method(run=usergroups_users, scopes=GROUPS, tier=2),
    "apps.connections.open": Method(
        run=connections_open, scopes=("connections:write",), tier=1, caller="app"
    ),
}

"""usergroups.*: only on paid plans (https://docs.slack.dev/reference/methods/usergroups.list)."""

from __future__ import annotations

from sandbox.slack.refusals import SlackError
from sandbox.slack.usergroups import UserGroup
from sandbox.slack.web_api.calls import Answer, Call, Method

READ = ("usergroups:read",)


def list_(call: Call) -> Answer:
    _paid(call)
    disabled = call.flag("include_disabled")
    found = [g for g in call.workspace.groups.values() if disabled or not g.disabled_at]
    users, count = call.flag("include_users"), call.flag("include_count")
    team = call.workspace.team.id
    return {"usergroups": [g.wire(team, with_users=users, with_count=count) for g in found]}


def users(call: Call) -> Answer:
    _paid(call)
    return {"users": list(_known(call).users)}


def _known(call: Call) -> UserGroup:
    group = call.workspace.groups.get(call.need("usergroup", "no_such_subteam"))
    if group is None or (group.disabled_at and not call.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return group


def _paid(call: Call) -> None:
    if not call.workspace.preferences.paid:
        raise SlackError("plan_upgrade_required")


METHODS = {
    "usergroups.list": Method(run=list_, scopes=READ, tier=2),
    "usergroups.users.list": Method(run=users, scopes=READ, tier=2),
}

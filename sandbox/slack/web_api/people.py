"""auth.*, users.*, bots.*, team.* and apps.connections.open."""

from __future__ import annotations

from sandbox.slack.people import Person
from sandbox.slack.rates import SPECIAL
from sandbox.slack.refusals import SlackError
from sandbox.slack.web_api.calls import Answer, Call, Method, page

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


def auth_revoke(call: Call) -> Answer:
    """The token is worth nothing from now on, unless it is only a test."""
    if call.flag("test"):
        return {"revoked": False}
    call.moods.refusal = "token_revoked"
    return {"revoked": True}


def api_test(call: Call) -> Answer:
    """Says back what it was told; `error` makes it fail with that."""
    told = {name: value for name, value in call.arguments.items() if name != "token"}
    if told.get("error"):
        raise SlackError(str(told["error"]), args=told)
    return {"args": told}


def users_info(call: Call) -> Answer:
    return {"user": _wire(call, _person(call), locale=call.flag("include_locale"))}


def users_list(call: Call) -> Answer:
    locale = call.flag("include_locale")
    some, metadata = page(list(call.workspace.people.values()), call)
    shown = [_wire(call, person, locale=locale) for person in some]
    return {"members": shown, "cache_ts": int(call.workspace.clock())} | metadata


def lookup_by_email(call: Call) -> Answer:
    email = call.need("email", "users_not_found").lower()
    for person in call.workspace.people.values():
        if person.email == email and not person.deleted:
            return {"user": _wire(call, person)}
    raise SlackError("users_not_found")


def profile(call: Call) -> Answer:
    id_ = call.text("user") or call.workspace.app.user_id
    person = call.workspace.people.get(id_)
    if person is None:
        raise SlackError("user_not_found")
    shown = person.profile(call.workspace.team.id)
    if "users:read.email" in call.scopes and person.email:
        shown["email"] = person.email
    return {"profile": shown}


def presence(call: Call) -> Answer:
    return {"presence": _person(call).presence}


def bots_info(call: Call) -> Answer:
    app = call.workspace.app
    if call.text("bot") and call.text("bot") != app.bot_id:
        raise SlackError("bot_not_found")
    shown = {"id": app.bot_id, "deleted": False, "name": app.name, "updated": 1700000000}
    icons = call.workspace.bot_profile()["icons"]
    return {"bot": shown | {"app_id": app.app_id, "user_id": app.user_id, "icons": icons}}


def team_info(call: Call) -> Answer:
    workspace = call.workspace
    if call.text("team") not in ("", workspace.team.id):
        raise SlackError("team_not_found")
    shown = {
        "id": workspace.team.id,
        "name": workspace.team.name,
        "url": call.page_url,
        "domain": workspace.team.domain,
        "email_domain": "contoso.example",
        "icon": {"image_default": True, "image_34": "https://avatars.example.com/team_34.png"},
        "avatar_base_url": "https://avatars.example.com/",
        "is_verified": False,
        "lob_sales_home_enabled": False,
        "is_sfdc_auto_slack": False,
    }
    enterprise = workspace.enterprise
    if enterprise:
        shown |= {"enterprise_id": enterprise.id, "enterprise_name": enterprise.name}
    return {"team": shown}


def _person(call: Call) -> Person:
    person = call.workspace.people.get(call.need("user", "user_not_found"))
    if person is None:
        raise SlackError("user_not_found")
    return person


def _wire(call: Call, person: Person, *, locale: bool = False) -> Answer:
    workspace, email = call.workspace, "users:read.email" in call.scopes
    grid = workspace.enterprise
    of = {"id": grid.id, "name": grid.name} if grid else None
    return person.wire(workspace.team.id, locale=locale, email=email, enterprise=of)


def connections_open(call: Call) -> Answer:
    return call.connect()


METHODS = {
    "api.test": Method(run=api_test, tier=4, caller="any"),
    "auth.test": Method(run=auth_test, tier=SPECIAL),
    "auth.revoke": Method(run=auth_revoke, tier=3),
    "users.info": Method(run=users_info, scopes=USERS, tier=4),
    "users.list": Method(run=users_list, scopes=USERS, tier=2),
    "users.lookupByEmail": Method(run=lookup_by_email, scopes=("users:read.email",), tier=3),
    "users.profile.get": Method(run=profile, scopes=("users.profile:read",), tier=4),
    "users.getPresence": Method(run=presence, scopes=USERS, tier=3),
    "bots.info": Method(run=bots_info, scopes=USERS, tier=3),
    "team.info": Method(run=team_info, scopes=("team:read",), tier=3),
    "apps.connections.open": Method(
        run=connections_open, scopes=("connections:write",), tier=1, caller="app"
    ),
}

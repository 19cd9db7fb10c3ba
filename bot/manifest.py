"""The Slack app's manifest, made from the verbs: what Slack must know is said nowhere twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from commands import verbs

COMMAND = "/failback-ps"

# The least scopes: each for a method that the code calls (docs.slack.dev/reference/methods).
SCOPES: dict[str, str] = {
    "apps.connections.open": "",  # the app-level token's connections:write, not a bot scope
    "auth.test": "",
    "chat.getPermalink": "",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "channels:history",
    "conversations.info": "channels:read",
    "conversations.open": "im:write",
    "conversations.replies": "channels:history",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "pins.add": "pins:write",
    "pins.remove": "pins:write",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "views.open": "",
    "views.publish": "",
    "views.push": "",
    "views.update": "",
}
# What the bot hears without being asked by a method, each with the scope that it needs
# (docs.slack.dev/reference/events).
EVENTS: dict[str, str] = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "member_joined_channel": "channels:read",
    "message.im": "im:history",
}
# Beside those of methods and events: commands (message shortcuts are theirs too), and a person's
# e-mail address, by which two accounts are known for one person's.
ALWAYS = ("commands", "users:read.email")
RUN_HERE = "failback_ps_here"
SHORTCUTS = (
    {
        "name": "Failback-PS: run here",
        "type": "message",
        "callback_id": RUN_HERE,
        "description": "Choose a command for this message's thread",
    },
)
# The same methods in private channels need the groups scope beside the channels scope.
PRIVATE = {"channels:history": "groups:history", "channels:read": "groups:read"}


def scopes() -> list[str]:
    needed = {scope for scope in [*SCOPES.values(), *EVENTS.values()] if scope} | set(ALWAYS)
    return sorted(needed | {PRIVATE[scope] for scope in needed if scope in PRIVATE})


def build(known: Mapping[str, verbs.Verb], url: str | None = None) -> dict[str, Any]:
    """The manifest as a table: for Socket Mode, or for HTTP when the bot's `url` is given."""
    names = " | ".join(known)
    command: dict[str, Any] = {
        "command": COMMAND,
        "description": "Deploy and look after failback process servers in Azure",
        "usage_hint": f"{names} [field=value …]",
        "should_escape": True,
    }
    interactivity: dict[str, Any] = {"is_enabled": True}
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    if url is not None:
        endpoint = f"{url.rstrip('/')}/slack/events"
        command["url"] = endpoint
        interactivity |= {"request_url": endpoint, "message_menu_options_url": endpoint}
        events = {"request_url": endpoint, **events}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "failback-ps",
            "description": "The whole life of an Azure Site Recovery failback process server",
            "background_color": "#1f2a44",
        },
        "features": {
            # Without these nobody could write to the bot: its Messages tab would be read-only.
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "failback-ps", "always_online": True},
            "shortcuts": [dict(one) for one in SHORTCUTS],
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def render(known: Mapping[str, verbs.Verb], url: str | None = None) -> str:
    """YAML with a first line that says where it comes from."""
    head = "# Made from the verbs by `failback-ps manifest`; change the code, not this file.\n"
    return head + yaml.safe_dump(build(known, url), sort_keys=False, allow_unicode=True, width=100)

"""Generated pages say what the code says; the manifest obeys Slack's rules and asks for little."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot import manifest, reference
from commands import registry
from sandbox.slack import seed

# The rules of Slack's manifest v2 for the sections that this app uses.
# Source: docs.slack.dev/reference/app-manifest and github.com/slackapi/manifest-schema.
URL = {"type": "string", "pattern": r"^https?:\/\/", "maxLength": 3000}


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


def text(most: int, least: int = 1, **more: Any) -> dict[str, Any]:
    return {"type": "string", "minLength": least, "maxLength": most, **more}


RULES = closed(
    ["display_information"],
    _metadata=closed([], major_version={"const": 2}, minor_version={"type": "integer"}),
    display_information=closed(
        ["name"],
        name=text(35),
        description=text(140),
        long_description=text(4000, 175),
        background_color=text(7, 4, pattern="^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
    ),
    features=closed(
        [],
        app_home=closed(
            [],
            home_tab_enabled={"type": "boolean"},
            messages_tab_enabled={"type": "boolean"},
            messages_tab_read_only_enabled={"type": "boolean"},
        ),
        shortcuts={
            "type": "array",
            "minItems": 1,
            "maxItems": 10,
            "items": closed(
                ["name", "type", "callback_id", "description"],
                name=text(24),
                type={"enum": ["message", "global"]},
                callback_id=text(255),
                description=text(150),
            ),
        },
        bot_user=closed(["display_name"], display_name=text(80), always_online={"type": "boolean"}),
        slash_commands={
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": closed(
                ["command", "description"],
                command=text(32, 2, pattern=r"^\/"),
                url=URL,
                description=text(2000),
                usage_hint=text(1000),
                should_escape={"type": "boolean"},
            ),
        },
    ),
    oauth_config=closed(
        [],
        scopes=closed(
            [], bot={"type": "array", "maxItems": 255, "items": text(255, 1), "uniqueItems": True}
        ),
    ),
    settings=closed(
        [],
        event_subscriptions=closed(
            [],
            request_url=URL,
            bot_events={"type": "array", "maxItems": 100, "items": text(255), "uniqueItems": True},
        ),
        interactivity=closed(
            ["is_enabled"],
            is_enabled={"type": "boolean"},
            request_url=URL,
            message_menu_options_url=URL,
        ),
        org_deploy_enabled={"type": "boolean"},
        socket_mode_enabled={"type": "boolean"},
        token_rotation_enabled={"type": "boolean"},
    ),
)


def test_no_page_has_drifted() -> None:
    assert reference.drifted() == [], "run `make docs`"


@pytest.mark.parametrize("url", [None, "https://bot.example.com"])
def test_the_manifest_obeys_slack(url: str | None) -> None:
    made = yaml.safe_load(manifest.render(registry.VERBS, url))
    jsonschema.Draft202012Validator(RULES).validate(made)
    assert made["settings"]["socket_mode_enabled"] is (url is None)
    if url:
        for asked in ("interactivity", "event_subscriptions"):
            assert made["settings"][asked]["request_url"] == f"{url}/slack/events"


def test_the_rules_can_fail() -> None:
    made = manifest.build(registry.VERBS) | {"surprise": 1}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(RULES).validate(made)


def test_the_local_workspace_has_the_app_that_the_manifest_makes() -> None:
    """Else a scenario might hear what a real workspace would not tell, or the other way round."""
    made = manifest.build(registry.VERBS)
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) <= seed.APP.events
    assert list(seed.APP.shortcuts) == made["features"]["shortcuts"]
    shown = ("command", "description", "usage_hint")
    declared = [{name: one[name] for name in shown} for one in made["features"]["slash_commands"]]
    assert list(seed.APP.commands) == declared
    # The other is the app-level token's.
    assert seed.APP.scopes - {"connections:write"} == set(manifest.scopes())


def test_scopes_are_those_of_the_methods_that_the_code_calls() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path("bot/slack").rglob("*.py"))
    families = "chat|views|users|usergroups|conversations|pins|files"
    called = set(re.findall(rf"client\.((?:{families})_\w+)", code))
    known = {method.replace(".", "_"): method for method in manifest.SCOPES}
    assert called <= set(known), "a method without a known scope"
    unused = set(known) - called - {"apps_connections_open", "auth_test"}
    assert unused == set(), "a scope for a method that is not called"

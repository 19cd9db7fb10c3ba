"""The tables of fields are held to two lists that Slack publishes.

`official_types.json` is what npm's @slack/types declares: of each type its required and optional
fields, and of each place what may stand there. The other list is the models of slack-sdk.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.models import blocks as sdk
from slack_sdk.models.basic_objects import JsonObject

from sandbox.slack import (
    attachment_sizes,
    block_schemas,
    composition,
    element_schemas,
    rich_text,
    sizes,
)
from sandbox.slack.schema import Check, Choice, Record

FILE = Path(__file__).parent / "official_types.json"
TYPES: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["types"]

BY_NAME: dict[str, Check] = {
    "Confirm": composition.CONFIRM,
    "DispatchActionConfig": composition.DISPATCH,
    "OptionGroup": composition.GROUP,
    "BaseConversationFilter": composition.FILTER,
    "MrkdwnOption": composition.LINK_OPTION,
    "ImageElement": composition.IMAGE,
}
BY_TYPE: dict[str, Check] = {
    **composition.text().kinds,
    **element_schemas.BUTTONS,
    **element_schemas.MENUS,
    **element_schemas.PICKERS,
    **element_schemas.OVERFLOW,
    **element_schemas.RICH_INPUT,
    **element_schemas.WRITTEN,
    **element_schemas.CONTEXT_ACTIONS,
    **rich_text.INLINE.kinds,
    **rich_text.PARTS.kinds,
    **block_schemas.CELL.kinds,
    "url": block_schemas.SOURCE,
    **block_schemas.KINDS,
    **sizes.KINDS,
}
CHOICES = {
    "ActionsBlockElement": element_schemas.IN_ACTIONS,
    "ContextActionsBlockElement": element_schemas.IN_CONTEXT_ACTIONS,
    "ContextBlockElement": block_schemas.IN_CONTEXT,
    "InputBlockElement": element_schemas.IN_INPUT,
    "SectionBlockAccessory": element_schemas.IN_SECTION,
    "RichTextElement": rich_text.INLINE,
    "RichTextBlockElement": rich_text.PARTS,
    "KnownBlock": block_schemas.BLOCK,
}

NOT_SERVED = {
    "file": "an app cannot add it: https://docs.slack.dev/reference/block-kit/blocks/file-block",
    "workflow_step": "steps from apps are retired",
}
NOT_YET = {
    "data_visualization": "documented since 2026-06-16, and not in the package",
}
ALSO = {
    "Button": {
        "agent_prompt": "in slack-sdk",
        "agent_prompt_display": "in slack-sdk",
        "visible_to_user_ids": "in slack-sdk",
    },
    "CardBlock": {
        "slack_icon": "https://docs.slack.dev/reference/block-kit/composition-objects/slack-icon-object"
    },
    "HeaderBlock": {
        "level": "documented: https://docs.slack.dev/reference/block-kit/blocks/header-block"
    },
    "RichTextList": {"offset": "documented, and in slack-sdk"},
    "RichTextEmoji": {"skin_tone": "in slack-sdk and in what Slack itself sends"},
    "HomeView": {"title": "in Slack's own tutorials"},
}
"""Fields that are accepted though the package does not know them, and why."""
NEEDED = {"MrkdwnOption": {"value": "documented as required"}}
"""Fields that the package calls optional, and why they are asked for."""


def _ours(name: str) -> Record:
    found = BY_NAME.get(name) or BY_TYPE[TYPES[name]["type"]]
    assert isinstance(found, Record)
    return found


SERVED = [
    name
    for name, one in TYPES.items()
    if "takes" in one and one.get("type") not in NOT_SERVED and name != "MessageAttachment"
]


@pytest.mark.parametrize("name", SERVED)
def test_the_fields_are_the_official_ones(name: str) -> None:
    ours, official = _ours(name), TYPES[name]
    assert set(ours.fields) - set(ALSO.get(name, ())) == {*official["needs"], *official["takes"]}
    assert set(ours.needs.split()) - set(NEEDED.get(name, ())) == set(official["needs"])


@pytest.mark.parametrize("name", CHOICES)
def test_what_may_stand_there_is_the_official_list(name: str) -> None:
    ours: Choice = CHOICES[name]
    assert set(ours.kinds) - set(NOT_YET) == set(TYPES[name]["one_of"]) - set(NOT_SERVED)


def test_nothing_official_is_left_out() -> None:
    kinds = {one["type"] for one in TYPES.values() if "type" in one}
    assert kinds == {*BY_TYPE, *NOT_SERVED} - set(NOT_YET)


def test_the_fields_of_an_attachment_are_the_official_ones() -> None:
    assert set(TYPES["MessageAttachment"]["takes"]) == attachment_sizes.FIELDS


MODELS = [
    model
    for _, model in inspect.getmembers(sdk, inspect.isclass)
    if issubclass(model, JsonObject) and getattr(model, "type", None) in BY_TYPE
]
SDK_ONLY = {("checkboxes", "placeholder"), ("radio_buttons", "placeholder")}
"""What slack-sdk's constructors offer and neither the package nor the documentation knows."""


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__name__)
def test_what_the_sdk_can_send_is_known(model: type[JsonObject]) -> None:
    kind = str(getattr(model, "type", ""))
    offered = set(inspect.signature(model.__init__).parameters)
    sent = {*model.attributes} if isinstance(model.attributes, set) else offered
    known = BY_TYPE[kind]
    assert isinstance(known, Record)
    left = (sent & offered) - {"self", "others"} - set(known.fields)
    assert {(kind, name) for name in left} <= SDK_ONLY

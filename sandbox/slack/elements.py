"""Interactive elements: where they stand in blocks, what they hold, what a person may put in."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
Values = dict[str, dict[str, Node]]
"""`state.values`: block id → action id → Slack's state object of that element."""

TEXTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
ONE = {"static_select", "external_select", "radio_buttons", "overflow"}
MANY = {"multi_static_select", "multi_external_select", "checkboxes"}
MENUS = ONE | MANY
PLAIN_KEYS = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
}
INITIAL_KEYS = {
    "users_select": "initial_user",
    "conversations_select": "initial_conversation",
    "channels_select": "initial_channel",
    "multi_users_select": "initial_users",
    "multi_conversations_select": "initial_conversations",
    "multi_channels_select": "initial_channels",
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
    "rich_text_input": "initial_value",
}
BUTTONS = {"button", "workflow_button"}
INPUTS = (TEXTS | MENUS | set(PLAIN_KEYS) | {"file_input"}) - {"overflow"}
KNOWN = INPUTS | BUTTONS | {"overflow", "feedback_buttons", "icon_button"}


def every(blocks: list[Node]) -> Iterator[Node]:
    """The blocks, and those inside a container."""
    for block in blocks:
        yield block
        yield from block.get("child_blocks") or ()


def found_in(blocks: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs (block, element) of everything that can act or be filled in."""
    for block in every(blocks):
        inside = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
        for element in inside:
            if isinstance(element, dict) and element.get("type") in KNOWN:
                yield block, element


def key(element: Node) -> str:
    """The name under which the element's state object keeps its value."""
    kind = str(element["type"])
    if kind in MANY:
        return "selected_options"
    return "selected_option" if kind in ONE else PLAIN_KEYS.get(kind, "value")


def name_all(blocks: list[Node]) -> list[Node]:
    """Give a block id and an action id to whatever has none, as Slack does."""
    for block in every(blocks):
        block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
    for _, element in found_in(blocks):
        element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return blocks


def initial(blocks: list[Node]) -> Values:
    """The state before anybody typed."""
    values: Values = {}
    for block, element in found_in(blocks):
        if element["type"] in BUTTONS | {"overflow"}:
            continue
        state = {"type": element["type"], key(element): _initial(element)}
        values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def _initial(element: Node) -> Any:
    kind = element["type"]
    if kind in MANY:
        return element.get("initial_options", [])
    if kind in ONE:
        return element.get("initial_option")
    return element.get(INITIAL_KEYS.get(kind, "initial_value"))


def offered(element: Node) -> list[Node]:
    """The options that the element itself carries, groups flattened."""
    grouped = [o for g in element.get("option_groups") or () for o in g.get("options", ())]
    return [*(element.get("options") or ()), *grouped]


def state(element: Node, given: Any, seen: list[Node] | None = None) -> Node:
    """What a person put in, plain or as a state object, as a state object.

    `seen` are options of an external select that the person was shown. An option that was never on
    offer raises `LookupError` naming it.
    """
    kind, name = str(element["type"]), key(element)
    if isinstance(given, dict) and name in given:
        given = given[name]
    if kind in MANY:
        return {"type": kind, name: [_option(element, one, seen) for one in given or ()]}
    if kind in ONE:
        return {"type": kind, name: None if given is None else _option(element, given, seen)}
    return {"type": kind, name: None if given == "" else given}


def _option(element: Node, given: Any, seen: list[Node] | None) -> Node:
    external = "external" in element["type"]
    options: list[Node] = [*(seen or ()), *offered(element)]
    first = element.get("initial_option")
    options += [first] if first else []
    options += element.get("initial_options") or []
    value = given.get("value") if isinstance(given, dict) else str(given)
    for option in options:
        if option.get("value") == value:
            return option
    if external and isinstance(given, dict):
        return given
    if external:
        return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}
    known = [option.get("value") for option in options]
    raise LookupError(f"{element.get('action_id')!r} offers no option {value!r}, only {known}")


def overlay(blocks: list[Node], *layers: Values) -> Values:
    """Initial values, then each layer on top, for elements that exist and are of the same kind."""
    values = initial(blocks)
    for layer in layers:
        for block_id, actions in layer.items():
            for action_id, kept in actions.items():
                now = values.get(block_id, {}).get(action_id)
                if now is not None and now["type"] == kept.get("type"):
                    values[block_id][action_id] = kept
    return values

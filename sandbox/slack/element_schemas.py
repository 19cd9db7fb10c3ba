"""Block elements: buttons, menus, pickers, inputs; what each holds and where it may stand.

Fields and limits are those of https://docs.slack.dev/reference/block-kit/block-elements; where an
element may stand is the official list of npm's @slack/types (`ActionsBlockElement` and so on).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sandbox.slack import composition, rich_text
from sandbox.slack.composition import plain
from sandbox.slack.findings import Faults, Node, failed, late, untyped
from sandbox.slack.schema import (
    Check,
    Choice,
    Record,
    Rule,
    array,
    flag,
    one_of,
    string,
    typed,
    whole,
)

LONGEST_ID = 255
STYLES = one_of("primary", "danger")
LABEL = string(75)
OPTION_KEYS = ("initial_option", "initial_options")


def day(value: Any, at: str, _: str) -> Faults:
    try:
        right = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        right = False
    if not right:
        yield failed("input must be a valid: date", at, "format", expected="date", got=value)


def time_of_day(value: Any, at: str, _: str) -> Faults:
    pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
    hour, colon, minute = value.partition(":") if isinstance(value, str) else ("", "", "")
    two = len(hour) == len(minute) == 2 and f"{hour}{minute}".isdecimal()
    if not (colon and two and int(hour) < 24 and int(minute) < 60):
        said = f"input must match regex pattern: {pattern}"
        yield failed(said, at, "pattern", expected=pattern, got=value)


def numeral(value: Any, at: str, _: str) -> Faults:
    """Bounds and value of a number input are strings."""
    if not isinstance(value, str):
        yield untyped("must provide a string", at)
    elif _number(value) is None:
        yield late("must be a number", at)


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def acting(kind: str, needs: str = "", *rules: Rule, **fields: Check) -> Record:
    return typed(kind, needs, *rules, action_id=string(LONGEST_ID), **fields)


def _asking(kind: str, needs: str = "", *rules: Rule, **fields: Check) -> Record:
    """With a confirmation and the focus: menus and pickers."""
    return acting(kind, needs, *rules, confirm=composition.CONFIRM, focus_on_load=flag, **fields)


def _menu(kind: str, *rules: Rule, **fields: Check) -> Record:
    return _asking(kind, "", *rules, placeholder=plain(150), **fields)


def _many(kind: str, *rules: Rule, **fields: Check) -> Record:
    return _menu(kind, *rules, max_selected_items=whole(1), **fields)


def _writing(kind: str, needs: str = "", *rules: Rule, **fields: Check) -> Record:
    """Something to type into."""
    return acting(
        kind, needs, *rules,
        placeholder=plain(150), focus_on_load=flag, dispatch_action_config=composition.DISPATCH,
        **fields,
    )  # fmt: skip


def offered(element: Node) -> list[Any]:
    """The options that the element itself carries, groups flattened."""
    grouped = [o for group in element.get("option_groups", ()) for o in group["options"]]
    return [*element.get("options", ()), *grouped]


def _initial_is_offered(element: Node, at: str) -> Faults:
    """Also an empty list is refused: https://github.com/maxchehab/phelia/pull/23"""
    for name in OPTION_KEYS:
        if name not in element:
            continue
        given = element[name] if isinstance(element[name], list) else [element[name]]
        if not given or any(one not in offered(element) for one in given):
            yield late("must be one of the provided options", f"{at}/{name}")


def _has_options(element: Node, at: str) -> Faults:
    if "options" not in element and "option_groups" not in element:
        yield late("must define either `options` or `option_groups`", f"{at}/type")


def in_order(low: str, high: str) -> Rule:
    """No least that is above the most. Slack's words for this are not known publicly."""

    def check(element: Node, at: str) -> Faults:
        if low in element and high in element and float(element[low]) > float(element[high]):
            yield late(f"`{low}` must not be greater than `{high}`", f"{at}/{low}")

    return check


STATIC: dict[str, Check] = {"options": composition.OPTIONS, "option_groups": composition.GROUPS}
ITSELF = (_has_options, _initial_is_offered)
CHOSEN = array(composition.PLAIN_OPTION)
IDS = array(string())
SEERS = array(string(), most=10)
RICH_OPTIONS = array(composition.RICH_OPTION, least=1, most=10)
CONVERSATIONS: dict[str, Check] = {
    "default_to_current_conversation": flag,
    "filter": composition.FILTER,
}
EXTERNAL: dict[str, Check] = {"min_query_length": whole(0)}
FEEDBACK = Record("text value", {
    "text": plain(75), "value": string(2000), "accessibility_label": LABEL,
})  # fmt: skip
PARAMETERS = array(Record("name value", {"name": string(), "value": string()}))
TRIGGER = Record("url", {"url": string(), "customizable_input_parameters": PARAMETERS})
WORKFLOW = Record("trigger", {"trigger": TRIGGER})

BUTTONS: dict[str, Check] = {
    "button": acting(
        "button", "text",
        text=plain(75), url=string(3000), value=string(2000), style=STYLES,
        confirm=composition.CONFIRM, accessibility_label=LABEL, visible_to_user_ids=SEERS,
        agent_prompt=string(4000), agent_prompt_display=string(),
    ),
    "workflow_button": acting(
        "workflow_button", "text workflow",
        text=plain(75), workflow=WORKFLOW, style=STYLES, confirm=composition.CONFIRM,
        accessibility_label=LABEL,
    ),
}  # fmt: skip

MENUS: dict[str, Check] = {
    "static_select": _menu(
        "static_select", *ITSELF, **STATIC, initial_option=composition.PLAIN_OPTION),
    "external_select": _menu(
        "external_select", **EXTERNAL, initial_option=composition.PLAIN_OPTION),
    "users_select": _menu("users_select", initial_user=string()),
    "conversations_select": _menu("conversations_select", **CONVERSATIONS,
        initial_conversation=string(), response_url_enabled=flag),
    "channels_select": _menu(
        "channels_select", initial_channel=string(), response_url_enabled=flag),
    "multi_static_select": _many(
        "multi_static_select", *ITSELF, **STATIC, initial_options=CHOSEN),
    "multi_external_select": _many("multi_external_select", **EXTERNAL, initial_options=CHOSEN),
    "multi_users_select": _many("multi_users_select", initial_users=IDS),
    "multi_conversations_select": _many(
        "multi_conversations_select", **CONVERSATIONS, initial_conversations=IDS),
    "multi_channels_select": _many("multi_channels_select", initial_channels=IDS),
}  # fmt: skip

PICKERS: dict[str, Check] = {
    "checkboxes": _asking("checkboxes", "options", _initial_is_offered,
        options=RICH_OPTIONS, initial_options=array(composition.RICH_OPTION)),
    "radio_buttons": _asking("radio_buttons", "options", _initial_is_offered,
        options=RICH_OPTIONS, initial_option=composition.RICH_OPTION),
    "datepicker": _menu("datepicker", initial_date=day),
    "timepicker": _menu("timepicker", initial_time=time_of_day, timezone=string()),
    "datetimepicker": _asking("datetimepicker",
        initial_date_time=whole(1_000_000_000, 9_999_999_999)),
}  # fmt: skip

OVERFLOW: dict[str, Check] = {
    "overflow": acting("overflow", "options", confirm=composition.CONFIRM,
        options=array(composition.LINK_OPTION, least=1, most=5)),
}  # fmt: skip

RICH_INPUT: dict[str, Check] = {
    "rich_text_input": _writing("rich_text_input", "", in_order("min_lines", "max_lines"),
        initial_value=rich_text.BLOCK, min_lines=whole(1, 100), max_lines=whole(1, 100)),
}  # fmt: skip

WRITTEN: dict[str, Check] = {
    "plain_text_input": _writing("plain_text_input", "", in_order("min_length", "max_length"),
        initial_value=string(3000), multiline=flag,
        min_length=whole(0, 3000), max_length=whole(1, 3000)),
    "email_text_input": _writing("email_text_input", initial_value=string()),
    "url_text_input": _writing("url_text_input", initial_value=string()),
    "number_input": _writing(
        "number_input", "is_decimal_allowed", in_order("min_value", "max_value"),
        is_decimal_allowed=flag, initial_value=numeral, min_value=numeral, max_value=numeral),
    "file_input": acting("file_input", filetypes=array(string()), max_files=whole(1, 10)),
}  # fmt: skip

CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": acting("feedback_buttons", "positive_button negative_button",
        positive_button=FEEDBACK, negative_button=FEEDBACK),
    "icon_button": acting("icon_button", "icon text", icon=string(least=1), text=plain(75),
        value=string(2000), confirm=composition.CONFIRM, accessibility_label=LABEL,
        visible_to_user_ids=SEERS),
}  # fmt: skip

SURFACES = {
    "datetimepicker": ("modal", "message"),
    "rich_text_input": ("modal", "home"),
    **dict.fromkeys(
        ("email_text_input", "file_input", "number_input", "url_text_input"), ("modal",)
    ),
}
"""Of elements that do not stand everywhere, as the list of all elements documents them."""
_PICKED = BUTTONS | MENUS | PICKERS | OVERFLOW
IN_ACTIONS = Choice(_PICKED | RICH_INPUT, SURFACES)
IN_CONTEXT_ACTIONS = Choice(CONTEXT_ACTIONS)
IN_INPUT = Choice(MENUS | PICKERS | RICH_INPUT | WRITTEN, SURFACES)
IN_SECTION = Choice(
    {kind: check for kind, check in _PICKED.items() if kind != "datetimepicker"}
    | {"image": composition.IMAGE}
)

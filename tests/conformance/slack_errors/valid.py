"""The richest block, element and view of each type, as documented: none may be refused."""

from __future__ import annotations

from dataclasses import dataclass

from tests.conformance.slack_errors.declare import BLOCKS, INCIDENT, RITA, Arguments, plain

REFERENCE = "https://docs.slack.dev/reference/"
ELEMENTS = REFERENCE + "block-kit/block-elements"
EVERYWHERE = ("message", "modal", "home")


@dataclass(frozen=True, kw_only=True)
class Valid:
    """One block, and the surfaces on which it may stand."""

    block: Arguments
    surfaces: tuple[str, ...] = EVERYWHERE
    source: str = BLOCKS

    @property
    def name(self) -> str:
        inside = self.block.get("element") or self.block.get("accessory") or {}
        parts = [self.block["type"], inside.get("type", "")]
        parts += [self.block["chart"]["type"]] if "chart" in self.block else []
        parts += [one["type"] for one in self.block.get("elements", ()) if self.source == ELEMENTS]
        return " with ".join(part for part in parts if part)


WORDS = plain("words") | {"emoji": True}
MARKED = {"type": "mrkdwn", "text": "*words*", "verbatim": True}
PICTURE = {"type": "image", "alt_text": "x", "image_url": "https://a.example/x.png"}
FILE = {"type": "image", "alt_text": "x", "slack_file": {"id": "F0"}}
CONFIRM = {"title": WORDS, "text": MARKED, "confirm": WORDS, "deny": WORDS, "style": "danger"}
OPTION = {"text": WORDS, "value": "v", "description": WORDS}
LINK = OPTION | {"url": "https://a.example"}
GROUPS = [{"label": WORDS, "options": [OPTION]}]
CHOICE = {"text": MARKED, "value": "v", "description": MARKED}
FILTER = {"include": ["im", "mpim", "private", "public"], "exclude_bot_users": True,
          "exclude_external_shared_channels": False}  # fmt: skip
DISPATCH = {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}
STYLE = dict.fromkeys(("bold", "italic", "strike", "code", "underline"), True)
LINE = [
    {"type": "text", "text": "x", "style": STYLE},
    {"type": "link", "url": "https://a.example", "text": "x", "unsafe": False},
    {"type": "user", "user_id": RITA, "style": {"client_highlight": True}},
    {"type": "usergroup", "usergroup_id": "S0"},
    {"type": "channel", "channel_id": INCIDENT},
    {"type": "team", "team_id": "T0CONTOSO"},
    {"type": "emoji", "name": "wave", "unicode": "1f44b", "skin_tone": 2},
    {"type": "date", "timestamp": 1720710212, "format": "{date_num}", "fallback": "x",
     "url": "https://a.example"},
    {"type": "broadcast", "range": "here"},
    {"type": "color", "value": "#ff0000"},
]  # fmt: skip
PARAGRAPH = {"type": "rich_text_section", "elements": LINE}
RICH = {"type": "rich_text", "elements": [
    PARAGRAPH,
    {"type": "rich_text_list", "style": "ordered", "indent": 1, "offset": 2, "border": 1,
     "elements": [PARAGRAPH]},
    {"type": "rich_text_quote", "border": 0, "elements": LINE},
    {"type": "rich_text_preformatted", "border": 0, "elements": LINE[:2]},
]}  # fmt: skip
CARD = {"type": "card", "hero_image": PICTURE, "icon": FILE, "title": MARKED, "subtitle": MARKED,
        "body": MARKED, "slack_icon": {"type": "icon", "name": "rocket"},
        "actions": [{"type": "button", "text": WORDS}]}  # fmt: skip
TASK = {
    "type": "task_card",
    "task_id": "1",
    "title": "x",
    "status": "complete",
    "details": RICH,
    "output": RICH,
    "sources": [{"type": "url", "url": "https://a.example", "text": "x"}],
}
POINTS = [{"label": "Mon", "value": -1}, {"label": "Tue", "value": 2.5}]
PLOT = {"series": [{"name": "ps-weu-1", "data": POINTS}, {"name": "ps-weu-2", "data": POINTS}],
        "axis_config": {"categories": ["Mon", "Tue"], "x_label": "x", "y_label": "y"}}  # fmt: skip
CHARTS: tuple[Arguments, ...] = (
    {"type": "pie", "segments": [{"label": "up", "value": 0.5}, {"label": "down", "value": 1}]},
    *({"type": kind} | PLOT for kind in ("bar", "area", "line")),
)
MESSAGE = ("message",)

SHOWN = (
    Valid(block={"type": "section", "block_id": "b", "text": MARKED, "fields": [WORDS, MARKED],
                 "accessory": FILE, "expand": True}),
    Valid(block={"type": "header", "text": WORDS, "level": 4}),
    Valid(block={"type": "context", "elements": [WORDS, MARKED, PICTURE, FILE]}),
    Valid(block={"type": "divider", "block_id": "b"}),
    Valid(block=PICTURE | {"title": WORDS, "block_id": "b"}),
    Valid(block=RICH | {"block_id": "b"}),
    Valid(block={"type": "markdown", "text": "**x**"}, surfaces=MESSAGE),
    Valid(block={"type": "video", "video_url": "https://a.example/v", "title": WORDS,
                 "thumbnail_url": "https://a.example/t.png", "alt_text": "x",
                 "title_url": "https://a.example/v", "author_name": "x", "provider_name": "x",
                 "provider_icon_url": "https://a.example/i.png", "description": WORDS}),
    Valid(block={"type": "table", "column_settings": [{"align": "right", "is_wrapped": True}, None],
                 "rows": [[{"type": "raw_text", "text": "x"}, RICH,
                           {"type": "raw_number", "value": 1.5, "text": "1.5"}]]},
          surfaces=MESSAGE),
    Valid(block={"type": "alert", "text": MARKED, "level": "warning"}, surfaces=("modal",)),
    Valid(block=CARD),
    Valid(block={"type": "carousel", "elements": [CARD, CARD]}, surfaces=("message", "home")),
    Valid(block=TASK, surfaces=MESSAGE),
    Valid(block={"type": "plan", "title": "x", "tasks": [TASK]}, surfaces=MESSAGE),
    Valid(block={"type": "data_table", "caption": "x", "page_size": 1, "row_header_column_index": 1,
                 "rows": [[{"type": "raw_text", "text": "x"}] * 2,
                          [RICH, {"type": "raw_number", "value": 2, "text": "two"}]]},
          surfaces=MESSAGE),
    *(Valid(block={"type": "data_visualization", "block_id": "b", "title": "x", "chart": chart},
            surfaces=MESSAGE, source=BLOCKS + "/data-visualization-block") for chart in CHARTS),
    Valid(block={"type": "container", "title": WORDS, "rich_text_title": RICH, "subtitle": MARKED,
                 "width": "full", "icon": PICTURE, "is_collapsible": True,
                 "default_collapsed": True, "has_header_divider": False, "child_blocks": [
                     {"type": "section", "text": MARKED}, {"type": "divider"}]},
          surfaces=MESSAGE),
    Valid(block={"type": "context_actions", "elements": [
        {"type": "feedback_buttons", "action_id": "a",
         "positive_button": {"text": WORDS, "value": "1", "accessibility_label": "x"},
         "negative_button": {"text": WORDS, "value": "0", "accessibility_label": "x"}},
        {"type": "icon_button", "action_id": "b", "icon": "trash", "text": WORDS, "value": "v",
         "accessibility_label": "x", "visible_to_user_ids": [RITA], "confirm": CONFIRM},
    ]}, surfaces=MESSAGE),
)  # fmt: skip

BUTTON: Arguments = {
    "type": "button", "text": WORDS, "url": "https://a.example", "value": "v", "style": "primary",
    "confirm": CONFIRM, "accessibility_label": "x", "agent_prompt": "x",
    "agent_prompt_display": "x", "visible_to_user_ids": [RITA],
}  # fmt: skip
TRIGGER = {"url": "https://slack.com/shortcuts/x",
           "customizable_input_parameters": [{"name": "a", "value": "b"}]}  # fmt: skip
WORKFLOW: Arguments = {
    "type": "workflow_button", "text": WORDS, "style": "danger", "confirm": CONFIRM,
    "accessibility_label": "x", "workflow": {"trigger": TRIGGER},
}  # fmt: skip
ASKED = {"confirm": CONFIRM, "focus_on_load": False}
MENU = ASKED | {"placeholder": WORDS}
MANY = MENU | {"max_selected_items": 1}
TALKS = {"default_to_current_conversation": True, "filter": FILTER}
PICKED: tuple[Arguments, ...] = (
    MENU | {"type": "static_select", "options": [OPTION], "initial_option": OPTION},
    MENU | {"type": "static_select", "option_groups": GROUPS, "initial_option": OPTION},
    MENU | {"type": "external_select", "min_query_length": 0, "initial_option": OPTION},
    MENU | {"type": "users_select", "initial_user": RITA},
    MENU | TALKS | {"type": "conversations_select", "initial_conversation": INCIDENT,
                    "response_url_enabled": False},
    MENU | {"type": "channels_select", "initial_channel": INCIDENT, "response_url_enabled": False},
    MANY | {"type": "multi_static_select", "options": [OPTION], "initial_options": [OPTION]},
    MANY | {"type": "multi_external_select", "min_query_length": 1, "initial_options": [OPTION]},
    MANY | {"type": "multi_users_select", "initial_users": [RITA]},
    MANY | TALKS | {"type": "multi_conversations_select", "initial_conversations": [INCIDENT]},
    MANY | {"type": "multi_channels_select", "initial_channels": [INCIDENT]},
    ASKED | {"type": "checkboxes", "options": [CHOICE, OPTION], "initial_options": [CHOICE]},
    ASKED | {"type": "radio_buttons", "options": [CHOICE], "initial_option": CHOICE},
    MENU | {"type": "datepicker", "initial_date": "2026-02-28"},
    MENU | {"type": "timepicker", "initial_time": "23:59", "timezone": "Europe/Amsterdam"},
)  # fmt: skip
MOMENT: Arguments = ASKED | {"type": "datetimepicker", "initial_date_time": 1628633820}
TYPED = {"placeholder": WORDS, "focus_on_load": True, "dispatch_action_config": DISPATCH}
RICH_INPUT: Arguments = TYPED | {
    "type": "rich_text_input", "initial_value": RICH, "min_lines": 2, "max_lines": 2,
}  # fmt: skip
TEXT_INPUT: Arguments = TYPED | {
    "type": "plain_text_input", "initial_value": "x", "multiline": True, "min_length": 1,
    "max_length": 1,
}  # fmt: skip
IN_MODALS: tuple[Arguments, ...] = (
    TYPED | {"type": "email_text_input", "initial_value": "a@b.example"},
    TYPED | {"type": "url_text_input", "initial_value": "https://a.example"},
    TYPED | {"type": "number_input", "is_decimal_allowed": True, "initial_value": "1.5",
             "min_value": "-1", "max_value": "2"},
    {"type": "file_input", "filetypes": ["png"], "max_files": 10},
)  # fmt: skip
OVERFLOW: Arguments = {"type": "overflow", "options": [LINK], "confirm": CONFIRM}


def _row(element: Arguments, *surfaces: str) -> Valid:
    block = {"type": "actions", "elements": [element]}
    return Valid(block=block, surfaces=surfaces or EVERYWHERE, source=ELEMENTS)


def _beside(element: Arguments) -> Valid:
    block = {"type": "section", "text": WORDS, "accessory": element}
    return Valid(block=block, source=ELEMENTS)


def _input(element: Arguments, *surfaces: str) -> Valid:
    block = {"type": "input", "label": WORDS, "hint": WORDS, "optional": True,
             "dispatch_action": True, "element": element}  # fmt: skip
    return Valid(block=block, surfaces=surfaces or EVERYWHERE, source=ELEMENTS)


CASES = (
    *SHOWN,
    *(_row(one) for one in (BUTTON, WORKFLOW, OVERFLOW, *PICKED)),
    *(_beside(one) for one in (BUTTON, WORKFLOW, OVERFLOW, *PICKED)),
    *(_input(one) for one in (TEXT_INPUT, *PICKED)),
    *(make(MOMENT, "modal", "message") for make in (_row, _input)),
    *(make(RICH_INPUT, "modal", "home") for make in (_row, _input)),
    *(_input(one, "modal") for one in IN_MODALS),
)

TITLE = "Blocks that are accepted"
INTRO = (
    "The richest block and element of each type, with every documented field, sent in a message, "
    "a modal and a Home, wherever it may stand."
)
COLUMNS = ("What", "Where", "Source")
ROWS = tuple((one.name, ", ".join(one.surfaces), one.source) for one in CASES)

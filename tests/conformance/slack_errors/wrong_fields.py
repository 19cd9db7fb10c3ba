"""Blocks that break Slack's schemas, and every word that Slack says to them.

Where a public report quotes the words, it is the source; otherwise the words are those of
Slack's own library, and the limit is documented.
"""

from __future__ import annotations

from tests.conformance.slack_errors.declare import (
    RITA,
    SECTION,
    Case,
    blocks,
    case,
    plain,
    view,
)

REFERENCE = "https://docs.slack.dev/reference/block-kit/"
ELEMENTS = REFERENCE + "block-elements/"
OBJECTS = REFERENCE + "composition-objects/"
ALL = "failed to match all allowed schemas [json-pointer:/view]\n"
ONE = "failed to match exactly one allowed schema"
PICTURE = {"type": "image", "alt_text": "x", "image_url": "https://a.example/x.png"}
BUTTON = {"type": "button", "action_id": "a", "text": plain("Go")}
OPTION = {"text": plain("x"), "value": "x"}
CELLS = [[{"type": "raw_text", "text": "x"}]]


def acting(what: str, says: str, source: str, **given: object) -> Case:
    """One element in a block of actions; `@` stands for its place."""
    row = {"type": "actions", "elements": [{"action_id": "a"} | given]}
    return blocks(what, row, says=says.replace("@", "/blocks/0/elements/0"), source=source)


def asking(what: str, says: str, source: str, **given: object) -> Case:
    """One element in an input block of a message."""
    row = {"type": "input", "label": plain("x"), "element": {"action_id": "a"} | given}
    return blocks(what, row, says=says.replace("@", "/blocks/0/element"), source=source)


def extra(name: str, at: str) -> str:
    return f"invalid additional property: {name} [json-pointer:{at}]"


UNKNOWN = (
    blocks("a divider with text",
           {"type": "divider", "text": "x"}, says=extra("text", "/blocks/0")),
    blocks("mrkdwn with emoji",
           {"type": "context", "elements": [{"type": "mrkdwn", "text": "x", "emoji": True}]},
           says=extra("emoji", "/blocks/0/elements/0"),
           source="https://github.com/grafana-cold-storage/oncall/pull/702"),
    blocks("a section whose mrkdwn has emoji",
           {"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}},
           says=extra("emoji", "/blocks/0/text"),
           source="https://github.com/grafana-cold-storage/oncall/pull/702"),
    acting("a disabled button", extra("disabled", "@"),
           "https://github.com/slackapi/bolt-js/issues/1891", **BUTTON, disabled=True),
    acting("a button with a block_id", extra("block_id", "@"), ELEMENTS + "button-element",
           **BUTTON, block_id="b"),
    acting("an option with an empty url", extra("url", "@/options/0"),
           "https://github.com/slack-go/slack/issues/612",
           type="static_select", options=[OPTION | {"url": ""}]),
    acting("a confirmation with a colour", extra("color", "@/confirm"),
           OBJECTS + "confirmation-dialog-object", **BUTTON,
           confirm={"text": plain("Sure?"), "color": "red"}),
    view("initial_user of many",
         says=ALL + extra("initial_user", "/view/blocks/0/accessory"),
         source="https://github.com/slack-php/slack-php-block-kit/pull/59",
         blocks=[SECTION | {"accessory": {"type": "multi_users_select", "initial_user": RITA}}]),
    view("submit_disabled", says=ALL + extra("submit_disabled", "/view"), submit_disabled=False,
         source="https://github.com/nicklambourne/slackblocks/issues/36"),
    case("views.publish", "invalid_arguments", "a Home with a button to submit",
         {"user_id": RITA, "view": {"type": "home", "blocks": [], "submit": plain("x")}},
         says=(ALL.strip(), extra("submit", "/view")),
         source="https://docs.slack.dev/reference/views/home-tab-views"),
)  # fmt: skip

KINDS = (
    blocks("a text too long", {"type": "section", "text": plain("x" * 3001)},
           says="failed to match all allowed schemas [json-pointer:/blocks/0/text]\n"
                "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
           source="https://github.com/yonicd/slackreprex/issues/3"),
    blocks("nothing to say", {"type": "section"},
           says="must define either `text` or `fields` [json-pointer:/blocks/0/type]",
           source="https://github.com/slackapi/java-slack-sdk/issues/1017"),
    blocks("26 buttons",
           {"type": "actions", "elements": [BUTTON | {"action_id": str(n)} for n in range(26)]},
           says="no more than 25 items allowed [json-pointer:/blocks/0/elements]",
           source="https://github.com/adobe/spacecat-api-service/issues/176"),
    blocks("the title of a plan as an object", {"type": "plan", "title": plain("x")},
           says="must provide a string [json-pointer:/blocks/0/title]"),
    acting("no style", "must provide a string [json-pointer:@/style]", ELEMENTS + "button-element",
           **BUTTON, style=None),
    acting("a style of a confirmation",
           "must be a valid enum value [json-pointer:@/confirm/style]",
           OBJECTS + "confirmation-dialog-object", **BUTTON,
           confirm={"text": plain("Sure?"), "style": "loud"}),
    acting("no option at first", "must provide an object [json-pointer:@/initial_option]",
           ELEMENTS + "select-menu-element",
           type="static_select", options=[OPTION], initial_option=None),
    acting("no options", "must provide at least 1 items [json-pointer:@/options]",
           ELEMENTS + "overflow-menu-element", type="overflow", options=[]),
    acting("an option in mrkdwn",
           "must be a valid enum value [json-pointer:@/options/0/text/type]",
           OBJECTS + "option-object",
           type="static_select", options=[{"text": {"type": "mrkdwn", "text": "x"}, "value": "x"}]),
    acting("no number of choices", "must be greater than 1 [json-pointer:@/max_selected_items]",
           ELEMENTS + "multi-select-menu-element",
           type="multi_users_select", max_selected_items=0),
    acting("an empty filter's list",
           "must provide at least 1 items [json-pointer:@/filter/include]",
           OBJECTS + "conversation-filter-object",
           type="conversations_select", filter={"include": []}),
    acting("a workflow without trigger",
           "missing required field: trigger [json-pointer:@/workflow]",
           ELEMENTS + "workflow-button-element",
           type="workflow_button", text=plain("x"), workflow={}),
    acting("a placeholder in mrkdwn",
           "must be a valid enum value [json-pointer:@/placeholder/type]",
           ELEMENTS + "datepicker-element",
           type="datepicker", placeholder={"type": "mrkdwn", "text": "x"}),
    blocks("feedback buttons without buttons",
           {"type": "context_actions", "elements": [{"type": "feedback_buttons"}]},
           says="missing required field: positive_button [json-pointer:/blocks/0/elements/0]\n"
                "missing required field: negative_button [json-pointer:/blocks/0/elements/0]",
           source=ELEMENTS + "feedback-buttons-element"),
    blocks("a list of rich text without style",
           {"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": []}]},
           says="missing required field: style [json-pointer:/blocks/0/elements/0]",
           source=REFERENCE + "blocks/rich-text-block"),
    blocks("a picture without words",
           SECTION | {"accessory": {"type": "image", "image_url": "https://a.example/x.png"}},
           says="missing required field: alt_text [json-pointer:/blocks/0/accessory]",
           source=ELEMENTS + "image-element"),
    blocks("a column that is somewhere",
           {"type": "table", "rows": CELLS, "column_settings": [{"align": "top"}]},
           says="must be a valid enum value [json-pointer:/blocks/0/column_settings/0/align]",
           source=REFERENCE + "blocks/table-block"),
)  # fmt: skip

MOMENTS = (
    acting("a day that is not", "input must be a valid: date [json-pointer:@/initial_date]",
           ELEMENTS + "datepicker-element", type="datepicker", initial_date="2026-02-30"),
    acting("a day written otherwise", "input must be a valid: date [json-pointer:@/initial_date]",
           ELEMENTS + "datepicker-element", type="datepicker", initial_date="20260227"),
    acting("an hour that is not",
           "input must match regex pattern: ^([01][0-9]|2[0-3]):[0-5][0-9]$ "
           "[json-pointer:@/initial_time]",
           ELEMENTS + "timepicker-element", type="timepicker", initial_time="24:00"),
    acting("a moment in milliseconds",
           "must be less than 9999999999 [json-pointer:@/initial_date_time]",
           ELEMENTS + "datetimepicker-element",
           type="datetimepicker", initial_date_time=1628633820000),
)  # fmt: skip

LENGTHS = (
    asking("a least length of 3,001", "must be less than 3000 [json-pointer:@/min_length]",
           ELEMENTS + "plain-text-input-element", type="plain_text_input", min_length=3001),
    asking("a longest length of 0", "must be greater than 1 [json-pointer:@/max_length]",
           ELEMENTS + "plain-text-input-element", type="plain_text_input", max_length=0),
    asking("lengths that cross",
           "`min_length` must not be greater than `max_length` [json-pointer:@/min_length]",
           ELEMENTS + "plain-text-input-element",
           type="plain_text_input", min_length=5, max_length=4),
    view("101 lines",
         says=ALL + "must be less than 100 [json-pointer:/view/blocks/0/element/max_lines]",
         source=ELEMENTS + "rich-text-input-element", submit=plain("x"),
         blocks=[{"type": "input", "label": plain("x"),
                  "element": {"type": "rich_text_input", "max_lines": 101}}]),
    asking("a trigger of no kind",
           "must be a valid enum value "
           "[json-pointer:@/dispatch_action_config/trigger_actions_on/0]",
           OBJECTS + "dispatch-action-configuration-object", type="plain_text_input",
           dispatch_action_config={"trigger_actions_on": ["on_blur"]}),
    view("bounds that cross",
         says="`min_value` must not be greater than `max_value` "
              "[json-pointer:/view/blocks/0/element/min_value]",
         source=ELEMENTS + "number-input-element", submit=plain("x"),
         blocks=[{"type": "input", "label": plain("x"), "element": {
             "type": "number_input", "is_decimal_allowed": False,
             "min_value": "10", "max_value": "9"}}]),
    view("11 files",
         says=ALL + "must be less than 10 [json-pointer:/view/blocks/0/element/max_files]",
         source=ELEMENTS + "file-input-element", submit=plain("x"),
         blocks=[{"type": "input", "label": plain("x"),
                  "element": {"type": "file_input", "max_files": 11}}]),
)  # fmt: skip

CASES = (*UNKNOWN, *KINDS, *MOMENTS, *LENGTHS)

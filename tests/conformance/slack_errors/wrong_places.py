"""Blocks whose fields are right by themselves and do not go together, or not where they stand."""

from __future__ import annotations

from tests.conformance.slack_errors.declare import (
    SECTION,
    Arguments,
    Case,
    blocks,
    case,
    plain,
    view,
)
from tests.conformance.slack_errors.wrong_fields import (
    ALL,
    BUTTON,
    CELLS,
    ELEMENTS,
    OBJECTS,
    ONE,
    OPTION,
    PICTURE,
    REFERENCE,
    acting,
)

PICTURES = (
    blocks("two pictures in one", PICTURE | {"slack_file": {"id": "F1"}},
           says=f"{ONE} [json-pointer:/blocks/0]", source=OBJECTS + "slack-file-object"),
    blocks("no picture", {"type": "image", "alt_text": "x"},
           says="missing required field: image_url [json-pointer:/blocks/0]",
           source=REFERENCE + "blocks/image-block"),
    blocks("a file by id and by url",
           {"type": "image", "alt_text": "x",
            "slack_file": {"id": "F1", "url": "https://files.slack.com/x.png"}},
           says=f"{ONE} [json-pointer:/blocks/0/slack_file]", source=OBJECTS + "slack-file-object"),
    blocks("a picture from nowhere", PICTURE | {"image_url": "x.png"},
           says="downloading image failed [json-pointer:/blocks/0/image_url]",
           source=REFERENCE + "blocks/image-block"),
)  # fmt: skip

CHOICES = (
    acting("an option not offered",
           "must be one of the provided options [json-pointer:@/initial_option]",
           "https://github.com/maxchehab/phelia/pull/23", type="radio_buttons", options=[OPTION],
           initial_option=OPTION | {"value": "y"}),
    acting("options, but none",
           "must be one of the provided options [json-pointer:@/initial_options]",
           "https://github.com/slackapi/bolt-js/issues/482",
           type="checkboxes", options=[OPTION], initial_options=[]),
    acting("neither options nor groups",
           "must define either `options` or `option_groups` [json-pointer:@/type]",
           ELEMENTS + "select-menu-element", type="static_select"),
)  # fmt: skip


def misplaced(what: str, kind: str, at: str, *given: Arguments, source: str = "") -> Case:
    return blocks(what, *given, says=f"unsupported type: {kind} [json-pointer:{at}/type]",
                  source=source)  # fmt: skip


PLACES = (
    misplaced("an input among actions", "input", "/blocks/0/elements/0",
              {"type": "actions", "elements": [{"type": "input", "label": plain("x")}]},
              source="https://github.com/slackapi/python-slack-sdk/issues/1257"),
    misplaced("a text input among actions", "plain_text_input", "/blocks/0/elements/0",
              {"type": "actions", "elements": [{"type": "plain_text_input"}]},
              source=ELEMENTS + "plain-text-input-element"),
    misplaced("feedback among actions", "feedback_buttons", "/blocks/0/elements/0",
              {"type": "actions", "elements": [{"type": "feedback_buttons"}]},
              source=ELEMENTS + "feedback-buttons-element"),
    misplaced("a button among context actions", "button", "/blocks/0/elements/0",
              {"type": "context_actions", "elements": [BUTTON]},
              source=REFERENCE + "blocks/context-actions-block"),
    misplaced("a button in context", "button", "/blocks/0/elements/0",
              {"type": "context", "elements": [BUTTON]},
              source=REFERENCE + "blocks/context-block"),
    misplaced("a button as input", "button", "/blocks/0/element",
              {"type": "input", "label": plain("x"), "element": BUTTON},
              source=REFERENCE + "blocks/input-block"),
    misplaced("a date and time beside a section", "datetimepicker", "/blocks/0/accessory",
              SECTION | {"accessory": {"type": "datetimepicker"}},
              source=ELEMENTS + "datetimepicker-element"),
    misplaced("a number in a message", "number_input", "/blocks/0/element",
              {"type": "input", "label": plain("x"),
               "element": {"type": "number_input", "is_decimal_allowed": True}},
              source=ELEMENTS + "number-input-element"),
    misplaced("a file of its own", "file", "/blocks/0",
              {"type": "file", "source": "remote", "external_id": "x"},
              source=REFERENCE + "blocks/file-block"),
    misplaced("an alert in a message", "alert", "/blocks/0", {"type": "alert", "text": plain("x")},
              source="https://docs.slack.dev/blocks.json"),
    view("an alert of no level",
         says=ALL + "must be a valid enum value [json-pointer:/view/blocks/0/level]",
         source=REFERENCE + "blocks/alert-block",
         blocks=[{"type": "alert", "text": plain("x"), "level": "loud"}]),
    view("a table in a modal",
         says=ALL + "unsupported type: table [json-pointer:/view/blocks/0/type]",
         source=REFERENCE + "blocks/table-block", blocks=[{"type": "table", "rows": CELLS}]),
)  # fmt: skip

FOCUS = {"type": "input", "label": plain("x"),
         "element": {"type": "plain_text_input", "focus_on_load": True}}  # fmt: skip
CHART = REFERENCE + "blocks/data-visualization-block"
PIE = {"type": "pie", "segments": [{"label": "x", "value": 1}]}


def _bars(first: str, one: list[str], second: str, other: list[str]) -> Arguments:
    """Two series of these names and labels, over the category Mon."""
    series = [
        {"name": name, "data": [{"label": label, "value": 1} for label in labels]}
        for name, labels in ((first, one), (second, other))
    ]
    chart = {"type": "bar", "series": series, "axis_config": {"categories": ["Mon"]}}
    return {"type": "data_visualization", "title": "x", "chart": chart}


TOGETHER = (
    blocks("a container without title", {"type": "container", "child_blocks": []},
           says="must define either `title` or `rich_text_title` [json-pointer:/blocks/0/type]",
           source=REFERENCE + "blocks/container-block"),
    blocks("markdown in a container",
           {"type": "container", "title": plain("x"),
            "child_blocks": [{"type": "markdown", "text": "x"}]},
           says="unsupported type: markdown [json-pointer:/blocks/0/child_blocks/0/type]",
           source=REFERENCE + "blocks/container-block"),
    blocks("a data table with a short row",
           {"type": "data_table", "caption": "x", "rows": [CELLS[0] * 2, *CELLS]},
           says="all rows must have the same number of cells [json-pointer:/blocks/0/rows/1]",
           source=REFERENCE + "blocks/data-table-block"),
    blocks("a chart without title", {"type": "data_visualization", "chart": PIE},
           says="missing required field: title [json-pointer:/blocks/0]", source=CHART),
    blocks("a slice of nothing",
           {"type": "data_visualization", "title": "x",
            "chart": {"type": "pie", "segments": [{"label": "x", "value": 0}]}},
           says="must be greater than 0 [json-pointer:/blocks/0/chart/segments/0/value]",
           source=CHART),
    blocks("a chart of no kind",
           {"type": "data_visualization", "title": "x", "chart": {"type": "radar"}},
           says="unsupported type: radar [json-pointer:/blocks/0/chart/type]", source=CHART),
    blocks("two series of one name, and one without a point", _bars("a", ["Mon"], "a", []),
           says='must provide at least 1 items [json-pointer:/blocks/0/chart/series/1/data]',
           source=CHART),
    blocks("two series of one name", _bars("a", ["Mon"], "a", ["Mon"]),
           says='`name` "a" already exists [json-pointer:/blocks/0/chart/series/1/name]',
           source=CHART),
    blocks("a point of no category", _bars("a", ["Mon"], "b", ["Tue"]),
           says="must have one data point for each category "
                "[json-pointer:/blocks/0/chart/series/1/data]",
           source=CHART),
    blocks("two elements of one id", {"type": "actions", "elements": [BUTTON, BUTTON]},
           says='`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
           source="https://github.com/knacklabs/gantry/pull/458"),
    view("two blocks of one id",
         says='`block_id` "b" already exists [json-pointer:/view/blocks/1/block_id]',
         source="https://github.com/slack-go/slack/pull/725",
         blocks=[SECTION | {"block_id": "b"}, SECTION | {"block_id": "b"}]),
    view("two with the focus", submit=plain("x"), source=ELEMENTS + "plain-text-input-element",
         says="`focus_on_load` can be true for one element only "
              "[json-pointer:/view/blocks/1/element/focus_on_load]",
         blocks=[FOCUS, FOCUS]),
    view("nothing to press",
         says="must define `submit` to use an `input` block in modals "
              "[json-pointer:/view/blocks/1/input]",
         source="https://docs.slack.dev/reference/views/modal-views", blocks=[SECTION, FOCUS]),
)  # fmt: skip

VALIDATED = (
    case("blocks.validate", "invalid_message", "an unknown block in a message",
         {"message": {"blocks": [{"type": "no"}]}}),
    case("blocks.validate", "invalid_message", "an unknown block in an attachment",
         {"message": {"attachments": [{"blocks": [{"type": "no"}]}]}}),
    case("blocks.validate", "invalid_view", "a view without title",
         {"view": {"type": "modal", "blocks": []}}),
    case("blocks.validate", "invalid_arguments", "blocks and a view",
         {"blocks": [SECTION], "view": {"type": "home", "blocks": []}}),
)  # fmt: skip

CASES = (*PICTURES, *CHOICES, *PLACES, *TOGETHER, *VALIDATED)

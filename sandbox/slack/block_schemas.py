"""Blocks: what each holds, and on which surface it may stand.

https://docs.slack.dev/reference/block-kit/blocks; fields also as in npm's @slack/types.
"""

from __future__ import annotations

from sandbox.slack import chart_schemas, composition, element_schemas, rich_text
from sandbox.slack.composition import plain, text
from sandbox.slack.findings import Faults, Node, late
from sandbox.slack.schema import (
    Check,
    Choice,
    Record,
    Rule,
    array,
    flag,
    nullable,
    number,
    one_of,
    string,
    typed,
    whole,
)

MOST_ROWS, MOST_CELLS = 100, 20
STATES = ("pending", "in_progress", "complete", "error")


def block(kind: str, needs: str = "", *rules: Rule, **fields: Check) -> Record:
    return typed(kind, needs, *rules, block_id=string(255), **fields)


def _says_something(value: Node, at: str) -> Faults:
    """Slack's words: https://github.com/slackapi/java-slack-sdk/issues/1017"""
    if "text" not in value and "fields" not in value:
        yield late("must define either `text` or `fields`", f"{at}/type")


def _acts_differ(value: Node, at: str) -> Faults:
    seen: set[str] = set()
    for index, element in enumerate(value["elements"]):
        id_ = element.get("action_id")
        if id_ and id_ in seen:
            yield late(f'`action_id` "{id_}" already exists', f"{at}/elements/{index}/action_id")
        seen.add(id_)


def _card_shows_something(value: Node, at: str) -> Faults:
    if not {"hero_image", "title", "actions", "body"} & set(value):
        yield late("must define `hero_image`, `title`, `actions` or `body`", f"{at}/type")


def _secure(*names: str) -> Rule:
    def check(value: Node, at: str) -> Faults:
        for name in names:
            if name in value and not composition.web_address(value[name], "https"):
                yield late("must be a valid https url", f"{at}/{name}")

    return check


def _is_titled(value: Node, at: str) -> Faults:
    if not {"title", "rich_text_title"} & set(value):
        yield late("must define either `title` or `rich_text_title`", f"{at}/type")


def _is_square(value: Node, at: str) -> Faults:
    """All rows are as long as the header, which holds no rich text."""
    head = value["rows"][0]
    for index, cell in enumerate(head):
        if cell["type"] == "rich_text":
            yield late("unsupported type: rich_text", f"{at}/rows/0/{index}/type")
    for index, row in enumerate(value["rows"]):
        if len(row) != len(head):
            yield late("all rows must have the same number of cells", f"{at}/rows/{index}")


CARD = block(
    "card", "", _card_shows_something,
    hero_image=composition.IMAGE, icon=composition.IMAGE,
    slack_icon=composition.SLACK_ICON,
    title=text(150), subtitle=text(150), body=text(200),
    actions=array(element_schemas.BUTTONS["button"]),
)  # fmt: skip
SOURCE = typed("url", "url text", url=string(), text=string())
TASK = block(
    "task_card", "task_id title status",
    task_id=string(least=1), title=string(least=1), status=one_of(*STATES),
    details=rich_text.BLOCK, output=rich_text.BLOCK, sources=array(SOURCE),
)  # fmt: skip
COLUMN = Record("", {"align": one_of("left", "center", "right"), "is_wrapped": flag})
CELL = Choice({
    "raw_text": typed("raw_text", "text", text=string(least=1)),
    "raw_number": typed("raw_number", "value text", value=number, text=string(least=1)),
    "rich_text": rich_text.BLOCK,
})  # fmt: skip

IN_CONTEXT = Choice({
    "plain_text": plain(), "mrkdwn": composition.mrkdwn(), "image": composition.IMAGE,
})  # fmt: skip

KINDS: dict[str, Check] = {
    "section": block("section", "", _says_something,
        text=composition.long_text, fields=array(text(2000), least=1, most=10),
        accessory=element_schemas.IN_SECTION, expand=flag),
    "header": block("header", "text", text=plain(150), level=whole(1, 4)),
    "context": block("context", "elements", elements=array(IN_CONTEXT, least=1, most=10)),
    "actions": block("actions", "elements", _acts_differ,
        elements=array(element_schemas.IN_ACTIONS, least=1, most=25)),
    "context_actions": block("context_actions", "elements", _acts_differ,
        elements=array(element_schemas.IN_CONTEXT_ACTIONS, least=1, most=5)),
    "input": block("input", "label element",
        label=plain(2000), hint=plain(2000), element=element_schemas.IN_INPUT,
        optional=flag, dispatch_action=flag),
    "divider": block("divider"),
    "image": composition.image(title=plain(2000), block_id=string(255)),
    "rich_text": rich_text.BLOCK,
    "markdown": block("markdown", "text", text=string(12000, least=1)),
    "video": block("video", "video_url thumbnail_url alt_text title",
        _secure("video_url", "title_url"),
        video_url=string(), thumbnail_url=string(), alt_text=string(), title=plain(199),
        title_url=string(), author_name=string(49), provider_name=string(),
        provider_icon_url=string(), description=plain()),
    "table": block("table", "rows",
        rows=array(array(CELL, most=MOST_CELLS), least=1, most=MOST_ROWS),
        column_settings=array(nullable(COLUMN), most=MOST_CELLS)),
    "alert": block("alert", "text", text=text(3000),
        level=one_of("default", "info", "warning", "error", "success")),
    "card": CARD,
    "carousel": block("carousel", "elements", elements=array(CARD, least=1, most=10)),
    "data_table": block("data_table", "rows caption", _is_square,
        rows=array(array(CELL, least=1, most=MOST_CELLS), least=2, most=201), caption=string(),
        page_size=whole(1, 100), row_header_column_index=whole(0)),
    "data_visualization": block("data_visualization", "title chart",
        title=chart_schemas.TITLE, chart=chart_schemas.CHART),
    "plan": block("plan", "title", title=string(least=1), tasks=array(TASK)),
    "task_card": TASK,
}  # fmt: skip

CHILDREN = (
    "actions", "context", "divider", "header", "image", "input", "rich_text", "section", "table",
    "video",
)  # fmt: skip
CHILD = Choice({kind: KINDS[kind] for kind in CHILDREN})
KINDS["container"] = block(
    "container", "child_blocks", _is_titled,
    title=plain(150), rich_text_title=rich_text.BLOCK, subtitle=text(150),
    child_blocks=array(CHILD, most=10),
    width=one_of("narrow", "standard", "wide", "full"), icon=composition.IMAGE,
    is_collapsible=flag, default_collapsed=flag, has_header_divider=flag,
)  # fmt: skip

SURFACES = {
    "alert": ("modal",),
    "carousel": ("message", "home"),
    **dict.fromkeys(
        (
            "container",
            "context_actions",
            "data_table",
            "data_visualization",
            "markdown",
            "plan",
            "table",
            "task_card",
        ),
        ("message",),
    ),
}
"""Of blocks that do not stand everywhere; https://docs.slack.dev/blocks.json lists them."""
BLOCK = Choice(KINDS, SURFACES)

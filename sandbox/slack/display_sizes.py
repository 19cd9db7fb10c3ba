"""Checks of blocks that only show something: tables, rich text, cards, plans, alerts, videos.

https://docs.slack.dev/reference/block-kit/blocks, and the official types in npm's @slack/types.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.slack.size_rules import text_faults, too_long, wrong

Node = dict[str, Any]
Faults = Iterator[str]

MOST_ROWS, MOST_CELLS = 100, 20
CELLS = ("raw_text", "raw_number", "rich_text")
RICH = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
INLINE = (
    "text", "link", "user", "usergroup", "channel", "emoji", "date", "broadcast", "color", "team",
    "rich_text_section",
)  # fmt: skip
LEVELS = ("default", "info", "warning", "error", "success")
STATES = ("pending", "in_progress", "complete", "error")


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def table(block: Node, at: str, _: str) -> Faults:
    rows = block.get("rows")
    if not isinstance(rows, list) or not rows:
        yield wrong("no less than 1 items required", f"{at}/rows")
        return
    if len(rows) > MOST_ROWS:
        yield wrong(f"no more than {MOST_ROWS} items allowed", f"{at}/rows")
    for number, row in enumerate(rows):
        yield from _cells(row, f"{at}/rows/{number}")
    settings = _items(block.get("column_settings"))
    if len(settings) > MOST_CELLS:
        yield wrong(f"no more than {MOST_CELLS} items allowed", f"{at}/column_settings")


def _cells(row: Any, at: str) -> Faults:
    if not isinstance(row, list) or not row:
        yield wrong("no less than 1 items required", at)
        return
    if len(row) > MOST_CELLS:
        yield wrong(f"no more than {MOST_CELLS} items allowed", at)
    for number, cell in enumerate(row):
        kind = cell.get("type") if isinstance(cell, dict) else None
        if kind not in CELLS:
            yield wrong(f"unsupported type: {kind}", f"{at}/{number}/type")
        elif kind == "rich_text":
            yield from rich_text(cell, f"{at}/{number}", "")
        elif kind == "raw_text" and not isinstance(cell.get("text"), str):
            yield wrong("missing required field: text", f"{at}/{number}")


def rich_text(block: Node, at: str, _: str) -> Faults:
    if not isinstance(block, dict):
        yield wrong("must be an object", at)
        return
    parts = block.get("elements")
    if not isinstance(parts, list):
        yield wrong("missing required field: elements", at)
        return
    for number, part in enumerate(parts):
        place = f"{at}/elements/{number}"
        kind = part.get("type") if isinstance(part, dict) else None
        if kind not in RICH:
            yield wrong(f"unsupported type: {kind}", f"{place}/type")
            continue
        for inner, one in enumerate(_items(part.get("elements"))):
            kind = one.get("type") if isinstance(one, dict) else None
            if kind not in INLINE:
                yield wrong(f"unsupported type: {kind}", f"{place}/elements/{inner}/type")
            elif kind == "text" and not one.get("text"):
                yield wrong("must be more than 0 characters", f"{place}/elements/{inner}/text")


def markdown(block: Node, at: str, _: str) -> Faults:
    if not isinstance(block.get("text"), str) or not block["text"]:
        yield wrong("missing required field: text", at)
    yield from too_long(block.get("text"), 12000, f"{at}/text")


def image(block: Node, at: str, _: str) -> Faults:
    if not block.get("image_url") and not block.get("slack_file"):
        yield wrong("missing required field: image_url", at)
    if not block.get("alt_text"):
        yield wrong("missing required field: alt_text", at)
    yield from too_long(block.get("image_url"), 3000, f"{at}/image_url")
    yield from too_long(block.get("alt_text"), 2000, f"{at}/alt_text")
    if block.get("title") is not None:
        yield from text_faults(block["title"], 2000, f"{at}/title", plain=True)


def video(block: Node, at: str, _: str) -> Faults:
    for name in ("video_url", "thumbnail_url", "alt_text"):
        if not block.get(name):
            yield wrong(f"missing required field: {name}", at)
    yield from text_faults(block.get("title"), 199, f"{at}/title", plain=True)
    yield from too_long(block.get("author_name"), 49, f"{at}/author_name")
    if not str(block.get("video_url", "https:")).startswith("https:"):
        yield wrong("must be a valid https url", f"{at}/video_url")


def alert(block: Node, at: str, _: str) -> Faults:
    yield from text_faults(block.get("text"), 3000, f"{at}/text")
    if block.get("level", "default") not in LEVELS:
        yield wrong("must be a valid enum value", f"{at}/level")


def card(block: Node, at: str, _: str) -> Faults:
    if not isinstance(block, dict):
        yield wrong("must be an object", at)
        return
    if not any(block.get(name) for name in ("hero_image", "title", "actions", "body")):
        yield wrong("missing required field: hero_image, title, actions or body", at)
    for name, most in (("title", 150), ("subtitle", 150), ("body", 200)):
        if block.get(name) is not None:
            yield from text_faults(block[name], most, f"{at}/{name}")


def carousel(block: Node, at: str, surface: str) -> Faults:
    cards = block.get("elements")
    if not isinstance(cards, list) or not 1 <= len(cards) <= 10:
        yield wrong("between 1 and 10 items required", f"{at}/elements")
        return
    for number, one in enumerate(cards):
        yield from card(one, f"{at}/elements/{number}", surface)


def task_card(block: Node, at: str, _: str) -> Faults:
    if not isinstance(block, dict):
        yield wrong("must be an object", at)
        return
    for name in ("task_id", "title"):
        if not isinstance(block.get(name), str) or not block[name]:
            yield wrong(f"missing required field: {name}", at)
    if block.get("status") not in STATES:
        yield wrong("must be a valid enum value", f"{at}/status")
    for name in ("details", "output"):
        if block.get(name) is not None:
            yield from rich_text(block[name], f"{at}/{name}", "")


def plan(block: Node, at: str, surface: str) -> Faults:
    if not isinstance(block.get("title"), str) or not block["title"]:
        yield wrong("missing required field: title", at)
    for number, one in enumerate(_items(block.get("tasks"))):
        yield from task_card(one, f"{at}/tasks/{number}", surface)

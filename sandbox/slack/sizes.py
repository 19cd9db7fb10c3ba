"""Slack's checks of what an app sends: kinds, sizes, required and unique fields.

Limits are those of https://docs.slack.dev/reference/block-kit/blocks and …/views. A finding is
worded as Slack words it and names its place: `must be less than 3001 characters
[json-pointer:/blocks/0/text/text]`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.slack import display_sizes
from sandbox.slack.elements import INPUTS, KNOWN, MENUS
from sandbox.slack.size_rules import (
    option_faults,
    section_faults,
    text_faults,
    too_long,
    wrong,
)

Node = dict[str, Any]
Faults = Iterator[str]

MESSAGE, MODAL, HOME = "message", "modal", "home"
MOST_BLOCKS = {MESSAGE: 50, MODAL: 100, HOME: 100}
LARGEST_VIEW = 250_000
ELEMENTS_IN = {"actions": 25, "context": 10, "context_actions": 5}
ONLY_IN = dict.fromkeys(("table", "markdown", "plan", "task_card", "card", "carousel"), (MESSAGE,))
NOT_IN_MESSAGE = {
    "email_text_input", "file_input", "multi_checkboxes", "url_text_input", "number_input",
}  # fmt: skip


def faults(blocks: Any, surface: str) -> list[str]:
    """What Slack finds wrong with these blocks on a message, modal or home; `[]` if nothing."""
    if not isinstance(blocks, list):
        return [wrong("must be an array", "/blocks")]
    found: list[str] = []
    if len(blocks) > MOST_BLOCKS[surface]:
        found.append(wrong(f"no more than {MOST_BLOCKS[surface]} items allowed", "/blocks"))
    for number, block in enumerate(blocks):
        found.extend(_block(block, f"/blocks/{number}", surface))
    found.extend(_twins(blocks))
    tables = [n for n, b in enumerate(blocks) if isinstance(b, dict) and b.get("type") == "table"]
    found += [wrong("only_one_table_allowed", f"/blocks/{n}") for n in tables[1:]]
    return found


def view_faults(view: Any) -> list[str]:
    """What Slack finds wrong with a whole modal or Home."""
    if not isinstance(view, dict):
        return [wrong("must be an object", "/view")]
    kind = view.get("type")
    if kind not in (MODAL, HOME):
        return [wrong(f"unsupported type: {kind}", "/view/type")]
    found = list(_frame(view)) if kind == MODAL else []
    if len(json.dumps(view)) > LARGEST_VIEW:
        found.append(wrong("view_too_large: must be less than 250 kB", "/view"))
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        found.extend(too_long(view.get(name), most, f"/view/{name}"))
    if "blocks" not in view:
        found.append(wrong("missing required field: blocks", "/view"))
    else:
        found += [f.replace("pointer:/blocks", "pointer:/view/blocks")
                  for f in faults(view["blocks"], kind)]  # fmt: skip
    return found


def _frame(view: Node) -> Faults:
    if "title" not in view:
        yield wrong("missing required field: title", "/view")
    for name in ("title", "submit", "close"):
        if view.get(name) is not None:
            yield from text_faults(view[name], 24, f"/view/{name}", plain=True)
    blocks = view.get("blocks")
    kinds = (
        [b.get("type") for b in blocks if isinstance(b, dict)] if isinstance(blocks, list) else []
    )
    if "input" in kinds and not view.get("submit"):
        yield wrong("submit is required when an input block is within blocks array", "/view")


def _twins(blocks: list[Any]) -> Faults:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        id_ = block.get("block_id") if isinstance(block, dict) else None
        if id_ and id_ in seen:
            yield wrong(f"`block_id` must be unique: {id_}", f"/blocks/{number}/block_id")
        seen.add(str(id_))


def _block(block: Any, at: str, surface: str) -> Faults:
    if not isinstance(block, dict):
        yield wrong("must be an object", at)
        return
    kind = str(block.get("type", ""))
    if kind not in BLOCKS or surface not in ONLY_IN.get(kind, (MESSAGE, MODAL, HOME)):
        yield wrong(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from too_long(block.get("block_id"), 255, f"{at}/block_id")
    yield from BLOCKS[kind](block, at, surface)


def _section(block: Node, at: str, surface: str) -> Faults:
    yield from section_faults(block, at)
    if "accessory" in block:
        yield from _element(block["accessory"], f"{at}/accessory", surface, where="section")


def _header(block: Node, at: str, _: str) -> Faults:
    yield from text_faults(block.get("text"), 150, f"{at}/text", plain=True)


def _context(block: Node, at: str, _: str) -> Faults:
    yield from _row(block, at)
    for number, part in enumerate(_listed(block, "elements")):
        if isinstance(part, dict) and part.get("type") == "image":
            continue
        yield from text_faults(part, 3000, f"{at}/elements/{number}")


def _actions(block: Node, at: str, surface: str) -> Faults:
    yield from _row(block, at)
    seen: set[str] = set()
    for number, part in enumerate(_listed(block, "elements")):
        yield from _element(part, f"{at}/elements/{number}", surface, where="actions")
        id_ = part.get("action_id") if isinstance(part, dict) else None
        if id_ and id_ in seen:
            yield wrong(f"`action_id` must be unique: {id_}", f"{at}/elements/{number}/action_id")
        seen.add(str(id_))


def _row(block: Node, at: str) -> Faults:
    most = ELEMENTS_IN[str(block["type"])]
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        yield wrong("no less than 1 items required", f"{at}/elements")
    elif len(elements) > most:
        yield wrong(f"no more than {most} items allowed", f"{at}/elements")


def _input(block: Node, at: str, surface: str) -> Faults:
    yield from text_faults(block.get("label"), 2000, f"{at}/label", plain=True)
    if block.get("hint") is not None:
        yield from text_faults(block["hint"], 2000, f"{at}/hint", plain=True)
    yield from _element(block.get("element"), f"{at}/element", surface, where="input")


def _free(_: Node, __: str, ___: str) -> Faults:
    """A divider has nothing that could be wrong."""
    yield from ()


BLOCKS: dict[str, Callable[[Node, str, str], Faults]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _actions,
    "input": _input,
    "divider": _free,
    "image": display_sizes.image,
    "rich_text": display_sizes.rich_text,
    "markdown": display_sizes.markdown,
    "video": display_sizes.video,
    "table": display_sizes.table,
    "alert": display_sizes.alert,
    "card": display_sizes.card,
    "carousel": display_sizes.carousel,
    "plan": display_sizes.plan,
    "task_card": display_sizes.task_card,
}


def _element(element: Any, at: str, surface: str, *, where: str) -> Faults:
    kind = element.get("type") if isinstance(element, dict) else None
    if where == "section" and kind == "image":
        return
    if not _fits(kind, surface, where):
        yield wrong(f"unsupported type: {kind}", f"{at}/type" if kind else at)
        return
    yield from too_long(element.get("action_id"), 255, f"{at}/action_id")
    if "placeholder" in element:
        yield from text_faults(element["placeholder"], 150, f"{at}/placeholder", plain=True)
    if element.get("confirm") is not None:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    yield from _own(element, at)


def _fits(kind: str | None, surface: str, where: str) -> bool:
    if kind not in KNOWN or (surface == MESSAGE and kind in NOT_IN_MESSAGE):
        return False
    if where == "input":
        return kind in INPUTS
    return kind in KNOWN - {
        "email_text_input",
        "url_text_input",
        "number_input",
        "file_input",
    } and (where == "actions" or not kind.endswith("text_input"))


def _own(element: Node, at: str) -> Faults:
    kind = str(element["type"])
    if kind in ("button", "workflow_button"):
        yield from text_faults(element.get("text"), 75, f"{at}/text", plain=True)
        yield from too_long(element.get("value"), 2000, f"{at}/value")
        yield from too_long(element.get("url"), 3000, f"{at}/url")
        if element.get("style") not in (None, "primary", "danger"):
            yield wrong("must be a valid enum value", f"{at}/style")
    elif kind in MENUS:
        yield from option_faults(element, at)
    elif kind == "plain_text_input":
        yield from too_long(element.get("initial_value"), 3000, f"{at}/initial_value")
    elif kind == "number_input" and "is_decimal_allowed" not in element:
        yield wrong("missing required field: is_decimal_allowed", at)


def _confirm(confirm: Any, at: str) -> Faults:
    if not isinstance(confirm, dict):
        yield wrong("must be an object", at)
        return
    for name, most in (("title", 100), ("confirm", 30), ("deny", 30)):
        if confirm.get(name) is not None:
            yield from text_faults(confirm[name], most, f"{at}/{name}", plain=True)
    yield from text_faults(confirm.get("text"), 300, f"{at}/text")


def _listed(block: Node, name: str) -> list[Any]:
    found = block.get(name)
    return found if isinstance(found, list) else []


def characters(node: Any) -> int:
    """The characters of all texts in a block tree."""
    if isinstance(node, list):
        return sum(characters(one) for one in node)
    if isinstance(node, dict):
        own = node.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(map(characters, node.values()))
    return 0

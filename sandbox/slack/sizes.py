"""Slack's checks of what an app sends: whole messages, modals and Homes.

A finding is worded as Slack words it and names its place: `must be less than 3001 characters
[json-pointer:/blocks/0/text/text]`. Views: https://docs.slack.dev/reference/views
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sandbox.slack import block_schemas, chart_schemas, composition, element_schemas
from sandbox.slack.composition import plain
from sandbox.slack.findings import Fault, Faults, Node, late, settled, untyped
from sandbox.slack.schema import Choice, all_of, array, flag, string, typed

MESSAGE, MODAL, HOME = "message", "modal", "home"
MOST_BLOCKS = {MESSAGE: 50, MODAL: 100, HOME: 100}
LARGEST_VIEW = 250_000
BLOCKS = block_schemas.KINDS


def faults(blocks: Any, surface: str) -> list[str]:
    """What Slack finds wrong with these blocks on a message, modal or home; `[]` if nothing."""
    return [str(one) for one in block_findings(blocks, surface)]


def block_findings(blocks: Any, surface: str, at: str = "/blocks") -> list[Fault]:
    return settled(_blocks(blocks, at, surface))


def view_faults(view: Any, kind: str = "") -> list[str]:
    """What Slack finds wrong with a whole modal or Home; with `kind`, only that is right."""
    return [str(one) for one in view_findings(view, kind)]


def view_findings(view: Any, kind: str = "", at: str = "/view") -> list[Fault]:
    home = isinstance(view, dict) and view.get("type") == HOME
    check = VIEWS[kind] if kind else ANY_VIEW
    found = list(check(view, at, HOME if home else MODAL))
    if len(json.dumps(view)) > LARGEST_VIEW:
        found.append(late("view_too_large: must be less than 250 kB", at))
    return settled(found)


def suggestion_faults(answer: Node) -> list[str]:
    """What is wrong with the app's answer to a block_suggestion. No hits at all is fine."""
    for name, check in (("option_groups", composition.GROUPS), ("options", composition.OPTIONS)):
        if name in answer:
            hits = answer[name]
            return [] if hits == [] else [str(one) for one in check(hits, f"/{name}", MODAL)]
    return [str(untyped("must provide an array", "/options"))]


def _blocks(blocks: Any, at: str, surface: str) -> Faults:
    yield from array(block_schemas.BLOCK, most=MOST_BLOCKS[surface])(blocks, at, surface)
    if not isinstance(blocks, list):
        return
    known = list(_placed(blocks, at))
    yield from _twins(known)
    tables = [place for place, one in known if one.get("type") in ("table", "data_table")]
    yield from (late("only_one_table_allowed", place) for place in tables[1:])
    charts = [place for place, one in known if one.get("type") == "data_visualization"]
    most = chart_schemas.MOST_IN_A_MESSAGE
    said = f"no more than {most} data_visualization blocks allowed"  # not Slack's own words
    yield from (late(said, place) for place in charts[most:])
    yield from _focuses(known)


def _placed(blocks: Any, at: str) -> Iterator[tuple[str, Node]]:
    """Each block with its place, those in containers too."""
    for number, one in enumerate(blocks if isinstance(blocks, list) else ()):
        if isinstance(one, dict):
            yield f"{at}/{number}", one
            yield from _placed(one.get("child_blocks"), f"{at}/{number}/child_blocks")


def _twins(blocks: list[tuple[str, Node]]) -> Faults:
    """Worded like the twins of `action_id`, which are seen in public."""
    seen: set[str] = set()
    for at, block in blocks:
        id_ = block.get("block_id")
        if not isinstance(id_, str) or not id_:
            continue
        if id_ in seen:
            yield late(f'`block_id` "{id_}" already exists', f"{at}/block_id")
        seen.add(id_)


def _focuses(blocks: list[tuple[str, Node]]) -> Faults:
    """Only one element of a view or message has the focus. The words are not Slack's own."""
    places = [place for at, block in blocks for place in _focused(block, at)]
    for place in places[1:]:
        yield late("`focus_on_load` can be true for one element only", place)


def _focused(node: Any, at: str) -> Iterator[str]:
    if isinstance(node, list):
        for number, part in enumerate(node):
            yield from _focused(part, f"{at}/{number}")
    elif isinstance(node, dict):
        if node.get("focus_on_load") is True:
            yield f"{at}/focus_on_load"
        for name in ("accessory", "element", "elements"):
            yield from _focused(node.get(name), f"{at}/{name}")


def _can_submit(view: Node, at: str) -> Faults:
    """A modal with inputs has a button for them; Slack's words, seen in public."""
    if "submit" in view:
        return
    for number, block in enumerate(view["blocks"]):
        if block["type"] == "input":
            said = "must define `submit` to use an `input` block in modals"
            yield late(said, f"{at}/blocks/{number}/input")


FRAME = {
    "blocks": _blocks,
    "private_metadata": string(3000),
    "callback_id": string(element_schemas.LONGEST_ID),
    "external_id": string(element_schemas.LONGEST_ID),
}
TITLE = plain(24)
KINDS = {
    # No `submit_disabled`: https://github.com/nicklambourne/slackblocks/issues/36
    MODAL: typed(MODAL, "title blocks", _can_submit, **FRAME, title=TITLE, submit=TITLE,
                 close=TITLE, clear_on_close=flag, notify_on_close=flag),
    # Slack's own tutorials give a Home a title, which is not shown.
    HOME: typed(HOME, "blocks", **FRAME, title=TITLE),
}  # fmt: skip
VIEWS = {kind: all_of(Choice({kind: check})) for kind, check in KINDS.items()}
ANY_VIEW = all_of(Choice(KINDS))


def characters(node: Any) -> int:
    """The characters of all texts in a block tree."""
    if isinstance(node, list):
        return sum(characters(one) for one in node)
    if isinstance(node, dict):
        own = node.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(map(characters, node.values()))
    return 0

"""The few blocks the cards are made of, each kept inside Slack's limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.slack.cards import text

Block = dict[str, Any]

MESSAGE = 50  # blocks a message may have
MODAL = 100  # blocks a modal may have
ROWS = 5  # of two fields each: a section has at most ten
FIELD = 2000  # characters of a section's field


@dataclass(frozen=True, kw_only=True)
class Message:
    """`text` is what screen readers, notifications and plain clients get; never empty. `metadata`
    is what machines get, beside the post's key; people do not see it."""

    text: str
    blocks: tuple[Block, ...]
    metadata: dict[str, Any] = field(default_factory=dict)

    def carrying(self, metadata: dict[str, Any]) -> Message:
        return replace(self, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Confirm:
    """What is asked before a click counts."""

    title: str
    sentence: str
    yes: str
    no: str
    danger: bool = False


def message(fallback: str, blocks: Iterable[Block], most: int = MESSAGE) -> Message:
    """Puts a card together; what does not fit gives way before the last block (the buttons)."""
    all_ = list(blocks)
    if len(all_) > most:
        left = len(all_) - most + 1
        all_ = [*all_[: most - 2], context([f"… +{left}"]), all_[-1]]
    return Message(text=text.clip(fallback, text.SECTION).strip() or "-", blocks=tuple(all_))


def header(plain: str) -> Block:
    return {
        "type": "header",
        "text": {
            "type": "plain_text",
            "text": text.clip(plain, text.HEADER).strip() or "-",
            "emoji": False,
        },
    }


def section(mrkdwn: str, accessory: Block | None = None) -> Block:
    """`mrkdwn` is escaped already. Verbatim: bare addresses do not become links."""
    made: Block = {"type": "section", "text": _mrkdwn(mrkdwn)}
    return {**made, "accessory": accessory} if accessory else made


def divider() -> Block:
    return {"type": "divider"}


def sections(lines: Sequence[str], joint: str = "\n") -> list[Block]:
    """Lines in as many sections as they need; no line is broken unless it alone is too long."""
    blocks: list[Block] = []
    held = ""
    for line in lines:
        joined = f"{held}{joint}{line}" if held else line
        if len(joined) > text.SECTION and held:
            blocks.append(section(held))
            held = line
        else:
            held = joined
    return [*blocks, section(held)] if held else blocks


def context(parts: Sequence[str]) -> Block:
    """Small print; at most ten parts."""
    return {"type": "context", "elements": [_mrkdwn(part) for part in parts[:10]]}


def actions(buttons: Sequence[Block], block_id: str = "") -> Block:
    row: Block = {"type": "actions", "elements": list(buttons)}
    return {**row, "block_id": block_id} if block_id else row


def button(
    action_id: str, label: str, value: str = "", *, style: str = "", confirm: Confirm | None = None
) -> Block:
    """`style` is "primary", "danger" or nothing."""
    made: Block = {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": text.clip(label, text.BUTTON), "emoji": False},
    }
    if value:
        made["value"] = value
    if style:
        made["style"] = style
    if confirm:
        made["confirm"] = _confirm(confirm)
    return made


def overflow(action_id: str, options: Sequence[tuple[str, str]]) -> Block:
    """A menu behind three dots: (label, value), two to five of them."""
    return {
        "type": "overflow",
        "action_id": action_id,
        "options": [
            {"text": {"type": "plain_text", "text": text.clip(label, text.OPTION)}, "value": value}
            for label, value in options
        ],
    }


def way(action_id: str, label: str, url: str) -> Block:
    """A button that leads to an address. Slack tells of its click, too."""
    return {**button(action_id, label), "url": url}


def select(
    action_id: str,
    placeholder: str,
    options: Sequence[tuple[str, str]],
    chosen: str = "",
    *,
    asked: bool = False,
) -> Block:
    """A menu of one choice: (label, value). `asked`: its options are asked for as they are needed,
    and only the chosen one stands in it."""
    offered = [_option(label, value) for label, value in options]
    made: Block = {
        "type": "external_select" if asked else "static_select",
        "action_id": action_id,
        "placeholder": {"type": "plain_text", "text": text.clip(placeholder, 150)},
    }
    made |= {"min_query_length": 0} if asked else {"options": offered}
    initial = [one for one in offered if one["value"] == chosen]
    return {**made, "initial_option": initial[0]} if initial else made


def _option(label: str, value: str) -> Block:
    shown = text.clip(label, text.OPTION).strip() or "-"
    return {"text": {"type": "plain_text", "text": shown, "emoji": False}, "value": value}


def columns(pairs: Sequence[tuple[str, str]], accessory: Block | None = None) -> Block:
    """Side by side, the first `ROWS` of them."""
    fields = [_mrkdwn(text.clip(one, FIELD)) for pair in pairs[:ROWS] for one in pair]
    made: Block = {"type": "section", "fields": fields}
    return {**made, "accessory": accessory} if accessory else made


def _mrkdwn(mrkdwn: str) -> Block:
    return {
        "type": "mrkdwn",
        "text": text.clip(mrkdwn, text.SECTION).strip() or "-",
        "verbatim": True,
    }


def _confirm(asked: Confirm) -> Block:
    return {
        "title": {"type": "plain_text", "text": text.clip(asked.title, 100)},
        "text": {"type": "plain_text", "text": text.clip(asked.sentence, text.CONFIRM)},
        "confirm": {"type": "plain_text", "text": text.clip(asked.yes, 30)},
        "deny": {"type": "plain_text", "text": text.clip(asked.no, 30)},
        "style": "danger" if asked.danger else "primary",
    }

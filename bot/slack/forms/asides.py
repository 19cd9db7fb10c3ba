"""The small forms beside a card: a deny's reason, a question, the broken glass, a note."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from typing import Any

from bot.slack.cards import blocks, buttons, text
from bot.slack.forms import form
from core import language

LONGEST = 500


class Aside(enum.StrEnum):
    """Callback ids."""

    DENY = "deny"  # Why it is denied.
    QUESTION = "question"  # What an approver wants to know.
    SNOOZE = "snooze"  # Until when a finding is put off.
    DISMISS = "dismiss"  # Why a finding may stay.
    GLASS = "glass"  # Why it cannot wait, and the server's name as a confirmation.
    NOTE = "incident-note"  # What is written into an incident's timeline.
    END = "incident-end"  # How an incident ended.


class Field(enum.StrEnum):
    """Block and action ids of the inputs."""

    REASON = "reason"
    TEXT = "text"
    NAME = "name"
    UNTIL = "until"


def deny(value: buttons.Value, channel: str, what: str) -> blocks.Block:
    return _form(
        Aside.DENY,
        value,
        channel,
        title="Deny",
        submit="Deny",
        shown=[
            blocks.section(f"{text.escape(what)} will not run. Nothing has been changed."),
            _input(
                Field.REASON,
                "Reason",
                "Shown on the card. It helps who asked to do it right.",
            ),
        ],
    )


def question(value: buttons.Value, channel: str, requester: str, what: str) -> blocks.Block:
    said = f"It is asked in the thread of {text.escape(what)}, where {text.person(requester)}"
    return _form(
        Aside.QUESTION,
        value,
        channel,
        title="Ask a question",
        submit="Ask",
        shown=[
            blocks.section(f"{said} is called. Nothing is decided by it."),
            _input(Field.TEXT, "Question", "Plain words; no secret."),
        ],
    )


def snooze(value: buttons.Value, channel: str, what: str) -> blocks.Block:
    return _form(
        Aside.SNOOZE,
        value,
        channel,
        title="Snooze",
        submit="Snooze",
        shown=[
            blocks.section(f"{text.escape(what)}: you hear of it again then, if it is still so."),
            _input(
                Field.UNTIL,
                "Until",
                "30m, 4h, 2d, or 2026-12-01 08:00 (UTC); at most 90 days.",
                multiline=False,
            ),
        ],
    )


def dismiss(value: buttons.Value, channel: str, what: str) -> blocks.Block:
    return _form(
        Aside.DISMISS,
        value,
        channel,
        title="Dismiss",
        submit="Dismiss",
        shown=[
            blocks.section(
                f"{text.escape(what)} may stay as it is. It is told again if it gets worse, or "
                "when it is about another version."
            ),
            _input(Field.REASON, "Reason", "Shown on the message and kept in the audit trail."),
        ],
    )


def glass(value: buttons.Value, channel: str, summary: str, target: str) -> blocks.Block:
    warning = (
        "*This runs without the approval it needs.* All approvers are told at once, with your name "
        "and your reason, and one of them must acknowledge it afterwards."
    )
    return _form(
        Aside.GLASS,
        value,
        channel,
        title="Break the glass",
        submit="Run it now",
        shown=[
            blocks.section(warning),
            blocks.section(text.sentence(summary)),
            _input(Field.REASON, "Why it cannot wait", "Kept in the audit trail."),
            _input(
                Field.NAME,
                "The server's name",
                f"Type {target} to show that you mean this one.",
                multiline=False,
            ),
        ],
    )


def note(value: buttons.Value, channel: str, title: str, words: language.Words) -> blocks.Block:
    said = words("incident-form-note", title=text.typed(title))
    label, hint = words("incident-form-note-label"), words("incident-form-note-hint")
    return _form(
        Aside.NOTE,
        value,
        channel,
        title=words("incident-form-note-title"),
        submit=words("incident-form-note-send"),
        close=words("incident-form-back"),
        shown=[blocks.section(said), _input(Field.TEXT, label, hint)],
    )


def end(value: buttons.Value, channel: str, title: str, words: language.Words) -> blocks.Block:
    said = words("incident-form-end", title=text.typed(title))
    label, hint = words("incident-form-end-label"), words("incident-form-end-hint")
    return _form(
        Aside.END,
        value,
        channel,
        title=words("incident-form-end-title"),
        submit=words("incident-form-end-send"),
        close=words("incident-form-back"),
        shown=[blocks.section(said), {**_input(Field.TEXT, label, hint), "optional": True}],
    )


def read(view: Mapping[str, Any]) -> tuple[buttons.Value, str, dict[str, str]]:
    """The button's value, the channel, and what was typed by field. Raises `buttons.Unreadable`."""
    try:
        raw = json.loads(view["private_metadata"])
        value, channel = buttons.read(raw["button"]), str(raw["channel"])
    except (ValueError, KeyError, TypeError) as error:
        raise buttons.Unreadable("the form's metadata cannot be read") from error
    state = view["state"]["values"]
    typed = {
        field.value: (state.get(field, {}).get(field, {}).get("value") or "").strip()
        for field in Field
    }
    return value, channel, typed


def _form(
    aside: Aside,
    value: buttons.Value,
    channel: str,
    *,
    title: str,
    submit: str,
    shown: list[blocks.Block],
    close: str = "Back",
) -> blocks.Block:
    """`value` is the button's; the channel is where refusals are told."""
    return {
        "type": "modal",
        "callback_id": aside.value,
        "private_metadata": json.dumps({"button": buttons.write(value), "channel": channel}),
        "title": form.plain(title, text.MODAL_TITLE),
        "submit": form.plain(submit, text.MODAL_TITLE),
        "close": form.plain(close, text.MODAL_TITLE),
        "blocks": shown,
    }


def _input(field: Field, label: str, hint: str, *, multiline: bool = True) -> blocks.Block:
    return {
        "type": "input",
        "block_id": field.value,
        "label": form.plain(label, 100),
        "hint": form.plain(hint, 150),
        "element": {
            "type": "plain_text_input",
            "action_id": field.value,
            "multiline": multiline,
            "max_length": LONGEST,
        },
    }

"""The small forms beside a card: a deny's reason, a question, the broken glass, a note."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.cards import blocks, buttons, text
from bot.slack.forms import form
from core import language

LONGEST = 500
MOST = 10
"""Operations that a form names."""
ANYWAY = "anyway"
"""What a form to end an incident carries that has named the operations at work."""


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


def deny(value: buttons.Value, channel: str, what: str, words: language.Words) -> blocks.Block:
    shown = [
        blocks.section(words("aside-deny-about", title=text.escape(what))),
        _input(Field.REASON, words("aside-reason"), words("aside-deny-hint")),
    ]
    return _form(Aside.DENY, value, channel, words, submit=words("aside-deny-submit"), shown=shown)


def question(
    value: buttons.Value, channel: str, requester: str, what: str, words: language.Words
) -> blocks.Block:
    title, who = text.escape(what), text.person(requester)
    shown = [
        blocks.section(words("aside-question-about", title=title, who=who)),
        _input(Field.TEXT, words("aside-question-label"), words("aside-question-hint")),
    ]
    submit = words("aside-question-submit")
    return _form(Aside.QUESTION, value, channel, words, submit=submit, shown=shown)


def snooze(value: buttons.Value, channel: str, what: str, words: language.Words) -> blocks.Block:
    label, hint = words("aside-snooze-label"), words("aside-snooze-hint")
    shown = [
        blocks.section(words("aside-snooze-about", title=text.escape(what))),
        _input(Field.UNTIL, label, hint, multiline=False),
    ]
    return _form(
        Aside.SNOOZE, value, channel, words, submit=words("aside-snooze-submit"), shown=shown
    )


def dismiss(value: buttons.Value, channel: str, what: str, words: language.Words) -> blocks.Block:
    shown = [
        blocks.section(words("aside-dismiss-about", title=text.escape(what))),
        _input(Field.REASON, words("aside-reason"), words("aside-dismiss-hint")),
    ]
    return _form(
        Aside.DISMISS, value, channel, words, submit=words("aside-dismiss-submit"), shown=shown
    )


def glass(
    value: buttons.Value, channel: str, summary: str, target: str, words: language.Words
) -> blocks.Block:
    hint = words("aside-glass-name-hint", server=target)
    shown = [
        blocks.section(words("aside-glass-warning")),
        blocks.section(text.spoken(summary, words)),
        _input(Field.REASON, words("aside-glass-label"), words("aside-glass-hint")),
        _input(Field.NAME, words("aside-glass-name"), hint, multiline=False),
    ]
    return _form(
        Aside.GLASS, value, channel, words, submit=words("aside-glass-submit"), shown=shown
    )


def note(value: buttons.Value, channel: str, title: str, words: language.Words) -> blocks.Block:
    label, hint = words("aside-note-label"), words("aside-note-hint")
    shown = [
        blocks.section(words("aside-note-about", title=text.typed(title))),
        _input(Field.TEXT, label, hint),
    ]
    return _form(Aside.NOTE, value, channel, words, submit=words("aside-note-submit"), shown=shown)


def end(
    value: buttons.Value,
    channel: str,
    title: str,
    words: language.Words,
    at_work: Sequence[str] = (),
) -> blocks.Block:
    """`at_work`: what its operations are called that go on beyond it. Who sends a form that names
    them ends it anyway."""
    label, hint = words("aside-end-label"), words("aside-end-hint")
    submit, shown = words("aside-end-submit"), []
    if at_work:
        value = dataclasses.replace(value, do=ANYWAY)
        submit = words("aside-end-submit-anyway")
        what = ", ".join(f"*{text.escape(one)}*" for one in text.some([*at_work], MOST, words))
        shown.append(blocks.section(words("aside-end-at-work", what=what)))
    shown += [
        blocks.section(words("aside-end-about", title=text.typed(title))),
        {**_input(Field.TEXT, label, hint), "optional": True},
    ]
    return _form(Aside.END, value, channel, words, submit=submit, shown=shown)


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
    words: language.Words,
    *,
    submit: str,
    shown: list[blocks.Block],
) -> blocks.Block:
    """`value` is the button's; the channel is where refusals are told."""
    return {
        "type": "modal",
        "callback_id": aside.value,
        "private_metadata": json.dumps({"button": buttons.write(value), "channel": channel}),
        "title": form.plain(words(f"aside-title-{aside.value}"), text.MODAL_TITLE),
        "submit": form.plain(submit, text.MODAL_TITLE),
        "close": form.plain(words("aside-back"), text.MODAL_TITLE),
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

"""The small modals: loading, a problem, an answer, the reason of a deny."""

from __future__ import annotations

import json

from bot.slack.cards import answers, blocks, buttons, text
from bot.slack.forms import form
from commands import verbs

DENY = "deny"
REASON = "reason"


def loading(title: str) -> blocks.Block:
    """Opened at once, before anything is asked of anybody."""
    return _plain(title, [blocks.section("Loading…")])


def problem(title: str, sentence: str, remedy: str = "") -> blocks.Block:
    return note(title, answers.problem(sentence, remedy))


def note(title: str, message: blocks.Message) -> blocks.Block:
    return _plain(title, list(message.blocks))


def answer(said: verbs.Answer) -> blocks.Block:
    """A read-only answer, for instance the upgrade guide."""
    shown = [blocks.header(said.title)] if len(said.title) > text.MODAL_TITLE else []
    for part in said.sections:
        shown += answers.section(part)
    return _plain(said.title, shown[: blocks.MODAL])


def deny(value: buttons.Value, channel: str, what: str) -> blocks.Block:
    """Asks for the reason. `value` is the button's; the channel is where refusals are told."""
    return {
        "type": "modal",
        "callback_id": DENY,
        "private_metadata": json.dumps({"button": buttons.write(value), "channel": channel}),
        "title": form.plain("Deny", text.MODAL_TITLE),
        "submit": form.plain("Deny", text.MODAL_TITLE),
        "close": form.plain("Back", text.MODAL_TITLE),
        "blocks": [
            blocks.section(f"{text.escape(what)} will not run. Nothing has been changed."),
            {
                "type": "input",
                "block_id": REASON,
                "optional": True,
                "label": form.plain("Reason", 100),
                "hint": form.plain("Shown on the card. It helps who asked to do it right.", 150),
                "element": {
                    "type": "plain_text_input",
                    "action_id": REASON,
                    "multiline": True,
                    "max_length": 500,
                },
            },
        ],
    }


def denied(private_metadata: str) -> tuple[buttons.Value, str]:
    """The button's value and the channel of a deny form. Raises `buttons.Unreadable`."""
    try:
        raw = json.loads(private_metadata)
        return buttons.read(raw["button"]), str(raw["channel"])
    except (ValueError, KeyError, TypeError) as error:
        raise buttons.Unreadable("the form's metadata cannot be read") from error


def _plain(title: str, shown: list[blocks.Block]) -> blocks.Block:
    return {
        "type": "modal",
        "callback_id": "note",
        "title": form.plain(title, text.MODAL_TITLE),
        "close": form.plain("Close", text.MODAL_TITLE),
        "blocks": shown or [blocks.section("There is nothing to show.")],
    }

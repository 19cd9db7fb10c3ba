"""The small modals that only tell: loading, a problem, an answer."""

from __future__ import annotations

from bot.slack.cards import blocks, text
from bot.slack.forms import form
from core import language


def loading(title: str, words: language.Words) -> blocks.Block:
    """Opened at once, before anything is asked of anybody."""
    return _plain(title, [blocks.section(words("form-loading"))], words)


def note(title: str, message: blocks.Message, words: language.Words) -> blocks.Block:
    return _plain(title, list(message.blocks), words)


def _plain(title: str, shown: list[blocks.Block], words: language.Words) -> blocks.Block:
    return {
        "type": "modal",
        "callback_id": "note",
        "title": form.plain(title, text.MODAL_TITLE),
        "close": form.plain(words("form-close"), text.MODAL_TITLE),
        "blocks": shown or [blocks.section(words("form-nothing"))],
    }

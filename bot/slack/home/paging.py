"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.slack.cards import blocks
from bot.slack.cards.buttons import Button
from core import language

Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Item]):
    items: Sequence[Item]
    number: int  # from 0
    pages: int
    first: int  # from 1
    total: int


def cut(items: Sequence[Item], wanted: int, size: int) -> Page[Item]:
    """The wanted page; the last one where the list has become shorter."""
    pages = max(-(-len(items) // size), 1)
    number = min(max(wanted, 0), pages - 1)
    return Page(
        items=items[number * size : (number + 1) * size],
        number=number,
        pages=pages,
        first=number * size + 1,
        total=len(items),
    )


def row(what: str, page: Page[Item], words: language.Words) -> list[blocks.Block]:
    """The buttons that turn it, with where one is; nothing where all is on one page."""
    if page.pages == 1:
        return []
    last = page.first + len(page.items) - 1
    where = words("home-page", first=page.first, last=last, total=page.total)
    turns = []
    if page.number:
        turns.append(_turn("back", words("home-previous"), what, page.number - 1))
    if page.number < page.pages - 1:
        turns.append(_turn("on", words("home-next"), what, page.number + 1))
    return [blocks.context([where]), blocks.actions(turns)]


def _turn(way: str, label: str, what: str, number: int) -> blocks.Block:
    return blocks.button(f"{Button.HOME_PAGE}.{way}", label, f"{what}:{number}")


def read(value: str) -> tuple[str, int]:
    """The list and the page of a button's value. Raises `ValueError`."""
    what, _, number = value.partition(":")
    return what, int(number)

"""Composition objects: texts, options, confirmations, images, filters.

Fields are those of https://docs.slack.dev/reference/block-kit/composition-objects, which npm's
@slack/types lists too; a test holds the tables to that list.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from sandbox.slack.findings import Faults, Node, failed, lacks, late
from sandbox.slack.schema import Check, Choice, Record, all_of, array, flag, one_of, string, typed

LONGEST_URL = 3000


def plain(most: int | None = 3000) -> Record:
    return typed("plain_text", "text", text=string(most, least=1), emoji=flag)


def mrkdwn(most: int | None = 3000) -> Record:
    return typed("mrkdwn", "text", text=string(most, least=1), verbatim=flag)


def text(most: int | None = 3000) -> Choice:
    return Choice({"plain_text": plain(most), "mrkdwn": mrkdwn(most)})


def long_text(value: Any, at: str, surface: str) -> Faults:
    """A section's text. That it is too long is told of the whole first, and only that:
    https://github.com/yonicd/slackreprex/issues/3, and the example of blocks.validate, where the
    wrong kind of a text is told alone.
    """
    found = list(text(None)(value, at, surface))
    yield from found or all_of(_short_enough)(value, at, surface)


def _short_enough(value: Node, at: str, surface: str) -> Faults:
    yield from string(3000)(value["text"], f"{at}/text", surface)


CONFIRM = Record("text", {
    "title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30),
    "style": one_of("primary", "danger"),
})  # fmt: skip

DISPATCH = Record("", {
    "trigger_actions_on": array(
        one_of("on_enter_pressed", "on_character_entered"), least=1, most=2
    ),
})  # fmt: skip


def _filter_holds(value: Node, at: str) -> Faults:
    if not value:
        yield late("must define at least one of the filter's fields", at)


FILTER = Record("", {
    "include": array(one_of("im", "mpim", "private", "public"), least=1),
    "exclude_external_shared_channels": flag,
    "exclude_bot_users": flag,
}, (_filter_holds,))  # fmt: skip


def option(words: Check, **more: Check) -> Record:
    fields = {"text": words, "value": string(150), "description": words} | more
    return Record("text value", fields)


PLAIN_OPTION = option(plain(75))
"""Of selects (their texts are plain)."""
RICH_OPTION = option(text(75))
"""Of radio buttons and checkboxes."""
LINK_OPTION = option(plain(75), url=string(LONGEST_URL))
"""Of an overflow menu."""
OPTIONS = array(PLAIN_OPTION, least=1, most=100)
GROUP = Record("label options", {"label": plain(75), "options": OPTIONS})
GROUPS = array(GROUP, least=1, most=100)


ICONS = (
    "archive", "book", "bookmark", "bot", "bug", "calendar", "call", "caret-left", "caret-right",
    "check", "clipboard", "code", "comment", "compass", "copy", "cube", "download", "edit",
    "email", "eye-closed", "eye-open", "file", "flag", "folder", "gear", "globe", "heart", "help",
    "image", "info", "key", "lightbulb", "link", "map", "mobile", "new-window", "pin", "plus",
    "refine", "refresh", "rocket", "save", "screen", "share", "sparkle", "star", "star-filled",
    "tag", "thumbs-down", "thumbs-up", "trash", "upload", "user", "warning",
)  # fmt: skip
SLACK_ICON = typed("icon", "name", name=one_of(*ICONS))


def _one_name(value: Node, at: str) -> Faults:
    if len(value) != 1:
        yield failed("failed to match exactly one allowed schema", at, "one_of")


SLACK_FILE = Record("", {"id": string(), "url": string(LONGEST_URL)}, (_one_name,))


def _image_source(value: Node, at: str) -> Faults:
    """Either a URL or a Slack file (…/composition-objects/slack-file-object)."""
    if "image_url" in value and "slack_file" in value:
        yield failed("failed to match exactly one allowed schema", at, "one_of")
    elif "slack_file" not in value and "image_url" not in value:
        yield lacks("image_url", at)
    elif "image_url" in value and not web_address(value["image_url"], "http", "https"):
        # Slack fetches each image. What it says when it cannot, is seen in many public logs.
        yield late("downloading image failed", f"{at}/image_url")


def web_address(value: str, *schemes: str) -> bool:
    try:
        split = urlsplit(value)
    except ValueError:
        return False
    return split.scheme in schemes and bool(split.netloc)


def image(**more: Check) -> Record:
    """An image, as an element or, with a title and an id, as a block."""
    return typed(
        "image", "alt_text", _image_source,
        image_url=string(LONGEST_URL), alt_text=string(2000), slack_file=SLACK_FILE, **more,
    )  # fmt: skip


IMAGE = image()

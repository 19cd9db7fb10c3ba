"""A call of the Web API: its arguments however they were sent, and how a method is declared."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from sandbox.slack.refusals import SlackError
from sandbox.slack.views import Views
from sandbox.slack.web_api.moods import Moods
from sandbox.slack.workspace import Workspace

NESTED = {"blocks", "attachments", "message", "metadata", "view", "files", "unfurls"}
"""Arguments that are JSON in text when they come in a form."""

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

UNREADABLE = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
}

Answer = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    workspace: Workspace
    views: Views
    arguments: dict[str, Any]
    connect: Callable[[], Answer]
    """What apps.connections.open answers: a Socket Mode URL."""
    page_url: str
    scopes: set[str]
    moods: Moods

    def text(self, name: str, default: str = "") -> str:
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def need(self, name: str, error: str = "invalid_arguments") -> str:
        """A required argument; Slack's refusal when it is missing."""
        value = self.text(name)
        if not value:
            raise SlackError(error, f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        return str(self.arguments.get(name, "")).lower() in ("true", "1")

    def number(self, name: str, default: int) -> int:
        text = self.text(name)
        if text and not text.isdigit():
            raise SlackError("invalid_arguments", f"[ERROR] must be a number: {name}")
        return int(text) if text else default


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """`scopes`: any one of them is enough; none means that the method needs none.

    `tier` is the one of `rates.TIERS` that Slack lists for it, or `rates.SPECIAL`.
    """

    run: Callable[[Call], Answer]
    tier: int
    scopes: tuple[str, ...] = ()
    caller: Literal["bot", "app", "any"] = "bot"
    """Whose token is asked for."""


async def arguments(request: web.Request) -> dict[str, Any]:
    """Query, form and JSON body in one; nested JSON read. Refuses what Slack refuses."""
    found: dict[str, Any] = dict(request.query)
    _check_type(request)
    if request.content_type == "application/json":
        found |= _json(await request.read())
    elif request.content_type in FORMS:
        form = await request.post()
        found |= {name: str(value) for name, value in form.items()}
    for name in NESTED & set(found):
        found[name] = _nested(name, found[name])
    return found


def _check_type(request: web.Request) -> None:
    """https://docs.slack.dev/apis/web-api/#post_bodies"""
    if request.method != "POST" or not request.body_exists:
        return
    if "Content-Type" not in request.headers:
        raise SlackError("missing_post_type")
    if request.content_type not in {"application/json", "text/plain", *FORMS}:
        raise SlackError("invalid_post_type")
    if (request.charset or "utf-8").lower() not in ("utf-8", "iso-8859-1"):
        raise SlackError("invalid_charset")


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError as broken:
        raise SlackError("invalid_json") from broken
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value


def _nested(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError as broken:
        code = UNREADABLE.get(name, "invalid_arguments")
        raise SlackError(code, f"[ERROR] {name} is not JSON") from broken


def page(items: list[Any], call: Call, default: int = 100) -> tuple[list[Any], Answer]:
    """One page by `limit` and `cursor`, and the `response_metadata` that names the next."""
    limit = min(max(call.number("limit", default) or default, 1), 1000)
    cursor = call.text("cursor")
    if cursor and not cursor.removeprefix("next:").isdigit():
        raise SlackError("invalid_cursor")
    start = int(cursor.removeprefix("next:")) if cursor else 0
    more = start + limit < len(items)
    following = f"next:{start + limit}" if more else ""
    return items[start : start + limit], {"response_metadata": {"next_cursor": following}}

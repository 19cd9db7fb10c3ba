"""A person by what people call them, for the terminal. Decisions go by id only."""

from __future__ import annotations

import re
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import sender
from core import errors

_ID = re.compile(r"[UW][A-Z0-9]{2,}")
PAGE = 200


class Nobody(errors.BotError):
    """No one active goes by that name, or several do."""

    code = "unknown-person"


async def person(client: AsyncWebClient, name: str) -> str:
    """The Slack id of `U…`, `@name` or an e-mail address. Raises `Nobody`, `sender.Failed`."""
    if _ID.fullmatch(name):
        return name
    wanted = name.removeprefix("@").casefold()
    found = {
        str(user["id"]): str(user.get("real_name") or user.get("name"))
        for user in await _everybody(client)
        if not user.get("deleted") and wanted in _names(user)
    }
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise Nobody(f"Nobody here goes by {name!r}.", remedy="Give the member's id, U….")
    listed = ", ".join(f"{one} ({id_})" for id_, one in found.items())
    raise Nobody(f"{name!r} may be {listed}.", remedy="Give the one you mean by id.")


async def _everybody(client: AsyncWebClient) -> list[dict[str, Any]]:
    members: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = await sender.translate(client.users_list(limit=PAGE, cursor=cursor))
        members += page["members"]
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return members


def _names(user: dict[str, Any]) -> set[str]:
    profile = user.get("profile") or {}
    given = (
        user.get("name"),
        user.get("real_name"),
        profile.get("display_name"),
        profile.get("email"),
    )
    return {str(one).casefold() for one in given if one}

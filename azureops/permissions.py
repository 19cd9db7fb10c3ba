"""Which actions the bot's own identity lacks at a scope."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from azureops.azure import Azure
from azureops.reading import Object, texts

API = "2022-04-01"  # learn.microsoft.com/rest/api/authorization/permissions


async def missing(azure: Azure, scope: str, actions: Iterable[str]) -> tuple[str, ...]:
    """Those of `actions` that no role assignment grants at `scope`, in the order given.

    `scope` is a subscription's, resource group's or resource's id; where it does not exist,
    everything is missing. A grant is any one permission whose `actions` match (with wildcards)
    and whose `notActions` do not.
    """
    granted = await azure.arm.get_all(f"{scope}/providers/Microsoft.Authorization/permissions", API)
    return tuple(action for action in actions if not allowed(granted, action))


def allowed(granted: list[Object], action: str) -> bool:
    """Whether one of the permissions in Azure's JSON grants the action."""
    return any(
        _any(texts(one, "actions"), action) and not _any(texts(one, "notActions"), action)
        for one in granted
    )


def _any(patterns: tuple[str, ...], action: str) -> bool:
    return any(_form(pattern).fullmatch(action.lower()) for pattern in patterns)


@functools.lru_cache(maxsize=4096)
def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.lower().split("*"))))

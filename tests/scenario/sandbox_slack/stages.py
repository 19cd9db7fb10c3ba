"""What a scenario stands on: the local Slack, the real Bolt app behind it, and doors to both."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.control import Control
from sandbox.slack.server import LocalSlack

JSON = dict[str, Any]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stage:
    """What a test stands on. `do` sends a story act over the control endpoint."""

    slack: LocalSlack
    control: Control
    client: AsyncWebClient
    bolt: AsyncApp
    do: Callable[..., Awaitable[JSON]]
    page: aiohttp.ClientSession

    async def get(self, path: str, **query: str) -> JSON:
        async with self.page.get(f"{self.slack.url}/page/{path}", params=query) as answer:
            found: JSON = await answer.json()
            return found

    async def post(self, path: str, /, **body: Any) -> JSON:
        async with self.page.post(f"{self.slack.url}/page/{path}", json=body) as answer:
            found: JSON = await answer.json()
            return found

"""The bot's port: liveness, readiness, Slack's endpoint only when there is one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot import server


async def call(app: server.App, path: str) -> tuple[int, dict[str, Any]]:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    await app({"type": "http", "path": path, "method": "GET"}, receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


async def ready() -> dict[str, str]:
    return {}


async def unready() -> dict[str, str]:
    return {"database": "no answer"}


async def events(scope: Any, receive: Any, send: Any) -> None:
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b'"slack"'})


@pytest.mark.parametrize(
    ("app", "path", "status"),
    [
        (server.application(events, ready), "/healthz", 200),
        (server.application(events, unready), "/healthz", 200),
        (server.application(events, ready), "/readyz", 200),
        (server.application(events, unready), "/readyz", 503),
        (server.application(events, ready), "/slack/events", 200),
        (server.application(None, ready), "/slack/events", 404),
        (server.application(events, ready), "/", 404),
    ],
)
async def test_paths(app: server.App, path: str, status: int) -> None:
    assert (await call(app, path))[0] == status


async def test_readiness_names_what_lacks() -> None:
    _, body = await call(server.application(None, unready), "/readyz")
    assert body == {"status": "not ready", "lacking": {"database": "no answer"}}

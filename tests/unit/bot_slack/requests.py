"""Signed requests as Slack sends them, given straight to an ASGI application."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import ack, app, connection, ingress
from bot.slack.listeners import kinds

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
IDENTITY = connection.Identity(team="T0CONTOSO", bot_user="U0FAILBOT", bot_id="B0FAILBOT")

COMMAND = {
    "token": "legacy",
    "team_id": "T0CONTOSO",
    "channel_id": "C0INCIDENT",
    "user_id": "U0RITA001",
    "command": "/failback-ps",
    "text": "help",
    "response_url": "https://hooks.slack.com/commands/T0CONTOSO/1/x",
    "trigger_id": "1.2.3",
}


class FixedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Answer:
    status: int
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def sign(body: bytes, at: datetime = NOW, secret: str = SECRET) -> list[tuple[bytes, bytes]]:
    stamp = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return [
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"x-slack-request-timestamp", stamp.encode()),
        (b"x-slack-signature", f"v0={digest}".encode()),
    ]


async def post(
    asgi: Callable[..., Awaitable[None]],
    body: bytes,
    headers: list[tuple[bytes, bytes]] | None = None,
    *,
    method: str = "POST",
    path: str = "/slack/events",
    parts: int = 1,
) -> Answer:
    size = max(len(body) // parts, 1)
    chunks = [body[at : at + size] for at in range(0, len(body), size)] or [b""]
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        chunk = chunks.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(chunks)}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": sign(body) if headers is None else headers,
    }
    await asgi(scope, receive, send)
    return Answer(status=sent[0]["status"], body=sent[1]["body"])


def command(**changes: str) -> bytes:
    return urlencode({**COMMAND, **changes}).encode()


def interaction(payload: dict[str, Any]) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


def serve(
    handlers: dict[kinds.Kind, dict[str, kinds.Handler]],
    own: kinds.Own | None = None,
) -> tuple[ingress.Ingress, ack.WakingRunner]:
    """A Bolt app in memory behind the real ingress."""
    bolt = app.make_bolt(AsyncWebClient(token="xoxb-unit"), IDENTITY)
    runner = ack.WakingRunner(bolt.listener_runner)
    bolt._async_listener_runner = runner
    kinds.register(bolt, handlers, own=own)
    return ingress.Ingress(bolt, SECRET, FixedClock()), runner

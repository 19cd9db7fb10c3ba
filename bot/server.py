"""The bot's own port: Slack's requests, liveness and readiness. A pure ASGI application."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

import uvicorn

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Ready = Callable[[], Awaitable[dict[str, str]]]
"""Names what is not ready and why; an empty answer means ready."""

KEEP_ALIVE_SECONDS = 75
"""Longer than callers keep an idle connection (proxies: 60 s as a rule): else this side may hang
up just as a click is on its way, and the click is lost."""


def application(events: App | None, ready: Ready) -> App:
    """`events` is Slack's endpoint, absent in Socket Mode."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path = scope["path"]
        if path == "/slack/events" and events is not None:
            await events(scope, receive, send)
        elif path == "/healthz":
            await _answer(send, 200, {"status": "alive"})
        elif path == "/readyz":
            lacking = await ready()
            status = "ready" if not lacking else "not ready"
            await _answer(send, 503 if lacking else 200, {"status": status, "lacking": lacking})
        else:
            await _answer(send, 404, {"error": "not found"})

    return app


async def _answer(send: Send, status: int, body: dict[str, Any]) -> None:
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})


class Server:
    """uvicorn on the running loop; the composition root owns the signals, not uvicorn."""

    def __init__(self, app: App, host: str, port: int) -> None:
        config = uvicorn.Config(
            app,
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,  # nobody asks for the caller's address
            http="httptools",
            ws="none",
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=5,
        )
        self._address = (host, port)
        self._server = _Quiet(config)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Listening when it returns the port; raises OSError when the port is taken."""
        listening = socket.create_server(self._address, backlog=512)
        self._task = asyncio.create_task(self._server.serve([listening]), name="http-server")
        return int(listening.getsockname()[1])

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._task is not None:
            await self._task


class _Quiet(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: SIGTERM is the composition root's, which drains before it stops the port."""
        yield

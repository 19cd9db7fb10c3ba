"""Socket Mode: envelopes over the WebSocket that apps.connections.open hands out.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import secrets
import time
import uuid
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import web

from sandbox.slack.delivery import EVENT, PATIENCE, Ack

MOST_CONNECTIONS = 10
HEARTBEAT = 5.0
"""Seconds between the server's pings; a connection that does not answer them is dropped."""


class SocketDelivery:
    """All connections of one app. Each envelope goes to one of them, in turn."""

    mode = "socket"

    def __init__(self, app_id: str, on_change: Callable[[], None] = lambda: None) -> None:
        self._app_id = app_id
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._connections: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._asked: dict[str, web.WebSocketResponse] = {}
        self._turn = itertools.count()
        self._came = asyncio.Event()

    @property
    def online(self) -> bool:
        return bool(self._connections)

    def ticket(self) -> str:
        """What apps.connections.open puts into its URL; good for one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def connected(self, within: float) -> bool:
        """True once the app has a connection."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._came.wait(), within)
        return self.online

    async def deliver(
        self, kind: str, payload: dict[str, Any], *, retry: tuple[int, str] | None = None
    ) -> Ack:
        started = time.perf_counter()
        if not self._connections:
            return Ack(status=0, body="", ms=0.0, problem="dispatch_failed")
        envelope = _envelope(str(uuid.uuid4()), kind, payload, retry)
        try:
            async with asyncio.timeout(PATIENCE):
                body = await self._answered(envelope)
        except TimeoutError:
            ms = (time.perf_counter() - started) * 1000
            return Ack(status=0, body="", ms=ms, problem="operation_timeout")
        return Ack(status=200, body=body, ms=(time.perf_counter() - started) * 1000)

    async def _answered(self, envelope: dict[str, Any]) -> Any:
        """The ack; an envelope whose connection went down goes over another one."""
        id_ = envelope["envelope_id"]
        while True:
            await self._came.wait()
            socket = self._connections[next(self._turn) % len(self._connections)]
            answer = asyncio.get_running_loop().create_future()
            self._waiting[id_], self._asked[id_] = answer, socket
            try:
                await socket.send_json(envelope)
                return await answer
            except ConnectionError:
                await asyncio.sleep(0.01)
            finally:
                self._waiting.pop(id_, None)
                self._asked.pop(id_, None)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket endpoint."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            debug = {"host": "applink-local"}
            reason = "too_many_websockets"
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": debug})
            await socket.close()
            return socket
        self._connections.append(socket)
        await socket.send_json(self._hello())
        self._came.set()
        self._on_change()
        try:
            await self._listen(socket)
        finally:
            self._connections.remove(socket)
            self._lost(socket)
            if not self._connections:
                self._came.clear()
            self._on_change()
        return socket

    async def disconnect(self, reason: str = "refresh_requested", grace: float = 0.0) -> int:
        """Ask every connection to come anew (`warning`, `refresh_requested`, `link_disabled`)."""
        asked = list(self._connections)
        for socket in asked:
            debug = {"host": "applink-local"}
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": debug})
        if reason != "warning":
            await asyncio.sleep(grace)
            for socket in asked:
                await socket.close()
        return len(asked)

    async def close(self) -> None:
        for socket in list(self._connections):
            await socket.close()

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for frame in socket:
            if frame.type is not aiohttp.WSMsgType.TEXT:
                continue
            with contextlib.suppress(ValueError):
                self._take(frame.json())

    def _take(self, answer: Any) -> None:
        if not isinstance(answer, dict):
            return
        waiting = self._waiting.get(str(answer.get("envelope_id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload") or "")

    def _lost(self, socket: web.WebSocketResponse) -> None:
        """Envelopes that went down with their connection are known as lost at once."""
        for envelope_id, asked in self._asked.items():
            waiting = self._waiting.get(envelope_id)
            if asked is socket and waiting is not None and not waiting.done():
                waiting.set_exception(ConnectionResetError())

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {
                "host": "applink-local",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._app_id},
        }


def _envelope(
    envelope_id: str, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None
) -> dict[str, Any]:
    shown: dict[str, Any] = {"envelope_id": envelope_id, "type": kind, "payload": payload}
    shown["accepts_response_payload"] = kind != EVENT
    if kind == EVENT:
        attempt, reason = retry or (0, "")
        shown |= {"retry_attempt": attempt, "retry_reason": reason}
    return shown

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
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

from sandbox.slack.delivery import EVENT, PATIENCE, Ack

MOST_CONNECTIONS = 10
HEARTBEAT = 5.0
"""Seconds between the server's pings; a connection that does not answer them is dropped."""
WARNED = 10.0
"""Seconds between the `warning` and the disconnect."""
FAREWELL = 1.0
"""Seconds in which a client may say goodbye when its connection is closed."""
HOST = "applink-local"
STARTED = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.000")
LOST = object()
"""In place of an answer: the connection went down before one came."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """An envelope under way."""

    socket: web.WebSocketResponse
    answer: asyncio.Future[Any]


class SocketDelivery:
    """All connections of one app. Each envelope goes to one of them, in turn."""

    mode = "socket"

    def __init__(
        self,
        app_id: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        on_change: Callable[[], None] = lambda: None,
        patience: float = PATIENCE,
    ) -> None:
        self._app_id = app_id
        self._sleep = sleep
        self._on_change = on_change
        self._patience = patience
        self._tickets: set[str] = set()
        self._connections: list[web.WebSocketResponse] = []
        self._ready: list[web.WebSocketResponse] = []
        """Those of them that were greeted and were not told to go: envelopes go over these."""
        self._waiting: dict[str, Asked] = {}
        self._turn = itertools.count()
        self._came = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self.switched_on = True
        """Whether the app's settings say Socket Mode. Without it connections carry nothing."""

    @property
    def online(self) -> bool:
        return self.switched_on and bool(self._ready)

    def ticket(self) -> str:
        """What apps.connections.open puts into its URL; good for one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def connected(self, within: float) -> bool:
        """True once the app has a connection."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._some(), within)
        return self.online

    async def deliver(
        self, kind: str, payload: dict[str, Any], *, retry: tuple[int, str] | None = None
    ) -> Ack:
        started = time.perf_counter()
        if not self.online:
            return Ack(status=0, body="", ms=0.0, problem="dispatch_failed")
        envelope = _envelope(str(uuid.uuid4()), kind, payload, retry)
        try:
            async with asyncio.timeout(self._patience):
                body = await self._answered(envelope)
        except TimeoutError:
            ms = (time.perf_counter() - started) * 1000
            return Ack(status=0, body="", ms=ms, problem="operation_timeout")
        return Ack(status=200, body=body, ms=(time.perf_counter() - started) * 1000)

    async def _answered(self, envelope: dict[str, Any]) -> Any:
        """The ack; an envelope whose connection went down goes over another one."""
        id_ = envelope["envelope_id"]
        while True:
            ready = await self._some()
            socket = ready[next(self._turn) % len(ready)]
            asked = Asked(socket=socket, answer=asyncio.get_running_loop().create_future())
            self._waiting[id_] = asked
            try:
                await socket.send_json(envelope)
                if (said := await asked.answer) is not LOST:
                    return said
            except ConnectionError:
                self._leave(socket)  # it is closing: not to be asked again
            finally:
                del self._waiting[id_]

    async def _some(self) -> list[web.WebSocketResponse]:
        """The connections that are ready, once there are any."""
        while not self._ready:
            self._came.clear()
            await self._came.wait()
        return self._ready

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket endpoint."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=FAREWELL)
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await _dismiss([socket], "too_many_websockets")
            await socket.close()
            return socket
        self._connections.append(socket)
        try:
            with contextlib.suppress(ConnectionError):
                await socket.send_json(self._hello())
                self._arrive(socket)
                await self._listen(socket)
        finally:
            self._connections.remove(socket)
            self._leave(socket)
            self._lost(socket)
        return socket

    async def disconnect(self, reason: str = "refresh_requested") -> int:
        """Tell every connection to go; how many were told.

        `warning`: they are closed ten seconds later. `refresh_requested`: now, after the answers
        that are under way. `link_disabled`: now, as Socket Mode was switched off.
        """
        told = list(self._ready)
        if reason == "link_disabled":
            self.switched_on = False
        await _dismiss(told, reason)
        if reason == "warning":
            task = asyncio.create_task(self._refresh(told))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            await self._part(told)
        return len(told)

    async def _refresh(self, warned: Collection[web.WebSocketResponse]) -> None:
        await self._sleep(WARNED)
        still = [socket for socket in warned if socket in self._ready]
        await _dismiss(still, "refresh_requested")
        await self._part(still)

    async def _part(self, sockets: Collection[web.WebSocketResponse]) -> None:
        """Nothing new goes over them; what is under way may be answered, then they are closed."""
        for socket in sockets:
            self._leave(socket)
        pending = [one.answer for one in self._waiting.values() if one.socket in sockets]
        if pending:
            await asyncio.wait(pending, timeout=self._patience)
        await asyncio.gather(*(socket.close() for socket in sockets))

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(socket.close() for socket in self._connections))

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for frame in socket:
            if frame.type is not aiohttp.WSMsgType.TEXT:
                continue
            with contextlib.suppress(ValueError):
                self._take(frame.json())

    def _take(self, answer: Any) -> None:
        if not isinstance(answer, dict):
            return
        asked = self._waiting.get(str(answer.get("envelope_id")))
        if asked is not None and not asked.answer.done():
            asked.answer.set_result(answer.get("payload") or "")

    def _arrive(self, socket: web.WebSocketResponse) -> None:
        self._ready.append(socket)
        self._came.set()
        self._on_change()

    def _leave(self, socket: web.WebSocketResponse) -> None:
        if socket in self._ready:
            self._ready.remove(socket)
            self._on_change()

    def _lost(self, socket: web.WebSocketResponse) -> None:
        """Envelopes that went down with their connection are known as lost at once."""
        for asked in self._waiting.values():
            if asked.socket is socket and not asked.answer.done():
                asked.answer.set_result(LOST)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {
                "host": HOST,
                "started": STARTED,
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._app_id},
        }


async def _dismiss(sockets: Collection[web.WebSocketResponse], reason: str) -> None:
    told = {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}
    for socket in sockets:
        with contextlib.suppress(ConnectionError):
            await socket.send_json(told)


def _envelope(
    envelope_id: str, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None
) -> dict[str, Any]:
    shown: dict[str, Any] = {"envelope_id": envelope_id, "type": kind, "payload": payload}
    shown["accepts_response_payload"] = kind != EVENT
    if kind == EVENT:
        attempt, reason = retry or (0, "")
        shown |= {"retry_attempt": attempt, "retry_reason": reason}
    return shown

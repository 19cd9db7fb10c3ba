"""`POST /slack/events` as a bare ASGI application: check the signature, hand over to Bolt."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from bot.slack import payload
from core import clock

PATH = "/slack/events"
MAX_AGE = 5 * 60
"""Seconds a signed request stays valid, as Slack's verification guide says
(https://docs.slack.dev/authentication/verifying-requests-from-slack/)."""
MAX_BODY = 1024 * 1024  # bytes; Slack's own payloads stay far below

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_PLAIN = [(b"content-type", b"text/plain;charset=utf-8")]


class Verifier:
    """Knows whether a request comes from Slack and is fresh."""

    def __init__(self, signing_secret: str, now: clock.Clock) -> None:
        self._key = signing_secret.encode()
        self._now = now

    def accepts(self, timestamp: bytes, signature: bytes, body: bytes) -> bool:
        """True for a right signature not older (or newer) than five minutes."""
        if not timestamp.isdigit() or len(timestamp) > 12:
            return False
        if abs(self._now.now().timestamp() - int(timestamp)) > MAX_AGE:
            return False
        wanted = hmac.new(self._key, b"v0:" + timestamp + b":" + body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(b"v0=" + wanted.encode(), signature)


class Ingress:
    """The ASGI application. Anything but a signed `POST` is refused before Bolt is asked."""

    def __init__(self, app: AsyncApp, signing_secret: str, now: clock.Clock) -> None:
        self._app = app
        self._verifier = Verifier(signing_secret, now)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH:
            await _answer(send, 404, _PLAIN, b"Not found.")
            return
        if scope["method"] != "POST":
            await _answer(send, 405, [*_PLAIN, (b"allow", b"POST")], b"Only POST is served here.")
            return
        body = await _body(receive)
        if body is None:
            await _answer(send, 413, _PLAIN, b"The request is too large.")
            return
        headers = dict(scope["headers"])
        timestamp = headers.get(b"x-slack-request-timestamp", b"")
        if not self._verifier.accepts(timestamp, headers.get(b"x-slack-signature", b""), body):
            await _answer(send, 401, _PLAIN, b"The signature is wrong or too old.")
            return
        await self._dispatch(send, body)

    async def _dispatch(self, send: Send, body: bytes) -> None:
        try:
            read = payload.read(body)
        except payload.Unreadable:
            await _answer(send, 400, _PLAIN, b"The request cannot be read.")
            return
        # The mode only tells Bolt that there is no signature left to check and no body to parse.
        request = AsyncBoltRequest(mode="socket_mode", body=read)
        response = await self._app.async_dispatch(request)
        kept = [
            (name.encode(), value.encode())
            for name, values in response.headers.items()
            for value in values
            if name != "content-length"
        ]
        await _answer(send, response.status, kept, response.body.encode())


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is larger than `MAX_BODY`."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body if len(body) <= MAX_BODY else None
    parts = bytearray(body)
    while message.get("more_body"):
        message = await receive()
        parts += message.get("body", b"")
        if len(parts) > MAX_BODY:
            return None
    return bytes(parts)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})

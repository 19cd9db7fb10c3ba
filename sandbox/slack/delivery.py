"""How Slack hands something to the app, and what came back."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

import aiohttp

PATIENCE = 3.0
"""Seconds in which the app must answer (https://docs.slack.dev/interactivity)."""

SLASH, INTERACTIVE, EVENT = "slash_commands", "interactive", "events_api"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ack:
    """The app's answer. `problem` is "" when it was a good one in time."""

    status: int
    body: Any
    ms: float
    problem: str = ""
    no_retry: bool = False
    """The app said `X-Slack-No-Retry: 1`."""

    def wire(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"status": self.status, "body": self.body, "ms": round(self.ms, 2)}
        return shown | ({"problem": self.problem} if self.problem else {})


class Delivery(Protocol):
    mode: str

    @property
    def online(self) -> bool:
        """Whether the app can be reached, as far as Slack knows without asking."""
        ...

    async def deliver(
        self, kind: str, payload: dict[str, Any], *, retry: tuple[int, str] | None = None
    ) -> Ack:
        """Hand over one payload of `kind`; never raises for what the app does wrong."""
        ...


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class HttpDelivery:
    """Signed POSTs to the app's request URL.

    Any 2xx is a good answer to an event (https://docs.slack.dev/apis/events-api#responding), 200
    to the rest.
    """

    mode = "http"

    def __init__(self, request_url: str, signing_secret: str, patience: float = PATIENCE) -> None:
        self._url = request_url
        self._secret = signing_secret
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    @property
    def online(self) -> bool:
        return True

    async def deliver(
        self, kind: str, payload: dict[str, Any], *, retry: tuple[int, str] | None = None
    ) -> Ack:
        body, content_type = encoded(kind, payload)
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        started = time.perf_counter()
        try:
            status, answer, no_retry = await self._post(body, headers)
        except TimeoutError:
            return _failed("operation_timeout", started)
        except aiohttp.ClientError:
            return _failed("dispatch_failed", started)
        ms = (time.perf_counter() - started) * 1000
        good = status // 100 == 2 if kind == EVENT else status == 200
        problem = "" if good else "dispatch_failed"
        return Ack(status=status, body=answer, ms=ms, problem=problem, no_retry=no_retry)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, Any, bool]:
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        async with asyncio.timeout(self._patience):
            async with self._session.post(self._url, data=body, headers=headers) as answer:
                no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
                return answer.status, parsed(await answer.text()), no_retry


def _failed(problem: str, started: float) -> Ack:
    return Ack(status=0, body="", ms=(time.perf_counter() - started) * 1000, problem=problem)


def encoded(kind: str, payload: dict[str, Any]) -> tuple[bytes, str]:
    """Body and content type: commands are forms, interactions a form of one JSON, events JSON."""
    if kind == EVENT:
        return json.dumps(payload).encode(), "application/json"
    fields = payload if kind == SLASH else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def parsed(text: str) -> Any:
    """JSON where it is JSON, else the text itself; "" stays ""."""
    try:
        return json.loads(text) if text else ""
    except ValueError:
        return text

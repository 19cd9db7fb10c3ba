"""The wire: each payload that Slack sent to the app and each call the app made, with the answers.

A bounded ring for the page's drawer and for people who write a bot. Secrets are masked before an
entry is kept.
"""

from __future__ import annotations

import collections
import itertools
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl

from aiohttp import web

from sandbox.slack import masks
from sandbox.slack.delivery import EVENT, PATIENCE, SLASH, Ack, Delivery

KEPT = 500
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(kw_only=True, slots=True)
class Entry:
    """One exchange; `ms` is None until it is answered. PAGE_API.md says each field in full."""

    n: int
    at: str
    to: Literal["app", "slack"]
    kind: str
    name: str
    transport: str
    request: Any
    user: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    status: int | None = None
    answer: Any = None
    ms: float | None = None
    problem: str = ""
    late: bool = False
    retry: int = 0
    changed: int = 0


class Wire:
    def __init__(self, tell: Callable[[dict[str, Any]], None]) -> None:
        self._tell = tell
        self._entries: collections.deque[Entry] = collections.deque(maxlen=KEPT)
        self._numbers = itertools.count(1)
        self._changes = itertools.count(1)

    def begin(self, **facts: Any) -> Entry:
        facts["request"] = masks.cut(masks.masked(facts["request"]))
        entry = Entry(n=next(self._numbers), at=f"{time.time():.6f}", **facts)
        self._entries.append(entry)
        self._changed(entry)
        return entry

    def end(self, entry: Entry, *, status: int, answer: Any, ms: float, problem: str = "") -> None:
        entry.status, entry.ms, entry.problem = status, round(ms, 2), problem
        entry.answer = masks.cut(masks.masked(answer))
        entry.late = entry.to == "app" and ms > PATIENCE * 1000
        self._changed(entry)

    def since(self, n: int, limit: int = 200) -> dict[str, Any]:
        """Entries that are new or were answered after the change `n`, oldest first."""
        found = sorted((e for e in self._entries if e.changed > n), key=lambda e: e.changed)
        some = found[:limit] if n else found[-limit:]
        last = max((e.changed for e in some), default=n)
        shown = sorted(some, key=lambda e: e.n)
        return {"entries": [asdict(e) for e in shown], "last": last, "kept": KEPT}

    def _changed(self, entry: Entry) -> None:
        entry.changed = next(self._changes)
        self._tell({"type": "wire", "entry": asdict(entry)})

    # ---- calls of the app ------------------------------------------------------------------
    def middleware(self, kind: str) -> Any:
        """For the parts of the server that the app calls. Outermost: it sees what faults do."""

        @web.middleware
        async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
            asked = _asked(request, await request.read())
            entry = self.begin(
                to="slack", kind=kind, name=_called(request, kind), transport="http",
                request=asked, user=str(asked.get("user") or asked.get("user_id") or ""),
            )  # fmt: skip
            started = time.perf_counter()
            answer: web.StreamResponse | None = None
            try:
                answer = await handler(request)
            finally:
                ms = (time.perf_counter() - started) * 1000
                said = _said(answer)
                problem = str(said.get("error", "")) if isinstance(said, dict) else ""
                status = answer.status if answer is not None else 500
                self.end(entry, status=status, answer=said, ms=ms, problem=problem)
            return answer

        return watch


class Watched:
    """A delivery whose payloads and acks are written down."""

    def __init__(self, inner: Delivery, wire: Wire) -> None:
        self._inner = inner
        self.mode = inner.mode
        self._wire = wire

    @property
    def online(self) -> bool:
        return self._inner.online

    async def deliver(
        self, kind: str, payload: dict[str, Any], *, retry: tuple[int, str] | None = None
    ) -> Ack:
        headers: dict[str, str] = {}
        if self._inner.mode == "http":
            headers = {
                "X-Slack-Request-Timestamp": str(int(time.time())),
                "X-Slack-Signature": f"v0={masks.HIDDEN}",
            }
            if retry:
                headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        entry = self._wire.begin(
            to="app", kind=kind, name=_named(kind, payload), transport=self._inner.mode,
            request=payload, user=_who(payload), headers=headers, retry=retry[0] if retry else 0,
        )  # fmt: skip
        ack = await self._inner.deliver(kind, payload, retry=retry)
        self._wire.end(entry, status=ack.status, answer=ack.body, ms=ack.ms, problem=ack.problem)
        return ack


def _named(kind: str, payload: dict[str, Any]) -> str:
    """What a person calls it: `/failback-ps deploy`, `block_actions approve`, `app_mention`."""
    if kind == SLASH:
        return " ".join([str(payload.get("command")), *str(payload.get("text", "")).split()[:1]])
    if kind == EVENT:
        return str((payload.get("event") or payload).get("type"))
    what = payload.get("callback_id") or (payload.get("view") or {}).get("callback_id")
    if payload.get("actions"):
        what = payload["actions"][0].get("action_id")
    return " ".join(str(part) for part in (payload.get("type"), what) if part)


def _who(payload: dict[str, Any]) -> str:
    user = payload.get("user") or (payload.get("event") or {}).get("user") or ""
    if isinstance(user, dict):
        user = user.get("id", "")
    return str(payload.get("user_id") or user)


def _called(request: web.Request, kind: str) -> str:
    return request.path.rsplit("/", 1)[-1] if kind == "web_api" else kind


def _asked(request: web.Request, body: bytes) -> dict[str, Any]:
    """The arguments of a call; nested JSON is read, bytes are counted."""
    asked: dict[str, Any] = dict(request.query)
    if request.content_type == "application/x-www-form-urlencoded":
        asked |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    elif request.content_type == "application/json":
        found = _read(body)
        asked |= found if isinstance(found, dict) else {"body": found}
    elif body:
        asked |= {"bytes": len(body), "content_type": request.content_type}
    return {name: _nested(value) for name, value in asked.items()}


def _nested(value: Any) -> Any:
    return _read(value.encode()) if isinstance(value, str) and value[:1] in "[{" else value


def _said(answer: web.StreamResponse | None) -> Any:
    body = answer.body if isinstance(answer, web.Response) else None
    return _read(bytes(body)) if isinstance(body, (bytes, bytearray)) else None


def _read(raw: bytes) -> Any:
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return raw.decode("utf-8", "replace")

"""The journal: every request as received, and what was answered.

Two things are left out so that the journal itself is no leak: the Authorization header's value and
a form's `client_secret`. All else is kept, passwords in bodies included: tests search here for what
should never have been sent.
"""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import orjson
from aiohttp import web

LIMIT = 20_000  # entries kept …
BUDGET = 64 << 20  # … and bytes of headers, bodies and answers; the oldest go first
HIDDEN = "<not journaled>"
SECRET_FIELD = re.compile(rb"(^|&)(client_secret|client_assertion)=[^&]*")


class Entry:
    """One request. `headers`, `body` and `answer` stay bytes until somebody reads the journal."""

    __slots__ = (
        "answer", "at", "body", "headers", "method", "n", "path", "query", "service", "status",
    )  # fmt: skip

    def __init__(self, n: int, service: str, request: web.Request, body: bytes) -> None:
        self.n = n
        self.at = datetime.now(UTC)
        self.service = service
        self.method = request.method
        self.path = request.path
        self.query = request.query_string
        self.headers = _packed(request.raw_headers)
        self.body = body
        self.status: int | None = None
        self.answer: bytes = b""

    @property
    def size(self) -> int:
        """Bytes that a big listing or upload makes it hold."""
        return len(self.headers) + len(self.body) + len(self.answer)

    def shown(self) -> dict[str, Any]:
        """The entry as JSON; `status` is null while the request is not answered."""
        body = self.body
        if b"client_" in body:
            body = SECRET_FIELD.sub(rb"\1\2=" + HIDDEN.encode(), body)
        return {
            "n": self.n,
            "at": self.at.isoformat(),
            "service": self.service,
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "headers": _unpacked(self.headers),
            "body": _read(body),
            "status": self.status,
            "answer": _read(self.answer),
        }


class Journal:
    def __init__(self, limit: int = LIMIT, budget: int = BUDGET) -> None:
        self._limit, self._budget = limit, budget
        self._entries: collections.deque[Entry] = collections.deque()
        self._size = 0
        self._numbers = itertools.count(1)

    def open(self, service: str, request: web.Request, body: bytes) -> Entry:
        """Write a request down as it arrives, before anything is done with it."""
        entry = Entry(next(self._numbers), service, request, body)
        self._entries.append(entry)
        self._size += entry.size
        self._forget()
        return entry

    def _forget(self) -> None:
        """Within both bounds, so that a long run under load stays flat; the newest always stays."""
        entries = self._entries
        while len(entries) > 1 and (len(entries) > self._limit or self._size > self._budget):
            self._size -= entries.popleft().size

    def close(self, entry: Entry, answer: web.StreamResponse) -> None:
        """Add what was answered."""
        entry.status = answer.status
        body = answer.body if isinstance(answer, web.Response) else None
        answered = bytes(body) if isinstance(body, (bytes, bytearray)) else b""
        if not self._entries or entry.n < self._entries[0].n:
            return  # It was held so long that its entry went meanwhile.
        entry.answer = answered
        self._size += len(answered)

    def entries(self, *, service: str, method: str, path: str, since: int) -> list[dict[str, Any]]:
        """Entries with `n` greater than `since`, oldest first, narrowed by what is not empty."""
        wanted = re.compile(path, re.IGNORECASE) if path else None
        return [
            entry.shown()
            for entry in list(self._entries)
            if entry.n > since
            and (not service or entry.service == service)
            and (not method or entry.method == method.upper())
            and (wanted is None or wanted.search(entry.path))
        ]


def _packed(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """As on the wire, without the token: a tenth of the memory that the parsed ones take."""
    return b"\n".join(
        name + b":" + (HIDDEN.encode() if name.lower() == b"authorization" else value)
        for name, value in headers
    )


def _unpacked(headers: bytes) -> dict[str, str]:
    """Names as they were sent."""
    lines = headers.decode("utf-8", "surrogateescape").split("\n") if headers else []
    return {name: value for name, _, value in (line.partition(":") for line in lines)}


def _read(raw: bytes) -> Any:
    """JSON as a value, anything else as text; nothing is null."""
    if not raw:
        return None
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return raw.decode("utf-8", "replace")

"""What the local Azure was asked and what it answered, kept to be held against the descriptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request and its answer."""

    service: str  # `arm`, `keyvault`, …
    verb: str
    path: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def read(self) -> Any:
        """The answer's JSON; nothing is null."""
        return orjson.loads(self.body) if self.body else None


class Exchanges:
    """An observer for `LocalAzure(observer=…)` that keeps all it sees, in order."""

    def __init__(self) -> None:
        self.seen: list[Exchange] = []

    def __call__(self, service: str, request: web.Request, answer: web.StreamResponse) -> None:
        body = answer.body if isinstance(answer, web.Response) else None
        self.seen.append(
            Exchange(
                service=service,
                verb=request.method,
                path=request.path,
                url=str(request.url),
                status=answer.status,
                headers=answer.headers,
                body=body if isinstance(body, bytes) else b"",
            )
        )

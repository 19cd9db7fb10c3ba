"""Faults and holds: what can be done to a request on its way, without touching the product.

A fault is `{"service", "method", "path", "times", "every", "then"}`; `path` is a regular expression
searched in the request's path, `times` counts down (-1: until removed), `every` spares all but each
so-many-th request that is meant, and `then` is one of
`{"status": 409, "headers": {}, "body": {…}}` (answered instead of acting), `{"drop": "before"}` or
`{"drop": "after"}` (the connection is cut before or after the server acted), `{"delay": 2.0}`.
A hold is `{"service", "method", "path", "when": "before"|"after", "times"}`.
"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class UnknownHoldError(Exception):
    """No hold has this id."""


@dataclass(kw_only=True)
class Rule:
    """Which requests are meant, and how many of them still."""

    id: str
    service: str
    method: str
    path: re.Pattern[str]
    times: int
    every: int = 1
    seen: int = 0
    then: dict[str, Any] = field(default_factory=dict)

    def takes(self, service: str, request: web.Request) -> bool:
        """Whether the request is meant; counts it if so."""
        if self.times == 0 or (self.service and self.service != service):
            return False
        if self.method and self.method != request.method:
            return False
        if not self.path.search(request.path):
            return False
        self.seen += 1
        if self.seen % self.every:
            return False
        if self.times > 0:
            self.times -= 1
        return True


@dataclass(kw_only=True)
class Hold(Rule):
    when: str
    held: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self) -> None:
        self.held.set()
        await self.released.wait()


class Faults:
    """All faults and holds of one sandbox, in the order they were given."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._holds: dict[str, Hold] = {}
        self._numbers = itertools.count(1)

    def add(self, order: dict[str, Any]) -> str:
        rule = Rule(**self._common("fault", order), then=dict(order["then"]))
        self._rules.append(rule)
        return rule.id

    def standing(self) -> dict[str, int]:
        """Ids of the faults not used up, and how many requests each still takes (-1: all)."""
        return {rule.id: rule.times for rule in self._rules if rule.times}

    def clear(self) -> None:
        self._rules.clear()

    def hold(self, order: dict[str, Any]) -> str:
        when = order.get("when", "before")
        if when not in ("before", "after"):
            raise ValueError(f"when must be before or after, not {when!r}")
        hold = Hold(**self._common("hold", order), when=when)
        self._holds[hold.id] = hold
        return hold.id

    def _common(self, kind: str, order: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": f"{kind}-{next(self._numbers)}",
            "service": str(order.get("service", "")),
            "method": str(order.get("method", "")).upper(),
            "path": re.compile(str(order.get("path", "")), re.IGNORECASE),
            "times": int(order.get("times", 1)),
            "every": max(1, int(order.get("every", 1))),
        }

    async def wait_held(self, hold_id: str, wait: float) -> bool:
        hold = self._find(hold_id)
        try:
            async with asyncio.timeout(wait):
                await hold.held.wait()
        except TimeoutError:
            return False
        return True

    def release(self, hold_id: str) -> None:
        hold = self._find(hold_id)
        hold.times = 0
        hold.released.set()

    def release_all(self) -> None:
        for hold_id in self._holds:
            self.release(hold_id)

    def _find(self, hold_id: str) -> Hold:
        if hold_id not in self._holds:
            raise UnknownHoldError(f"there is no hold {hold_id!r}")
        return self._holds[hold_id]

    # ---- on a request's way ---------------------------------------------------------------
    async def pass_through(
        self, service: str, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Let the request go its way through every hold and fault that means it."""
        if not self._holds and not self._rules:
            return await handler(request)
        holds = [hold for hold in self._holds.values() if hold.takes(service, request)]
        for hold in holds:
            if hold.when == "before":
                await hold.wait()
        fault = next((rule for rule in self._rules if rule.takes(service, request)), None)
        answer = await (_broken(fault.then, request, handler) if fault else handler(request))
        for hold in holds:
            if hold.when == "after":
                await hold.wait()
        return answer


async def _broken(
    then: dict[str, Any], request: web.Request, handler: Handler
) -> web.StreamResponse:
    if "delay" in then:
        await asyncio.sleep(float(then["delay"]))
    if "status" in then:
        headers = {str(name): str(value) for name, value in then.get("headers", {}).items()}
        return web.Response(
            status=int(then["status"]),
            headers=headers,
            body=orjson.dumps(then.get("body", {})),
            content_type="application/json",
        )
    if then.get("drop") == "before":
        return _cut(request)
    answer = await handler(request)
    if then.get("drop") == "after":
        return _cut(request)
    return answer


def _cut(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500, text="the connection was cut on purpose")

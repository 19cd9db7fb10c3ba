"""What a run needs of the durable engine: a step that happens once and is remembered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from core import json

Coroutine = Callable[..., Awaitable[json.JSON]]


class Durable(Protocol):
    async def step(self, name: str, fn: Coroutine, *arguments: Any) -> Any:
        """Inside a run: call `fn` once and keep its JSON answer; later the kept one."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Inside a run: a wait that survives a restart."""
        ...

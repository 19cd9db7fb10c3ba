"""Facts that are read once and shared by all who ask."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from azureops.errors import AzureError
from commands import words
from commands.preflight.said import Missing
from core.sentences import say

# A provider that is not registered answers nothing at all: one check says so, whoever asked.
UNREGISTERED, REGISTERED = "azure-not-registered", "provider-registered"
S = TypeVar("S", bound="Shared")
T = TypeVar("T")


class Shared:
    """Remembers each reading for its own life, which is one plan's."""

    def __init__(self) -> None:
        self._read: dict[str, asyncio.Task[Any]] = {}

    def once(self, key: str, owner: str, read: Callable[[], Awaitable[T]]) -> Awaitable[T]:
        """The reading under `key`; a refusal of Azure becomes `Missing`, reported by `owner`."""

        async def guarded() -> T:
            try:
                return await read()
            except AzureError as refused:
                cause = REGISTERED if refused.code == UNREGISTERED else owner
                raise Missing(cause, refused.sentence, refused.remedy) from refused

        if key not in self._read:
            self._read[key] = _task(guarded())
        return asyncio.shield(self._read[key])


def fact(owner: str) -> Callable[[Callable[[S], Awaitable[T]]], Callable[[S], Awaitable[T]]]:
    """A method read once; a refusal of Azure is reported by the check `owner`."""

    def wrap(read: Callable[[S], Awaitable[T]]) -> Callable[[S], Awaitable[T]]:
        @functools.wraps(read)
        def shared(look: S) -> Awaitable[T]:
            return look.once(read.__name__, owner, lambda: read(look))

        return shared

    return wrap


def near(typed: str, known: list[str]) -> str:
    """“Did you mean …?”, or the whole list when it is short; empty when nothing is known."""
    hit = words.nearest(typed, known)
    if hit:
        return say("preflight-near", "Did you mean {name}?", name=hit)
    if not 0 < len(known) <= 8:
        return ""
    return say("preflight-there-are", "There are: {names}.", names=", ".join(known))


def _task(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    task = asyncio.ensure_future(work)
    # Nobody may wait for it any more when planning ends early: that is no lost error.
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    return task

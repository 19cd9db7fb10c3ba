"""Lists read from Azure, remembered for a short time and searched as one types.

An options answer must be inside Slack's three seconds, and a person types several letters a
second: the second question about the same list is answered without asking Azure again.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from commands.fields import Choice, Choices, Values

MOST = 100  # options that Slack shows in one list
SECONDS = 60.0

Read = Callable[[Any, Values], Awaitable[Sequence[Choice]]]
"""`(azure, values chosen so far) -> every choice, best first`."""


class Remembered:
    """A lookup over one reading function. Satisfies `fields.Lookup`.

    What is remembered belongs to the connection that read it and goes with it; people who ask at
    the same time share one reading. A failed reading is not remembered.
    """

    def __init__(self, read: Read, *by: str, seconds: float = SECONDS) -> None:
        """`by` names the fields that filter the list; without the first of them it is empty."""
        self._read = read
        self._by = by
        self._seconds = seconds
        self._lists: weakref.WeakKeyDictionary[Any, dict[tuple[str, ...], _Entry]]
        self._lists = weakref.WeakKeyDictionary()

    async def __call__(self, azure: Any, values: Values, typed: str) -> Choices:
        if self._by and not values.get(self._by[0]):
            return Choices(items=(), total=0)
        return search(await self._all(azure, values), typed)

    async def _all(self, azure: Any, values: Values) -> Sequence[Choice]:
        key = tuple(values.get(name, "") for name in self._by)
        entries = self._lists.setdefault(azure, {})
        now = asyncio.get_running_loop().time()
        for old in [k for k, e in entries.items() if e.until <= now or e.failed()]:
            del entries[old]
        if key not in entries:
            reading = asyncio.ensure_future(self._read(azure, values))
            entries[key] = _Entry(reading, now + self._seconds)
        # Shielded: one impatient person must not end the reading for the others.
        return await asyncio.shield(entries[key].reading)


class _Entry:
    def __init__(self, reading: asyncio.Future[Sequence[Choice]], until: float) -> None:
        self.reading = reading
        self.until = until

    def failed(self) -> bool:
        done = self.reading.done()
        return done and (self.reading.cancelled() or self.reading.exception() is not None)


def search(choices: Sequence[Choice], typed: str) -> Choices:
    """The choices that hold every word typed; those that begin with it come first."""
    wanted = typed.lower().split()
    hits = [c for c in choices if all(word in _text(c) for word in wanted)]
    if wanted:
        first = wanted[0]
        hits.sort(key=lambda c: not c.label.lower().startswith(first))
    return Choices(items=tuple(hits[:MOST]), total=len(hits))


def _text(choice: Choice) -> str:
    return f"{choice.label}\n{choice.value}\n{choice.description}".lower()

"""Whether a click waits for its ack meanwhile, which Slack gives three seconds.

What is done for one then must not sit out a long `Retry-After`: it is refused with the truth, and
nothing is decided. What is begun after an ack has the time to do as Slack asks.
"""

from __future__ import annotations

from collections.abc import Awaitable
from contextvars import ContextVar
from typing import TypeVar

Outcome = TypeVar("Outcome")

_hurried: ContextVar[bool] = ContextVar("hurried", default=False)


async def hurried(work: Awaitable[Outcome]) -> Outcome:
    """To be made a task of: that task is in a hurry to its end, and what it starts."""
    _hurried.set(True)
    return await work


def longest_wait() -> float:
    """Seconds of a `Retry-After` that are sat out here."""
    return 1.0 if _hurried.get() else 10.0

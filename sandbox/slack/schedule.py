"""Messages that wait for their time: each is posted by itself when it has come.

https://docs.slack.dev/messaging/sending-and-scheduling-messages#scheduling
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sandbox.slack.clock import Clock
from sandbox.slack.messages import Message

LATE = 0.005
"""Seconds added to each timer, so that the wall clock is there when it rings."""


class Schedule:
    """`waiting`: id → when (seconds since 1970) and what. `post` is called once for each."""

    def __init__(self, clock: Clock, post: Callable[[Message], object]) -> None:
        self.waiting: dict[str, tuple[float, Message]] = {}
        self._clock = clock
        self._post = post
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def add(self, id_: str, at: float, message: Message) -> None:
        self.waiting[id_] = (at, message)
        self._wind(id_, at)

    def remove(self, id_: str) -> None:
        del self.waiting[id_]
        self._timers.pop(id_).cancel()

    def post_due(self) -> None:
        """Post what is due: after the clock was advanced, no timer knows of it."""
        due = [(at, id_) for id_, (at, _) in self.waiting.items() if at <= self._clock.now()]
        for _, id_ in sorted(due):
            _, message = self.waiting[id_]
            self.remove(id_)
            self._post(message)

    def close(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _wind(self, id_: str, at: float) -> None:
        left = max(0.0, at - self._clock.now()) + LATE
        self._timers[id_] = asyncio.get_running_loop().call_later(left, self._ring, id_)

    def _ring(self, id_: str) -> None:
        at, _ = self.waiting[id_]
        if at > self._clock.now():
            self._wind(id_, at)
        else:
            self.post_due()

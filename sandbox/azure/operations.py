"""Long operations: they begin at a request, end on Azure's clock, and can be asked for meanwhile.

No task runs: everything due is settled when the next request comes, in the order it became due, so
`advance` moves them all and nothing depends on this computer's load.
"""

from __future__ import annotations

import collections
import heapq
import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sandbox.azure import clock, errors, state

Ending = Callable[[], Any]
KEPT = 10_000  # that have ended; Azure forgets them too, by age (a day or more, by provider)


@dataclass(frozen=True)
class Later:
    """What `end` returns while there is more to come: the operation goes on so many seconds."""

    seconds: float


@dataclass(kw_only=True)
class Operation:
    """One long operation. `end` acts when it is due; what it returns is the operation's output.

    It may return `Later`, and is then called again; an `AzureError` it raises is how it failed.
    """

    id: str
    subscription: str
    resource: str
    verb: str
    started: datetime
    due: float
    end: Ending
    failed: Ending | None = None
    failure: errors.AzureError | None = None
    ended: datetime | None = None
    output: Any = None
    polls: int = field(default=0)

    @property
    def status(self) -> str:
        if self.ended is None:
            return "InProgress"
        return "Failed" if self.failure else "Succeeded"

    def body(self) -> dict[str, Any]:
        """The answer of the operation's own address."""
        shown: dict[str, Any] = {
            "name": self.id,
            "status": self.status,
            "startTime": clock.stamp(self.started),
        }
        if self.ended is not None:
            shown["endTime"] = clock.stamp(self.ended)
        if self.failure is not None and self.ended is not None:
            shown["error"] = self.failure.inner()
        return shown


class Operations:
    def __init__(self, azure_clock: clock.AzureClock) -> None:
        self._clock = azure_clock
        self._all: dict[str, Operation] = {}
        self._due: list[tuple[float, int, Operation]] = []
        self._over: collections.deque[str] = collections.deque()
        self._numbers = itertools.count()
        self._planned: list[dict[str, Any]] = []
        self._moment: float | None = None  # on the clock, of the operation that is being ended
        self.when_ended: Callable[[float], None] = lambda _: None
        self.when_told: Callable[[str], None] = lambda _: None

    def fail_next(self, kind: str, verb: str, failure: errors.AzureError, times: int = 1) -> None:
        """Let the next operations of this verb on a type end with `failure`; 0 takes it back."""
        key = {"kind": kind.lower(), "verb": verb}
        if times > 0:
            self._planned.append({**key, "failure": failure, "times": times})
            return
        self._planned = [
            planned
            for planned in self._planned
            if not (key.items() <= planned.items() and planned["failure"].code == failure.code)
        ]

    def planned(self) -> list[dict[str, Any]]:
        """The failures still to come: of what type and verb, with what code, how many."""
        return [
            {
                "type": each["kind"],
                "verb": each["verb"],
                "code": each["failure"].code,
                "times": each["times"],
            }
            for each in self._planned
        ]

    def _failure(self, resource: str, verb: str) -> errors.AzureError | None:
        for at, planned in enumerate(self._planned):
            if (planned["kind"], planned["verb"]) == (state.kind_of(resource), verb):
                planned["times"] -= 1
                if planned["times"] <= 0:
                    del self._planned[at]
                failure: errors.AzureError = planned["failure"]
                return failure
        return None

    def begin(
        self,
        *,
        resource: str,
        verb: str,
        seconds: float,
        end: Ending,
        failed: Ending | None = None,
    ) -> Operation:
        """Start an operation that ends after `seconds` of Azure's time, by `end` or by `failed`.

        One that the end of another starts begins when that one was due, however late somebody
        came to ask: a chain of them takes the same time whether the clock runs or jumps.
        """
        now = self._clock.elapsed()
        begun = now if self._moment is None else min(now, self._moment)
        operation = Operation(
            id=str(uuid.uuid4()),
            subscription=resource.split("/")[2],
            resource=resource,
            verb=verb,
            started=self._clock.now() - timedelta(seconds=(now - begun) / self._clock.speed),
            due=begun + seconds,
            end=end,
            failure=self._failure(resource, verb),
            failed=failed,
        )
        self._all[operation.id] = operation
        heapq.heappush(self._due, (operation.due, next(self._numbers), operation))
        return operation

    def settle(self) -> None:
        """End everything that is due by now."""
        now = self._clock.elapsed()
        while self._due and self._due[0][0] <= now:
            operation = heapq.heappop(self._due)[2]
            if operation.ended is None:
                due = self._moment = operation.due
                try:
                    self._end(operation, now)
                finally:
                    self._moment = None
                self.when_ended(due)

    def _end(self, operation: Operation, now: float) -> None:
        if operation.failure is None:
            try:
                output = operation.end()
            except errors.AzureError as failure:
                operation.failure = failure
            else:
                if isinstance(output, Later):
                    operation.due += output.seconds
                    heapq.heappush(self._due, (operation.due, next(self._numbers), operation))
                    return
                operation.output = output
        # When it was due, not when somebody came to ask.
        late = max(0.0, (now - operation.due) / self._clock.speed)
        operation.ended = max(operation.started, self._clock.now() - timedelta(seconds=late))
        if operation.failure is not None and operation.failed is not None:
            operation.failed()
        self._done(operation)

    def _done(self, operation: Operation) -> None:
        """The oldest is forgotten; what succeeded lets go of what it did, with all that holds."""
        if operation.failure is None and operation.output is not None:
            # One that failed or was cut may be begun again by its `end`: a job's restart does.
            operation.end, operation.failed = _nothing, None
        self._over.append(operation.id)
        if len(self._over) > KEPT:
            self._all.pop(self._over.popleft(), None)

    def cut(self, operation: Operation, failure: errors.AzureError | None = None) -> None:
        """End an operation now: as it is, or with `failure`."""
        if operation.ended is None:
            operation.ended = self._clock.now()
            operation.failure = failure
            self._done(operation)

    def next_due(self) -> float | None:
        """When, on the clock's `elapsed`, the next operation ends; None if none runs."""
        return min((entry[0] for entry in self._due if entry[2].ended is None), default=None)

    def get(self, operation_id: str) -> Operation | None:
        """What an operation's address shows. Whoever sees there that it ended has been told."""
        found = self._all.get(operation_id.lower())
        if found is not None and found.ended is not None:
            self.when_told(found.resource)
        return found

    def under_way(self) -> list[Operation]:
        """All that run, the one that is due first first."""
        return [each for _, _, each in sorted(self._due) if each.ended is None]

    def running(self, resource: str) -> Operation | None:
        """The newest operation still going on for a resource."""
        wanted = resource.lower()
        going = (
            entry[2]
            for entry in self._due
            if entry[2].ended is None and entry[2].resource.lower() == wanted
        )
        return max(going, key=lambda operation: operation.due, default=None)

    def forget_all(self) -> None:
        """Drop all records, as Azure does after a while: asking for one is then a 404."""
        self._all.clear()
        self._over.clear()


def _nothing() -> None:
    """The end of an operation that is over."""

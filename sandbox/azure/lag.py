"""Read-after-write lag: for a while, reads show what was.

Resource Manager is spread over regions and copies what it knows between them. A read that lands
elsewhere than the write did is, for seconds, one of the past: what was just made is a 404 and
missing from lists, what was just deleted still there, what was changed as it was. Its documents
warn of it (https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found)
and every tool for Azure carries retries for it. Here each GET is answered from the state as it was
`seconds` ago on Azure's clock, the same for every caller.

Three things see the present, because in Azure they do:

- all that a write is decided by: it is the resource provider that decides, and it knows;
- the addresses of operations, and any PUT or POST's own answer;
- a resource's own address once its operation has been *reported* as done: whoever waited for it
  is served by the one that did the work. Without that no SDK's poller could end, whose last step is
  to read the resource. A resource that is polled by its own address is found from the start.

Lists lag even then. Key Vault and Site Recovery's process servers are services of their own.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.azure.state import Document, State

SECONDS = 5.0  # on Azure's clock, where the weather names no number
Kinds = dict[str, dict[str, "Document"]]


@dataclass(kw_only=True)
class Frame:
    """All documents and facts as they were from `at` on. Frames share what did not change."""

    at: float
    kinds: Kinds = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)


class Lag:
    """The past of one state. Nothing is kept while `seconds` is 0."""

    def __init__(self, current: State) -> None:
        self._state = current
        self.seconds = 0.0
        self._frames: list[Frame] = []
        self._reported: dict[str, float] = {}

    def set(self, seconds: float) -> None:
        """From now on reads lag by so much; 0 turns it off."""
        if seconds < 0:
            raise ValueError("reads cannot run ahead")
        self.seconds = seconds
        self._frames.clear()
        self._reported.clear()
        self.changed()

    def changed(self, at: float | None = None) -> None:
        """Something may have been changed at that time (now if none is given)."""
        if not self.seconds:
            return
        moment = self._state.clock.elapsed() if at is None else at
        last = self._frames[-1] if self._frames else Frame(at=moment)
        taken = Frame(
            at=max(moment, last.at),
            kinds={
                kind: _kept(last.kinds.get(kind, {}), documents)
                for kind, documents in self._state.kinds.items()
            },
            facts=_kept(last.facts, self._state.all_facts),
        )
        self._frames.append(taken)

    def reported(self, resource: str) -> None:
        """A caller was told that all is done with a resource: its address shows it from now on."""
        if self.seconds:
            self._reported[resource.lower()] = self._state.clock.elapsed()

    def view(self, path: str) -> State:
        """The state that a GET of this path is answered from."""
        if not self.seconds:
            return self._state
        oldest = self._state.clock.elapsed() - self.seconds
        self._forget(oldest)
        wanted = path.lower() + "/"
        told = [at for place, at in self._reported.items() if wanted.startswith(place + "/")]
        moment = max([oldest, *told])
        frame = next(
            (frame for frame in reversed(self._frames) if frame.at <= moment), self._frames[0]
        )
        return self._state.past(frame.kinds, frame.facts)

    def _forget(self, oldest: float) -> None:
        while len(self._frames) > 1 and self._frames[1].at <= oldest:
            del self._frames[0]
        for place in [place for place, at in self._reported.items() if at <= oldest]:
            del self._reported[place]


def _kept(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """A copy of what is now, made of what was before wherever that is the same."""
    return {
        key: before[key] if before.get(key) == value else copy.deepcopy(value)
        for key, value in now.items()
    }

"""What a machine has under its own address: extensions and run commands, read and removed alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.azure import answers, errors, machines, reads, state
from sandbox.azure.routing import Answer, Call


@dataclass(frozen=True, kw_only=True)
class Part:
    """A kind of part; `argument` names it in paths, `view` is its instance view."""

    kind: str
    argument: str
    view: Callable[[state.State, state.Document], Any]

    def id_of(self, call: Call) -> str:
        folder = self.kind.rpartition("/")[2]
        return f"{machines.id_of(call)}/{folder}/{call[self.argument]}"

    def get(self, call: Call) -> state.Document | None:
        """The part, or None; 404 if even the machine is not there."""
        reads.parent(call, machines.KIND)
        return call.state.get(self.id_of(call), self.kind)

    def find(self, call: Call) -> state.Document:
        found = self.get(call)
        if found is None:
            name = f"{call['name']}/{call[self.argument]}"
            raise errors.not_found(self.kind, name, call["rg"])
        return found

    def all_of(self, call: Call) -> list[state.Document]:
        """All parts of the machine, as this call wants to see them."""
        reads.parent(call, machines.KIND)
        return [self.shown(call, each) for each in call.state.all(self.kind, machines.id_of(call))]

    def shown(self, call: Call, found: state.Document) -> state.Document:
        """The part, with its instance view if `$expand` asks for it."""
        if "instanceview" not in call.query.get("$expand", "").lower():
            return found
        view = self.view(call.state, found)
        return {**found, "properties": {**found["properties"], "instanceView": view}}

    def remove(
        self, call: Call, seconds: float, before: Callable[[state.Document], None]
    ) -> Answer:
        """Delete it; `before` may refuse, or end what it does."""
        found = self.get(call)
        if found is None:
            return Answer(status=204)
        before(found)
        found["properties"]["provisioningState"] = "Deleting"

        def gone() -> None:
            call.state.remove(found["id"], self.kind)
            call.state.facts(found["id"]).clear()

        operation = call.operations.begin(
            resource=found["id"], verb="delete", seconds=seconds, end=gone
        )
        return answers.accepted(
            call, operation, provider="Microsoft.Compute", location=found["location"]
        )

"""The table of story acts: `@acts.act("register")` on plain functions `(World, Order) -> JSON`.

A noun declares what people can do to it that no API does, beside its routes; the server joins all
tables into one (`POST /_control/azure`). The docstring's first line is what the reference shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.azure.entra import Entra
from sandbox.azure.operations import Operations
from sandbox.azure.state import State

Order = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class World:
    """All that an act may touch."""

    state: State
    operations: Operations
    identity: Entra


Act = Callable[[World, Order], Any]


class Acts:
    """The acts of one noun."""

    def __init__(self) -> None:
        self.entries: dict[str, Act] = {}

    def act(self, name: str) -> Callable[[Act], Act]:
        """Answer `{"do": name, …}` with this function; what it returns is answered."""

        def keep(handler: Act) -> Act:
            self.entries[name] = handler
            return handler

        return keep

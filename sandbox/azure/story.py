"""The stage: joins the nouns' tables of story acts, and shows everything there is.

`POST /_control/azure` takes `{"do": <name>, …}`; the acts stand beside the nouns they act on (see
`acting`), what no noun owns in `switches`. `GET /_control/azure` is the snapshot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sandbox import control
from sandbox.azure import (
    acting,
    entra,
    grants,
    machines,
    operations,
    process_server_view,
    state,
    weather,
)


class Story:
    def __init__(
        self,
        current: state.State,
        running: operations.Operations,
        identity: entra.Entra,
        tables: Sequence[acting.Acts] = (),
    ) -> None:
        self._state = current
        self._operations = running
        self._world = acting.World(state=current, operations=running, identity=identity)
        self._acts = {name: act for table in tables for name, act in table.entries.items()}

    async def act(self, order: acting.Order) -> Any:
        """Do one act; answers what it changed."""
        self._operations.settle()
        name = order.get("do", "")
        if name not in self._acts:
            raise control.OrderError(f"unknown act {name!r}; known are {sorted(self._acts)}")
        done = self._acts[name](self._world, order) or {}
        self._state.lag.changed()
        return done

    def snapshot(self) -> Any:
        """Everything there is: resources, process servers as they report, names of secrets.

        And what goes on: long operations under way, the weather, what callers are denied.
        """
        self._operations.settle()
        current = self._state
        found = [
            {**document, "power": current.facts(document["id"]).get("power", "running")}
            if document["type"] == machines.KIND
            else document
            for document in current.everything()
            if document["type"] != grants.ASSIGNMENTS
        ]
        return {
            "now": current.clock.now().isoformat(),
            "resources": found,
            "process_servers": [
                process_server_view.render(current, server) for server in current.process_servers
            ],
            "secrets": sorted(current.secrets),
            "operations": [
                {"resource": each.resource, "verb": each.verb, "status": each.status}
                for each in self._operations.under_way()
            ],
            "weather": weather.seen(current),
            "denied": [action for action, _ in current.denied],
        }

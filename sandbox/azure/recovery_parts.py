"""Containers and providers of a fabric: read alike, each says how many machines it protects."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.azure import answers, reads, recovery, state
from sandbox.azure.routing import Answer, Call, Routes


def serve(
    routes: Routes,
    path: str,
    kind: str,
    find: Callable[[Call], state.Document],
    counted: Callable[[str], str],
) -> reads.Render:
    """Add the three reads of a kind; `counted` is under what its machines are found.

    A recorded fabric is shown as it was recorded.
    """
    folder = kind.rpartition("/")[2]

    def render(current: state.State, part: state.Document) -> state.Document:
        if current.facts(recovery.fabric_of(part["id"])).get("recorded"):
            return part
        items = len(current.all(recovery.ITEMS, counted(part["id"])))
        return {**part, "properties": {**part["properties"], "protectedItemCount": items}}

    def page(call: Call, under: str) -> Answer:
        found = recovery.page(call, call.state.all(kind, under))
        found.body["value"] = [render(call.state, each) for each in found.body["value"]]
        return found

    @routes.get(f"{recovery.VAULT}/{folder}")
    def in_vault(call: Call) -> Answer:
        """All of a vault, each with how many machines it protects."""
        return page(call, recovery.vault_id(call))

    @routes.get(f"{recovery.FABRIC}/{folder}")
    def in_fabric(call: Call) -> Answer:
        """Those of a fabric: one, named after the fabric's internal identifier."""
        return page(call, recovery.fabric(call)["id"])

    @routes.get(path)
    def one(call: Call) -> Answer:
        """One of them, with how many machines it protects."""
        return answers.ok(render(call.state, find(call)))

    return render

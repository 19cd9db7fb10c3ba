"""Story acts on any resource: change what it says, or have it gone."""

from __future__ import annotations

from typing import Any

from sandbox import control
from sandbox.azure import acting, machines, process_server_acts, process_server_view, state
from sandbox.azure.acting import Order, World

acts = acting.Acts()


def _resource(current: state.State, order: Order) -> state.Document:
    found = current.get(str(order["id"]))
    if found is None:
        raise control.OrderError(f"there is no resource {order['id']!r}")
    return found


@acts.act("set")
def set_values(world: World, order: Order) -> Any:
    """`{"id", "merge"}` or `{"ip", "merge"}`: merge-patch a resource or what a server reports"""
    if "ip" in order:
        server = process_server_acts.server_at(world.state, order)
        merge(server.fixed, order["merge"])
        return process_server_view.render(world.state, server)
    found = _resource(world.state, order)
    merge(found, order["merge"])
    return world.state.put(found)


@acts.act("remove")
def remove(world: World, order: Order) -> None:
    """`{"id"}`: the resource is gone, as if somebody deleted it in the portal"""
    found = _resource(world.state, order)
    if found["type"] == machines.KIND:
        machines.forget(world.state, found)
    world.state.remove(found["id"], found["type"])


def merge(into: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """JSON merge patch (RFC 7396)."""
    for key, value in patch.items():
        if value is None:
            into.pop(key, None)
        elif isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        else:
            into[key] = value
    return into

"""Story acts on process servers: what people do on them by hand, and what a test says of them."""

from __future__ import annotations

from typing import Any

from sandbox import control
from sandbox.azure import (
    acting,
    images,
    machine_view,
    process_server_view,
    process_servers,
    recovery_reports,
    site_ways,
    state,
)
from sandbox.azure.acting import Order, World
from sandbox.azure.process_servers import ProcessServer, RegistrationError

acts = acting.Acts()


def server_at(current: state.State, order: Order) -> ProcessServer:
    """The server an act names by `ip`."""
    found = process_servers.at(current, str(order["ip"]))
    if found is None:
        raise control.OrderError(f"no process server has the address {order['ip']!r}")
    return found


@acts.act("register")
def register(world: World, order: Order) -> Any:
    """`{"ip", "version"?}`: what a person does over RDP with cspsconfigtool"""
    machine = _machine_at(world.state, str(order["ip"]))
    if not machine_view.running(world.state, machine["id"]):
        raise control.OrderError(f"{machine['name']} at {order['ip']} is not running")
    reference = machine["properties"]["storageProfile"].get("imageReference") or {}
    image = images.find(*(str(reference.get(key)) for key in ("publisher", "offer", "sku")))
    if image is None or not image.is_process_server:
        raise control.OrderError(
            f"{machine['name']} was not made from the Process-Server image: there is no "
            "cspsconfigtool on it"
        )
    try:
        server = process_servers.register(
            world.state, machine["id"], version=str(order.get("version", ""))
        )
    except RegistrationError as refusal:
        raise control.OrderError(str(refusal)) from refusal
    return process_server_view.render(world.state, server)


def _machine_at(current: state.State, address: str) -> state.Document:
    found = current.get(site_ways.machine_at(current, address), process_servers.MACHINES)
    if found is None:
        raise control.OrderError(f"no machine has the address {address}")
    return found


@acts.act("upgrade")
def upgrade(world: World, order: Order) -> Any:
    """`{"ip", "version", "status"?}`: a person ran Unified Setup on that server"""
    server = server_at(world.state, order)
    try:
        process_servers.upgrade(world.state, server, str(order["version"]))
    except RegistrationError as refusal:
        raise control.OrderError(str(refusal)) from refusal
    server.status = str(order.get("status", server.status))
    return process_server_view.render(world.state, server)


@acts.act("unregister")
def unregister(world: World, order: Order) -> None:
    """`{"ip"}`: a person removed the server"""
    process_servers.unregister(world.state, server_at(world.state, order))


@acts.act("server_load")
def server_load(world: World, order: Order) -> Any:
    """`{"ip", "cpu"?, "memory"?, "free"?, "backlog"?, "down"?}`: what weighs on a server (percent,
    minutes of backlog; `down`: a service stopped); health follows. Nothing named: as usual again"""
    server = server_at(world.state, order)
    known = {*process_server_view.LIMITS, "down"}
    given = {key: float(value) for key, value in order.items() if key in known}
    server.load = {**server.load, **given} if given else {}
    recovery_reports.take(world.state, server.fabric)
    return process_server_view.render(world.state, server)

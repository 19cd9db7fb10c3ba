"""Story acts on protected machines, and recorded answers served as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from sandbox import control
from sandbox.azure import (
    acting,
    groups,
    item_states,
    process_server_acts,
    recovery,
    recovery_documents,
    role_catalog,
    roles,
    seed,
    state,
    vaults,
)
from sandbox.azure.acting import Order, World

acts = acting.Acts()
LISTS = {
    "fabrics": recovery.FABRICS,
    "protectionContainers": recovery.CONTAINERS,
    "protectedItems": recovery.ITEMS,
    "providers": recovery.PROVIDERS,
}


def _item(current: state.State, order: Order) -> state.Document:
    for item in current.all(recovery.ITEMS):
        if order["machine"] in (item["name"], item["properties"]["friendlyName"]):
            return item
    raise control.OrderError(f"no protected machine is called {order['machine']!r}")


@acts.act("fail_over")
def fail_over(world: World, order: Order) -> Any:
    """`{"machine"}`: it runs in Azure now, committed"""
    item = _item(world.state, order)
    item["properties"]["activeLocation"] = "Primary"
    item_states.failed_over(world.state, item)
    return item_states.committed(world.state, item)


@acts.act("reprotect")
def reprotect(world: World, order: Order) -> Any:
    """`{"machine", "ip"}`: it replicates back to the site through the server at that address"""
    server = process_server_acts.server_at(world.state, order)
    return item_states.reprotected(world.state, _item(world.state, order), server)


@acts.act("fail_back")
def fail_back(world: World, order: Order) -> Any:
    """`{"machine"}`: it runs on site again, and uses no process server in Azure any more"""
    return item_states.failed_back(world.state, _item(world.state, order))


@acts.act("protect")
def protect(world: World, order: Order) -> Any:
    """`{"machine", "ip"}`: one more machine on site is protected, through the server there"""
    current = world.state
    server = process_server_acts.server_at(current, order)
    fabric = current.get(server.fabric, recovery.FABRICS)
    if fabric is None:
        raise control.OrderError(f"the fabric of {server.name} is gone")
    site = recovery_documents.site_of(fabric)
    item = recovery_documents.item(
        current, site, str(order["machine"]), (server.id, server.name), number=0
    )
    return current.put(item_states.reprotected(current, item, server))


@acts.act("unprotect")
def unprotect(world: World, order: Order) -> None:
    """`{"machine"}`: its protection ends"""
    item_states.forget(world.state, _item(world.state, order))


# ---- recordings ----
@acts.act("load_recording")
def load_recording(world: World, order: Order) -> Any:
    """`{"path"}`, `{"document"}` or lists `fabrics`, `protectionContainers`, `protectedItems`, …

    Each recorded document is served as it is from then on, under the vault its id names, which is
    made if missing.
    """
    found = list(_documents(order))
    for document in found:
        _place(world, document)
        world.state.facts(recovery.fabric_of(document["id"]))["recorded"] = True
        world.state.put(document)
    return {"loaded": [document["id"] for document in found]}


def _documents(order: Order) -> list[state.Document]:
    if "path" in order:
        order = {"document": orjson.loads(Path(str(order["path"])).read_bytes())}
    given = order.get("document")
    if given is not None:
        return list(given["value"]) if "value" in given else [given]
    return [
        document if "type" in document else {**document, "type": kind}
        for name, kind in LISTS.items()
        for document in order.get(name, [])
    ]


def _place(world: World, document: state.Document) -> None:
    """The subscription, group and vault that a recorded id names, in which it can be asked for."""
    current = world.state
    vault_id = recovery.vault_of(document["id"]).replace("/Subscriptions/", "/subscriptions/", 1)
    subscription, group = state.subscription_of(vault_id), state.group_of(vault_id)
    if subscription.lower() not in current.subscriptions:
        current.subscriptions[subscription.lower()] = seed.subscription_of(subscription, "Recorded")
        for client in world.identity.applications:
            roles.give(current, client, role_catalog.CONTRIBUTOR, f"/subscriptions/{subscription}")
    if current.get(state.group_id(subscription, group)) is None:
        current.put(groups.group(subscription, group, "westeurope"))
    if current.get(vault_id, vaults.KIND) is None:
        current.put(vaults.build(vault_id, "westeurope"))

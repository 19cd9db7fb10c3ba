"""Given locks, when somebody changes or deletes, then what they forbid is refused."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.resource.locks.aio import ManagementLockClient

from tests.scenario.sandbox_azure.conftest import World, code, make_nic
from tests.scenario.sandbox_azure.rights import SUB, WEST, owner

MACHINE = f"{WEST}/providers/Microsoft.Compute/virtualMachines/app-01"


async def client(world: World) -> Any:
    return (await owner(world)).client(ManagementLockClient).management_locks


async def test_a_lock_is_made_read_changed_and_removed(world: World) -> None:
    locks = await client(world)
    made = await locks.create_or_update_by_scope(
        WEST, "keep", {"properties": {"level": "CanNotDelete", "notes": "until Friday"}}
    )
    assert (made.level, made.notes) == ("CanNotDelete", "until Friday")
    assert made.id == f"{WEST}/providers/Microsoft.Authorization/locks/keep"
    await locks.create_or_update_by_scope(WEST, "keep", {"properties": {"level": "ReadOnly"}})
    assert (await locks.get_by_scope(WEST, "keep")).level == "ReadOnly"
    await locks.delete_by_scope(WEST, "keep")
    with pytest.raises(HttpResponseError) as refusal:
        await locks.get_by_scope(WEST, "keep")
    assert (refusal.value.status_code, code(refusal)) == (404, "LockNotFound")
    with pytest.raises(HttpResponseError) as refusal:
        await locks.create_or_update_by_scope(WEST, "keep", {"properties": {"level": "Firmly"}})
    assert refusal.value.status_code == 400


async def test_lists_hold_what_is_above_and_below(world: World) -> None:
    locks = await client(world)
    for scope, name in ((SUB, "above"), (WEST, "here"), (MACHINE, "below")):
        await locks.create_or_update_by_scope(
            scope, name, {"properties": {"level": "CanNotDelete"}}
        )
    found = [each.name async for each in locks.list_at_resource_group_level("rg-dr-weu")]
    assert sorted(found) == ["above", "below", "here"]
    at = locks.list_at_resource_group_level("rg-dr-weu", filter="atScope()")
    assert sorted([each.name async for each in at]) == ["above", "here"]
    assert {each.name async for each in locks.list_at_subscription_level()} == {
        "above", "here", "below",
    }  # fmt: skip


async def test_a_lock_on_a_child_keeps_the_group(world: World) -> None:
    await world.act("lock", scope=MACHINE)
    with pytest.raises(HttpResponseError) as refusal:
        await world.resources().resource_groups.begin_delete("rg-dr-weu")
    assert (refusal.value.status_code, code(refusal)) == (409, "ScopeLocked")
    assert refusal.value.error is not None
    assert refusal.value.error.message == (
        f"The scope '/subscriptions/{SUB.rpartition('/')[2]}/resourcegroups/rg-dr-weu' cannot "
        f"perform delete operation because following scope(s) are locked: '{MACHINE}'. Please "
        "remove the lock and try again."
    )


async def test_read_only_stops_every_change_but_reading(world: World) -> None:
    await world.act("lock", scope=WEST, level="ReadOnly")
    with pytest.raises(HttpResponseError) as refusal:
        await make_nic(world)
    assert code(refusal) == "ScopeLocked"
    machines = world.compute().virtual_machines
    with pytest.raises(HttpResponseError) as refusal:
        await machines.begin_restart("rg-dr-weu", "app-01")
    assert "cannot perform write operation" in str(refusal.value)
    assert (await machines.get("rg-dr-weu", "app-01")).name == "app-01"


async def test_can_not_delete_lets_changes_through(world: World) -> None:
    await world.act("lock", scope=SUB)
    nic = await make_nic(world)
    with pytest.raises(HttpResponseError) as refusal:
        await world.network().network_interfaces.begin_delete("rg-dr-weu", nic.rpartition("/")[2])
    assert code(refusal) == "ScopeLocked"
    assert f"locked: '{SUB}'" in str(refusal.value)

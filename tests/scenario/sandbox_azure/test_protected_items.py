"""Given protected machines, when they move between site and Azure, then their items say so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World, make_machine
from tests.scenario.sandbox_azure.test_reassociate import GROUP, VAULT, fabric, servers


async def _item(world: World, name: str) -> Any:
    found = world.recovery().replication_protected_items.list(GROUP, VAULT)
    (item,) = [each async for each in found if each.name == name]
    return item


async def test_items_page_by_skip_token_and_filter_by_server(world: World) -> None:
    await world.act("page_size", size=2)
    items = world.recovery().replication_protected_items
    assert len([each async for each in items.list(GROUP, VAULT)]) == 5
    first = servers(await fabric(world))["10.70.2.10"].id
    using = [i.name async for i in items.list(GROUP, VAULT, filter=f"processServerId eq '{first}'")]
    assert using == ["web-01", "web-02"]
    back = [i.name async for i in items.list(GROUP, VAULT, filter="instanceType eq 'InMage'")]
    assert back == []


async def test_back_through_a_server_in_azure_and_home_again(world: World) -> None:
    await world.act("reprotect", machine="app-01", ip="10.70.2.11")
    there = await _item(world, "app-01")
    assert there.properties.provider_specific_details["instanceType"] == "InMage"
    assert there.properties.protection_state == "Protected"
    assert there.properties.active_location == "Recovery"
    await world.act("fail_back", machine="app-01")
    home = await _item(world, "app-01")
    own = servers(await fabric(world))["192.168.10.20"]
    assert home.properties.active_location == "Primary"
    assert home.properties.provider_specific_details.process_server_id == own.id


async def test_by_the_api_too(world: World) -> None:
    items, item = world.recovery().replication_protected_items, await _item(world, "web-01")
    path = (GROUP, VAULT, item.id.split("/")[10], item.id.split("/")[12], "web-01")
    second = servers(await fabric(world))["10.70.2.11"].id
    body = {
        "properties": {
            "failoverDirection": "RecoveryToPrimary",
            "providerSpecificDetails": {"instanceType": "InMage", "processServerId": second},
        }
    }
    moved = await (await items.begin_reprotect(*path, body)).result()
    assert moved.properties.provider_specific_details.process_server_id == second
    with pytest.raises(HttpResponseError, match="does not allow ReverseReplicate"):
        await items.begin_reprotect(*path, body)
    gone = {"properties": {"disableProtectionReason": "NotSpecified"}}
    await (await items.begin_delete(*path, gone)).result()
    with pytest.raises(HttpResponseError) as missing:
        await items.get(*path)
    assert missing.value.status_code == 404
    assert missing.value.error is not None
    assert missing.value.error.details[0].code == "ProtectedItemArmEntityMissing"


async def test_counts_are_those_of_the_last_report(world: World) -> None:
    assert servers(await fabric(world))["10.70.2.11"].machine_count == "0"
    await world.act("protect", machine="new-01", ip="10.70.2.11")
    assert (await _item(world, "new-01")).properties.active_location == "Primary"
    assert servers(await fabric(world))["10.70.2.11"].machine_count == "0"
    await world.act("advance", seconds=600)
    assert servers(await fabric(world))["10.70.2.11"].machine_count == "1"


async def test_a_machine_deleted_before_unregistering_leaves_a_stale_server(world: World) -> None:
    await make_machine(world)
    await world.act("register", ip="10.60.2.9")
    machines = world.compute().virtual_machines
    await (await machines.begin_delete("rg-dr-weu", "ps-weu-1")).result()
    await world.act("advance", seconds=1600)
    world.credential = world.sign_in(world.local.client_secret)
    stale = servers(await fabric(world))["10.60.2.9"]
    assert stale.health == "Critical"
    await make_machine(world)
    await world.act("advance", seconds=1600)
    world.credential = world.sign_in(world.local.client_secret)
    # Another machine of the same name is not the one that registered.
    assert servers(await fabric(world))["10.60.2.9"].last_heartbeat == stale.last_heartbeat


@pytest.mark.parametrize(
    ("load", "health", "field", "colour"),
    [
        ({"cpu": 80}, "Normal", "cpu_load_status", "Green"),
        ({"cpu": 81}, "Warning", "cpu_load_status", "Yellow"),
        ({"memory": 96}, "Critical", "memory_usage_status", "Red"),
        ({"free": 29}, "Warning", "space_usage_status", "Yellow"),
        ({"free": 24}, "Critical", "space_usage_status", "Red"),
        ({"backlog": 46}, "Critical", "throughput_status", "Red"),
        ({"cpu": 85, "free": 20}, "Critical", "cpu_load_status", "Yellow"),
        ({"down": 1}, "Critical", "cpu_load_status", "Green"),
    ],
)
async def test_health_follows_the_documented_thresholds(
    world: World, load: dict[str, float], health: str, field: str, colour: str
) -> None:
    await world.act("server_load", ip="10.70.2.11", **load)
    server = servers(await fabric(world))["10.70.2.11"]
    assert (server.health, getattr(server, field)) == (health, colour)


async def test_a_recorded_answer_is_served_as_it_is(world: World, tmp_path: Path) -> None:
    recorded = {
        "id": "/Subscriptions/0ec0aded-0000-4000-8000-000000000001/resourceGroups/rec/providers/"
        "Microsoft.RecoveryServices/vaults/old/replicationFabrics/abc",
        "name": "abc",
        "type": "Microsoft.RecoveryServices/vaults/replicationFabrics",
        "properties": {
            "friendlyName": "old",
            "customDetails": {"instanceType": "VMware", "odd": [1, None, "9999-12-31T23:59:59"]},
        },
    }
    path = tmp_path / "recorded.json"
    path.write_bytes(orjson.dumps({"value": [recorded]}))
    await world.act("load_recording", path=str(path))
    vault = str(recorded["id"]).partition("/replicationFabrics/")[0]
    answer = await world.raw("GET", f"{vault}/replicationFabrics?api-version=2025-08-01")
    assert (await answer.json())["value"] == [recorded]
    world.exchanges.seen.clear()  # this recording fits no description

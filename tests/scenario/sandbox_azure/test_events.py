"""Given what the state shows, when events are read, then each condition has raised one."""

from __future__ import annotations

from tests.scenario.sandbox_azure.conftest import World
from tests.scenario.sandbox_azure.test_reassociate import GROUP, VAULT


async def _codes(world: World, text: str = "") -> list[tuple[str, str, str]]:
    events = world.recovery().replication_events.list(GROUP, VAULT, filter=text or None)
    return [
        (e.properties.event_code, e.properties.affected_object_friendly_name, e.properties.severity)
        async for e in events
    ]


async def test_version_and_certificate_give_one_event_each_however_often_one_looks(
    world: World,
) -> None:
    expected = {
        ("SRSPSVersion", "ps-neu-1", "Warning"),
        ("SRSPSCertificateExpiry", "ps-neu-2", "Warning"),
    }
    assert set(await _codes(world)) == expected
    assert len(await _codes(world)) == 2
    only = await _codes(world, "eventCode eq 'SRSPSVersion'")
    assert only == [("SRSPSVersion", "ps-neu-1", "Warning")]


async def test_a_lost_heartbeat_and_its_return(world: World) -> None:
    machines = world.compute().virtual_machines
    await (await machines.begin_deallocate("rg-dr-neu", "ps-neu-2")).result()
    await world.act("advance", seconds=1600)
    world.credential = world.sign_in(world.local.client_secret)
    critical = await _codes(world, "severity eq 'Critical'")
    assert critical == [("SRSPSHeartbeatLost", "ps-neu-2", "Critical")]
    await (await world.compute().virtual_machines.begin_start("rg-dr-neu", "ps-neu-2")).result()
    await world.act("advance", seconds=700)
    over = await _codes(world, "severity eq 'OK'")
    assert over == [("SRSPSHeartbeatReceived", "ps-neu-2", "OK")]
    events = [e async for e in world.recovery().replication_events.list(GROUP, VAULT)]
    one = await world.recovery().replication_events.get(GROUP, VAULT, events[0].name)
    assert one.properties.event_code == events[0].properties.event_code


async def test_the_vaults_health_sums_it_up(world: World) -> None:
    await world.act("server_load", ip="10.70.2.10", cpu=96)
    health = await world.recovery().replication_vault_health.get(GROUP, VAULT)
    (issue,) = health.properties.fabrics_health.issues
    assert (issue.severity, issue.affected_resource_type) == ("Error", "replicationFabrics")
    assert health.properties.protected_items_health.resource_count == 5

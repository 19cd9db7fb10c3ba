"""Given the story's vaults, when fabrics are read, then servers report as the service says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World, make_machine

GROUP, VAULT = "rg-dr-vault", "rsv-dr-vmware"


async def _fabric(world: World, vault: str = VAULT) -> Any:
    fabrics = [each async for each in world.recovery().replication_fabrics.list(GROUP, vault)]
    assert len(fabrics) == 1
    return fabrics[0]


async def _servers(world: World) -> dict[str, Any]:
    details = (await _fabric(world)).properties.custom_details
    return {each.ip_address: each for each in details.process_servers}


async def test_vaults_are_listed(world: World) -> None:
    client = world.vaults()
    vaults = [each async for each in client.vaults.list_by_subscription_id()]
    assert [each.name for each in vaults] == ["rsv-dr-vmware", "rsv-dr-modern"]
    one = await client.vaults.get(GROUP, VAULT)
    assert one.properties.provisioning_state == "Succeeded"


async def test_the_vmware_fabric_holds_its_traps(world: World) -> None:
    fabric = await _fabric(world)
    details = fabric.properties.custom_details
    assert fabric.properties.friendly_name == "cs-onprem-01"
    assert (details["instanceType"], details.ip_address) == ("VMware", "192.168.10.20")
    assert details.agent_version == "9.61.7016.1"
    assert details.ps_template_version == "202404.18.00 "
    assert details.agent_expiry_date.tzinfo is None
    assert details.agent_expiry_date.year == 9999
    assert details.last_heartbeat.tzinfo is not None


async def test_the_modernised_fabric_says_so(world: World) -> None:
    details = (await _fabric(world, "rsv-dr-modern")).properties.custom_details
    assert details["instanceType"] == "InMageRcm"
    assert details.process_servers[0].name == "appliance-01-ps"


async def test_three_servers_report_freshly(world: World) -> None:
    servers = await _servers(world)
    now = datetime.now(UTC)
    for server in servers.values():
        assert timedelta(0) < now - server.last_heartbeat < timedelta(minutes=2)
    own, first, second = (servers[ip] for ip in ("192.168.10.20", "10.70.2.10", "10.70.2.11"))
    assert (own.agent_version, own.version_status, own.machine_count) == (
        "9.61.7016.1", "Supported", "3",
    )  # fmt: skip
    assert (first.agent_version, first.version_status, first.machine_count) == (
        "9.56.6879.1", "UpdateRequired", "2",
    )  # fmt: skip
    assert second.version_status == "Supported"
    assert second.ssl_cert_expiry_remaining_days == 21
    assert (second.ssl_cert_expiry_date - now).days in (20, 21)


async def test_protected_items_name_their_server(world: World) -> None:
    client = world.recovery()
    items = {i.name: i async for i in client.replication_protected_items.list(GROUP, VAULT)}
    assert set(items) == {"app-01", "app-02", "db-01", "web-01", "web-02"}
    details = items["web-01"].properties.provider_specific_details
    servers = await _servers(world)
    assert details["instanceType"] == "InMageAzureV2"
    assert details.process_server_id == servers["10.70.2.10"].id
    (nic,) = details.vm_nics
    assert nic.recovery_vm_network_id.endswith("/vnet-dr-neu")
    assert nic.ip_configs[0].recovery_static_ip_address == "10.70.1.10"
    fabric = (await _fabric(world)).name
    containers = client.replication_protection_containers
    (container,) = [c async for c in containers.list_by_replication_fabrics(GROUP, VAULT, fabric)]
    assert container.name.startswith("cloud_")
    listing = client.replication_protected_items.list_by_replication_protection_containers
    inside = [i.name async for i in listing(GROUP, VAULT, fabric, container.name)]
    assert set(inside) == set(items)
    one = await client.replication_protected_items.get(
        GROUP, VAULT, fabric, container.name, "db-01"
    )
    assert one.properties.active_location == "Recovery"


async def test_refreshing_the_provider_ends_with_the_provider(world: World) -> None:
    client = world.recovery()
    fabric = await _fabric(world)
    providers = client.replication_recovery_services_providers
    (found,) = [p async for p in providers.list_by_replication_fabrics(GROUP, VAULT, fabric.name)]
    assert found.name == fabric.properties.internal_identifier
    poller = await providers.begin_refresh_provider(GROUP, VAULT, fabric.name, found.name)
    refreshed = await poller.result()
    assert refreshed.properties.last_heart_beat > found.properties.last_heart_beat


async def test_a_missing_vault_is_not_found(world: World) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        _ = [f async for f in world.recovery().replication_fabrics.list(GROUP, "rsv-none")]
    assert refusal.value.status_code == 404


async def test_a_person_registers_a_new_server(world: World) -> None:
    await make_machine(world)
    assert "10.60.2.9" not in await _servers(world)
    await world.act("register", ip="10.60.2.9")
    server = (await _servers(world))["10.60.2.9"]
    assert (server.friendly_name, server.agent_version) == ("ps-weu-1", "9.61.7016.1")
    assert datetime.now(UTC) - server.last_heartbeat < timedelta(minutes=2)


async def test_a_security_group_keeps_a_server_out_and_silences_one(world: World) -> None:
    """Outbound 443 denied at the subnet: no registration; a server that reported falls silent."""
    await make_machine(world)
    await world.act("register", ip="10.60.2.9")
    assert (await _servers(world))["10.60.2.9"].health == "Normal"
    rules = world.network().security_rules
    deny = {
        "protocol": "*", "access": "Deny", "direction": "Outbound", "priority": 105,
        "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*",
        "destinationAddressPrefix": "192.168.0.0/16", "destinationPortRanges": ["443", "9443"],
    }  # fmt: skip
    place = ("rg-dr-network", "nsg-ps-weu", "deny-site")
    await (await rules.begin_create_or_update(*place, {"properties": deny})).result()
    status, answer = await world.try_act("register", ip="10.60.2.9")
    assert (status, "security group denies" in answer["error"]) == (400, True)
    await world.act("advance", seconds=1600)
    world.credential = world.sign_in(world.local.client_secret)
    silent = (await _servers(world))["10.60.2.9"]
    assert (silent.health, silent.ps_service_status) == ("Critical", "Unknown")
    await (await world.network().security_rules.begin_delete(*place)).result()
    await world.act("advance", seconds=700)
    assert (await _servers(world))["10.60.2.9"].health == "Normal"


@pytest.mark.parametrize(
    ("ip", "why"),
    [("10.60.2.200", "no machine"), ("10.60.1.10", "not made from the Process-Server image")],
)
async def test_registration_needs_a_process_server(world: World, ip: str, why: str) -> None:
    status, answer = await world.try_act("register", ip=ip)
    assert status == 400
    assert why in answer["error"]


async def test_registration_needs_a_running_machine_and_a_way_to_the_site(world: World) -> None:
    await make_machine(world)
    connections = world.network().virtual_network_gateway_connections
    link = await connections.get("rg-dr-network", "cn-site-weu")
    down = {"properties": {"connectionStatus": "NotConnected"}}
    await world.act("set", id=link.id, merge=down)
    status, answer = await world.try_act("register", ip="10.60.2.9")
    assert (status, "cannot reach" in answer["error"]) == (400, True)
    await (
        await world.compute().virtual_machines.begin_deallocate("rg-dr-weu", "ps-weu-1")
    ).result()
    status, answer = await world.try_act("register", ip="10.60.2.9")
    assert (status, "not running" in answer["error"]) == (400, True)


async def test_a_stopped_server_falls_silent(world: World) -> None:
    machines = world.compute().virtual_machines
    await (await machines.begin_deallocate("rg-dr-neu", "ps-neu-2")).result()
    before = (await _servers(world))["10.70.2.11"]
    await world.act("advance", seconds=1200)
    world.credential = world.sign_in(world.local.client_secret)
    after = (await _servers(world))["10.70.2.11"]
    assert after.last_heartbeat == before.last_heartbeat
    assert (before.health, after.health) == ("Normal", "Critical")
    assert after.health_errors[0].error_level == "Critical"
    others = (await _servers(world))["10.70.2.10"]
    assert others.last_heartbeat > after.last_heartbeat
    assert others.health == "Normal"


async def test_a_person_upgrades_and_another_unregisters(world: World) -> None:
    status, refused = await world.try_act("upgrade", ip="10.70.2.10", version="9.61.7016.1")
    assert status == 400
    assert "more than 4 versions" in refused["error"]
    await world.act("upgrade", ip="10.70.2.10", version="9.60.6956.1")
    server = (await _servers(world))["10.70.2.10"]
    assert (server.agent_version, server.version_status) == ("9.60.6956.1", "UpdateRequired")
    await world.act("upgrade", ip="10.70.2.10", version="9.61.7016.1")
    server = (await _servers(world))["10.70.2.10"]
    assert (server.agent_version, server.version_status) == ("9.61.7016.1", "Supported")
    await world.act("unregister", ip="10.70.2.11")
    assert set(await _servers(world)) == {"192.168.10.20", "10.70.2.10"}


async def test_what_a_server_reports_can_be_set(world: World) -> None:
    await world.act("set", ip="10.70.2.11", merge={"health": "Warning", "cpuLoad": "88%"})
    server = (await _servers(world))["10.70.2.11"]
    assert (server.health, server.cpu_load) == ("Warning", "88%")

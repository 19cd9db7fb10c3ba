"""Everything that preflight asks, read from Azure."""

from __future__ import annotations

import asyncio

import pytest

from azureops import (
    azure,
    fabrics,
    gateways,
    groups,
    ids,
    images,
    interfaces,
    locations,
    locks,
    machines,
    networks,
    outbound,
    permissions,
    policies,
    prices,
    protected_items,
    providers,
    security,
    sizes,
    storage,
    subscriptions,
    vaults,
)
from azureops.errors import AzureError
from azureops.process_servers import VersionStatus
from sandbox.azure import server
from tests.scenario.azureops import names
from tests.scenario.azureops.conftest import Act


async def test_subscriptions_regions_and_groups(world: azure.Azure) -> None:
    found = await subscriptions.list_all(world)
    assert [s.name for s in found] == ["Contoso DR Production", "Contoso DR Test"]
    assert all(s.usable for s in found)
    one = await subscriptions.get(world, names.PRODUCTION)
    assert one is not None
    assert one.id == names.PRODUCTION
    regions = await locations.list_all(world, names.PRODUCTION)
    assert {r.name for r in regions} >= {"westeurope", "northeurope", "eastus"}
    listed = await groups.list_all(world, names.PRODUCTION)
    assert [g.name for g in listed] == ["rg-dr-network", "rg-dr-neu", "rg-dr-vault", "rg-dr-weu"]
    assert await groups.get(world, names.PRODUCTION, "rg-none") is None
    held = await groups.resources(world, names.PRODUCTION, "rg-dr-weu")
    assert "stdrdiagweu" in {r.name for r in held}


async def test_listings_are_read_to_their_last_page(world: azure.Azure, act: Act) -> None:
    whole = await groups.resources(world, names.PRODUCTION, "rg-dr-weu")
    await act("page_size", size=2)
    assert await groups.resources(world, names.PRODUCTION, "rg-dr-weu") == whole
    assert len(whole) > 4


async def test_networks_and_their_subnets(world: azure.Azure) -> None:
    found = await networks.list_all(world, names.PRODUCTION)
    assert [n.name for n in found] == ["vnet-dr-eus", "vnet-dr-neu", "vnet-dr-weu"]
    weu = await networks.get(world, names.WEU)
    assert weu is not None
    subnet = weu.subnet("SNET-PS")
    assert subnet is not None
    assert subnet.prefixes == ("10.60.2.0/24",)
    assert ids.name_of(subnet.security_group_id) == "nsg-ps-weu"
    assert subnet.nat_gateway_id
    neu = await networks.get(world, names.NEU)
    assert neu is not None
    peering = neu.peerings[0]
    assert ids.same(peering.remote_network_id, names.WEU)
    assert (peering.use_remote_gateways, peering.state) == (True, "Connected")
    assert weu.peerings[0].allow_gateway_transit


async def test_taken_and_free_addresses(world: azure.Azure) -> None:
    taken = await networks.check_ip(world, names.WEU, "10.60.2.4")
    assert not taken.available
    assert taken.suggestions
    assert (await networks.check_ip(world, names.WEU, "10.60.2.9")).available
    weu = await networks.get(world, names.WEU)
    assert weu is not None
    subnet = weu.subnet("snet-ps")
    assert subnet is not None
    free = await networks.free_ips(world, names.WEU, subnet)
    assert free
    assert "10.60.2.4" not in free
    assert all(subnet.holds(ip) and not subnet.reserved(ip) for ip in free)


async def test_the_way_to_the_site(world: azure.Azure) -> None:
    (gateway,) = await gateways.of_network(world, names.WEU)
    assert (gateway.name, gateway.kind) == ("vgw-dr-weu", gateways.Kind.VPN)
    (connection,) = await gateways.connections(world, gateway)
    assert connection.connected
    assert connection.remote_prefixes == ("192.168.0.0/16",)
    (other,) = await gateways.of_network(world, names.TEST_WEU)
    (broken,) = await gateways.connections(world, other)
    assert broken.status == "NotConnected"
    assert await gateways.of_network(world, names.EUS) == ()


async def test_rules_and_the_way_out(world: azure.Azure) -> None:
    weu = await networks.get(world, names.WEU)
    eus = await networks.get(world, names.EUS)
    assert weu is not None
    assert eus is not None
    subnet = weu.subnet("snet-ps")
    assert subnet is not None
    rules = await security.get(world, subnet.security_group_id)
    verdict = security.verdict(
        rules,
        direction=security.Direction.INBOUND,
        port=9443,
        source="10.60.1.0/24",
        destination="10.60.2.9",
        inside=(*weu.prefixes, "192.168.0.0/16"),
    )
    assert verdict.allowed
    assert verdict.rule == "allow-replication"
    assert (await outbound.path(world, weu, subnet)).way is outbound.Way.NAT_GATEWAY
    none = await outbound.path(world, eus, eus.subnets[0])
    assert (none.way, none.works) == (outbound.Way.NONE, False)


async def test_images_sizes_and_quota(world: azure.Azure, act: Act) -> None:
    listed = await images.versions(world, names.PRODUCTION, "westeurope")
    chosen = images.choose(listed, "202404.18.00 ")
    assert chosen == "202404.18.00"
    image = await images.get(world, names.PRODUCTION, "westeurope", chosen)
    assert image is not None
    assert (image.os, image.generation) == ("Windows", "V1")
    assert await images.get(world, names.PRODUCTION, "westeurope", "1.2.3") is None
    size = await sizes.get(world, names.PRODUCTION, "westeurope", "standard_a8_v2")
    assert size is not None
    assert (size.cores, size.family, size.offered) == (8, "standardAv2Family", True)
    barred = await sizes.get(world, names.PRODUCTION, "eastus", "Standard_A8_v2")
    assert barred is not None
    assert barred.restriction == "NotAvailableForSubscription"
    quota = await sizes.quota(world, names.TEST, "westeurope")
    assert quota["standardav2family"].left == 4
    await act("retire_image", version=chosen)
    retired = await images.get(world, names.PRODUCTION, "westeurope", chosen)
    assert retired is not None
    assert retired.state is not images.State.ACTIVE
    assert retired.deprecated_at.startswith("2026-01-31")


async def test_storage_machines_and_interfaces(world: azure.Azure) -> None:
    (account,) = await storage.list_all(world, names.PRODUCTION)
    assert account.name == "stdrdiagweu"
    assert account.takes_diagnostics
    assert await storage.get(world, account.id) == account
    found = {m.name: m for m in await machines.list_all(world, names.PRODUCTION)}
    assert set(found) == {"app-01", "app-02", "db-01", "web-01", "web-02", "ps-neu-1", "ps-neu-2"}
    app_01 = await machines.get(world, found["app-01"].id)
    assert app_01 is not None
    assert app_01.power is machines.Power.RUNNING
    nics = await interfaces.list_all(world, names.PRODUCTION)
    app = next(nic for nic in nics if nic.address == "10.60.1.10")
    assert ids.same(app.machine_id, found["app-01"].id)
    assert app.static
    assert not app.public


async def test_fabrics_process_servers_and_machines(world: azure.Azure) -> None:
    assert [v.name for v in await vaults.list_all(world, names.PRODUCTION)] == [
        "rsv-dr-modern",
        "rsv-dr-vmware",
    ]
    (fabric,) = await fabrics.list_all(world, names.VMWARE)
    assert fabric.kind is fabrics.Kind.VMWARE
    assert fabric.server is not None
    assert (fabric.server.address, str(fabric.server.version)) == ("192.168.10.20", "9.61.7016.1")
    assert fabric.server.template_version == "202404.18.00"
    outdated = fabric.process_server_at("10.70.2.10")
    assert outdated is not None
    assert outdated.status is VersionStatus.UPDATE_REQUIRED
    own = fabric.process_server_at("192.168.10.20")
    assert own is not None
    assert own.built_in
    assert await fabrics.get(world, fabric.id) is not None
    (modern,) = await fabrics.list_all(world, names.MODERN)
    assert modern.kind is fabrics.Kind.MODERNISED
    items = await protected_items.list_all(world, names.VMWARE)
    assert {item.name for item in items} == {"app-01", "app-02", "db-01", "web-01", "web-02"}
    assert all(item.failed_over for item in items)
    users = {item.name for item in items if item.process_server_id == outdated.id}
    assert users == {"web-01", "web-02"}


async def test_news_can_be_asked_for(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    (fabric,) = await fabrics.list_all(world, names.VMWARE)
    await fabrics.submit_refresh(world, fabric)
    (sent,) = local.control.entries(service="arm", method="POST", path="/refreshProvider$")
    assert sent["path"].lower().startswith(f"{fabric.id}/replicationRecoveryServices".lower())
    assert sent["status"] in {200, 202}
    await act("deny", action="Microsoft.RecoveryServices/vaults/*")
    with pytest.raises(AzureError) as caught:
        await fabrics.submit_refresh(world, fabric)
    assert caught.value.code == "azure-forbidden"


async def test_what_is_allowed(world: azure.Azure, act: Act) -> None:
    scope = ids.group(names.PRODUCTION, "rg-dr-weu")
    needed = (
        "Microsoft.Compute/virtualMachines/write",
        "Microsoft.Network/networkInterfaces/write",
    )
    assert await permissions.missing(world, scope, needed) == ()
    await act("deny", action="Microsoft.Compute/virtualMachines/*")
    assert await permissions.missing(world, scope, needed) == needed[:1]
    assert set((await providers.states(world, names.PRODUCTION)).values()) == {"Registered"}
    await act("unregister_provider", subscription=names.TEST, namespace="Microsoft.Compute")
    states = await providers.states(world, names.TEST)
    assert states["Microsoft.Compute"] == "NotRegistered"


async def test_locks_and_policies(world: azure.Azure, act: Act) -> None:
    scope = ids.group(names.PRODUCTION, "rg-dr-weu")
    assert await locks.list_all(world, scope) == ()
    assert await policies.denials(world, scope) == ()
    await act("lock", scope=f"/subscriptions/{names.PRODUCTION}", level="ReadOnly", name="freeze")
    (lock,) = await locks.list_all(world, scope)
    assert (lock.name, lock.level) == ("freeze", locks.Level.READ_ONLY)
    await act("policy", scope=scope, type="Microsoft.Compute/virtualMachines", name="no-machines")
    (denial,) = await policies.denials(world, scope)
    assert denial.name == "no-machines"


@pytest.mark.parametrize("currency", ["USD", "EUR"])
async def test_what_it_costs(world: azure.Azure, currency: str) -> None:
    found = await prices.monthly(
        world,
        location="westeurope",
        size="Standard_A8_v2",
        disks=(("StandardSSD_LRS", 127), ("StandardSSD_LRS", 600)),
        currency=currency,
    )
    assert found.complete
    assert len(found.lines) == 3
    assert found.monthly == pytest.approx(sum(line.monthly or 0 for line in found.lines))
    assert found.monthly > 100


async def test_a_price_nobody_lists_is_unknown(world: azure.Azure) -> None:
    found = await prices.monthly(
        world, location="westeurope", size="Standard_Z99", disks=(("UltraSSD_LRS", 8),)
    )
    assert not found.complete
    assert found.monthly == 0


async def test_all_readers_share_one_token(world: azure.Azure, local: server.LocalAzure) -> None:
    await asyncio.gather(*(subscriptions.list_all(world) for _ in range(20)))
    asked = local.control.entries(service="authority", method="POST", path="/token$")
    assert len(asked) == 1


async def test_a_token_that_azure_calls_invalid_is_renewed(world: azure.Azure, act: Act) -> None:
    await subscriptions.list_all(world)
    await act("expire_tokens")
    results = await asyncio.gather(*(subscriptions.list_all(world) for _ in range(5)))
    assert all(len(found) == 2 for found in results)

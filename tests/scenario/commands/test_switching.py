"""What a proof says of the machines that are still to be switched to the new server."""

from __future__ import annotations

from azureops import fabrics
from commands import servers
from commands.existing import given
from commands.registration import switching
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud
from tests.scenario.commands.test_coverage import ITEMS, address, on_its_way_back


async def _said(cloud: Cloud) -> str:
    """As if ps-neu-2 had just been registered."""
    shot = await cloud.snapshot()
    vault = next(r["id"] for r in shot["resources"] if r["name"] == "rsv-dr-vmware")
    listed = await fabrics.list_all(cloud.world, vault)
    (new,) = [one for one in servers.of(listed) if one.ps.name == "ps-neu-2"]
    plan = {
        "vault_id": vault,
        "fabric_id": new.fabric.id,
        "machine_id": existing.machine("ps-neu-2"),
    }
    return (await switching.onward(cloud.world, given.Given(plan=plan, results={}), new.ps)).text


async def test_nobody_is_said_only_where_every_machine_is_placed(cloud: Cloud) -> None:
    item = await on_its_way_back(cloud, await address(cloud, "app-01"))
    answer = {"status": 200, "body": {"value": [item]}}
    cloud.local.control.fault({"service": "arm", "path": ITEMS, "times": -1, "then": answer})
    assert "No failed-over machine of vnet-dr-neu uses another server" in await _said(cloud)
    item["properties"]["providerSpecificDetails"]["ipAddress"] = "192.168.20.10"
    said = await _said(cloud)
    assert "No failed-over machine" not in said
    assert "`/failback-ps switch <server> ps-neu-2`" in said

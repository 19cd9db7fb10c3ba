"""Given something deleted, when it goes, then it is Deleting and listed still, and then gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.azure import seed
from tests.scenario.sandbox_azure.conftest import World, opened, versioned

SUBSCRIPTION = f"/subscriptions/{seed.PRODUCTION}"
GROUPS = f"{SUBSCRIPTION}/resourceGroups"
WEST = f"{GROUPS}/rg-dr-weu/providers"
NETWORK = f"{GROUPS}/rg-dr-network/providers/Microsoft.Network"
LONG = 3600  # seconds of Azure's clock: all of these are over by then


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[World]:
    """A local Azure whose clock goes no faster than ours, so that nothing ends unseen."""
    async with opened(tmp_path, speed=1) as made:
        yield made


async def get(world: World, path: str) -> tuple[int, Any]:
    answer = await world.raw("GET", versioned(path))
    return answer.status, await answer.json()


async def states(world: World, folder: str) -> dict[str, str]:
    """What a list shows: ids to their provisioning states."""
    status, body = await get(world, folder)
    assert status == 200, body
    return {each["id"]: each["properties"]["provisioningState"] for each in body["value"]}


@pytest.mark.parametrize(
    "path",
    [
        f"{WEST}/Microsoft.Compute/virtualMachines/app-01",
        f"{WEST}/Microsoft.Network/networkInterfaces/nic-jump-weu",
        f"{NETWORK}/virtualNetworks/vnet-dr-eus",
        f"{NETWORK}/virtualNetworks/vnet-dr-eus/subnets/snet-ps",
        f"{NETWORK}/virtualNetworks/vnet-dr-weu/virtualNetworkPeerings/to-neu",
        f"{NETWORK}/networkSecurityGroups/nsg-ps-weu/securityRules/allow-replication",
        f"{NETWORK}/connections/cn-site-weu",
        f"{GROUPS}/rg-dr-neu",
    ],
)
async def test_what_goes_is_deleting_then_gone(slow: World, path: str) -> None:
    folder = path.rpartition("/")[0]
    begun = await slow.raw("DELETE", versioned(path))
    assert begun.status == 202
    status, body = await get(slow, path)
    assert (status, body["properties"]["provisioningState"]) == (200, "Deleting")
    assert (await states(slow, folder))[path] == "Deleting"
    await slow.act("advance", seconds=LONG)
    slow.credential = slow.sign_in(slow.local.client_secret)
    status, body = await get(slow, path)
    code = "ResourceGroupNotFound" if folder == GROUPS else body["error"]["code"]
    assert (status, body["error"]["code"]) == (404, code)
    assert path not in await states(slow, folder)
    again = await slow.raw("DELETE", versioned(path))
    assert again.status == (404 if folder == GROUPS else 204)


async def test_all_lists_agree_on_what_is_there(slow: World) -> None:
    """The list of all resources has a machine while it goes, and never after; so with its parts."""
    path = f"{WEST}/Microsoft.Compute/virtualMachines/app-01"

    async def listed() -> set[str]:
        _, body = await get(slow, f"{SUBSCRIPTION}/resources")
        return {each["id"] for each in body["value"]}

    assert path in await listed()
    await slow.raw("DELETE", versioned(path))
    assert path in await listed()
    await slow.act("advance", seconds=LONG)
    slow.credential = slow.sign_in(slow.local.client_secret)
    assert path not in await listed()
    nic, disk = f"{WEST}/Microsoft.Network/networkInterfaces", f"{WEST}/Microsoft.Compute/disks"
    assert f"{nic}/app-01-nic" in await listed()  # its delete options keep both
    _, shown = await get(slow, f"{disk}/app-01-osdisk")
    assert shown["properties"]["diskState"] == "Unattached"

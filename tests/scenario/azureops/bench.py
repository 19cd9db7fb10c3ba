"""A machine made by the real SDK, and our scripts on it."""

from __future__ import annotations

from typing import Any

import pytest

from azureops import (
    azure,
    ids,
    images,
    interfaces,
    machines,
    orders,
    run_commands,
    secrets,
)
from azureops.errors import AzureError
from azureops.orders import Order
from azureops.script_results import Result
from sandbox.azure import server, server_acts
from tests.scenario.azureops import names

WINDOWS = images.Reference(
    publisher="MicrosoftWindowsServer", offer="WindowsServer", sku="2019-Datacenter"
)
URL = "https://aka.ms/unifiedinstaller_we"
NEAR, FAR = "9.60.6956.1", "9.61.7016.1"
SERVER = "192.168.10.20"
PASSPHRASE = "asr-passphrase"
QUICK = 6000.0  # a set-up of ten minutes in a tenth of a second
OLD = ids.machine(names.PRODUCTION, "rg-dr-neu", "ps-neu-1")


async def ran(
    world: azure.Azure, machine: machines.Machine, order: Order, part: str = ""
) -> Result:
    token = await run_commands.submit(world, machine, order, operation="op-1", part=part)
    return await run_commands.follow(world, token)


async def refused(world: azure.Azure, machine: machines.Machine, order: Order, part: str) -> str:
    with pytest.raises(AzureError) as caught:
        await ran(world, machine, order, part)
    assert caught.value.remedy
    return caught.value.code


async def found(world: azure.Azure, machine_id: str) -> machines.Machine:
    machine = await machines.get(world, machine_id)
    assert machine is not None
    return machine


async def passphrase(world: azure.Azure) -> str:
    value = await secrets.get(world, PASSPHRASE)
    assert value is not None
    return value


def install(secret: str, **changed: str) -> Order:
    given: dict[str, Any] = {
        "installer": server_acts.INSTALLER, "drive": "F", "configuration_server": SERVER,
        "address": "10.60.2.9", "passphrase": secret, **changed,
    }  # fmt: skip
    return orders.install(**given)


async def ready(world: azure.Azure, machine: machines.Machine) -> None:
    """Disk and installer are there."""
    await ran(world, machine, orders.prepare_disk(), "ready")
    await ran(world, machine, orders.fetch_installer(URL), "ready")


def versions(local: server.LocalAzure) -> dict[str, str]:
    return {each.address: each.version for each in local.state.process_servers}


def puts(local: server.LocalAzure) -> int:
    return len(local.control.entries(service="arm", method="PUT", path="/runCommands/"))


async def make(world: azure.Azure, **changed: object) -> machines.Machine:
    nic = await interfaces.submit_create(world, names.NIC, **names.nic())
    await interfaces.follow(world, nic)
    token = await machines.submit_create(
        world, names.wanted(**changed), admin_password=names.PASSWORD
    )
    return await machines.follow(world, token)

"""An operation of Azure is followed to its end, whatever happens on the way."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import sys
from datetime import timedelta

import pytest

from azureops import (
    azure,
    continuation,
    disks,
    groups,
    interfaces,
    longrunning,
    machines,
)
from azureops.errors import AzureError
from sandbox.azure import server
from tests.scenario.azureops import names
from tests.scenario.azureops.conftest import Act, connected

PROGRAM = """
import asyncio, json, sys
from azureops import azure, machines

async def main():
    given = json.load(sys.stdin)
    world = await azure.connect(azure.Endpoints(**given["endpoints"]))
    world.interval = 0.1
    machine = await machines.follow(world, given["token"])
    await world.close()
    print(json.dumps({"id": machine.id, "state": machine.state}))

asyncio.run(main())
"""


async def test_another_process_follows_by_the_token(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    nic = await interfaces.submit_create(world, names.NIC, **names.nic())
    await interfaces.follow(world, nic)
    token = await machines.submit_create(world, names.wanted(), admin_password=names.PASSWORD)
    await world.close()
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        PROGRAM,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ},
    )
    given = {
        "endpoints": {
            "arm_url": local.urls["arm"],
            "authority_host": local.urls["authority"],
            "ca_bundle": str(local.bundle),
        },
        "token": token,
    }
    out, _ = await child.communicate(json.dumps(given).encode())
    assert json.loads(out) == {"id": names.MACHINE, "state": "Succeeded"}
    puts = local.control.entries(service="arm", method="PUT", path="virtualMachines")
    assert len(puts) == 1


async def test_an_operation_that_azure_forgot_is_judged_by_the_resource(
    world: azure.Azure, act: Act
) -> None:
    nic = await interfaces.submit_create(world, names.NIC, **names.nic())
    await interfaces.follow(world, nic)
    token = await machines.submit_create(world, names.wanted(), admin_password=names.PASSWORD)
    following = asyncio.create_task(machines.follow(world, token))
    await act("forget_operations")
    assert (await following).state == "Succeeded"


async def test_judging_by_the_resource_outlives_a_throttled_azure(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    """Compute says 429 OperationNotAllowed more often than the pipeline tries again."""
    token = await interfaces.submit_create(world, names.NIC, **names.nic())
    world.patience = 60
    busy = {"error": {"code": "OperationNotAllowed", "message": "too many requests"}}
    local.control.fault(
        {
            "service": "arm",
            "method": "GET",
            "path": "/networkInterfaces/",
            "times": 12,
            "then": {"status": 429, "headers": {"Retry-After": "0"}, "body": busy},
        }
    )
    await act("forget_operations")
    assert (await interfaces.follow(world, token)).address == "10.60.2.9"


async def test_a_token_of_another_operation_is_refused(world: azure.Azure) -> None:
    token = await interfaces.submit_create(world, names.NIC, **names.nic())
    with pytest.raises(ValueError, match="create network interface"):
        await machines.follow(world, token)
    await interfaces.follow(world, token)


async def test_following_outlives_an_azure_that_does_not_answer(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    token = await interfaces.submit_create(world, names.NIC, **names.nic())
    world.patience = 60
    local.control.fault(
        {
            "service": "arm",
            "method": "GET",
            "path": "/operations/",
            "times": 6,
            "then": {"status": 503, "headers": {"Retry-After": "0"}},
        }
    )
    assert (await interfaces.follow(world, token)).address == "10.60.2.9"


async def test_two_connections_do_not_disturb_each_other(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    other = await connected(local)
    token = await interfaces.submit_create(other, names.NIC, **names.nic())
    await other.close()
    await other.close()
    assert (await interfaces.follow(world, token)).address == "10.60.2.9"
    assert set(token) == {"operation", "resource", "api_version", "token"}
    assert continuation.strip(token["token"]) == token["token"]


async def test_the_end_is_seen_at_the_resource_while_the_operation_keeps_us_waiting(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    nic = await interfaces.submit_create(world, names.NIC, **names.nic())
    await interfaces.follow(world, nic)
    token = await machines.submit_create(world, names.wanted(), admin_password=names.PASSWORD)
    local.control.fault(
        {"service": "arm", "path": "/operations/", "times": -1, "then": {"delay": 60.0}}
    )
    async with asyncio.timeout(20):
        made = await machines.follow(world, token)
    assert made.state == "Succeeded"
    assert made.power is machines.Power.RUNNING


ENDLESS = {"status": 200, "body": {"status": "InProgress"}}
UPDATING = {
    "status": 200,
    "body": {"id": names.NIC, "properties": {"provisioningState": "Updating"}},
}
SUCCEEDED = {
    "status": 200,
    "body": {"id": names.NIC, "properties": {"provisioningState": "Succeeded"}},
}
THE_NIC = "/networkInterfaces/ps-weu-1-nic$"


def answering(
    local: server.LocalAzure, path: str, then: dict[str, object], times: int = -1
) -> None:
    local.control.fault(
        {"service": "arm", "method": "GET", "path": path, "times": times, "then": then}
    )


async def test_waiting_for_azure_has_an_end_and_may_be_taken_up_again(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    token = await interfaces.submit_create(world, names.NIC, **names.nic())
    answering(local, "/operations/", ENDLESS)
    answering(local, THE_NIC, UPDATING)
    short = dataclasses.replace(interfaces.CREATION, limit=timedelta(seconds=1))
    async with asyncio.timeout(10):
        with pytest.raises(AzureError, match="ps-weu-1-nic is not ready") as caught:
            await longrunning.follow(world, token, short, interfaces.get)
    assert (caught.value.code, caught.value.retriable) == ("azure-overdue", True)
    local.control.clear()
    assert (await interfaces.follow(world, token)).address == "10.60.2.9"


async def test_every_kind_of_operation_has_its_limit() -> None:
    kinds = [
        interfaces.CREATION,
        interfaces.DELETION,
        machines.CREATION,
        machines.DELETION,
        disks.DELETION,
        groups.DELETION,
    ]
    assert len({kind.name for kind in kinds}) == len(kinds)
    assert all(timedelta(minutes=10) < kind.limit <= timedelta(hours=1) for kind in kinds)


async def test_an_accepted_deletion_may_show_late(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    await interfaces.follow(world, await interfaces.submit_create(world, names.NIC, **names.nic()))
    token = await interfaces.submit_delete(world, names.NIC)
    assert token is not None
    await act("forget_operations")
    answering(local, THE_NIC, SUCCEEDED, times=6)
    await interfaces.follow_delete(world, token)


async def test_a_deletion_that_never_shows_has_failed(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    await interfaces.follow(world, await interfaces.submit_create(world, names.NIC, **names.nic()))
    token = await interfaces.submit_delete(world, names.NIC)
    assert token is not None
    await act("forget_operations")
    answering(local, THE_NIC, SUCCEEDED)
    async with asyncio.timeout(20):
        with pytest.raises(AzureError, match="is still there") as caught:
            await interfaces.follow_delete(world, token)
    assert caught.value.code == "azure-failed"

"""A process server's machine is made and removed by the real SDK, whatever happens on the way."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import json
import logging
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from azureops import (
    azure,
    continuation,
    disks,
    groups,
    ids,
    interfaces,
    longrunning,
    machines,
    secrets,
)
from azureops.errors import AzureError
from sandbox import authority
from sandbox.azure import server
from tests.scenario.azureops import names
from tests.scenario.azureops.conftest import Act, connected


async def make(world: azure.Azure, **changed: object) -> machines.Machine:
    nic = await interfaces.submit_create(world, names.NIC, **names.nic())
    await interfaces.follow(world, nic)
    token = await machines.submit_create(
        world, names.wanted(**changed), admin_password=names.PASSWORD
    )
    return await machines.follow(world, token)


async def test_a_machine_comes_up_with_all_its_parts(world: azure.Azure) -> None:
    nic = await interfaces.follow(
        world, await interfaces.submit_create(world, names.NIC, **names.nic())
    )
    assert (nic.address, nic.static, nic.public) == ("10.60.2.9", True, False)
    assert nic.tags == names.TAGS
    machine = await make(world)
    assert machine.state == "Succeeded"
    assert machine.power is machines.Power.RUNNING
    assert machine.interface_ids == (names.NIC,)
    assert (machine.os_disk, machine.data_disks) == ("ps-weu-1-os", ("ps-weu-1-data",))
    data = await disks.get(world, ids.disk(names.PRODUCTION, "rg-dr-weu", "ps-weu-1-data"))
    assert data is not None
    assert data.size_gb == 600
    assert ids.same(data.machine_id, names.MACHINE)


async def test_what_was_made_for_the_machine_goes_with_it(world: azure.Azure, act: Act) -> None:
    await make(world)
    token = await machines.submit_delete(world, names.MACHINE)
    assert token is not None
    await machines.follow_delete(world, token)
    await act("advance", seconds=1)
    assert await machines.get(world, names.MACHINE) is None
    assert await interfaces.get(world, names.NIC) is None
    for disk in ("ps-weu-1-os", "ps-weu-1-data"):
        assert await disks.get(world, ids.disk(names.PRODUCTION, "rg-dr-weu", disk)) is None
    again = await machines.submit_delete(world, names.MACHINE)
    if again is not None:
        await machines.follow_delete(world, again)


async def test_deleting_what_is_not_there_is_no_error(world: azure.Azure) -> None:
    absent = names.NIC + "-none"
    token = await interfaces.submit_delete(world, absent)
    if token is not None:
        await interfaces.follow_delete(world, token)
    assert await interfaces.get(world, absent) is None


async def test_the_password_is_in_the_request_and_nowhere_else(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    nic = await interfaces.submit_create(world, names.NIC, **names.nic())
    await interfaces.follow(world, nic)
    token = await machines.submit_create(world, names.wanted(), admin_password=names.PASSWORD)
    sent = local.control.entries(service="arm", method="PUT", path="virtualMachines")
    assert names.PASSWORD in json.dumps(sent[0]["body"])
    outer = base64.b64decode(token["token"]).decode()
    inner = base64.b64decode(json.loads(outer)["data"]["response"]["content"]).decode()
    for shown in (json.dumps(token), outer, inner):
        assert names.PASSWORD not in shown
        assert "osProfile" not in shown
    await machines.follow(world, token)


async def test_the_sdk_logs_no_secret(
    world: azure.Azure, local: server.LocalAzure, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await secrets.put(world, "ps-weu-1-admin", names.PASSWORD, {})
    password = await secrets.get(world, "ps-weu-1-admin")
    assert password is not None
    nic = await interfaces.submit_create(world, names.NIC, **names.nic())
    await interfaces.follow(world, nic)
    token = await machines.submit_create(world, names.wanted(), admin_password=password)
    await machines.follow(world, token)
    assert caplog.text
    for secret in (names.PASSWORD, local.client_secret, "eyJ"):
        assert secret not in caplog.text


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


async def test_what_is_being_deleted_is_seen_so_until_it_is_gone(
    ca: authority.Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read and listed as Deleting on a clock as slow as ours; then neither."""
    running = server.LocalAzure(data_dir=tmp_path, speed=1, ca=ca)
    await running.start()
    for name, value in running.settings.items():
        monkeypatch.setenv(name, value)
    world = await connected(running)
    app = names.MACHINE.replace("ps-weu-1", "app-01")
    token = await machines.submit_delete(world, app)
    assert token is not None
    going = await machines.get(world, app)
    listed = {each.name: each.state for each in await machines.list_all(world, names.PRODUCTION)}
    assert (going.state if going else "", listed["app-01"]) == ("Deleting", "Deleting")
    running.state.clock.advance(600)
    await machines.follow_delete(world, token)
    assert await machines.get(world, app) is None
    assert "app-01" not in {each.name for each in await machines.list_all(world, names.PRODUCTION)}
    await world.close()
    await running.stop()


async def test_a_token_of_another_operation_is_refused(world: azure.Azure) -> None:
    token = await interfaces.submit_create(world, names.NIC, **names.nic())
    with pytest.raises(ValueError, match="create network interface"):
        await machines.follow(world, token)
    await interfaces.follow(world, token)


async def test_repeating_a_request_whose_answer_was_lost_makes_nothing_twice(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    local.control.fault(
        {"service": "arm", "method": "PUT", "path": "networkInterfaces", "then": {"drop": "after"}}
    )
    nic = await interfaces.follow(
        world, await interfaces.submit_create(world, names.NIC, **names.nic())
    )
    assert nic.address == "10.60.2.9"
    puts = local.control.entries(service="arm", method="PUT", path="networkInterfaces")
    assert len(puts) == 2
    assert puts[0]["body"] == puts[1]["body"]


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


async def test_an_operation_that_fails_says_why(world: azure.Azure, act: Act) -> None:
    await act(
        "fail",
        type="Microsoft.Compute/virtualMachines",
        code="AllocationFailed",
        message="No room for Standard_A8_v2.",
    )
    with pytest.raises(AzureError) as caught:
        await make(world)
    assert caught.value.code == "azure-capacity"
    assert caught.value.provider_code == "AllocationFailed"
    assert caught.value.provider_message == "No room for Standard_A8_v2."


async def test_a_group_is_made_once_and_left_as_it_is(world: azure.Azure, act: Act) -> None:
    made, new = await groups.ensure(
        world, names.PRODUCTION, "rg-ps", "westeurope", {names.TAG: "op-1"}
    )
    assert new
    assert made.tags == {names.TAG: "op-1"}
    await act("advance", seconds=1)
    again, new = await groups.ensure(
        world, names.PRODUCTION, "rg-ps", "northeurope", {names.TAG: "op-2"}
    )
    assert not new
    assert again == made
    token = await groups.submit_delete(world, names.PRODUCTION, "rg-ps")
    assert token is not None
    await groups.follow_delete(world, token)
    assert await groups.get(world, names.PRODUCTION, "rg-ps") is None


async def test_a_group_that_should_be_there_is_not_made(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    with pytest.raises(AzureError) as caught:
        await groups.ensure(world, names.PRODUCTION, "rg-ps", "westeurope", {}, make=False)
    assert caught.value.code == "azure-not-found"
    assert local.control.entries(service="arm", method="PUT") == []


@pytest.mark.parametrize("local", [4], indirect=True)  # it is on its way for a second
async def test_a_group_on_its_way_out_is_not_used(world: azure.Azure, act: Act) -> None:
    await groups.ensure(world, names.PRODUCTION, "rg-ps", "westeurope", {})
    token = await groups.submit_delete(world, names.PRODUCTION, "rg-ps")
    assert token is not None
    await act("advance", seconds=1)
    with pytest.raises(AzureError) as caught:
        await groups.ensure(world, names.PRODUCTION, "rg-ps", "westeurope", {})
    assert caught.value.code == "azure-conflict"
    await groups.follow_delete(world, token)


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

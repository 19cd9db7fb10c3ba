"""A process server's machine is made and removed by the real SDK."""

from __future__ import annotations

import base64
import json
import logging
from pathlib import Path

import pytest

from azureops import (
    azure,
    disks,
    groups,
    ids,
    interfaces,
    machines,
    secrets,
)
from azureops.errors import AzureError
from sandbox import authority
from sandbox.azure import server
from tests.scenario.azureops import names
from tests.scenario.azureops.bench import make
from tests.scenario.azureops.conftest import Act, connected


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

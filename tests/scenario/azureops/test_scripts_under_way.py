"""A script is sent once, followed and cancelled, whatever happens on the way."""

from __future__ import annotations

import asyncio
import json
import os
import sys

import pytest

from azureops import (
    azure,
    longrunning,
    machines,
    orders,
    run_commands,
)
from azureops.errors import AzureError
from azureops.script_results import Execution, ScriptFailed
from sandbox.azure import server, server_acts
from tests.scenario.azureops import names
from tests.scenario.azureops.bench import (
    NEAR,
    OLD,
    QUICK,
    found,
    puts,
    ran,
    refused,
    versions,
)
from tests.scenario.azureops.conftest import Act


async def test_killed_between_submit_and_follow_it_is_one_script_all_the_same(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    machine = await found(world, OLD)
    lost = await run_commands.submit(world, machine, orders.probe(), operation="op-1")
    await act("advance", seconds=1)
    token = await run_commands.submit(world, machine, orders.probe(), operation="op-1")
    assert token["resource"] == lost["resource"]
    assert puts(local) == 1
    local.clock.speed = QUICK
    first = await run_commands.follow(world, token)
    assert first.said["version"] == "9.56.6879.1"
    assert await run_commands.follow(world, lost) == first
    # Also long after: what is over is read, not run again.
    late = await run_commands.submit(world, machine, orders.probe(), operation="op-1")
    assert await run_commands.follow(world, late) == first
    assert puts(local) == 1


PROGRAM = """
import asyncio, json, sys
from azureops import azure, run_commands

async def main():
    given = json.load(sys.stdin)
    world = await azure.connect(azure.Endpoints(**given["endpoints"]))
    world.interval = 0.1
    result = await run_commands.follow(world, given["token"])
    await world.close()
    print(json.dumps(result.said))

asyncio.run(main())
"""


async def test_another_process_follows_by_the_token(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    local.clock.speed = QUICK
    machine = await found(world, OLD)
    token = await run_commands.submit(world, machine, orders.probe(), operation="op-1")
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, env={**os.environ},
    )  # fmt: skip
    given = {
        "endpoints": {
            "arm_url": local.urls["arm"],
            "authority_host": local.urls["authority"],
            "ca_bundle": str(local.bundle),
        },
        "token": token,
    }
    out, _ = await child.communicate(json.dumps(given).encode())
    assert json.loads(out)["version"] == "9.56.6879.1"


@pytest.mark.parametrize("wait", [0.0, 100.0])
async def test_a_machine_switched_off_midway_ends_the_waiting(
    world: azure.Azure, local: server.LocalAzure, act: Act, wait: float
) -> None:
    """Before the agent has taken the script, and while it runs."""
    machine = await found(world, OLD)
    await ran(world, machine, orders.fetch_installer(f"https://example.org/{NEAR}.exe"))
    order = orders.upgrade(installer=server_acts.INSTALLER, version=NEAR)
    token = await run_commands.submit(world, machine, order, operation="op-1")
    await act("advance", seconds=wait)
    client = (await world.compute(names.PRODUCTION)).virtual_machines
    poller = await client.begin_deallocate("rg-dr-neu", "ps-neu-1")
    with pytest.raises(AzureError) as caught:
        await run_commands.follow(world, token)
    assert caught.value.code == "script-shut-down"
    assert caught.value.retriable
    await poller.wait()
    assert versions(local)["10.70.2.10"] == "9.56.6879.1"
    assert await refused(world, machine, orders.probe(), "off") == "script-machine-off"


async def test_an_agent_that_is_not_ready_is_told_apart(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    local.clock.speed = QUICK
    machine = await found(world, OLD)
    await act("guest", id=OLD, agent="down")
    assert await refused(world, machine, orders.probe(), "") == "script-no-agent"
    await act("guest", id=OLD, agent="up")
    assert (await ran(world, machine, orders.probe())).exit.done


async def test_one_that_azure_could_not_start_is_sent_again(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    local.clock.speed = QUICK
    machine = await found(world, OLD)
    await act("fail", type="Microsoft.Compute/virtualMachines/runCommands", verb="start",
              code="VMAgentStatusCommunicationError", message="no status")  # fmt: skip
    token = await run_commands.submit(world, machine, orders.probe(), operation="op-1")
    with pytest.raises(AzureError) as caught:
        await run_commands.follow(world, token)
    assert caught.value.code == "script-no-agent"
    assert (await ran(world, machine, orders.probe())).said["version"] == "9.56.6879.1"


async def test_following_outlives_silence_and_a_forgotten_operation(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    machine = await found(world, OLD)
    world.patience = 60
    token = await run_commands.submit(world, machine, orders.probe(), operation="op-1")
    await act("forget_operations")
    local.control.fault({
        "service": "arm", "method": "GET", "path": "/runCommands/", "times": 6,
        "then": {"status": 503, "headers": {"Retry-After": "0"}},
    })  # fmt: skip
    assert (await run_commands.follow(world, token)).exit.done


async def test_a_request_whose_answer_was_lost_is_repeated_without_harm(
    world: azure.Azure, local: server.LocalAzure
) -> None:
    machine = await found(world, OLD)
    lost = {"service": "arm", "method": "PUT", "path": "/runCommands/", "then": {"drop": "after"}}
    local.control.fault(lost)
    assert (await ran(world, machine, orders.probe())).said["version"] == "9.56.6879.1"
    assert puts(local) == 2


async def test_a_script_is_cancelled_and_forgotten(
    world: azure.Azure, local: server.LocalAzure, act: Act
) -> None:
    machine = await found(world, OLD)
    await ran(world, machine, orders.fetch_installer(f"https://example.org/{NEAR}.exe"))
    order = orders.upgrade(installer=server_acts.INSTALLER, version=NEAR)
    token = await run_commands.submit(world, machine, order, operation="op-1")
    await act("advance", seconds=100)
    stopped = await run_commands.cancel(world, token["resource"])
    assert stopped is not None
    assert stopped.execution is Execution.CANCELED
    with pytest.raises(ScriptFailed) as caught:
        await run_commands.follow(world, token)
    assert caught.value.code == "script-cancelled"
    local.clock.speed = QUICK
    gone = await run_commands.submit_delete(world, token["resource"])
    assert gone is not None
    await run_commands.follow_delete(world, gone)
    assert await run_commands.get(world, token["resource"]) is None
    assert await run_commands.cancel(world, token["resource"]) is None
    with pytest.raises(AzureError) as absent:
        await run_commands.follow(world, {**token, "token": ""})
    assert absent.value.code == "azure-not-found"
    assert versions(local)["10.70.2.10"] == "9.56.6879.1"


async def test_a_token_of_another_operation_is_refused(world: azure.Azure) -> None:
    token = {"operation": "create virtual machine", "resource": OLD, "token": ""}
    with pytest.raises(ValueError, match="start run command"):
        await run_commands.follow(world, token)
    with pytest.raises(ValueError, match="start run command"):
        await longrunning.follow(
            world, {**token, "token": "e30="}, run_commands.START, machines.get
        )

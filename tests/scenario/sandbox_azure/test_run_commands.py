"""Given a Windows machine, when a run command is put, then its script runs and Azure shows how."""

from __future__ import annotations

import asyncio
import json

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World, code
from tests.scenario.sandbox_azure.scripts import body, pairs, run, seen

SECRET = "the-passphrase-nobody-sees"


async def test_output_and_exit_code_are_in_the_instance_view(world: World) -> None:
    view = await run(world, "param($Name)\nWrite-Output \"hello $Name on $env:COMPUTERNAME\"",
                     parameters=pairs(Name="Rita"))  # fmt: skip
    assert (view.execution_state, view.exit_code) == ("Succeeded", 0)
    assert view.output == "hello Rita on app-01"
    assert view.start_time is not None
    assert view.end_time > view.start_time


async def test_a_failed_script_is_provisioned_all_the_same(world: World) -> None:
    commands = world.compute().virtual_machine_run_commands
    view = await run(world, "Write-Error 'no'; exit 7")
    assert (view.execution_state, view.exit_code, view.error) == ("Failed", 7, "no")
    shown = await commands.get_by_virtual_machine("rg-dr-weu", "app-01", "check")
    assert (shown.provisioning_state, shown.instance_view) == ("Succeeded", None)


async def test_a_failure_fails_the_deployment_where_it_should(world: World) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await run(world, "exit 3", treatFailureAsDeploymentFailure=True)
    assert code(refusal) == "VMRunCommandFailed"
    commands = world.compute().virtual_machine_run_commands
    shown = await commands.get_by_virtual_machine("rg-dr-weu", "app-01", "check")
    assert shown.provisioning_state == "Failed"


async def test_only_the_last_4_kb_of_the_output_are_kept(world: World) -> None:
    script = "foreach ($n in 'a','b') { Write-Output ('" + "x" * 3000 + "' + '') }"
    view = await run(world, script.replace(" + ''", ""))
    assert len(view.output) == 4096


async def test_a_script_past_its_time_is_stopped(world: World) -> None:
    view = await run(world, "Write-Output before; Start-Sleep -Seconds 120; Write-Output after",
                     timeoutInSeconds=60)  # fmt: skip
    assert (view.execution_state, view.output) == ("TimedOut", "before")


async def test_an_asynchronous_one_is_provisioned_while_it_runs(world: World) -> None:
    world.local.clock.speed = 1.0
    commands = world.compute().virtual_machine_run_commands
    poller = await commands.begin_create_or_update(
        "rg-dr-weu", "app-01", "long", body("Start-Sleep 600; 'done'", asyncExecution=True)
    )
    await world.act("advance", seconds=20)
    assert (await poller.result()).provisioning_state == "Succeeded"
    view = await seen(world, "long")
    assert (view.execution_state, view.end_time) == ("Running", None)
    await world.act("advance", seconds=700)
    assert ((await seen(world, "long")).execution_state, (await seen(world, "long")).output) == (
        "Succeeded", "done",
    )  # fmt: skip


async def test_a_blank_script_cancels_and_a_delete_forgets(world: World) -> None:
    world.local.clock.speed = 1.0
    commands = world.compute().virtual_machine_run_commands
    await commands.begin_create_or_update(
        "rg-dr-weu", "app-01", "long", body("Start-Sleep 600", asyncExecution=True)
    )
    await world.act("advance", seconds=20)
    await commands.begin_update(
        "rg-dr-weu", "app-01", "long", {"properties": {"source": {"script": ""}}}
    )
    assert (await seen(world, "long")).execution_state == "Canceled"
    poller = await commands.begin_delete("rg-dr-weu", "app-01", "long")
    await world.act("advance", seconds=20)
    await poller.result()
    assert [
        each.name async for each in commands.list_by_virtual_machine("rg-dr-weu", "app-01")
    ] == []


async def test_a_put_again_runs_again(world: World) -> None:
    assert (await run(world, "'one'")).output == "one"
    assert (await run(world, "'two'")).output == "two"


async def test_scripts_run_side_by_side(world: World) -> None:
    first, second = await asyncio.gather(
        run(world, "Start-Sleep 60; 'a'", name="a"), run(world, "Start-Sleep 60; 'b'", name="b")
    )
    assert (first.output, second.output) == ("a", "b")


async def test_protected_parameters_are_nowhere(world: World) -> None:
    view = await run(world, "param($Pass)\nSet-Content C:\\pass.txt $Pass; if ($Pass) { 'given' }",
                     protectedParameters=pairs(Pass=SECRET), runAsPassword=SECRET)  # fmt: skip
    assert view.output == "given"
    current = world.local.state
    held = [*current.everything(), *current.all_facts.values()]
    assert SECRET not in json.dumps(held, default=str)
    answered = str([each["answer"] for each in world.local.control.entries("arm")])
    assert SECRET not in answered


async def test_a_stopped_machine_or_a_dead_agent_runs_nothing(world: World) -> None:
    machines = world.compute().virtual_machines
    found = await machines.get("rg-dr-weu", "app-01")
    await world.act("guest", id=found.id, agent="down")
    with pytest.raises(HttpResponseError) as refusal:
        await run(world, "'x'")
    assert code(refusal) == "VMAgentStatusCommunicationError"
    await (await machines.begin_deallocate("rg-dr-weu", "app-01")).result()
    with pytest.raises(HttpResponseError) as refusal:
        await run(world, "'x'")
    assert (refusal.value.status_code, code(refusal)) == (409, "OperationNotAllowed")
    assert "when the VM is not running" in str(refusal.value)


async def test_a_machine_switched_off_midway_ends_its_script(world: World) -> None:
    world.local.clock.speed = 1.0
    compute = world.compute()
    await compute.virtual_machine_run_commands.begin_create_or_update(
        "rg-dr-weu", "app-01", "long",
        body("Start-Sleep 60; 'one'; Start-Sleep 600; 'two'", asyncExecution=True),
    )  # fmt: skip
    await world.act("advance", seconds=100)
    await compute.virtual_machines.begin_power_off("rg-dr-weu", "app-01")
    await world.act("advance", seconds=700)
    view = await seen(world, "long")
    assert (view.execution_state, view.output) == ("Failed", "one")


async def test_a_machine_that_is_not_there(world: World) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        await run(world, "'x'", machine="nobody")
    assert (refusal.value.status_code, code(refusal)) == (404, "ParentResourceNotFound")


async def test_the_older_action_answers_both_streams_and_one_at_a_time(world: World) -> None:
    world.local.clock.speed = 1.0
    machines = world.compute().virtual_machines
    order = {"commandId": "RunPowerShellScript", "script": ["Write-Output a", "Write-Error b"]}
    poller = await machines.begin_run_command("rg-dr-weu", "app-01", order)
    with pytest.raises(HttpResponseError) as refusal:
        await machines.begin_run_command("rg-dr-weu", "app-01", order)
    assert (refusal.value.status_code, code(refusal)) == (409, "Conflict")
    await world.act("advance", seconds=30)
    result = await poller.result()
    assert [each.message for each in result.value] == ["a", "b"]
    with pytest.raises(HttpResponseError) as refusal:
        await machines.begin_run_command("rg-dr-weu", "app-01", {"commandId": "RunShellScript"})
    assert code(refusal) == "InvalidParameter"

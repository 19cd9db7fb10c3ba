"""Given a Windows machine, when a run command is put, then its script runs and Azure shows how."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World, code, machine_body, make_nic

PLACE = "westeurope"
CONFIGURATION_SERVER = "192.168.10.20"
SECRET = "the-passphrase-nobody-sees"
INSTALL = r"""
param([string]$Csip, [string]$Psip, [string]$Passphrase, [string]$Url)
$ErrorActionPreference = 'Stop'
try {
  $disk = Get-Disk | Where-Object PartitionStyle -eq 'RAW'
  if ($disk) {
    $part = $disk | Initialize-Disk -PartitionStyle GPT -PassThru | New-Partition -AssignDriveLetter -UseMaximumSize
    $part | Format-Volume -FileSystem NTFS -NewFileSystemLabel 'ASR' -Confirm:$false | Out-Null
  }
  $letter = (Get-Volume -FileSystemLabel 'ASR').DriveLetter
  New-Item -ItemType Directory -Force -Path C:\Temp | Out-Null
  Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile C:\Temp\MicrosoftAzureSiteRecoveryUnifiedSetup.exe
  $hash = (Get-FileHash C:\Temp\MicrosoftAzureSiteRecoveryUnifiedSetup.exe -Algorithm SHA256).Hash
  Start-Process -FilePath C:\Temp\MicrosoftAzureSiteRecoveryUnifiedSetup.exe -ArgumentList '/q /x:C:\Temp\Extracted' -Wait
  Set-Content -Path C:\Temp\pass.txt -Value $Passphrase -NoNewline
  $run = Start-Process -FilePath "C:\Temp\Extracted\UNIFIEDSETUP.EXE" -Wait -PassThru -ArgumentList "/AcceptThirdpartyEULA /servermode `"PS`" /InstallLocation `"${letter}:\`" /EnvType `"VMWare`" /CSIP $Csip /PSIP $Psip /PassphraseFilePath C:\Temp\pass.txt /DataTransferSecurePort 9443"
} finally {
  Remove-Item C:\Temp\pass.txt -Force
}
[pscustomobject]@{ exit = $run.ExitCode; drive = $letter } | ConvertTo-Json -Compress
exit $run.ExitCode
"""  # noqa: E501
UPGRADE = r"""
param($Url)
Invoke-WebRequest -Uri $Url -OutFile C:\Temp\setup.exe
& C:\Temp\setup.exe /q /x:C:\Temp\New
& C:\Temp\New\CX_THIRDPARTY_SETUP.EXE /VERYSILENT /SUPPRESSMSGBOXES /NORESTART
& C:\Temp\New\UCX_SERVER_SETUP.EXE /VERYSILENT /SUPPRESSMSGBOXES /NORESTART /UPGRADE
$code = $LASTEXITCODE
$version = (Get-ItemProperty 'HKLM:\SOFTWARE\WOW6432Node\InMage Systems\Installed Products\10').Build_Version
Write-Output $version
exit $code
"""  # noqa: E501
UNINSTALL = r"""
$root = 'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\*'
$order = 'Microsoft Azure Site Recovery Mobility Service/Master Target Server',
  'Microsoft Azure Site Recovery Configuration/Process Server',
  'Microsoft Azure Site Recovery Configuration/Process Server Dependencies'
foreach ($name in $order) {
  $found = Get-ItemProperty $root | Where-Object { $_.DisplayName -eq $name }
  if (-not $found) { continue }
  $line = $found.UninstallString
  $run = Start-Process -FilePath $line -ArgumentList '/VERYSILENT /SUPPRESSMSGBOXES /NORESTART' -Wait -PassThru
  Write-Output "$name $($run.ExitCode)"
}
"""  # noqa: E501


def body(script: str, **more: Any) -> dict[str, Any]:
    return {"location": PLACE, "properties": {"source": {"script": script}, **more}}


def pairs(**values: str) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in values.items()]


async def run(
    world: World, script: str, machine: str = "app-01", name: str = "check", **more: Any
) -> Any:
    """Put a run command, wait for it, and read its instance view."""
    commands = world.compute().virtual_machine_run_commands
    group = "rg-dr-neu" if "neu" in machine else "rg-dr-weu"
    wanted = body(script, **more)
    wanted["location"] = "northeurope" if "neu" in machine else PLACE
    poller = await commands.begin_create_or_update(group, machine, name, wanted)
    await poller.result()
    shown = await commands.get_by_virtual_machine(group, machine, name, expand="instanceView")
    return shown.instance_view


async def windows(world: World, network: str = "vnet-dr-weu") -> str:
    """A plain Windows Server with a raw data disk and the address 10.60.2.9."""
    given = machine_body(await make_nic(world))
    storage = given["properties"]["storageProfile"]
    storage["imageReference"] = {
        "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer",
        "sku": "2019-Datacenter", "version": "latest",
    }  # fmt: skip
    machines = world.compute().virtual_machines
    poller = await machines.begin_create_or_update("rg-dr-weu", "ps-weu-1", given)
    return str((await poller.result()).id)


async def passphrase(world: World) -> str:
    return str((await world.secrets().get_secret("asr-passphrase")).value)


async def servers(world: World) -> dict[str, str]:
    """The fabric's process servers: address to version."""
    shown = await world.act("advance", seconds=0) and world.local.state.process_servers
    return {each.address: each.version for each in shown}


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


async def seen(world: World, name: str, machine: str = "app-01") -> Any:
    commands = world.compute().virtual_machine_run_commands
    shown = await commands.get_by_virtual_machine("rg-dr-weu", machine, name, expand="instanceView")
    return shown.instance_view


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


# ---- Site Recovery's own programs --------------------------------------------------------------
async def install(world: World, **change: str) -> Any:
    secret = change.pop("Passphrase", None) or await passphrase(world)
    given = {"Csip": CONFIGURATION_SERVER, "Psip": "10.60.2.9",
             "Url": "https://aka.ms/unifiedinstaller_we", **change}  # fmt: skip
    return await run(
        world, INSTALL, "ps-weu-1", parameters=pairs(**given),
        protectedParameters=pairs(Passphrase=secret),
    )  # fmt: skip


async def test_unified_setup_installs_and_registers(world: World) -> None:
    await windows(world)
    view = await install(world)
    assert (view.error, view.exit_code) == ("", 0)
    assert json.loads(view.output) == {"exit": 0, "drive": "F"}
    assert (view.end_time - view.start_time).total_seconds() > 0
    assert (await servers(world))["10.60.2.9"] == "9.61.7016.1"
    services = await run(world, "(Get-Service ProcessServer, cxprocessserver).Status", "ps-weu-1")
    assert services.output == "Running\nRunning"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"Passphrase": "wrong"}, "passphrase"),
        ({"Csip": "cs-onprem-01"}, "Use its IP address"),
        ({"Csip": "192.168.10.99"}, "on port 443"),
        ({"Psip": "10.60.2.77"}, "not an IP address of this server"),
    ],
)
async def test_unified_setup_refuses(world: World, change: dict[str, str], words: str) -> None:
    await windows(world)
    view = await install(world, **change)
    assert (view.execution_state, view.exit_code) == ("Failed", 1)
    assert words in view.error
    assert "10.60.2.9" not in await servers(world)
    log = await run(world, "Get-Content C:\\ProgramData\\ASRSetupLogs\\x.log -Tail 3", "ps-weu-1")
    assert words in log.output


async def test_what_lies_on_the_temporary_disk_goes_with_a_deallocation(world: World) -> None:
    await windows(world)
    await run(world, "Set-Content D:\\x.txt 'x'", "ps-weu-1")
    there = "Test-Path D:\\x.txt"
    assert (await run(world, there, "ps-weu-1")).output == "True"
    machines = world.compute().virtual_machines
    await (await machines.begin_restart("rg-dr-weu", "ps-weu-1")).result()
    assert (await run(world, there, "ps-weu-1")).output == "True"
    await (await machines.begin_deallocate("rg-dr-weu", "ps-weu-1")).result()
    await (await machines.begin_start("rg-dr-weu", "ps-weu-1")).result()
    assert (await run(world, there, "ps-weu-1")).output == "False"


async def test_an_upgrade_goes_in_legal_hops(world: World) -> None:
    far = "https://example.org/setup-9.61.7016.1.exe"
    near = "https://example.org/setup-9.60.6956.1.exe"
    view = await run(world, UPGRADE, "ps-neu-1", parameters=pairs(Url=far))
    assert (view.exit_code, view.output) == (1, "9.56.6879.1")
    assert "on the way first" in view.error
    for url, version in ((near, "9.60.6956.1"), (far, "9.61.7016.1")):
        view = await run(world, UPGRADE, "ps-neu-1", parameters=pairs(Url=url))
        assert (view.exit_code, view.output) == (0, version)
        assert (await servers(world))["10.70.2.10"] == version


async def test_uninstalling_in_order_takes_it_out_of_the_fabric(world: World) -> None:
    view = await run(world, UNINSTALL, "ps-neu-2")
    assert view.output.splitlines() == [
        "Microsoft Azure Site Recovery Configuration/Process Server 0",
        "Microsoft Azure Site Recovery Configuration/Process Server Dependencies 0",
    ]
    assert "10.70.2.11" not in await servers(world)


async def test_connections_follow_the_network(world: World) -> None:
    script = "(Test-NetConnection -ComputerName 192.168.10.20 -Port {}).TcpTestSucceeded"
    assert (await run(world, script.format(443))).output == "True"
    assert (await run(world, script.format(8080))).output == "False"


# ---- the bot's own scripts ---------------------------------------------------------------------
async def test_the_bots_scripts_act_by_name_and_parameters_not_by_text(world: World) -> None:
    name = "failback-ps-probe-op-1"
    view = await run(world, "this is no script at all", "ps-neu-2", name,
                     parameters=pairs(ConfigurationServer=CONFIGURATION_SERVER))  # fmt: skip
    assert json.loads(view.output)["reachable"] is True
    text = (await run(world, "'interpreted'", "ps-neu-2", "probe-op-1")).output
    assert text == "interpreted"
    unknown = await run(world, "'interpreted'", "ps-neu-2", "failback-ps-dance-op-1")
    assert unknown.output == "interpreted"


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("fetch-installer", {}, "missing mandatory parameters: Url"),
        ("probe", {"Colour": "red"}, "parameter name 'Colour'"),
    ],
)
async def test_parameters_are_bound_as_powershell_does(
    world: World, name: str, given: dict[str, str], words: str
) -> None:
    view = await run(world, "", "ps-neu-2", f"failback-ps-{name}-op", parameters=pairs(**given),
                     source={"script": "x"})  # fmt: skip
    assert (view.execution_state, view.exit_code, view.output) == ("Failed", 1, "")
    assert words in view.error


async def test_a_script_that_runs_when_windows_restarts_ends_with_it(world: World) -> None:
    world.local.clock.speed = 1.0
    commands = world.compute().virtual_machine_run_commands
    await commands.begin_create_or_update(
        "rg-dr-weu", "app-01", "long", body("Start-Sleep 20; 'one'; Start-Sleep 60; 'two'",
                                            asyncExecution=True))  # fmt: skip
    await commands.begin_create_or_update(
        "rg-dr-weu", "app-01", "failback-ps-restart-op", body("x", asyncExecution=True)
    )
    await world.act("advance", seconds=12)
    assert json.loads((await seen(world, "failback-ps-restart-op")).output)["restarting"] is True
    await world.act("advance", seconds=20)
    assert (await seen(world, "long")).output == "one"
    await world.act("advance", seconds=120)
    view = await seen(world, "long")
    assert (view.execution_state, view.exit_code, view.output) == ("Failed", 1073807364, "one")

"""Site Recovery's own programs and the bot's scripts do on a machine what they do on a real one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.scenario.sandbox_azure.conftest import World, machine_body, make_nic
from tests.scenario.sandbox_azure.scripts import CONFIGURATION_SERVER, body, pairs, run, seen

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

"""A process server of plain Windows Server and Unified Setup, against the local Azure."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from azureops import installers, power, secrets, versions
from commands.deploy import VERB, steps
from commands.deploy.sources import Source
from commands.deploy.steps import unified
from sandbox.azure import guest
from tests import weather
from tests.scenario.commands.conftest import VALUES, Cloud, Running, run
from tests.scenario.commands.deployment import IP, Later
from tests.scenario.commands.test_preflight import DENY, EASTUS, NSG, found, plan
from workflow import plans, procedures

S = plans.Severity
UNIFIED = {"source": "unified-setup"}
STEPS = steps.of(Source.UNIFIED)
READY = STEPS[:5]  # up to the running machine
DISK, INSTALLER, SETUP, RESTART, REGISTERED = STEPS[5:]
IMAGE = "202404.18.00"
QUICK = 1200.0
PASSPHRASE = "asr-passphrase"


# ---- the plan ----------------------------------------------------------------------------------
async def test_the_plan_says_disk_installer_and_steps(
    cloud: Cloud, request_: procedures.Request
) -> None:
    made = await plan(cloud, request_, **UNIFIED, windows="2022")
    assert {f.check: f.sentence for f in made.findings if f.severity is not S.OK} == {}
    assert made.steps == tuple(step.name for step in STEPS)
    assert "unattended" in made.summary
    server = next(c for c in made.changes if c.kind == "process server")
    assert server.properties == {
        "installer": "Unified Setup 9.61.7016.1",
        "from": "https://aka.ms/unifiedinstaller_we",
        "installed on": "ps-weu-1-data-7f3k2qhd45, never the temporary disk",
        "configuration server": "192.168.10.20",
        "port": 443,
        "data port": 9443,
        "passphrase": "the secret asr-passphrase",
    }
    disks = [c.properties["GB"] for c in made.changes if c.kind == "managed disk"]
    assert disks == [127, 600]
    machine = next(c for c in made.changes if c.kind == "virtual machine")
    image: Any = machine.properties["image"]
    assert image["sku"] == "2022-datacenter", "Av2 starts generation 1 only"
    assert plans.from_json(plans.to_json(made)) == made
    gallery = await plan(cloud, request_)
    assert gallery.hash != made.hash
    assert gallery.arguments.keys() == made.arguments.keys(), "one shape serves both"
    assert not [c for c in gallery.changes if c.kind == "process server"]


PROPERTIES: Any = DENY["properties"]
NO_INTERNET = {**DENY, "properties": {**PROPERTIES, "destinationAddressPrefix": "Internet"}}
GONE: list[tuple[dict[str, Any], str]] = [
    ({"do": "retire_image", "version": IMAGE}, "no longer deploys"),
    ({"do": "deprecate_image", "version": IMAGE}, "no longer deploys"),
    (
        {
            "do": "deprecate_image",
            "version": IMAGE,
            "state": "ScheduledForDeprecation",
            "at": "2026-03-31T00:00:00+00:00",
        },
        "no longer deploys",
    ),
]


@pytest.mark.parametrize(("act", "why"), GONE, ids=["retired", "deprecated", "its end has come"])
async def test_it_is_chosen_with_the_reason_when_the_image_is_gone(
    cloud: Cloud, request_: procedures.Request, act: dict[str, Any], why: str
) -> None:
    await cloud.act(**act)
    made = await plan(cloud, request_)
    assert made.blocking == ()
    said = found(made, "source")
    assert said.severity is S.WARNING
    assert why in said.sentence
    assert "Windows Server 2019 with Unified Setup" in said.sentence
    assert made.arguments["source"] == "unified-setup"
    assert made.steps == tuple(step.name for step in STEPS)
    insisted = found(await plan(cloud, request_, source="gallery"), "image")
    assert insisted.severity is S.BLOCKING
    assert "source=unified-setup" in insisted.remedy


async def test_it_is_chosen_when_the_region_lists_no_image_but_not_when_azure_is_silent(
    cloud: Cloud, request_: procedures.Request
) -> None:
    path = "/publishers/MicrosoftAzureSiteRecovery/"
    cloud.fault("arm", path, 404, "NotFound")
    made = await plan(cloud, request_)
    assert made.blocking == ()
    assert "is not listed in westeurope" in found(made, "source").sentence
    cloud.local.control.clear()
    cloud.fault("arm", path, 403, "AuthorizationFailed")
    silent = await plan(cloud, request_)
    assert [f.check for f in silent.blocking] == ["image"]
    assert silent.arguments["source"] == "gallery"


async def test_the_installer_is_not_newer_than_the_configuration_server(
    cloud: Cloud, request_: procedures.Request
) -> None:
    shot = await cloud.snapshot()
    fabric = next(r for r in shot["resources"] if "replicationfabrics" in r["id"].lower()
                  and r["properties"]["customDetails"]["instanceType"] == "VMware")  # fmt: skip
    old = {"agentVersion": "9.60.6956.1", "agentVersionDetails": {"version": "9.60.6956.1"}}
    older = {"properties": {"customDetails": old}}
    await cloud.act("set", id=fabric["id"], merge=older)
    said = found(await plan(cloud, request_, **UNIFIED), "installer")
    assert said.severity is S.BLOCKING
    assert "9.60.6956.1" in said.sentence
    assert "[[azure.installers]]" in said.remedy
    version = versions.parse("9.60.6956.1")
    assert version is not None
    known = installers.Installer(version=version, url="https://example.com/9.60.6956.1/setup.exe")
    cloud.world.estate = dataclasses.replace(cloud.world.estate, installers=(known,))
    made = await plan(cloud, request_, **UNIFIED)
    assert made.blocking == ()
    assert made.arguments["installer"] == {
        "version": "9.60.6956.1",
        "url": known.url,
        "sha256": "",
    }


async def test_what_the_download_and_the_scripts_need_is_looked_at(
    cloud: Cloud, request_: procedures.Request
) -> None:
    lonely = found(await plan(cloud, request_, **UNIFIED, **EASTUS), "outbound")
    assert (lonely.severity, "could not load" in lonely.sentence) == (S.BLOCKING, True)
    named = await plan(cloud, request_, **UNIFIED, passphrase_secret="another-secret")
    secret = found(named, "passphrase-secret")
    assert (secret.severity, "another-secret" in secret.sentence) == (S.BLOCKING, True)
    action = "Microsoft.Compute/virtualMachines/runCommands/write"
    await cloud.act("deny", action=action)
    assert action in found(await plan(cloud, request_, **UNIFIED), "permissions").sentence
    assert found(await plan(cloud, request_), "permissions").severity is S.OK
    await cloud.act("set", id=NSG, merge={"properties": {"securityRules": [NO_INTERNET]}})
    ports = found(await plan(cloud, request_, **UNIFIED), "ports")
    assert (ports.severity, "443 from 10.60.2.5 to the Internet" in ports.sentence) == (
        S.BLOCKING,
        True,
    )
    assert found(await plan(cloud, request_), "ports").severity is S.OK


# ---- the steps ---------------------------------------------------------------------------------
class Stage:
    """An approved plan, and a machine that runs."""

    def __init__(self, cloud: Cloud, plan_: Any, before: set[str]) -> None:
        self.cloud = cloud
        self.plan = plan_
        self.before = before
        self.context = Running(cloud.world)
        self.results: dict[str, Any] = {}

    async def run(self, *wanted: procedures.Step, twice: bool = False) -> dict[str, Any]:
        return await run(self.context, wanted, self.plan, results=self.results, twice=twice)

    async def fails(self, step: procedures.Step) -> procedures.StepFailed:
        with pytest.raises(procedures.StepFailed) as failed:
            await self.run(step)
        assert failed.value.cause, failed.value.code
        assert failed.value.remedy
        self.context.attempt += 1  # what a person's *Retry* is
        return failed.value

    async def store(self, value: str) -> None:
        """Somebody puts another passphrase into Key Vault."""
        await secrets.put(self.cloud.world, PASSPHRASE, value, {})

    async def passphrase(self) -> str:
        value = await secrets.get(self.cloud.world, PASSPHRASE)
        assert value
        return value


@pytest.fixture
async def stage(cloud: Cloud, request_: procedures.Request) -> Stage:
    cloud.local.clock.speed = QUICK
    before = await cloud.ids()
    made = await VERB.plan(cloud.world, {**VALUES, **UNIFIED}, request_)
    assert made.blocking == ()
    ready = Stage(cloud, made.arguments, before)
    await ready.run(*READY)
    return ready


async def sent(cloud: Cloud, script: str) -> int:
    """How often Azure took it."""
    path = f"/runCommands/failback-ps-{script}-"
    entries = cloud.local.control.entries(service="arm", method="PUT", path=path)
    return len([one for one in entries if one["status"] < 300])


async def test_each_part_twice_and_throttled_ends_as_once_and_clean_up_leaves_nothing(
    stage: Stage,
) -> None:
    cloud = stage.cloud
    cloud.throttle()
    await stage.run(DISK, INSTALLER, SETUP, RESTART, REGISTERED, twice=True)
    result = stage.results["registered-proof"]
    assert (result["ip"], result["version"]) == (IP, "9.61.7016.1")
    assert result["heartbeat"]
    assert stage.results["disk-follow"]["said"]["drive"] == "F", "never the temporary D:"
    (server,) = [s for s in (await cloud.snapshot())["process_servers"] if s["ipAddress"] == IP]
    assert server["friendlyName"] == "ps-weu-1"
    for script in ("prepare-disk", "fetch-installer", "install-process-server"):
        assert await sent(cloud, script) == 1, script
    assert await sent(cloud, "restart") == 0
    assert stage.context.waits == [], "nobody is waited for"
    assert not [i for i in await cloud.ids() if "/runCommands/" in i]
    if not weather.WEATHER:  # the log is a courtesy, which a slow Azure leaves out
        assert any("Its log:" in note for note in stage.context.notes), stage.context.notes

    secret = await stage.passphrase()
    shown = repr((stage.plan, stage.results, stage.context.notes, stage.context.said))
    assert secret not in shown
    cloud.local.control.clear()
    undone = await stage.run(*VERB.undo)
    assert await cloud.ids() == stage.before
    assert "-Component PS" in undone["look-at-registration"]["kept"][0]


async def test_a_restart_that_setup_asks_for_is_done_and_waited_for(stage: Stage) -> None:
    await stage.cloud.act("guest", id=stage.plan["machine_id"], restart=True)
    await stage.run(DISK, INSTALLER, SETUP)
    assert stage.results["setup-follow"]["restart"]
    await stage.run(RESTART, REGISTERED, twice=True)
    assert stage.results["restart-back"]["back"]
    assert await sent(stage.cloud, "restart") == 1
    assert stage.results["registered-proof"]["ip"] == IP


async def test_a_wrong_passphrase_is_recognised_and_the_right_one_taken_at_the_retry(
    stage: Stage,
) -> None:
    right, wrong = await stage.passphrase(), "wr0ng-Pass-phrase-Value-77"
    await stage.run(DISK, INSTALLER)
    await stage.store(wrong)
    machine = stage.cloud.local.state.get(str(stage.plan["machine_id"]))
    assert machine is not None
    inside = guest.of(stage.cloud.local.state, machine)
    inside["logs"].append(f"A careless program writes the {wrong} here.")
    failed = await stage.fails(SETUP)
    assert failed.code == "script-wrong-passphrase"
    assert "did not take the passphrase" in failed.sentence
    assert "genpassphrase.exe" in failed.remedy
    assert "the passphrase does not match" in failed.provider_message, "the end of setup's log"
    (tail,) = stage.context.said.values()
    assert "A careless program writes the [removed] here." in tail
    assert "exit code 1." in tail
    assert wrong not in repr((failed.provider_message, str(failed), stage.context.notes, tail))
    await stage.store(right)
    await stage.run(SETUP, RESTART, REGISTERED)
    assert stage.results["registered-proof"]["ip"] == IP


async def test_a_passphrase_that_is_gone_fails_before_anything_is_sent(stage: Stage) -> None:
    await stage.run(DISK, INSTALLER)
    await secrets.delete(stage.cloud.world, PASSPHRASE)
    failed = await stage.fails(SETUP)
    assert failed.code == "secret-missing"
    assert await sent(stage.cloud, "install-process-server") == 0


async def test_a_download_that_is_refused_and_let_through_later(stage: Stage) -> None:
    await stage.run(DISK)
    await stage.cloud.act("set", id=NSG, merge={"properties": {"securityRules": [NO_INTERNET]}})
    failed = await stage.fails(INSTALLER)
    assert failed.code == "script-download-failed"
    assert "Unable to connect" in failed.provider_message
    await stage.cloud.act("set", id=NSG, merge={"properties": {"securityRules": []}})
    await stage.run(INSTALLER)
    assert stage.results["installer-follow"]["said"]["downloaded"]


async def test_a_machine_switched_off_midway_is_said_and_set_up_after_its_start(
    stage: Stage,
) -> None:
    world, machine_id = stage.cloud.world, str(stage.plan["machine_id"])
    await stage.run(DISK, INSTALLER)
    submit = procedures.Step(name="", title="", parts=SETUP.parts[:2])
    follow = procedures.Step(name="", title="", parts=SETUP.parts[2:])
    await stage.run(submit)
    token = await power.submit_deallocate(world, machine_id)
    failed = await stage.fails(follow)
    assert failed.code == "script-shut-down"
    await power.follow(world, token)
    off = await stage.fails(SETUP)
    assert off.code == "script-machine-off"
    assert "in the portal" in off.remedy
    await power.follow(world, await power.submit_start(world, machine_id))
    await stage.run(SETUP, RESTART, REGISTERED)
    assert stage.results["registered-proof"]["ip"] == IP


async def test_a_server_that_is_not_shown_in_time_is_asked_for_the_reason(stage: Stage) -> None:
    (_, begun), (_, prove) = REGISTERED.parts
    arguments: Any = {"plan": stage.plan, "results": stage.results}
    stage.results["registered-begun"] = await begun(stage.context, arguments)
    stage.context.clock = Later(unified.LIMIT + timedelta(minutes=1))
    with pytest.raises(procedures.StepFailed) as failed:
        await prove(stage.context, arguments)
    assert failed.value.code == "not-registered"
    assert "none is installed" in failed.value.sentence

"""The steps of a deployment against the local Azure: in order, repeated, broken, undone."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from azureops import interfaces, machines, secrets, storage
from commands.deploy import VERB, names, steps, undo
from commands.deploy.sources import Source
from core import json
from tests import weather
from tests.scenario.commands.conftest import OPERATION, Cloud, Running, run
from tests.scenario.commands.deployment import (
    BEFORE,
    IP,
    PRODUCTION,
    REGISTRATION_GUIDE,
    REGISTRATION_PROOF,
    STEPS,
    arguments,
)
from workflow import procedures


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
async def test_from_nothing_to_a_registered_server_and_back(
    cloud: Cloud, request_: procedures.Request, twice: bool
) -> None:
    if twice:
        cloud.throttle()
    before = await cloud.ids()
    plan = await arguments(cloud, request_, resource_group="rg-ps-new")
    context = Running(cloud.world)
    results = await run(context, BEFORE, plan, twice=twice)
    await run(context, [REGISTRATION_GUIDE], plan, results=results, twice=twice)
    await cloud.act("register", ip=IP)
    await run(context, [REGISTRATION_PROOF], plan, results=results, twice=twice)

    result = results["registration-proof"]
    assert (result["ip"], result["version"]) == (IP, "9.61.7016.1")
    assert result["portal"].endswith("/virtualMachines/ps-weu-1")
    made = await cloud.ids() - before
    assert sorted(i.rsplit("/", 1)[-1] for i in made) == [
        "ps-weu-1",
        "ps-weu-1-data-7f3k2qhd45",
        "ps-weu-1-nic",
        "ps-weu-1-os-7f3k2qhd45",
        "rg-ps-new",
        "secret:ps-weu-1-admin-7f3k2qhd45",
    ]
    await _is_as_planned(cloud)
    await cloud.world.arm.post(f"{result['machine_id']}/retrieveBootDiagnosticsData", machines.API)
    await cloud.seen()
    vm_id = results["machine-follow"]["vm_id"]
    kept_at = (cloud.world, PRODUCTION, str(plan["diagnostics"]), vm_id)
    assert await storage.diagnostics(*kept_at)

    undoing = Running(cloud.world, attempt=2)
    undone = await run(undoing, VERB.undo, plan, results={**results}, twice=twice)
    assert await cloud.ids() == before
    assert not await storage.diagnostics(*kept_at)
    assert list(undoing.said) == ["kept-look-at-registration-2"]
    assert f"-IPAddress {IP}" in undoing.said["kept-look-at-registration-2"]
    kept = {name: r["kept"] for name, r in undone.items() if r.get("kept")}
    assert list(kept) == ["look-at-registration"]
    assert f"-IPAddress {IP} -Component PS" in kept["look-at-registration"][0]


async def _is_as_planned(cloud: Cloud) -> None:
    shot = await cloud.snapshot()
    machine = next(r for r in shot["resources"] if r["name"] == "ps-weu-1")
    assert machine["tags"][names.OPERATION_TAG] == OPERATION
    assert machine["properties"]["hardwareProfile"]["vmSize"] == "Standard_A8_v2"
    disks = machine["properties"]["storageProfile"]
    assert disks["dataDisks"][0]["diskSizeGB"] == names.DATA_DISK_GB
    nic = next(r for r in shot["resources"] if r["name"] == "ps-weu-1-nic")
    address = nic["properties"]["ipConfigurations"][0]["properties"]
    assert address["privateIPAllocationMethod"] == "Static"
    assert "publicIPAddress" not in address


async def test_no_secret_is_in_arguments_results_notes_or_posts(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, BEFORE, plan)
    secret = await secrets.get(cloud.world, str(plan["password_secret"]))
    assert secret is not None
    shown = repr((plan, results, context.notes, context.said))
    assert secret not in shown
    assert len(secret) >= 24


async def test_a_foreign_machine_is_never_overwritten(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_)
    await run(Running(cloud.world), BEFORE, plan)
    other = Running(cloud.world, operation_id="op-other22222")
    for step in (STEPS[2], STEPS[3]):
        with pytest.raises(procedures.StepFailed) as failed:
            await run(other, [step], plan)
        assert failed.value.code == "foreign-resource"


async def test_cleaning_up_another_operation_keeps_everything(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_, resource_group="rg-ps-new")
    await run(Running(cloud.world), BEFORE, plan)
    before = await cloud.ids()
    other = Running(cloud.world, operation_id="op-other22222")
    undone = await run(other, VERB.undo, plan)
    assert await cloud.ids() == before
    assert undone["remove-machine"]["kept"]
    assert undone["remove-group"]["kept"]


async def test_a_group_with_something_foreign_in_it_is_kept(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_, resource_group="rg-ps-new")
    context = Running(cloud.world)
    await run(context, BEFORE, plan)
    strange = {**plan, "name": "ps-weu-9", "ip": "10.60.2.9"}
    await run(Running(cloud.world, operation_id="op-other22222"), [STEPS[2]], strange)
    undone = await run(context, VERB.undo, plan)
    assert "ps-weu-9-nic" in undone["remove-group"]["kept"][0]
    left = {i.rsplit("/", 1)[-1] for i in await cloud.ids()}
    assert {"rg-ps-new", "ps-weu-9-nic"} <= left
    assert "ps-weu-1" not in left


async def test_a_group_whose_listing_is_late_is_looked_at_twice(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_, resource_group="rg-ps-new")
    context = Running(cloud.world)
    await run(context, STEPS[:1], plan)
    strange = {**plan, "name": "ps-weu-9", "ip": "10.60.2.9"}
    await run(Running(cloud.world, operation_id="op-other22222"), [STEPS[2]], strange)
    cloud.local.control.fault(
        {
            "service": "arm",
            "path": "/resourceGroups/rg-ps-new/resources$",
            "then": {"status": 200, "body": {"value": []}},
        }
    )
    undone = await run(context, VERB.undo[-1:], plan)
    assert "ps-weu-9-nic" in undone["remove-group"]["kept"][0]
    assert "ps-weu-9-nic" in {i.rsplit("/", 1)[-1] for i in await cloud.ids()}


async def test_a_group_approved_as_it_was_is_not_made_again(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = {**await arguments(cloud, request_, resource_group="rg-ps-new"), "make_group": False}
    before = await cloud.ids()
    failed = await _fails(Running(cloud.world), 0, plan, {})
    assert failed.code == "azure-not-found"
    assert "rg-ps-new" in failed.sentence
    assert await cloud.ids() == before


async def test_a_step_that_azure_keeps_waiting_fails_and_a_retry_goes_on_waiting(
    cloud: Cloud, request_: procedures.Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, STEPS[:2], plan)
    short = dataclasses.replace(interfaces.CREATION, limit=timedelta(seconds=1))
    (_, submit), (_, follow) = STEPS[2].parts
    with monkeypatch.context() as patched:
        patched.setattr(interfaces, "CREATION", short)
        results["interface-submit"] = await submit(context, {"plan": plan, "results": results})
        for path, body in (("/operations/", {"status": "InProgress"}), ("-nic$", UPDATING)):
            then = {"status": 200, "body": body}
            cloud.local.control.fault(
                {"service": "arm", "method": "GET", "path": path, "times": -1, "then": then}
            )
        with pytest.raises(procedures.StepFailed) as failed:
            await follow(context, {"plan": plan, "results": results})
    assert failed.value.code == "azure-overdue"
    assert failed.value.remedy.endswith("To go on waiting, retry from this step.")
    cloud.local.control.clear()
    await run(context, [STEPS[2]], plan, results=results)
    assert results["interface-follow"]["ip"] == IP


UPDATING = {"properties": {"provisioningState": "Updating"}}


async def _fails(
    context: Running, index: int, plan: json.Object, results: dict[str, Any]
) -> procedures.StepFailed:
    with pytest.raises(procedures.StepFailed) as failed:
        await run(context, [STEPS[index]], plan, results=results)
    assert failed.value.cause
    assert failed.value.remedy
    return failed.value


async def test_an_address_taken_meanwhile_fails_the_step_and_a_retry_goes_on(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, STEPS[:2], plan)
    cloud.fault(
        "arm", r"/networkInterfaces/ps-weu-1-nic", 400, "PrivateIPAddressInUse", method="PUT"
    )
    failed = await _fails(context, 2, plan, results)
    assert (failed.code, failed.provider_code) == ("azure-ip-taken", "PrivateIPAddressInUse")
    cloud.local.control.clear()
    context.attempt = 2
    await run(context, [STEPS[2]], plan, results=results)
    assert results["interface-follow"]["ip"] == IP


async def test_a_region_without_room_fails_the_step_and_a_retry_goes_on(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, STEPS[:3], plan)
    kind = "Microsoft.Compute/virtualMachines"
    await cloud.act("fail", type=kind, code="AllocationFailed", message="no room")
    failed = await _fails(context, 3, plan, results)
    assert (failed.code, failed.provider_code) == ("azure-capacity", "AllocationFailed")
    context.attempt = 2
    await run(context, STEPS[3:-1], plan, results=results)
    found = await machines.get(cloud.world, results["machine-follow"]["id"])
    assert found is not None
    assert found.power is machines.Power.RUNNING


@pytest.mark.parametrize("step", range(len(BEFORE)))
async def test_clean_up_after_a_failure_at_any_step_leaves_nothing(
    cloud: Cloud, request_: procedures.Request, step: int
) -> None:
    before = await cloud.ids()
    plan = await arguments(cloud, request_, resource_group="rg-ps-new")
    context = Running(cloud.world)
    await run(context, BEFORE[: step + 1], plan)
    await run(context, VERB.undo, plan)
    assert await cloud.ids() == before


async def test_a_process_that_died_after_sending_finds_its_machine_being_made(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, STEPS[:3], plan)
    (_, submit), (_, follow) = STEPS[3].parts
    await submit(context, {"plan": plan, "results": results})  # its result is lost
    found = await submit(context, {"plan": plan, "results": results})
    # A read that lags does not show it: it is sent again, the same, and Azure makes one of both.
    late = "lagging" in weather.AZURE
    assert late or found == {"token": None}
    results["machine-submit"] = found
    made = await follow(context, {"plan": plan, "results": results})
    assert str(made["id"]).endswith("/ps-weu-1")
    sent = cloud.local.control.entries(service="arm", method="PUT", path="/virtualMachines/")
    assert len(sent) == 1 or (late and len(sent) == 2)
    assert all(one["body"] == sent[0]["body"] for one in sent)


def test_names_of_steps_and_parts_are_frozen() -> None:
    """They are kept in approved plans and stored results."""
    shared = ["resource-group", "password", "interface", "machine", "running"]
    assert [s.name for s in STEPS] == [*shared, "registration"]
    unattended = ["disk", "installer", "setup", "restart", "registered"]
    assert [s.name for s in steps.of(Source.UNIFIED)] == [*shared, *unattended]
    parts = [name for s in (*steps.STEPS, *undo.UNDO) for name, _ in s.parts]
    assert len(set(parts)) == len(parts)

"""A machine that was deleted and made anew under its name is not the one that was approved."""

from __future__ import annotations

import dataclasses

import pytest

from azureops.installers import Installer
from azureops.versions import Version
from commands.registry import VERBS
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.existing import blocking, plan
from workflow import procedures

MACHINES = "/virtualMachines/"
BETWEEN = Installer(
    version=Version(9, 60, 6956, 1), url="https://software.example.com/9.60.6956.1/setup.exe"
)
ANEW = {"properties": {"vmId": "0dd0c0de-0000-4000-8000-000000000000"}}


async def test_another_machine_is_another_plan_and_nothing_is_sent_to_it(cloud: Cloud) -> None:
    cloud.world.estate = dataclasses.replace(cloud.world.estate, installers=(BETWEEN,))
    asked: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("stop", "ps-neu-2", {}),
        ("unregister", "ps-neu-2", {}),
        ("upgrade", "ps-neu-1", {"replication": "pause", "version": "9.60"}),
    )
    approved = [await plan(cloud, verb, name, **more) for verb, name, more in asked]
    for name in ("ps-neu-1", "ps-neu-2"):
        await cloud.act("set", id=existing.machine(name), merge=ANEW)
    for made, (verb, name, more) in zip(approved, asked, strict=True):
        assert blocking(made) == {}
        steps = [step for step in VERBS[verb].steps if step.name in made.steps]
        with pytest.raises(procedures.StepFailed) as failed:  # a retry looks at no plan again
            await run(Running(cloud.world, attempt=2), steps, made.arguments)
        assert failed.value.code == "foreign-resource", verb
        assert "left as it is" in failed.value.sentence
        assert "ask anew" in failed.value.remedy
        assert (await plan(cloud, verb, name, **more)).hash != made.hash
    for method in ("PUT", "POST"):
        assert cloud.local.control.entries(service="arm", method=method, path=MACHINES) == []


async def test_one_that_was_made_anew_while_it_was_switched_on_proves_nothing(cloud: Cloud) -> None:
    made = await plan(cloud, "stop", "ps-neu-2")
    (submit, follow) = VERBS["stop"].steps[0].parts
    results = {"stop-submit": await submit[1](Running(cloud.world), {"plan": made.arguments})}
    await cloud.act("set", id=existing.machine("ps-neu-2"), merge=ANEW)
    with pytest.raises(procedures.StepFailed) as failed:
        await follow[1](Running(cloud.world), {"plan": made.arguments, "results": results})
    assert failed.value.code == "foreign-resource"

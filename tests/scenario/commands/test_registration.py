"""The last step of a deployment guides a person and waits for the server to be registered."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from commands import waiting
from tests.scenario.commands.conftest import REQUESTER, Cloud, Running, run
from tests.scenario.commands.deployment import (
    BEFORE,
    IP,
    REGISTRATION,
    REGISTRATION_GUIDE,
    REGISTRATION_PROOF,
    Later,
    arguments,
    register_when_asked,
)
from workflow import procedures


async def test_the_guide_has_every_value_filled_in(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, BEFORE, plan)
    proof = asyncio.create_task(run(context, [REGISTRATION], plan, results=results))
    await register_when_asked(cloud, context)
    await proof
    guide = context.said["registration-guide-1"]
    for value in (IP, "psadmin", "ps-weu-1-admin-7f3k2qhd45", "192.168.10.20", "asr-passphrase"):
        assert value in guide
    assert "443" in guide
    assert "9443" in guide
    assert "cspsconfigtool" in guide
    assert context.waits == [True, False]


async def test_the_waiting_ends_with_the_likely_causes(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, [REGISTRATION_GUIDE], plan)
    context.clock = Later(waiting.TIME_LIMIT)
    with pytest.raises(procedures.StepFailed) as failed:
        await run(context, [REGISTRATION_PROOF], plan, results=results)
    assert failed.value.code == "not-registered"
    assert "Test-NetConnection 192.168.10.20 -Port 443" in failed.value.remedy
    assert "passphrase" in failed.value.cause


async def test_done_too_early_is_told_what_is_missing(
    cloud: Cloud, request_: procedures.Request
) -> None:
    """The provider is asked for news, the machine for its way to the site; then it goes on."""
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, [*BEFORE, REGISTRATION_GUIDE], plan)
    context.told.clear()
    context.done = procedures.Report(person=REQUESTER, at=datetime.now(UTC))
    proof = asyncio.create_task(run(context, [REGISTRATION_PROOF], plan, results=results))
    await context.told.wait()
    (answer,) = [said for key, said in context.said.items() if "not-done" in key]
    assert f"<@{REQUESTER}>" in answer
    assert f"Site Recovery shows no process server at {IP}." in answer
    assert "192.168.10.20 answers on port 443" in answer
    assert "(1) Nobody has done it yet" in answer, "the likeliest cause first"
    assert "(2) Wrong passphrase" in answer
    assert "blocked" not in answer, "the test has told that it is not"
    assert "I have asked the configuration server for news" in answer
    assert cloud.local.control.entries(service="arm", method="POST", path="/refreshProvider$")
    assert not [i for i in await cloud.ids() if "/runCommands/" in i], "the test is taken away"
    cloud.fault("arm", r"/refreshProvider$", 403, "AuthorizationFailed")
    context.told.clear()
    context.done = procedures.Report(person=REQUESTER, at=datetime.now(UTC))
    await context.told.wait()
    assert "could not ask the configuration server for news" in list(context.said.values())[-1]
    await cloud.act("register", ip=IP)
    await proof
    assert results["registration-proof"]["ip"] == IP


async def test_a_cancel_ends_the_waiting(cloud: Cloud, request_: procedures.Request) -> None:
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, [REGISTRATION_GUIDE], plan)
    context.cancel = True
    with pytest.raises(procedures.CancelAsked):
        await run(context, [REGISTRATION_PROOF], plan, results=results)


async def test_the_waiting_outlasts_azures_silence(
    cloud: Cloud, request_: procedures.Request
) -> None:
    plan = await arguments(cloud, request_)
    context = Running(cloud.world)
    results = await run(context, BEFORE, plan)
    cloud.fault("arm", r"/replicationFabrics/", 503, "ServerUnavailable", times=5)
    proof = asyncio.create_task(run(context, [REGISTRATION], plan, results=results))
    await register_when_asked(cloud, context)
    await asyncio.wait_for(proof, 60)
    assert results["registration-proof"]["ip"] == IP

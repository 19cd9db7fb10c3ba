"""The last step of a deployment guides a person and waits for the server to be registered."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from commands import grammar, onward, registry, waiting
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

    then = onward.of(results["registration-proof"])
    assert "Machines do not use ps-weu-1 until they are switched to it. 3 failed-over" in then.text
    assert "`/failback-ps coverage` shows what is left." in then.text
    (offer,) = then.offers
    assert offer.verb == "switch"
    line = then.text.split("`/failback-ps ")[1].split("`")[0]
    typed = grammar.parse(line, registry.VERBS)
    assert isinstance(typed, grammar.Parsed)
    assert typed.values == offer.values, "the line that is said is the button's"
    made = await registry.VERBS["switch"].plan(cloud.world, {**offer.values}, request_)
    assert made.blocking == ()
    assert all(name in str(made.findings) for name in ("app-01", "app-02", "db-01"))


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
    cloud.fault("arm", r"/replicationProtectedItems", 403, "AuthorizationFailed")
    assert "could not ask the configuration server for news" in list(context.said.values())[-1]
    await cloud.act("register", ip=IP)
    await proof
    assert results["registration-proof"]["ip"] == IP
    then = onward.of(results["registration-proof"])
    assert "`/failback-ps switch <server> ps-weu-1`" in then.text, "it is proved without them"
    assert then.offers == ()


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

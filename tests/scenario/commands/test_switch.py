"""Protected machines go over to another process server, and the vault shows it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from azureops import jobs, power, protected_items, reassociation
from commands.pick import UnknownServer
from commands.switch import VERB
from tests import harness
from tests.scenario.commands import existing
from tests.scenario.commands.conftest import Cloud, Running, run
from tests.scenario.commands.existing import blocking, plan
from workflow import procedures


async def users(cloud: Cloud, made: Any) -> dict[str, str]:
    """Each machine's process server, as the vault shows it."""
    listed = await protected_items.list_all(cloud.world, made.arguments["vault_id"])
    return {item.name: item.process_server_id for item in listed}


async def begun(cloud: Cloud, made: Any) -> int:
    await cloud.seen()
    vault = made.arguments["vault_id"]
    return len(await jobs.list_all(cloud.world, vault, scenario=reassociation.SCENARIO))


@pytest.mark.parametrize("twice", [False, True], ids=["once", "each part twice, throttled"])
@pytest.mark.parametrize("named", ["", "web-01", "web-02, WEB-01"])
async def test_the_machines_name_the_new_server(cloud: Cloud, named: str, twice: bool) -> None:
    if twice:
        cloud.throttle()
    made = await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2", machines=named)
    assert blocking(made) == {}
    moving = {change.name for change in made.changes}
    assert moving == ({"web-01"} if named == "web-01" else {"web-01", "web-02"})
    before = await users(cloud, made)
    results = await run(Running(cloud.world), VERB.steps, made.arguments, twice=twice)
    assert results["switch-proof"]["machines_moved"] == len(moving)
    after = await users(cloud, made)
    target = made.arguments["target_id"]
    assert after == before | dict.fromkeys(moving, target)
    assert await begun(cloud, made) == 1, "one job, however often a part was run"
    assert "switch ps-neu-2 ps-neu-1 web-0" in made.undo


@pytest.mark.parametrize(
    ("server", "values", "check", "words"),
    [
        ("ps-neu-2", {"to": "ps-neu-1"}, "machines", "No protected machine uses ps-neu-2"),
        ("ps-neu-1", {"to": "ps-neu-1"}, "target", "the same server"),
        ("ps-neu-1", {"to": "ps-neu-2", "machines": "web-9"}, "machines", "No machine web-9 uses"),
    ],
)
async def test_what_cannot_be_is_refused(
    cloud: Cloud, server: str, values: dict[str, str], check: str, words: str
) -> None:
    made = await plan(cloud, "switch", server, **values)
    assert words in blocking(made)[check]


async def test_a_silent_target_is_refused(cloud: Cloud) -> None:
    await cloud.act("set", ip="10.70.2.11", merge={"lastHeartbeat": "2026-01-01T00:00:00Z"})
    made = await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2")
    assert "`/failback-ps start ps-neu-2`" in blocking(made)["target"]


async def test_a_target_that_was_just_switched_off_is_refused(cloud: Cloud) -> None:
    """Its heartbeat is fresh still."""
    off = await power.submit_deallocate(cloud.world, existing.machine("ps-neu-2"))
    await power.follow(cloud.world, off)
    found = blocking(await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2"))
    assert "is deallocated" in found["target"]
    assert "/failback-ps start ps-neu-2" in found["target"]


async def test_an_unknown_target_is_no_plan(cloud: Cloud) -> None:
    """Which blocks the operation: no step and no check has failed."""
    with pytest.raises(UnknownServer, match="ps-none") as unknown:
        await plan(cloud, "switch", "ps-neu-1", to="ps-none")
    assert isinstance(unknown.value, procedures.Unplannable)


async def test_a_job_that_fails_is_told_in_the_services_words(cloud: Cloud) -> None:
    """The target goes while the machines are on their way."""
    made = await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2")
    before, submit, follow = VERB.steps[0].parts
    context = Running(cloud.world)
    sent = await run(context, [_step(before, submit)], made.arguments)
    await cloud.act("unregister", ip="10.70.2.11")
    with pytest.raises(procedures.StepFailed) as failed:
        await run(context, [_step(follow)], made.arguments, results=sent)
    assert failed.value.code == "switch-failed"
    assert "ps-neu-2" in failed.value.provider_message
    assert failed.value.cause


async def test_a_retry_goes_on_with_the_job_that_runs(cloud: Cloud) -> None:
    made = await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2")
    before, submit, follow = VERB.steps[0].parts
    sent = await run(Running(cloud.world), [_step(before, submit)], made.arguments)
    cloud.fault("arm", "/replicationJobs/", 403, "AuthorizationFailed", method="GET", times=1)
    with pytest.raises(procedures.StepFailed):
        await run(Running(cloud.world), [_step(follow)], made.arguments, results=sent)
    ended = await run(Running(cloud.world, attempt=2), VERB.steps, made.arguments)
    assert ended["switch-submit"]["job"] == sent["switch-submit"]["job"]
    late = await run(Running(cloud.world, attempt=3), VERB.steps, made.arguments)
    assert late["switch-submit"]["job"] == "", "all is done: nothing is sent"
    assert late["switch-proof"] == ended["switch-proof"]
    assert await begun(cloud, made) == 1


async def test_a_job_of_somebody_else_is_not_taken_for_ours(cloud: Cloud) -> None:
    """In the portal a person moves web-02 just before web-01 is moved."""
    mine = await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2", machines="web-01")
    theirs = await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2", machines="web-02")
    before, submit, _ = VERB.steps[0].parts
    known = await run(Running(cloud.world), [_step(before)], mine.arguments)
    await run(Running(cloud.world), [_step(before, submit)], theirs.arguments)
    await run(Running(cloud.world), [_step(submit)], mine.arguments, results=known)
    assert await begun(cloud, mine) == 2
    assert set(mine.locks) & set(theirs.locks), "the bot's own go one after the other"


async def test_who_came_since_the_approval_is_not_moved(cloud: Cloud) -> None:
    made = await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2")
    more = await plan(cloud, "switch", "cs-onprem-01", to="ps-neu-1", machines="app-01")
    await run(Running(cloud.world), VERB.steps, more.arguments)
    results = await run(Running(cloud.world, attempt=2), VERB.steps, made.arguments)
    assert results["switch-proof"]["machines_moved"] == 2
    after = await users(cloud, made)
    assert after["app-01"] == made.arguments["process_server_id"]


async def test_an_empty_list_proves_nothing_and_a_cancel_ends_the_waiting(cloud: Cloud) -> None:
    made = await plan(cloud, "switch", "ps-neu-1", to="ps-neu-2")
    begin, prove = VERB.steps[1].parts
    results = await run(Running(cloud.world), [_step(begin)], made.arguments)
    cloud.local.control.fault(
        {
            "service": "arm",
            "path": "/replicationProtectedItems",
            "times": 3,
            "then": {"status": 200, "body": {"value": []}},
        }
    )
    context = Running(cloud.world)
    waiting = asyncio.create_task(run(context, [_step(prove)], made.arguments, results=results))

    async def noted() -> bool:
        return any("web-01" in note for note in context.notes)

    await harness.until(noted, what="the note that it waits")
    context.cancel = True
    with pytest.raises(procedures.CancelAsked, match="what was done stays done"):
        await waiting


def _step(*parts: Any) -> procedures.Step:
    return procedures.Step(name="switch", title="", parts=parts)

"""Given jobs of Site Recovery, when they are listed, cancelled or exported, then as the service."""

from __future__ import annotations

import pytest
from azure.core.exceptions import HttpResponseError

from tests.scenario.sandbox_azure.conftest import World
from tests.scenario.sandbox_azure.test_reassociate import GROUP, VAULT, fabric, order, users


async def _begin(world: World) -> str:
    """A running job's name."""
    found = await fabric(world)
    fabrics = world.recovery().replication_fabrics
    await fabrics.begin_reassociate_gateway(
        GROUP, VAULT, found.name, await order(world), polling=False
    )
    jobs = world.recovery().replication_jobs
    (job,) = [j async for j in jobs.list(GROUP, VAULT, filter="jobStatus eq 'InProgress'")]
    return str(job.name)


async def test_a_running_job_can_be_cancelled_and_then_does_nothing(world: World) -> None:
    before = await users(world)
    jobs = world.recovery().replication_jobs
    name = await _begin(world)
    running = await jobs.get(GROUP, VAULT, name)
    assert running.properties.allowed_actions == ["Cancel"]
    assert running.properties.tasks[0].state == "InProgress"
    ended = await (await jobs.begin_cancel(GROUP, VAULT, name)).result()
    assert (ended.properties.state, ended.properties.state_description) == (
        "Cancelled", "Cancelled",
    )  # fmt: skip
    await world.act("advance", seconds=2000)
    world.credential = world.sign_in(world.local.client_secret)
    assert await users(world) == before


async def test_what_a_job_does_not_allow_is_refused(world: World) -> None:
    name = await _begin(world)
    await world.act("advance", seconds=200)
    jobs = world.recovery().replication_jobs
    for begin in (jobs.begin_cancel, jobs.begin_restart):
        with pytest.raises(HttpResponseError, match="Succeeded"):
            await begin(GROUP, VAULT, name)
    with pytest.raises(HttpResponseError, match="does not allow Resume"):
        await jobs.begin_resume(GROUP, VAULT, name, {"properties": {"comments": "on"}})
    with pytest.raises(HttpResponseError) as missing:
        await jobs.get(GROUP, VAULT, "none")
    assert missing.value.status_code == 404


async def test_jobs_are_exported(world: World) -> None:
    jobs = world.recovery().replication_jobs
    made = await (await jobs.begin_export(GROUP, VAULT, {"startTime": "2026-01-01"})).result()
    assert made.properties.scenario_name == "ExportJobs"
    assert made.properties.custom_details.blob_uri.endswith(f"{made.name}.xlsx")


async def test_a_filter_nobody_knows_is_refused(world: World) -> None:
    with pytest.raises(HttpResponseError, match="no 'colour'"):
        _ = [
            job
            async for job in world.recovery().replication_jobs.list(
                GROUP, VAULT, filter="colour eq 'red'"
            )
        ]

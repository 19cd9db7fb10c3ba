"""Site Recovery's jobs in a step: begun once, followed to their end, told in its own words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from azureops import fabrics, jobs, longrunning
from azureops.errors import AzureError
from core import json
from workflow import procedures

PAUSE = 5.0  # seconds between two looks
LIMIT = timedelta(hours=2)


async def known(context: procedures.Context, vault_id: str, scenario: str) -> json.Object:
    """The jobs that the vault knows already: a new one is then ours, also after a restart."""
    found = await jobs.list_all(context.world, vault_id, scenario=scenario)
    return {"known": sorted(job.id.lower() for job in found), "connection": context.world.born}


async def once(
    context: procedures.Context,
    vault_id: str,
    scenario: str,
    before: dict[str, Any],
    submit: Callable[[], Awaitable[str]],
) -> json.Object:
    """Sent once: a job that began since `before` is ours, only its answer was lost. A lock on the
    configuration server keeps the bot's other operations of the kind away. After a restart the
    list is believed once Azure's reads show what was written before it."""
    if before["connection"] != context.world.born:
        await context.sleep(context.world.settling)
    found = await jobs.list_all(context.world, vault_id, scenario=scenario)
    begun = [job for job in found if job.id.lower() not in before["known"]]
    return {"job": begun[0].id if begun else await submit()}


async def to_its_end(
    context: procedures.Context, job_id: str, *, doing: str, code: str
) -> json.Object:
    """Until the job has ended. `doing` is what the note says that Site Recovery does."""
    until = context.clock.now() + LIMIT
    while True:
        job = await jobs.get(context.world, job_id) if job_id else None
        if job is None:
            await context.note("Site Recovery does not show the job; its effect will tell.")
            return {"job": job_id, "state": ""}
        if not job.going:
            break
        at = f", at “{job.task}”" if job.task else ""
        await context.note(f"Site Recovery {doing}{at}.")
        if context.clock.now() > until:
            raise longrunning.overdue(job_id, LIMIT)
        await context.sleep(PAUSE)
    if not job.succeeded:
        raise procedures.StepFailed(
            f"Site Recovery's job ended as {job.state}: {job.message or 'no reason was given.'}",
            remedy=job.action or "See the job among the vault's Site Recovery jobs, then retry.",
            cause=job.causes,
            provider_code=job.code,
            provider_message=job.message,
            code=code,
        )
    await context.note("Site Recovery's job has ended well.")
    return {"job": job.id, "state": job.state}


async def fabric(context: procedures.Context, fabric_id: str) -> fabrics.Fabric:
    """Raises `StepFailed` when it is gone."""
    found = await fabrics.get(context.world, fabric_id)
    if found is None:
        raise procedures.StepFailed(
            "The configuration server is no longer in the vault.",
            remedy="Ask who removed it; nothing was changed by this step.",
            cause="Somebody removed it after the checks.",
            code="fabric-gone",
        )
    return found


async def refresh(context: procedures.Context, fabric_id: str) -> None:
    """A courtesy: without it the news come by themselves."""
    try:
        await fabrics.submit_refresh(context.world, await fabric(context, fabric_id))
    except AzureError as refused:
        await context.note(f"Site Recovery was not refreshed: {refused.sentence}")

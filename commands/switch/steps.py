"""The steps of a switch: one job of Site Recovery, followed to its end, and the proof."""

from __future__ import annotations

from datetime import timedelta

from azureops import fabrics, jobs, longrunning, protected_items, reassociation
from azureops.errors import AzureError
from commands import failing
from commands.existing import given
from core import clock, json
from workflow import procedures
from workflow.procedures import Step

PAUSE = 5.0  # seconds between two looks
JOB_LIMIT = timedelta(hours=2)
SHOWN_LIMIT = timedelta(minutes=40)  # the service shows a move after a quarter of an hour
REFRESH_EVERY = timedelta(minutes=5)


async def before(context: procedures.Context, arguments: json.Object) -> json.Object:
    """The switches that the vault knows already: a new one is then ours, also after a restart."""
    known = await _jobs(context, given.read(arguments))
    return {"known": sorted(job.id.lower() for job in known)}


async def submit(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Sent once: a switch that began meanwhile is ours, only its answer was lost. The lock on the
    configuration server keeps the bot's other switches away."""
    g = given.read(arguments)
    known = set(g.results["switch-before"]["known"])
    begun = [job for job in await _jobs(context, g) if job.id.lower() not in known]
    if begun:
        return {"job": begun[0].id}
    fabric = await _fabric(context, g)
    job = await reassociation.submit(
        context.world,
        fabric,
        source=g.plan["process_server_id"],
        target=g.plan["target_id"],
        machines=g.plan["machines"],
    )
    return {"job": job}


async def follow(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Until the job has ended; why it failed is told in the service's words."""
    g = given.read(arguments)
    job_id = str(g.results["switch-submit"]["job"])
    until = context.clock.now() + JOB_LIMIT
    while True:
        job = await jobs.get(context.world, job_id) if job_id else None
        if job is None:
            await context.note("Site Recovery does not show the job; the machines will tell.")
            return {"job": job_id, "state": ""}
        if not job.going:
            break
        at = f", at “{job.task}”" if job.task else ""
        await context.note(f"Site Recovery moves the machines{at}.")
        if context.clock.now() > until:
            raise longrunning.overdue(job_id, JOB_LIMIT)
        await context.sleep(PAUSE)
    if not job.succeeded:
        raise procedures.StepFailed(
            f"Site Recovery's job ended as {job.state}: {job.message or 'no reason was given.'}",
            remedy=job.action
            or "See the job in the vault's list of Site Recovery jobs, then retry.",
            cause=job.causes,
            provider_code=job.code,
            provider_message=job.message,
            code="switch-failed",
        )
    await context.note("Site Recovery's job has ended well.")
    return {"job": job.id, "state": job.state}


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """The machines name the new server; asked for now and then, else it shows a quarter late."""
    g = given.read(arguments)
    begun = clock.parse(str(g.results["switch-shown"]["began"]))
    refreshed = begun - REFRESH_EVERY
    while left := await _left(context, g):
        now = context.clock.now()
        if now > begun + SHOWN_LIMIT:
            raise _not_shown(g, left)
        if now - refreshed >= REFRESH_EVERY:
            refreshed = now
            await _refresh(context, g)
        shown = ", ".join(sorted(left)[:5])
        await context.note(f"Waiting for Site Recovery to show it for {shown}.")
        await context.sleep(PAUSE)
    moved = len(g.plan["items"])
    await context.note(f"All {moved} machines name {g.plan['target_name']} now.")
    return {"moved": moved, "process_server_id": g.plan["target_id"]}


async def begin_proof(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Fixes when the waiting began: a restart does not prolong it."""
    del arguments
    return {"began": context.clock.now().isoformat()}


async def _left(context: procedures.Context, g: given.Given) -> list[str]:
    """The machines that do not name the new server yet; one that is gone is not waited for."""
    wanted = {str(item).lower() for item in g.plan["items"]}
    listed = await protected_items.list_all(context.world, g.plan["vault_id"])
    target = str(g.plan["target_id"]).lower()
    return [
        item.name
        for item in listed
        if item.id.lower() in wanted and item.process_server_id.lower() != target
    ]


async def _refresh(context: procedures.Context, g: given.Given) -> None:
    """A courtesy: without it the news come by themselves."""
    try:
        await fabrics.submit_refresh(context.world, await _fabric(context, g))
    except AzureError as refused:
        await context.note(f"Site Recovery was not refreshed: {refused.sentence}")


async def _jobs(context: procedures.Context, g: given.Given) -> tuple[jobs.Job, ...]:
    return await jobs.list_all(context.world, g.plan["vault_id"], scenario=reassociation.SCENARIO)


async def _fabric(context: procedures.Context, g: given.Given) -> fabrics.Fabric:
    found = await fabrics.get(context.world, g.fabric_id)
    if found is None:
        raise procedures.StepFailed(
            "The configuration server is no longer in the vault.",
            remedy="Ask who removed it; nothing was moved by this step.",
            cause="Somebody removed it after the checks.",
            code="fabric-gone",
        )
    return found


def _not_shown(g: given.Given, left: list[str]) -> procedures.StepFailed:
    return procedures.StepFailed(
        f"Site Recovery's job ended well, but it still shows another server than "
        f"{g.plan['target_name']} for {', '.join(sorted(left))}.",
        remedy="Look at the configuration server's connection, then retry from this step.",
        cause="The configuration server has not reported since, or the machines were moved again.",
        code="not-moved",
    )


DOING = "moving the machines"
STEPS: tuple[Step, ...] = (
    Step(
        name="switch",
        title="Site Recovery moves the machines",
        parts=(
            ("switch-before", failing.during(DOING, before)),
            ("switch-submit", failing.during(DOING, submit)),
            ("switch-follow", failing.during(DOING, follow)),
        ),
    ),
    Step(
        name="moved",
        title="Every machine names the new server",
        parts=(
            ("switch-shown", begin_proof),
            ("switch-proof", failing.during("waiting for the move to show", prove)),
        ),
    ),
)

"""Site Recovery's jobs in a step: begun once, followed to their end, told in its own words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from azureops import fabrics, jobs, longrunning
from azureops.errors import AzureError
from core import clock, json
from core.sentences import say
from workflow import procedures

PAUSE = 5.0  # seconds between two looks
LIMIT = timedelta(hours=2)
SHOWN_LIMIT = timedelta(minutes=40)
REFRESH_EVERY = timedelta(minutes=5)
T = TypeVar("T")


async def known(context: procedures.Context, vault_id: str, scenario: str) -> json.Object:
    """The jobs that the vault knows already: a new one is then ours, also after a restart.

    One that is still going when somebody retries is taken for ours too: nobody else of the bot may
    begin one there, and it is not begun a second time while the first goes on.
    """
    found = await jobs.list_all(context.world, vault_id, scenario=scenario)
    old = [job for job in found if context.attempt == 1 or not job.going]
    return {"known": sorted(job.id.lower() for job in old), "connection": context.world.born}


async def once(
    context: procedures.Context,
    vault_id: str,
    scenario: str,
    before: dict[str, Any],
    submit: Callable[[], Awaitable[str]],
) -> json.Object:
    """Sent once: only where the answer may be lost (after a restart, at a retry) is a job that
    began since `before` ours. A lock on the vault keeps the bot's other operations of the kind
    away. The list is believed once Azure's reads show what was written before."""
    if before["connection"] != context.world.born or context.attempt > 1:
        await context.sleep(context.world.settling)
        found = await jobs.list_all(context.world, vault_id, scenario=scenario)
        begun = [job for job in found if job.id.lower() not in before["known"]]
        if begun:
            return {"job": begun[0].id}
    return {"job": await submit()}


async def to_its_end(
    context: procedures.Context, job_id: str, *, doing: str, code: str
) -> json.Object:
    """Until the job has ended. `doing` is what the note says that Site Recovery does."""
    until = context.clock.now() + LIMIT
    while True:
        job = await _job(context, job_id)
        if job is None:
            await context.note(
                say(
                    "following-unseen", "Site Recovery does not show the job; its effect will tell."
                )
            )
            return {"job": job_id, "state": ""}
        if not job.going:
            break
        await context.note(
            say("following-at", "Site Recovery {doing}, at “{task}”.", doing=doing, task=job.task)
            if job.task
            else say("following-doing", "Site Recovery {doing}.", doing=doing)
        )
        if context.clock.now() > until:
            raise longrunning.overdue(job_id, LIMIT)
        await context.sleep(PAUSE)
    if not job.succeeded:
        raise procedures.StepFailed(
            say(
                "following-ended",
                "Site Recovery's job ended as {state}: {why}",
                state=job.state,
                why=job.message or say("following-no-reason", "no reason was given."),
            ),
            remedy=job.action
            or say(
                "following-see", "See the job among the vault's Site Recovery jobs, then retry."
            ),
            cause=job.causes,
            provider_code=job.code,
            provider_message=job.message,
            code=code,
        )
    await context.note(say("following-well", "Site Recovery's job has ended well."))
    return {"job": job.id, "state": job.state}


async def _job(context: procedures.Context, job_id: str) -> jobs.Job | None:
    """Azure's silence is waited out for a while: the job goes on."""
    if not job_id:
        return None
    return await longrunning.patiently(context.world, lambda: jobs.get(context.world, job_id))


async def fabric(context: procedures.Context, fabric_id: str) -> fabrics.Fabric:
    """Raises `StepFailed` when it is gone."""
    found = await fabrics.get(context.world, fabric_id)
    if found is None:
        raise procedures.StepFailed(
            say("following-gone", "The configuration server is no longer in the vault."),
            remedy=say(
                "following-gone-remedy", "Ask who removed it; nothing was changed by this step."
            ),
            cause=say("following-gone-cause", "Somebody removed it after the checks."),
            code="fabric-gone",
        )
    return found


async def refresh(context: procedures.Context, fabric_id: str) -> None:
    """A courtesy: without it the news come by themselves."""
    try:
        await fabrics.submit_refresh(context.world, await fabric(context, fabric_id))
    except AzureError as refused:
        await context.note(
            say(
                "following-not-refreshed",
                "Site Recovery was not refreshed: {why}",
                why=refused.sentence,
            )
        )


async def until_shown(
    context: procedures.Context,
    fabric_id: str,
    began: str,
    look: Callable[[], Awaitable[tuple[T | None, str]]],
    *,
    late: Callable[[str], procedures.StepFailed],
) -> T:
    """Until the service shows what is done already: a quarter of an hour or so, less where the
    configuration server can be asked for news. `look` gives that, or None and what is seen instead.

    Raises `late(what is seen)` forty minutes after `began`, and `CancelAsked`.
    """
    begun = clock.parse(began)
    refreshed = begun - REFRESH_EVERY
    while True:
        if await context.cancelled():
            raise procedures.CancelAsked(
                say(
                    "following-cancelled",
                    "Cancelled while waiting for Site Recovery to show it; what was done stays "
                    "done.",
                )
            )
        found, seen = await longrunning.patiently(context.world, look)
        if found is not None:
            return found
        now = context.clock.now()
        if now > begun + SHOWN_LIMIT:
            raise late(seen)
        if now - refreshed >= REFRESH_EVERY:
            refreshed = now
            await refresh(context, fabric_id)
        await context.note(seen)
        await context.sleep(PAUSE)

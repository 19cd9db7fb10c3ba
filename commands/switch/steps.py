"""The steps of a switch: one job of Site Recovery, followed to its end, and the proof."""

from __future__ import annotations

from datetime import timedelta

from azureops import protected_items, reassociation
from commands import failing, following
from commands.existing import given
from core import clock, json
from workflow import procedures
from workflow.procedures import Step

PAUSE = 5.0  # seconds between two looks
SHOWN_LIMIT = timedelta(minutes=40)  # the service shows a move after a quarter of an hour
REFRESH_EVERY = timedelta(minutes=5)


async def before(context: procedures.Context, arguments: json.Object) -> json.Object:
    g = given.read(arguments)
    return await following.known(context, g.plan["vault_id"], reassociation.SCENARIO)


async def submit(context: procedures.Context, arguments: json.Object) -> json.Object:
    g = given.read(arguments)

    async def send() -> str:
        return await reassociation.submit(
            context.world,
            await following.fabric(context, g.fabric_id),
            source=g.plan["process_server_id"],
            target=g.plan["target_id"],
            machines=g.plan["machines"],
        )

    known = g.results["switch-before"]
    return await following.once(context, g.plan["vault_id"], reassociation.SCENARIO, known, send)


async def follow(context: procedures.Context, arguments: json.Object) -> json.Object:
    job = str(given.read(arguments).results["switch-submit"]["job"])
    return await following.to_its_end(
        context, job, doing="moves the machines", code="switch-failed"
    )


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
            await following.refresh(context, g.fabric_id)
        shown = ", ".join(sorted(left)[:5])
        await context.note(f"Waiting for Site Recovery to show it for {shown}.")
        await context.sleep(PAUSE)
    moved = len(g.plan["items"])
    await context.note(f"All {moved} machines name {g.plan['target_name']} now.")
    return {"machines_moved": moved, "process_server": g.plan["target_name"]}


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

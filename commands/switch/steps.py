"""The steps of a switch: one job of Site Recovery, followed to its end, and the proof."""

from __future__ import annotations

from azureops import ids, protected_items, reassociation
from commands import failing, following
from commands.existing import checks, given
from commands.existing.checks import some
from core import json
from core.sentences import say
from workflow import procedures
from workflow.procedures import Step

LOOKS = 2


async def before(context: procedures.Context, arguments: json.Object) -> json.Object:
    g = given.read(arguments)
    return await following.known(context, g.plan["vault_id"], reassociation.SCENARIO)


async def submit(context: procedures.Context, arguments: json.Object) -> json.Object:
    g = given.read(arguments)

    async def send() -> str:
        if not await _left(context, g):
            return ""  # moved already, by a job whose end was not seen
        return await reassociation.submit(
            context.world,
            await following.fabric(context, g.fabric_id),
            source=g.plan["process_server_id"],
            target=g.plan["target_id"],
            machines=g.plan["machines"],
        )

    known = g.results["switch-before"]
    return await following.once(context, g.plan["vault_id"], reassociation.SCENARIO, known, send)


async def _left(context: procedures.Context, g: given.Given) -> bool:
    """Whether a machine is still to be moved."""
    listed = await protected_items.list_all(context.world, g.plan["vault_id"])
    wanted = {str(one).lower() for one in g.plan["items"]}
    target = str(g.plan["target_id"]).lower()
    mine = [item for item in listed if item.id.lower() in wanted]
    return not mine or any(item.process_server_id.lower() != target for item in mine)


async def follow(context: procedures.Context, arguments: json.Object) -> json.Object:
    job = str(given.read(arguments).results["switch-submit"]["job"])
    return await following.to_its_end(
        context, job, doing=say("switch-job", "moves the machines"), code="switch-failed"
    )


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """The machines name the new server. One that is gone is not waited for, once it has been
    missing twice: one odd answer proves nothing."""
    g = given.read(arguments)
    target = str(g.plan["target_id"]).lower()
    missing: dict[str, int] = {}

    async def look() -> tuple[json.Object | None, str]:
        listed = await protected_items.list_all(context.world, g.plan["vault_id"])
        shown = {item.id.lower(): item for item in listed}
        moved, left, gone = 0, list[str](), list[str]()
        for wanted in map(str, g.plan["items"]):
            item = shown.get(wanted.lower())
            if item is None:
                missing[wanted] = missing.get(wanted, 0) + 1
                (gone if missing[wanted] >= LOOKS else left).append(ids.name_of(wanted))
            elif item.process_server_id.lower() == target:
                moved += 1
            else:
                left.append(item.name)
        if left or not moved:
            return None, say(
                "switch-waiting",
                "Waiting for Site Recovery to show it for {names}.",
                names=some(left or gone),
            )
        return _result(g, moved, gone), ""

    found = await following.until_shown(
        context,
        g.fabric_id,
        str(g.results["switch-shown"]["began"]),
        look,
        late=lambda seen: _not_shown(g, seen),
    )
    count = checks.machines(int(str(found["machines_moved"])))
    await context.note(
        say(
            "switch-moved",
            "{machines} now on {server}.",
            machines=count,
            server=str(g.plan["target_name"]),
        )
    )
    return found


def _result(g: given.Given, moved: int, gone: list[str]) -> json.Object:
    more = {"no_longer_protected": ", ".join(sorted(gone))} if gone else {}
    return {"machines_moved": moved, "process_server": g.plan["target_name"], **more}


async def begin_proof(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Fixes when the waiting began: a restart does not prolong it."""
    del arguments
    return {"began": context.clock.now().isoformat()}


def _not_shown(g: given.Given, seen: str) -> procedures.StepFailed:
    return procedures.StepFailed(
        say(
            "switch-not-shown",
            "Site Recovery's job ended well, but it does not show every machine on {server}. "
            "{seen}",
            server=str(g.plan["target_name"]),
            seen=seen,
        ),
        remedy=say(
            "certificate-not-shown-remedy",
            "Look at the configuration server's connection, then retry from this step.",
        ),
        cause=say(
            "switch-not-shown-cause",
            "The configuration server has not reported since, or the machines were moved again.",
        ),
        code="not-moved",
    )


DOING = say("switch-doing", "moving the machines")
DOING_PROOF = say("switch-doing-proof", "waiting for the move to show")
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
            ("switch-proof", failing.during(DOING_PROOF, prove)),
        ),
    ),
)

"""The steps of a deletion: what holds others goes first, and nothing is left in the end."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Awaitable, Callable
from typing import Any

from azureops import disks, groups, ids, interfaces, machines, secrets
from azureops.errors import AzureError
from commands import failing, removal, world
from commands.delete import look
from commands.deploy import names
from commands.existing import given, identity
from commands.removal import Doomed, Found
from core import json
from core.sentences import join, say
from workflow import procedures
from workflow.procedures import Step


def _doomed(context: procedures.Context, arguments: json.Object) -> Doomed:
    del context
    g = given.read(arguments)
    return Doomed(
        name=g.name,
        machine_id=g.machine_id,
        interface_ids=tuple(g.plan["interface_ids"]),
        disk_ids=tuple(g.plan["disk_ids"]),
        secret=str(g.plan["secret"]),
        machine=g.uniques.get(g.machine_id.lower(), ""),
        diagnostics=str(g.plan["diagnostics"]),
        foreign=functools.partial(identity.foreign, g),
    )


async def still_unregistered(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Looked at again before anything goes, also when somebody retries days later: it is not
    registered, and the machine is the one that was approved."""
    g = given.read(arguments)
    found, silent = await world.all_fabrics(context.world)
    entry = look.entry(found, set(g.plan["names"]), g.address)
    if entry is not None:
        raise procedures.StepFailed(
            say(
                "delete-again",
                "{fabric} in {vault} knows {server} again.",
                fabric=entry.fabric.friendly_name,
                vault=entry.vault,
                server=entry.label,
            ),
            remedy=say(
                "delete-again-remedy",
                "Cancel this, unregister it (`/failback-ps unregister {server}`), then ask again.",
                server=entry.label,
            ),
            cause=say("delete-again-cause", "Somebody registered it after the checks."),
            code="still-registered",
        )
    if silent:
        raise silent[0].error
    await identity.look(context, g)
    return {"registered": False}


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Nothing is left that should be gone, seen twice: Azure's listings lag behind.

    What was kept on the way, with its reason, was said there and is not waited for."""
    g, doomed = given.read(arguments), _doomed(context, arguments)
    left: list[str] = []
    seen_empty = 0
    for _ in range(removal.SETTLE_TRIES):
        left = await _left(context, g, doomed)
        seen_empty = 0 if left else seen_empty + 1
        if seen_empty == 2:
            return await _told(context, g)
        if left:
            names = ", ".join(left)
            await context.note(
                say("delete-waiting", "Waiting until Azure no longer shows {names}.", names=names)
            )
        await context.sleep(removal.SETTLE_SECONDS)
    raise procedures.StepFailed(
        say(
            "delete-left",
            "Of {server} this is still there: {names}.",
            server=g.name,
            names=", ".join(left) or say("delete-left-something", "something, now and then"),
        ),
        remedy=say(
            "delete-left-remedy", "Look at it in the portal; retry from this step when it is gone."
        ),
        cause=say(
            "delete-left-cause",
            "Somebody made it meanwhile with the same tags, or Azure needs longer today.",
        ),
        code="left-over",
    )


async def _told(context: procedures.Context, g: given.Given) -> json.Object:
    kept = join((what for result in g.results.values() for what in result.get("kept") or []), "; ")
    if kept:
        said = say(
            "delete-gone-but",
            "Nothing of {server} is left in Azure; kept: {kept}.",
            server=g.name,
            kept=kept,
        )
    else:
        said = say("delete-gone", "Nothing of {server} is left in Azure.", server=g.name)
    await context.note(said)
    return {"name": g.name, "left": say("delete-nothing", "nothing"), "kept": kept}


async def _left(context: procedures.Context, g: given.Given, doomed: Doomed) -> list[str]:
    """Names of what should be gone and is still shown."""
    left: list[str] = []
    kept: set[str] = {str(one).lower() for one in g.plan["others"]}
    for read, found_ids in _reads(doomed):
        for one in found_ids:
            found = await read(context.world, one)
            if found is not None and doomed.kept(found):
                kept.add(one.lower())
            elif found is not None:
                left.append(found.name)
    if doomed.secret and await secrets.exists(context.world, doomed.secret):
        left.append(doomed.secret)
    left += await _diagnostics(context, doomed)
    operation = str(g.plan["operation"])
    if operation:
        subscription = ids.subscription_of(g.machine_id)
        listed = await groups.tagged(context.world, subscription, names.OPERATION_TAG, operation)
        left += [one.name for one in listed if one.id.lower() not in kept]
    return sorted(set(left))


Reading = tuple[Callable[[Any, str], Awaitable[Found | None]], tuple[str, ...]]


def _reads(doomed: Doomed) -> tuple[Reading, ...]:
    return (
        (machines.get, (doomed.machine_id,)),
        (interfaces.get, doomed.interface_ids),
        (disks.get, doomed.disk_ids),
    )


async def _diagnostics(context: procedures.Context, doomed: Doomed) -> list[str]:
    try:
        found = await removal.container(context.world, doomed)
    except AzureError as refused:
        if refused.status != 403:
            raise
        return []
    return [ids.name_of(found)] if found else []


DOING_LOOK = say("delete-doing-look", "looking whether it is registered")
DOING_PROOF = say("delete-doing-proof", "looking what is left")


def _steps() -> tuple[Step, ...]:
    machine, *rest = removal.steps(_doomed, failing.RETRY)
    look_again = failing.during(DOING_LOOK, still_unregistered)
    first = dataclasses.replace(machine, parts=(("still-unregistered", look_again), *machine.parts))
    proof = failing.during(DOING_PROOF, prove)
    return (
        first,
        *rest,
        Step(name="nothing-left", title="Nothing of it is left", parts=(("nothing-left", proof),)),
    )


STEPS: tuple[Step, ...] = _steps()

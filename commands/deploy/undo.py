"""*Clean up*: removes what this operation made, by its tag, and nothing else."""

from __future__ import annotations

from azureops import disks, fabrics, groups
from commands import removal
from commands.deploy import names
from commands.deploy.steps import given
from commands.existing import guide
from commands.failing import CLEAN
from commands.removal import SETTLE_SECONDS, SETTLE_TRIES, Done, Doomed, Found
from core import json
from core.sentences import join, say
from workflow import procedures
from workflow.procedures import Step

FOREIGN = say("undo-foreign", "this operation did not make it")


def _doomed(context: procedures.Context, arguments: json.Object) -> Doomed:
    g = given.read(context, arguments)
    made = g.results.get("machine-follow") or {}
    ours = g.secret == names.password_secret(g.name, g.operation_id)  # its name holds our id
    return Doomed(
        name=g.name,
        machine_id=g.machine_id,
        interface_ids=(g.interface_id,),
        disk_ids=g.disk_ids,
        secret=g.secret if ours else "",
        machine=str(made.get("vm_id", "")),
        diagnostics=str(g.plan["diagnostics"]),
        foreign=lambda found: "" if _ours(g, found) else FOREIGN,
    )


def _ours(g: given.Given, found: Found) -> bool:
    """By its tag; disks else by name: Azure makes them with a machine and may not tag them."""
    if names.OPERATION_TAG in found.tags or not isinstance(found, disks.Disk):
        return g.ours(found.tags)
    ours = (names.os_disk(g.name, g.operation_id), names.data_disk(g.name, g.operation_id))
    return found.name.lower() in {name.lower() for name in ours}


async def look_at_registration(context: procedures.Context, arguments: json.Object) -> Done:
    """The bot cannot reach the configuration server: an entry there is removed by a person."""
    g = given.read(context, arguments)
    fabric = await fabrics.get(context.world, g.plan["fabric_id"])
    found = fabric.process_server_at(g.address) if fabric else None
    if fabric is None or found is None:
        return [], []
    return [], [guide.entry(found.name, g.address, fabric.friendly_name)]


async def remove_group(context: procedures.Context, arguments: json.Object) -> Done:
    """Only if this operation made it and nothing is in it any more."""
    g = given.read(context, arguments)
    found = await groups.get(context.world, g.subscription, g.group)
    if found is None:
        return [], []
    what = say("undo-group", "the resource group {group}", group=found.name)
    if not g.ours(found.tags):
        return [], [join([what, FOREIGN], ": ")]
    foreign = await _left(context, g)
    if foreign:
        names_ = ", ".join(foreign)
        return [], [
            say("undo-group-holds", "{what}: it also holds {names}", what=what, names=names_)
        ]
    token = await groups.submit_delete(context.world, g.subscription, g.group)
    await removal.gone(context, token, groups.follow_delete)
    return [what], []


async def _left(context: procedures.Context, g: given.Given) -> list[str]:
    """What is still in the group, looked at twice: what was just made there may be listed late."""
    foreign = await _listed(context, g)
    if foreign:
        return foreign
    await context.sleep(SETTLE_SECONDS)
    return await _listed(context, g)


async def _listed(context: procedures.Context, g: given.Given) -> list[str]:
    """What we just removed may be listed a little longer; that is waited for."""
    mine = {r.lower() for r in (g.machine_id, g.interface_id, *g.disk_ids)}
    for _ in range(SETTLE_TRIES):
        listed = await groups.resources(context.world, g.subscription, g.group)
        foreign = [r.name for r in listed if r.id.lower() not in mine]
        if foreign or not listed:
            return foreign
        await context.sleep(SETTLE_SECONDS)
    return [r.name for r in listed]


UNDO: tuple[Step, ...] = (
    *removal.steps(_doomed, CLEAN),
    removal.step(
        "look-at-registration",
        "Look whether it stays registered",
        say("undo-doing-look", "looking at the configuration server"),
        look_at_registration,
        CLEAN,
    ),
    removal.step(
        "remove-group",
        "Remove the resource group if it is ours and empty",
        say("undo-doing-group", "removing the resource group"),
        remove_group,
        CLEAN,
    ),
)

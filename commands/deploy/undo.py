"""*Clean up*: removes what this operation made, by its tag, and nothing else."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from azureops import disks, fabrics, groups, ids, interfaces, machines, secrets
from azureops.longrunning import Token
from commands.deploy import names
from commands.deploy.steps import given
from commands.failing import CLEAN, during
from core import json
from workflow import procedures
from workflow.procedures import Step

SETTLE_TRIES = 10  # a group's listing shows deleted resources for some seconds
SETTLE_SECONDS = 5.0
"""Azure's reads may lag behind its writes by some seconds.
Source: learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found"""


Done = tuple[list[str], list[str]]
"""What was removed, and what was kept and why."""
Removal = Callable[[procedures.Context, json.Object], Awaitable[Done]]


def _told(name: str, remove: Removal) -> procedures.Act:
    """The part `name`: notes it on the card; what was kept goes to the thread as well."""

    @functools.wraps(remove)
    async def told(context: procedures.Context, arguments: json.Object) -> json.Object:
        removed, kept = await remove(context, arguments)
        lines = [f"Removed {what}." for what in removed] + [f"Kept {what}." for what in kept]
        await context.note(" ".join(lines) or "Nothing to remove.")
        if kept:
            said = "\n".join(f"Kept {what}." for what in kept)
            await context.say(f"kept-{name}-{context.attempt}", said)
        result: dict[str, Any] = {"removed": removed, "kept": kept}
        return result

    return told


async def remove_machine(context: procedures.Context, arguments: json.Object) -> Done:
    """Its interface and disks go with it.

    Whether anything is there is looked at twice: what was made a moment ago may not be readable
    yet. The steps after this one need no second look, the time has passed.
    """
    g = given.read(context, arguments)
    found = await machines.get(context.world, g.machine_id)
    if found is None:
        await context.sleep(SETTLE_SECONDS)
        found = await machines.get(context.world, g.machine_id)
    if found is None:
        return [], []
    if not g.ours(found.tags):
        return [], [_foreign("the virtual machine", g.name)]
    await context.note(f"Removing the virtual machine {g.name} with its disks and interface.")
    token = await machines.submit_delete(context.world, g.machine_id)
    await _gone(context, token, machines.follow_delete)
    return [f"the virtual machine {g.name}"], []


async def remove_interface(context: procedures.Context, arguments: json.Object) -> Done:
    g = given.read(context, arguments)
    found = await interfaces.get(context.world, g.interface_id)
    what = f"the network interface {names.interface(g.name)}"
    if found is None:
        return [], []
    if not g.ours(found.tags):
        return [], [_foreign("the network interface", found.name)]
    if found.machine_id and not ids.same(found.machine_id, g.machine_id):
        used = ids.name_of(found.machine_id)
        return [], [f"{what}: it is now used by {used}"]
    token = await interfaces.submit_delete(context.world, g.interface_id)
    await _gone(context, token, interfaces.follow_delete)
    return [what], []


async def remove_disks(context: procedures.Context, arguments: json.Object) -> Done:
    """Those that outlived the machine, or were made without one."""
    g = given.read(context, arguments)
    removed: list[str] = []
    kept: list[str] = []
    for disk_id in g.disk_ids:
        found = await disks.get(context.world, disk_id)
        if found is None:
            continue
        if not _our_disk(g, found):
            kept.append(_foreign("the disk", found.name))
        elif found.machine_id and not ids.same(found.machine_id, g.machine_id):
            kept.append(f"the disk {found.name}: it is now used by {ids.name_of(found.machine_id)}")
        else:
            token = await disks.submit_delete(context.world, disk_id)
            await _gone(context, token, disks.follow_delete)
            removed.append(f"the disk {found.name}")
    return removed, kept


def _our_disk(g: given.Given, disk: disks.Disk) -> bool:
    """By its tag, else by its name: Azure makes disks with a machine and may not tag them."""
    if names.OPERATION_TAG in disk.tags:
        return g.ours(disk.tags)
    ours = (names.os_disk(g.name, g.operation_id), names.data_disk(g.name, g.operation_id))
    return disk.name.lower() in {name.lower() for name in ours}


async def remove_secret(context: procedures.Context, arguments: json.Object) -> Done:
    """Kept while the machine is: somebody may need to sign in. Its name holds our id."""
    g = given.read(context, arguments)
    if await machines.get(context.world, g.machine_id) is not None:
        if await secrets.exists(context.world, g.secret):
            kept = f"the secret {g.secret}: a machine {g.name} is still there"
            return [], [kept]
        return [], []
    if g.secret != names.password_secret(g.name, g.operation_id):
        return [], [_foreign("the secret", g.secret)]
    removed = await secrets.delete(context.world, g.secret)
    return [f"the secret {g.secret}"] if removed else [], []


async def look_at_registration(context: procedures.Context, arguments: json.Object) -> Done:
    """The bot cannot reach the configuration server: an entry there is removed by a person.

    Source: learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server
    """
    g = given.read(context, arguments)
    fabric = await fabrics.get(context.world, g.plan["fabric_id"])
    found = fabric.process_server_at(g.address) if fabric else None
    if fabric is None or found is None:
        return [], []
    entry = (
        f"the entry of {found.name} ({g.address}) on {fabric.friendly_name}: only a person can "
        "remove it. There, in an elevated prompt in %ProgramData%\\ASR\\home\\svsystems\\bin, run "
        f"`perl Unregister-ASRComponent.pl -IPAddress {g.address} -Component PS` and give the "
        "serial number that it shows for this server"
    )
    return [], [entry]


async def remove_group(context: procedures.Context, arguments: json.Object) -> Done:
    """Only if this operation made it and nothing is in it any more."""
    g = given.read(context, arguments)
    found = await groups.get(context.world, g.subscription, g.group)
    if found is None:
        return [], []
    what = f"the resource group {found.name}"
    if not g.ours(found.tags):
        return [], [f"{what}: this operation did not make it"]
    foreign = await _left(context, g)
    if foreign:
        return [], [f"{what}: it also holds {', '.join(foreign)}"]
    token = await groups.submit_delete(context.world, g.subscription, g.group)
    await _gone(context, token, groups.follow_delete)
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


def _foreign(kind: str, name: str) -> str:
    return f"{kind} {name}: this operation did not make it"


async def _gone(
    context: procedures.Context,
    token: Token | None,
    follow: Callable[[Any, Token], Awaitable[None]],
) -> None:
    if token is not None:
        await follow(context.world, token)


UNDO: tuple[Step, ...] = tuple(
    Step(name=name, title=title, parts=((name, during(doing, _told(name, remove), CLEAN)),))
    for name, title, doing, remove in (
        (
            "remove-machine",
            "Remove the virtual machine",
            "removing the virtual machine",
            remove_machine,
        ),
        (
            "remove-interface",
            "Remove the network interface",
            "removing the network interface",
            remove_interface,
        ),
        ("remove-disks", "Remove the disks", "removing the disks", remove_disks),
        ("remove-secret", "Remove the password's secret", "removing the secret", remove_secret),
        (
            "look-at-registration",
            "Look whether it stays registered",
            "looking at the configuration server",
            look_at_registration,
        ),
        (
            "remove-group",
            "Remove the resource group if it is ours and empty",
            "removing the resource group",
            remove_group,
        ),
    )
)

"""Removing a process server's resources: *Clean up* of what an operation made, and `delete`.

Both say what is to go and how it is known; here it goes: looked at first, never twice, never what
is somebody else's or used by something else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from azureops import disks, ids, interfaces, machines, secrets, storage
from azureops.errors import AzureError
from azureops.longrunning import Token
from commands import failing
from core import json
from core.sentences import join, say
from workflow import procedures
from workflow.procedures import Step

SETTLE_TRIES = 10  # a listing shows deleted resources for some seconds
SETTLE_SECONDS = 5.0
"""Azure's reads may lag behind its writes by some seconds.
Source: learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found"""

Found = machines.Machine | interfaces.Interface | disks.Disk
Done = tuple[list[str], list[str]]
"""What was removed, and what was kept and why."""
Removal = Callable[[procedures.Context, json.Object], Awaitable[Done]]


@dataclass(frozen=True, kw_only=True)
class Doomed:
    """What is to go. `foreign` says of a thing found under one of the ids why it stays after all;
    empty: it goes. `secret` may be empty. `machine` is the machine's vmId, `diagnostics` the blob
    endpoint where its boot diagnostics are: either may be empty."""

    name: str
    machine_id: str
    interface_ids: tuple[str, ...]
    disk_ids: tuple[str, ...]
    secret: str
    machine: str
    diagnostics: str
    foreign: Callable[[Found], str]

    def kept(self, found: Found) -> str:
        """Why it stays; empty: it goes."""
        strange = self.foreign(found)
        if strange or isinstance(found, machines.Machine):
            return strange
        if found.machine_id and not ids.same(found.machine_id, self.machine_id):
            machine = ids.name_of(found.machine_id)
            return say("removal-used", "it is now used by {machine}", machine=machine)
        shared = isinstance(found, disks.Disk) and found.shared
        return say("removal-shared", "several machines share it") if shared else ""


Read = Callable[[procedures.Context, json.Object], Doomed]


async def remove_machine(context: procedures.Context, doomed: Doomed) -> Done:
    """What Azure deletes with it goes too.

    Whether anything is there is looked at twice: what was made a moment ago may not be readable
    yet. The steps after this one need no second look, the time has passed.
    """
    found = await machines.get(context.world, doomed.machine_id)
    if found is None:
        await context.sleep(SETTLE_SECONDS)
        found = await machines.get(context.world, doomed.machine_id)
    if found is None:
        return [], []
    what = say("removal-machine", "the virtual machine {name}", name=found.name)
    reason = doomed.kept(found)
    if reason:
        return [], [join([what, reason], ": ")]
    await context.note(say("removal-removing", "Removing {what}.", what=what))
    token = await machines.submit_delete(context.world, doomed.machine_id)
    await gone(context, token, machines.follow_delete)
    return [what], []


async def remove_interfaces(context: procedures.Context, doomed: Doomed) -> Done:
    """Those that outlived the machine, or were made without one."""
    removed: list[str] = []
    kept: list[str] = []
    for interface_id in doomed.interface_ids:
        found = await interfaces.get(context.world, interface_id)
        if found is None:
            continue
        what = say("removal-interface", "the network interface {name}", name=found.name)
        if reason := doomed.kept(found):
            kept.append(join([what, reason], ": "))
            continue
        token = await interfaces.submit_delete(context.world, interface_id)
        await gone(context, token, interfaces.follow_delete)
        removed.append(what)
    return removed, kept


async def remove_disks(context: procedures.Context, doomed: Doomed) -> Done:
    """Those that outlived the machine, or were made without one."""
    removed: list[str] = []
    kept: list[str] = []
    for disk_id in doomed.disk_ids:
        found = await disks.get(context.world, disk_id)
        if found is None:
            continue
        what = say("removal-disk", "the disk {name}", name=found.name)
        if reason := doomed.kept(found):
            kept.append(join([what, reason], ": "))
            continue
        token = await disks.submit_delete(context.world, disk_id)
        await gone(context, token, disks.follow_delete)
        removed.append(what)
    return removed, kept


async def remove_secret(context: procedures.Context, doomed: Doomed) -> Done:
    """Kept while the machine is: somebody may need to sign in."""
    if not doomed.secret:
        return [], []
    if await machines.get(context.world, doomed.machine_id) is not None:
        if await secrets.exists(context.world, doomed.secret):
            why = say(
                "removal-secret-needed",
                "the secret {name}: a machine {machine} is still there",
                name=doomed.secret,
                machine=doomed.name,
            )
            return [], [why]
        return [], []
    removed = await secrets.delete(context.world, doomed.secret)
    what = say("removal-secret", "the secret {name}", name=doomed.secret)
    return [what] if removed else [], []


async def remove_diagnostics(context: procedures.Context, doomed: Doomed) -> Done:
    """The console's pictures and log, which Azure leaves behind in the named storage account."""
    if not doomed.diagnostics or not doomed.machine:
        return [], []
    if await machines.get(context.world, doomed.machine_id) is not None:
        return [], []
    what = say("removal-diagnostics", "the boot diagnostics")
    try:
        found = await container(context.world, doomed)
        if not found:
            return [], []
        what = say("removal-diagnostics-of", "the boot diagnostics {name}", name=ids.name_of(found))
        removed = await storage.delete_container(context.world, found)
    except AzureError as refused:
        if refused.status != 403:
            raise
        why = say(
            "removal-may-not",
            "{what} in {where}: the bot's identity may not do it",
            what=what,
            where=doomed.diagnostics,
        )
        return [], [why]
    return [what] if removed else [], []


async def container(azure: Any, doomed: Doomed) -> str:
    """The id of the container with the machine's boot diagnostics; empty: there is none."""
    subscription = ids.subscription_of(doomed.machine_id)
    return await storage.diagnostics(azure, subscription, doomed.diagnostics, doomed.machine)


async def gone(
    context: procedures.Context,
    token: Token | None,
    follow: Callable[[Any, Token], Awaitable[None]],
) -> None:
    if token is not None:
        await follow(context.world, token)


def step(name: str, title: str, doing: str, remove: Removal, again: str) -> Step:
    """One part of the step's name: notes it on the card; what was kept goes to the thread too."""

    async def told(context: procedures.Context, arguments: json.Object) -> json.Object:
        removed, kept = await remove(context, arguments)
        gone = [say("removal-removed", "Removed {what}.", what=what) for what in removed]
        stays = [say("removal-kept", "Kept {what}.", what=what) for what in kept]
        nothing = say("removal-nothing", "Nothing to remove.")
        await context.note(join([*gone, *stays]) or nothing)
        if kept:
            await context.say(f"kept-{name}-{context.attempt}", join(stays, "\n"))
        result: dict[str, Any] = {"removed": removed, "kept": kept}
        return result

    return Step(name=name, title=title, parts=((name, failing.during(doing, told, again)),))


def steps(read: Read, again: str) -> tuple[Step, ...]:
    """All of a server's resources, those first that hold others. `read` says which."""

    def bound(remove: Callable[[procedures.Context, Doomed], Awaitable[Done]]) -> Removal:
        async def removal(context: procedures.Context, arguments: json.Object) -> Done:
            return await remove(context, read(context, arguments))

        return removal

    return tuple(
        step(name, title, doing, bound(remove), again)
        for name, title, doing, remove in (
            (
                "remove-machine",
                "Remove the virtual machine",
                say("removal-doing-machine", "removing the virtual machine"),
                remove_machine,
            ),
            (
                "remove-interface",
                "Remove the network interface",
                say("removal-doing-interface", "removing the network interface"),
                remove_interfaces,
            ),
            (
                "remove-disks",
                "Remove the disks",
                say("removal-doing-disks", "removing the disks"),
                remove_disks,
            ),
            (
                "remove-secret",
                "Remove the password's secret",
                say("removal-doing-secret", "removing the secret"),
                remove_secret,
            ),
            (
                "remove-diagnostics",
                "Remove the boot diagnostics",
                say("removal-doing-diagnostics", "removing the boot diagnostics"),
                remove_diagnostics,
            ),
        )
    )

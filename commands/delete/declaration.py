"""`/failback-ps delete`."""

from __future__ import annotations

from azureops import ids
from commands import pick
from commands.delete import checks, steps
from commands.delete.look import Look
from commands.existing import plan
from commands.verbs import Authority, Verb
from core import json
from core.sentences import say
from workflow import plans
from workflow.plans import Action, Change

UNDO = say(
    "delete-undo",
    "It cannot be undone: the machine and its disks are gone for good. `/failback-ps deploy` makes "
    "a new server. Who cancels once the machine is gone removes the rest by hand.",
)
MACHINE = say("delete-machine", "virtual machine")
INTERFACE = say("delete-interface", "network interface")
DISK = say("delete-disk", "managed disk")
CONTAINER = say("delete-container", "blob container of boot diagnostics")
SECRET = say("delete-secret", "Key Vault secret")
GROUP = say("delete-group", "resource group")


async def changes(look: Look) -> tuple[plans.Change, ...]:
    """Every resource that goes, and the group, which stays."""
    found = await look.belongings()
    machine = found.machine
    doomed = [(MACHINE, machine.name, machine.id)]
    doomed += [(INTERFACE, nic.name, nic.id) for nic in found.interfaces]
    doomed += [(DISK, disk.name, disk.id) for disk in found.disks]
    if found.container:
        name = ids.name_of(found.container)
        doomed.append((CONTAINER, name, found.container))
    if found.secret:
        doomed.append((SECRET, found.secret, f"secret:{found.secret}"))
    gone = [
        Change(action=Action.DELETE, kind=kind, name=name, id=id_) for kind, name, id_ in doomed
    ]
    group = ids.group_of(machine.id)
    home = ids.group_id_of(machine.id)
    return (*gone, Change(action=Action.KEEP, kind=GROUP, name=group, id=home))


async def arguments(look: Look) -> json.Object:
    found = await look.belongings()
    machine = found.machine
    return {
        "names": sorted({machine.name.lower(), machine.computer_name.lower()}),
        "interface_ids": [nic.id for nic in found.interfaces],
        "disk_ids": [disk.id for disk in found.disks],
        "uniques": dict(found.uniques),
        "secret": found.secret,
        "diagnostics": machine.diagnostics_uri if found.container else "",
        "operation": found.operation,
        "others": [one.id for one in found.others],
    }


VERB = Verb(
    name="delete",
    summary="delete an unregistered process server with everything that is its own",
    description=(
        "Deletes the machine of a process server that no configuration server knows any more, with "
        "its network interface, its disks, its password's secret and its boot diagnostics, after "
        "an approval; then it looks whether anything with its tags is left. The resource group and "
        "whatever something else uses stay. It refuses a server that is still registered or in "
        "use, and a machine that cannot be proved to be a process server. It cannot be undone."
    ),
    authority=Authority.APPROVAL,
    fields=(pick.field(required=True, explained="The process server, by name or address."),),
    make_plan=plan.maker(
        verb="delete",
        look=Look,
        summary=lambda look: say(
            "delete-summary",
            "Delete {server} for good: its machine and everything in Azure that is its alone.",
            server=look.name,
        ),
        checks=checks.CHECKS,
        changes=changes,
        steps=steps.STEPS,
        undo=UNDO,
        more=arguments,
    ),
    steps=steps.STEPS,
    examples=("/failback-ps delete ps-weu-1",),
    words=("server",),
)

"""What is known of one process server in Azure, in rows of label and value."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from azureops import ids, machines, protected_items
from azureops.errors import AzureError
from commands import world
from commands.deploy import names
from commands.existing import checks, cost, subject
from commands.existing.subject import Subject
from commands.verbs import Section

MOST = 30  # names of machines


async def in_azure(azure: Any, found: Subject, now: datetime) -> Section:
    """Its machine: where, how big, on or off, who made it, what it costs."""
    heading, machine = "In Azure", found.machine
    if machine is None:
        return Section(heading=heading, text=f"{subject.nowhere(found)} {found.remedy}".strip())
    monthly, so_far = await cost.both(azure, machine, now)
    return Section(
        heading=heading,
        rows=(
            ("Machine", f"{machine.name} in {ids.group_of(machine.id)}, {machine.location}"),
            ("Power", machine.power.value),
            ("Size", machine.size),
            ("Address", _address(found)),
            ("Made", _maker(found, machine)),
            ("Cost", _capital(monthly)),
            ("So far", _capital(so_far)),
            ("Portal", world.portal_url(azure, machine.id)),
        ),
    )


def _address(found: Subject) -> str:
    if found.interface is None:
        return found.address or "none"
    subnet = found.interface.subnet_id
    return f"{found.address} in {ids.name_of(ids.parent_of(subnet))}/{ids.name_of(subnet)}"


def _maker(found: Subject, machine: machines.Machine) -> str:
    if not found.made_by_us:
        return f"not by this bot; {found.proof or 'nothing proves that it is a process server'}"
    tags = machine.tags
    by = tags.get(names.REQUESTER_TAG, "")
    return f"by this bot, {tags.get(names.OPERATION_TAG, '')}" + (f", for <@{by}>" if by else "")


async def users(azure: Any, found: Subject) -> Section:
    """The protected machines that replicate through it."""
    heading, server = "Who uses it", found.server
    if server is None and found.silent:
        return Section(heading=heading, text=f"This is not known. {world.unread(found.silent)}")
    if server is None:
        said = f"No configuration server knows {found.name}: `/failback-ps register {found.name}`."
        return Section(heading=heading, text=said)
    try:
        listed = await protected_items.list_all(azure, server.fabric.vault_id)
    except AzureError as refused:
        return Section(heading=heading, text=f"The machines could not be read. {refused}")
    mine = [item for item in listed if item.process_server_id.lower() == server.ps.id.lower()]
    if not mine:
        counted = f" The service counts {server.ps.machine_count}; its counts lag."
        more = counted if server.ps.machine_count else ""
        return Section(heading=heading, text=f"No protected machine names it.{more}")
    count = f"{checks.machines(len(mine))}: {checks.some([item.name for item in mine], MOST)}."
    return Section(heading=heading, text=count)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

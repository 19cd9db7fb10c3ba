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
from core.sentences import Sentence, join, say

MOST = 30  # names of machines
UNREAD = say("existing-users-unread", "The machines could not be read.")


async def in_azure(azure: Any, found: Subject, now: datetime) -> Section:
    """Its machine: where, how big, on or off, who made it, what it costs."""
    heading, machine = say("existing-in-azure", "In Azure"), found.machine
    if machine is None:
        return Section(heading=heading, text=join([subject.nowhere(found), found.remedy]))
    monthly, so_far = await cost.both(azure, machine, now)
    return Section(
        heading=heading,
        rows=(
            (
                say("existing-row-machine", "Machine"),
                say(
                    "existing-place",
                    "{machine} in {group}, {region}",
                    machine=machine.name,
                    group=ids.group_of(machine.id),
                    region=machine.location,
                ),
            ),
            (say("existing-row-power", "Power"), checks.POWERS[machine.power]),
            (say("existing-row-size", "Size"), machine.size),
            (say("existing-row-address", "Address"), _address(found)),
            (say("existing-row-made", "Made"), _maker(found, machine)),
            (say("existing-row-cost", "Cost"), _capital(monthly)),
            (say("existing-row-so-far", "So far"), _capital(so_far)),
            (say("existing-row-portal", "Portal"), world.portal_url(azure, machine.id)),
        ),
    )


def _address(found: Subject) -> str:
    if found.interface is None:
        return found.address or say("existing-no-address", "none")
    subnet = found.interface.subnet_id
    return say(
        "existing-address",
        "{address} in {network}/{subnet}",
        address=found.address,
        network=ids.name_of(ids.parent_of(subnet)),
        subnet=ids.name_of(subnet),
    )


def _maker(found: Subject, machine: machines.Machine) -> str:
    if not found.made_by_us:
        nothing = say("existing-no-proof", "nothing proves that it is a process server")
        return say("existing-not-ours", "not by this bot; {proof}", proof=found.proof or nothing)
    by, operation = (
        machine.tags.get(one, "") for one in (names.REQUESTER_TAG, names.OPERATION_TAG)
    )
    if not by:
        return say("existing-ours", "by this bot, {operation}", operation=operation)
    return say(
        "existing-ours-for",
        "by this bot, {operation}, for <@{person}>",
        operation=operation,
        person=by,
    )


async def users(azure: Any, found: Subject) -> Section:
    """The protected machines that replicate through it."""
    heading, server = say("existing-users", "Who uses it"), found.server
    if server is None and found.silent:
        unknown = say("existing-users-unknown", "This is not known.")
        return Section(heading=heading, text=join([unknown, world.unread(found.silent)]))
    if server is None:
        said = say(
            "existing-to-register",
            "No configuration server knows {server}: `/failback-ps register {server}`.",
            server=found.name,
        )
        return Section(heading=heading, text=said)
    try:
        listed = await protected_items.list_all(azure, server.fabric.vault_id)
    except AzureError as refused:
        return Section(heading=heading, text=join([UNREAD, refused.whole]))
    mine = [item for item in listed if item.process_server_id.lower() == server.ps.id.lower()]
    if not mine:
        nobody = say("existing-nobody", "No protected machine names it.")
        counted = say(
            "existing-counted",
            "The service counts {count}; its counts lag.",
            count=server.ps.machine_count or 0,
        )
        return Section(
            heading=heading, text=join([nobody, counted if server.ps.machine_count else ""])
        )
    count = say(
        "existing-listed",
        "{machines}: {names}.",
        machines=checks.machines(len(mine)),
        names=checks.some([item.name for item in mine], MOST),
    )
    return Section(heading=heading, text=count)


def _capital(words: str) -> str:
    """As English begins a row; other languages say it as it is."""
    capital = words[:1].upper() + words[1:]
    if not isinstance(words, Sentence):
        return capital
    return Sentence(capital, key=words.key, values=words.values)

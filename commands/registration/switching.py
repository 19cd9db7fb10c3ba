"""What is to be done once a process server is registered: the machines do not use it by
themselves. Source: learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server
"""

from __future__ import annotations

from azureops import ids, interfaces, machines, process_servers, protected_items
from azureops.azure import Azure
from azureops.errors import AzureError
from commands import carried
from commands.existing import checks, given
from commands.onward import Onward
from commands.verbs import Offer
from core.sentences import join, say

MOST_NAMED = 20
"""Machines in a line; more are for the form."""

Items = tuple[protected_items.ProtectedItem, ...]


async def onward(azure: Azure, g: given.Given, new: process_servers.ProcessServer) -> Onward:
    """How the failed-over machines of its network come to use it. The server stands whether or not
    Azure tells who they are: then the line is said without them."""
    try:
        network_id = await _network_of(azure, g.machine_id)
        listed = await protected_items.list_all(azure, str(g.plan["vault_id"]))
        ours = tuple(i for i in listed if ids.same(i.fabric_name, ids.name_of(g.fabric_id)))
        placed = await carried.place(azure, ours)
    except AzureError:
        return _said(new.name, [_unknown(new.name)])
    there = tuple(one.item for one in placed if network_id and ids.same(one.network_id, network_id))
    others = tuple(one for one in there if one.process_server_id.lower() != new.id.lower())
    if not network_id or any(not one.process_server_name for one in others):
        return _said(new.name, [_unknown(new.name)])
    if not others:
        elsewhere = all(
            one.network_id or ids.same(one.item.process_server_id, new.id) for one in placed
        )
        nobody = _nobody(ids.name_of(network_id)) if elsewhere else _unknown(new.name)
        return _said(new.name, [nobody])
    offers = [_offer(name, new.name, others, ours) for name in _users_of(others)]
    lines = [_line(offer, others, ids.name_of(network_id)) for offer in offers]
    return _said(new.name, lines, offers)


async def _network_of(azure: Azure, machine_id: str) -> str:
    """Empty where Azure does not show it (any more)."""
    machine = await machines.get(azure, machine_id)
    if machine is None or not machine.interface_ids:
        return ""
    nic = await interfaces.get(azure, machine.interface_ids[0])
    return ids.parent_of(nic.subnet_id) if nic is not None and nic.subnet_id else ""


def _users_of(items: Items) -> list[str]:
    """The names of the servers that they use."""
    return sorted({one.process_server_name for one in items})


def _offer(old: str, new: str, there: Items, all_: Items) -> Offer:
    """Machines are named where the old server has others too: those stay."""
    moving = sorted(one.name for one in there if one.process_server_name == old)
    everybody = sum(one.process_server_name == old for one in all_)
    return Offer(
        verb="switch",
        label=say("switching-button", "Switch from {server}…", server=old),
        values={
            "server": old,
            "to": new,
            **({"machines": " ".join(moving)} if len(moving) < everybody else {}),
        },
    )


def _line(offer: Offer, there: Items, network: str) -> str:
    old, new = offer.values["server"], offer.values["to"]
    moving = [one.name for one in there if one.process_server_name == old]
    named = offer.values.get("machines", "") if len(moving) <= MOST_NAMED else "<machines>"
    return say(
        "switching-line",
        "{count} failed-over machines of {network} use {server} now ({names}): `{line}`."
        if len(moving) > 1
        else "{count} failed-over machine of {network} uses {server} now ({names}): `{line}`.",
        count=len(moving),
        network=network,
        server=old,
        names=checks.some(moving),
        line=" ".join(filter(None, ["/failback-ps switch", old, new, named])),
    )


def _unknown(new: str) -> str:
    return say(
        "switching-unknown",
        "Switch them from the server that they use now: `/failback-ps switch <server> {new}`.",
        new=new,
    )


def _nobody(network: str) -> str:
    return say(
        "switching-nobody",
        "No failed-over machine of {network} uses another server now.",
        network=network,
    )


def _said(new: str, lines: list[str], offers: list[Offer] | None = None) -> Onward:
    lead = say(
        "switching-lead",
        "Machines do not use {server} until they are switched to it.",
        server=new,
    )
    left = say("switching-left", "`/failback-ps coverage` shows what is left.")
    return Onward(text=join([lead, *lines, left]), offers=tuple(offers or ()))

"""`/failback-ps coverage`: which networks lack a process server, and which servers nobody needs.

A process server serves the failed-over machines of its own network.
Source: learn.microsoft.com/azure/site-recovery/vmware-azure-set-up-process-server-azure
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from azureops import fabrics, ids, locations, machines, networks, protected_items
from azureops.errors import AzureError
from commands import carried, grammar, servers, world
from commands.existing import checks, cost, subject
from commands.fields import Values
from commands.verbs import Answer, Asking, Authority, Offer, Section, Verb
from core.sentences import join, say

UNPLACED = say("coverage-unplaced", "Network not known")
NOWHERE = say("coverage-nowhere", "The bot sees no machine in Azure with its address.")


@dataclass(frozen=True, kw_only=True)
class Site:
    """A classic configuration server with the vault's machines; `refused`: they were not read."""

    fabric: fabrics.Fabric
    items: tuple[protected_items.ProtectedItem, ...] = ()
    placed: tuple[carried.Placed, ...] = ()
    refused: str = ""

    @property
    def name(self) -> str:
        return f"{ids.name_of(self.fabric.vault_id)}/{self.fabric.friendly_name}"


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    found, silent = await world.all_fabrics(azure)
    now = datetime.now(UTC)
    classic = [fabric for fabric in found if fabric.kind is fabrics.Kind.VMWARE]
    sites = await asyncio.gather(*(_site(azure, fabric) for fabric in classic))
    told = await asyncio.gather(*(_needs(azure, site, now) for site in sites))
    sections = [section for section, _ in told]
    unnamed = _unnamed([site for site in sites if not site.refused])
    spare = await _spare(azure, [one for one in unnamed if not one[1].ps.machine_count], now)
    if spare:
        heading = say("coverage-spare", "Process servers that nobody uses")
        sections.append(Section(heading=heading, rows=spare))
    counted = tuple(_counted(server) for _, server in unnamed if server.ps.machine_count)
    if counted:
        heading = say("coverage-counted", "Process servers of which it is not clear who uses them")
        sections.append(Section(heading=heading, rows=counted))
    modern = [f"{f.friendly_name}" for f in found if f.kind is fabrics.Kind.MODERNISED]
    if modern:
        text = say(
            "coverage-appliance",
            "They fail back through their appliance and need no process server in Azure.",
        )
        heading = say("coverage-modernised", "Modernised: {names}", names=", ".join(modern))
        sections.append(Section(heading=heading, text=text))
    if silent:
        heading = say("coverage-silent", "No answer from Azure")
        sections.append(Section(heading=heading, rows=servers.silent(silent)))
    if not sections:
        sections.append(Section(text=say("coverage-none", "No vault has a configuration server.")))
    return Answer(
        title=say("coverage-title", "Coverage"),
        sections=tuple(sections),
        offers=tuple(offer for _, offers in told for offer in offers),
    )


async def _site(azure: Any, fabric: fabrics.Fabric) -> Site:
    try:
        listed = await protected_items.list_all(azure, fabric.vault_id)
        ours = tuple(item for item in listed if item.fabric_name == fabric.name)
        return Site(fabric=fabric, items=ours, placed=await carried.place(azure, ours))
    except AzureError as refused:
        return Site(fabric=fabric, refused=refused.whole)


async def _needs(azure: Any, site: Site, now: datetime) -> tuple[Section, list[Offer]]:
    """Each network with failed-over machines, and what is missing there."""
    heading = say("coverage-site", "Configuration server {name}", name=site.name)
    if site.refused:
        unread = say("coverage-unread", "Its machines could not be read.")
        return Section(heading=heading, text=join([unread, site.refused])), []
    if not site.placed:
        none = say("coverage-none-over", "None of its machines has failed over.")
        return Section(heading=heading, text=none), []
    by_network = carried.by_network(site.placed)
    unplaced = by_network.pop("", [])
    found = await asyncio.gather(*(_network(azure, network_id) for network_id in by_network))
    rows: list[tuple[str, str]] = []
    offers: list[Offer] = []
    for (network_id, names), network in zip(by_network.items(), found, strict=True):
        if not isinstance(network, networks.Network):
            unread = say("coverage-network-unread", "It could not be read.")
            rows.append((ids.name_of(network_id), join([unread, network])))
            continue
        offer = _offer(site, network)
        text, gap = _judged(site, network, names, offer, now)
        rows.append((network.name, text))
        offers += [offer] if gap else []
    if unplaced:
        text = say(
            "coverage-look-in-the-portal",
            "{names}: Azure shows no network for them; look in the portal.",
            names=checks.some(unplaced),
        )
        rows.append((UNPLACED, text))
    return Section(heading=heading, rows=tuple(sorted(rows))), offers


async def _network(azure: Any, network_id: str) -> networks.Network | str:
    """Or why it could not be read."""
    try:
        gone = say("coverage-gone", "It is gone, or the bot may not see it.")
        return await networks.get(azure, network_id) or gone
    except AzureError as refused:
        return refused.whole


def _judged(
    site: Site, network: networks.Network, names: list[str], offer: Offer, now: datetime
) -> tuple[str, bool]:
    """What is to be said of the network, and whether a healthy process server is missing."""
    there = carried.serving(network, site.fabric.process_servers)
    healthy = [ps.name for ps in there if not servers.ailing(ps, now)]
    held = say(
        "coverage-held",
        "{count} failed-over machines ({names})"
        if len(names) > 1
        else "{count} failed-over machine ({names})",
        count=len(names),
        names=checks.some(names),
    )
    if healthy:
        by = ", ".join(healthy)
        return say("coverage-served", "{held}, served by {servers}.", held=held, servers=by), False
    deploy = say("coverage-deploy", "Deploy one: `{line}`", line=_line(offer))
    if not there:
        return join([say("coverage-gap", "{held}, no process server.", held=held), deploy]), True
    ill = [join([ps.name, join(servers.ailing(ps, now), ", ")], ": ") for ps in there]
    none = say(
        "coverage-none-healthy",
        "{held}, no healthy process server ({why}).",
        held=held,
        why=join(ill, "; "),
    )
    look = say("coverage-look", "See `/failback-ps status {server}` first.", server=there[0].name)
    return join([none, look, deploy]), True


def _offer(site: Site, network: networks.Network) -> Offer:
    """What is known of the deployment; its form asks for the rest."""
    return Offer(
        verb="deploy",
        label=say("coverage-deploy-in", "Deploy in {network}…", network=network.name),
        values={
            "subscription": network.subscription,
            "vault": site.name,
            "region": locations.plain(network.location),
            "network": f"{network.resource_group}/{network.name}",
        },
    )


def _line(offer: Offer) -> str:
    given = " ".join(f"{name}={grammar.quote(value)}" for name, value in offer.values.items())
    return f"/failback-ps {offer.verb} {given}"


Unnamed = list[tuple[Site, servers.Server]]


def _unnamed(sites: list[Site]) -> Unnamed:
    """The process servers in Azure that no protected machine names."""
    return [
        (site, server)
        for site in sites
        for server in servers.of((site.fabric,))
        if not server.ps.built_in and not _users(site, server.ps.id)
    ]


def _counted(server: servers.Server) -> tuple[str, str]:
    """One on which the service counts machines all the same: it may be late, or the list short."""
    count = server.ps.machine_count or 0
    said = say(
        "coverage-counted-on",
        "Site Recovery counts {machines} on it, and none in the vault's list names it. The count "
        "may be late: look again in ten minutes. If it stays so, look in the portal before the "
        "server is taken away.",
        machines=checks.machines(count),
    )
    return server.label, said


async def _spare(azure: Any, unused: Unnamed, now: datetime) -> tuple[tuple[str, str], ...]:
    """Those that nobody uses, each with what it costs and what to do."""
    if not unused:
        return ()
    try:
        nics, listed = await subject.seen(azure)
    except AzureError as refused:
        unread = say(
            "coverage-unused-unread",
            "No protected machine uses it; its machine could not be read.",
        )
        why = join([unread, refused.whole])
        return tuple((server.label, why) for _, server in unused)

    async def row(site: Site, server: servers.Server) -> tuple[str, str]:
        found = subject.registered(server, nics, listed)
        return server.label, await _unused(azure, site, found, now)

    return tuple(await asyncio.gather(*(row(*each) for each in unused)))


def _users(site: Site, server_id: str) -> list[str]:
    return [i.name for i in site.items if i.process_server_id.lower() == server_id.lower()]


async def _unused(azure: Any, site: Site, found: subject.Subject, now: datetime) -> str:
    """What it costs, and what to do; a network that still holds machines may need it yet."""
    name = found.name
    if found.machine is None:
        unused = say("coverage-unused", "No protected machine uses it.")
        away = say(
            "coverage-unregister",
            "To take the entry away: `/failback-ps unregister {server}`.",
            server=name,
        )
        return join([unused, found.unclear or NOWHERE, found.remedy, away])
    try:
        whole = await machines.get(azure, found.machine.id) or found.machine
    except AzureError:
        whole = found.machine  # its power is then not known: it is taken to run
    costs = await cost.said(azure, whole)
    said = say("coverage-unused-costs", "No protected machine uses it; {cost}.", cost=costs)
    network_id = ids.parent_of(found.interface.subnet_id) if found.interface else ""
    held = [p.item.name for p in site.placed if network_id and ids.same(p.network_id, network_id)]
    if held and not await _others(azure, site, found, network_id, now):
        keep = say(
            "coverage-keep",
            "Keep it while {network} holds failed-over machines ({names}): the bot sees no other "
            "healthy process server there.",
            network=ids.name_of(network_id),
            names=checks.some(held),
        )
        return join([said, keep])
    take = say(
        "coverage-take-away",
        "If it is needed no more: `/failback-ps unregister {server}`, then "
        "`/failback-ps delete {server}`.",
        server=name,
    )
    return join([said, take])


async def _others(
    azure: Any, site: Site, found: subject.Subject, network_id: str, now: datetime
) -> bool:
    """Whether another healthy process server is in its network."""
    network = await _network(azure, network_id)
    if not isinstance(network, networks.Network):
        return False
    there = carried.serving(network, site.fabric.process_servers)
    return any(ps.address != found.address and not servers.ailing(ps, now) for ps in there)


VERB = Verb(
    name="coverage",
    summary="which networks lack a process server, and which servers nobody uses",
    description=(
        "Shows for each virtual network with failed-over machines whether a registered, healthy "
        "process server is in it, and offers a deployment where none is. Process servers that no "
        "protected machine uses, as after a failback, are listed with what they cost a month. "
        "Answers of Site Recovery lag by about ten minutes. It changes nothing."
    ),
    authority=Authority.READ,
    make_answer=_answer,
    examples=("/failback-ps coverage",),
)

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

UNPLACED = "Network not known"
NOWHERE = "The bot sees no machine in Azure with its address."


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
    spare = await _spare(azure, [site for site in sites if not site.refused], now)
    if spare:
        sections.append(Section(heading="Process servers that nobody uses", rows=spare))
    modern = [f"{f.friendly_name}" for f in found if f.kind is fabrics.Kind.MODERNISED]
    if modern:
        text = "They fail back through their appliance and need no process server in Azure."
        sections.append(Section(heading=f"Modernised: {', '.join(modern)}", text=text))
    if silent:
        sections.append(Section(heading="No answer from Azure", rows=servers.silent(silent)))
    if not sections:
        sections.append(Section(text="No vault has a configuration server."))
    return Answer(
        title="Coverage",
        sections=tuple(sections),
        offers=tuple(offer for _, offers in told for offer in offers),
    )


async def _site(azure: Any, fabric: fabrics.Fabric) -> Site:
    try:
        listed = await protected_items.list_all(azure, fabric.vault_id)
        ours = tuple(item for item in listed if item.fabric_name == fabric.name)
        return Site(fabric=fabric, items=ours, placed=await carried.place(azure, ours))
    except AzureError as refused:
        return Site(fabric=fabric, refused=str(refused))


async def _needs(azure: Any, site: Site, now: datetime) -> tuple[Section, list[Offer]]:
    """Each network with failed-over machines, and what is missing there."""
    heading = f"Configuration server {site.name}"
    if site.refused:
        return Section(heading=heading, text=f"Its machines could not be read. {site.refused}"), []
    if not site.placed:
        return Section(heading=heading, text="None of its machines has failed over."), []
    by_network = carried.by_network(site.placed)
    unplaced = by_network.pop("", [])
    found = await asyncio.gather(*(_network(azure, network_id) for network_id in by_network))
    rows: list[tuple[str, str]] = []
    offers: list[Offer] = []
    for (network_id, names), network in zip(by_network.items(), found, strict=True):
        if not isinstance(network, networks.Network):
            rows.append((ids.name_of(network_id), f"It could not be read. {network}".strip()))
            continue
        offer = _offer(site, network)
        text, gap = _judged(site, network, names, offer, now)
        rows.append((network.name, text))
        offers += [offer] if gap else []
    if unplaced:
        text = f"{checks.some(unplaced)}: Azure shows no network for them; look in the portal."
        rows.append((UNPLACED, text))
    return Section(heading=heading, rows=tuple(sorted(rows))), offers


async def _network(azure: Any, network_id: str) -> networks.Network | str:
    """Or why it could not be read."""
    try:
        return await networks.get(azure, network_id) or "It is gone, or the bot may not see it."
    except AzureError as refused:
        return str(refused)


def _judged(
    site: Site, network: networks.Network, names: list[str], offer: Offer, now: datetime
) -> tuple[str, bool]:
    """What is to be said of the network, and whether a healthy process server is missing."""
    there = carried.serving(network, site.fabric.process_servers)
    healthy = [ps.name for ps in there if not servers.ailing(ps, now)]
    many = len(names) > 1
    held = f"{len(names)} failed-over machine{'s' if many else ''} ({checks.some(names)})"
    if healthy:
        return f"{held}, served by {', '.join(healthy)}.", False
    line = f"Deploy one: `{_line(offer)}`"
    if not there:
        return f"{held}, no process server. {line}", True
    ill = "; ".join(f"{ps.name}: {', '.join(servers.ailing(ps, now))}" for ps in there)
    look = f"See `/failback-ps status {there[0].name}` first."
    return f"{held}, no healthy process server ({ill}). {look} {line}", True


def _offer(site: Site, network: networks.Network) -> Offer:
    """What is known of the deployment; its form asks for the rest."""
    return Offer(
        verb="deploy",
        label=f"Deploy in {network.name}…",
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


async def _spare(azure: Any, sites: list[Site], now: datetime) -> tuple[tuple[str, str], ...]:
    """The process servers in Azure that no protected machine uses."""
    unused = [
        (site, server)
        for site in sites
        for server in servers.of((site.fabric,))
        if not server.ps.built_in and not _users(site, server.ps.id)
    ]
    if not unused:
        return ()
    try:
        nics, listed = await subject.seen(azure)
    except AzureError as refused:
        why = f"No protected machine uses it; its machine could not be read. {refused}"
        return tuple((server.label, why) for _, server in unused)

    async def row(site: Site, server: servers.Server) -> tuple[str, str]:
        found = subject.registered(server, nics, listed)
        return server.label, await _unused(azure, site, found, now)

    return tuple(await asyncio.gather(*(row(*each) for each in unused)))


def _users(site: Site, server_id: str) -> list[str]:
    return [i.name for i in site.items if i.process_server_id.lower() == server_id.lower()]


async def _unused(azure: Any, site: Site, found: subject.Subject, now: datetime) -> str:
    """What it costs, and what to do; a network that still holds machines may need it yet."""
    name, said = found.name, "No protected machine uses it"
    if found.machine is None:
        why = f"{found.unclear or NOWHERE} {found.remedy}".strip()
        return f"{said}. {why} To take the entry away: `/failback-ps unregister {name}`."
    try:
        whole = await machines.get(azure, found.machine.id) or found.machine
    except AzureError:
        whole = found.machine  # its power is then not known: it is taken to run
    said = f"{said}; {await cost.said(azure, whole)}."
    network_id = ids.parent_of(found.interface.subnet_id) if found.interface else ""
    held = [p.item.name for p in site.placed if network_id and ids.same(p.network_id, network_id)]
    if held and not await _others(azure, site, found, network_id, now):
        return (
            f"{said} Keep it while {ids.name_of(network_id)} holds failed-over machines "
            f"({checks.some(held)}): the bot sees no other healthy process server there."
        )
    return (
        f"{said} If it is needed no more: `/failback-ps unregister {name}`, then "
        f"`/failback-ps delete {name}`."
    )


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

"""Checks of the network: it and its subnet, the way to the site, ports, the way out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from azureops import gateways, ids, locations, networks, outbound, security
from azureops.errors import AzureError
from commands.deploy.preflight import made
from commands.deploy.preflight.look import Look
from commands.deploy.rules import NOT_FOR_MACHINES
from commands.preflight.said import Missing, Said, blocking, ok, warning

INTERNET = "20.60.0.1/32"
"""Stands for where installers come from; any public address would do."""
FILTERED = frozenset({outbound.Way.FIREWALL, outbound.Way.GATEWAY})


@dataclass(frozen=True, kw_only=True)
class Way:
    """How the network reaches the site. `via` is the peered network that lends its gateway."""

    gateways: tuple[gateways.Gateway, ...]
    via: str = ""


async def network(look: Look) -> Said:
    found, region = await look.network(), await look.region()
    if locations.plain(found.location) != region.name:
        return blocking(
            f"{found.name} is in {found.location}, not in {region.name}: a machine must be in "
            "its network's region.",
            f"Choose region={locations.plain(found.location)}, or a network in {region.name}.",
        )
    return ok(f"{found.name} is in {region.name}.")


async def subnet(look: Look) -> Said:
    found = await look.subnet()
    if found.name.lower() in NOT_FOR_MACHINES:
        return blocking(
            f"{found.name} is kept for an Azure service; machines may not be in it.",
            "Choose another subnet.",
        )
    if found.delegations:
        return blocking(
            f"{found.name} is delegated to {', '.join(found.delegations)}; machines may not be "
            "in it.",
            "Choose another subnet.",
        )
    return ok(f"{found.name} ({', '.join(found.prefixes)}) takes machines.")


async def way(look: Look) -> Way:
    """The network's own gateway, else that of a peered network with gateway transit."""
    return await look.once("way", "gateway", lambda: _way(look))


async def _way(look: Look) -> Way:
    own = await look.own_gateways()
    if own:
        return Way(gateways=own)
    here = await look.network()
    lent = [p for p in here.peerings if p.use_remote_gateways]
    for peering in lent:
        found = await _lent(look, here, peering)
        if found is not None:
            return found
    raise Missing(
        "gateway",
        f"{here.name} has no VPN or ExpressRoute gateway and borrows none from a peered network: "
        "the server could not reach the configuration server.",
        "Add a gateway, or peer it with a network that has one (gateway transit there, use remote "
        "gateways here), or choose another network.",
    )


async def _lent(look: Look, here: networks.Network, peering: networks.Peering) -> Way | None:
    remote_id = peering.remote_network_id
    remote, there = await asyncio.gather(
        networks.get(look.azure, remote_id), gateways.of_network(look.azure, remote_id)
    )
    if remote is None or not there:
        return None
    back = next((p for p in remote.peerings if ids.same(p.remote_network_id, here.id)), None)
    if peering.state != "Connected" or back is None or not back.allow_gateway_transit:
        raise Missing(
            "gateway",
            f"{here.name} is peered with {remote.name}, which has a gateway, but the peering is "
            f"{peering.state} and gateway transit is "
            f"{'allowed' if back and back.allow_gateway_transit else 'not allowed'}.",
            f"Mend the peering on both sides; on {remote.name} allow gateway transit.",
        )
    return Way(gateways=there, via=remote.name)


async def gateway(look: Look) -> Said:
    found = await way(look)
    names = ", ".join(f"{g.name} ({g.kind.value})" for g in found.gateways)
    via = f" of {found.via}, by peering with gateway transit" if found.via else ""
    return ok(f"{(await look.network()).name} reaches the site through {names}{via}.")


async def connections(look: Look) -> tuple[gateways.Connection, ...]:
    """The gateways' connections to sites (not between networks)."""

    async def read() -> tuple[gateways.Connection, ...]:
        found = await asyncio.gather(
            *(gateways.connections(look.azure, g) for g in (await way(look)).gateways)
        )
        return tuple(c for group in found for c in group if c.kind.lower() != "vnet2vnet")

    return await look.once("connections", "site-connection", read)


async def site_connection(look: Look) -> Said:
    found = await connections(look)
    live = [c for c in found if c.connected]
    if not live:
        states = ", ".join(f"{c.name} is {c.status}" for c in found) or "there is none"
        return blocking(
            f"No connection from the gateway to the site is up: {states}.",
            "Have the network team bring the connection up; the portal shows its state under the "
            "gateway's Connections.",
        )
    server = (await look.fabric()).server
    address = server.address if server else ""
    holding = [c for c in live if networks.holds(c.remote_prefixes, address)]
    if holding:
        return ok(f"{holding[0].name} is Connected and routes to {address}.")
    learned = [c for c in live if c.learned]
    if learned:
        return warning(
            f"{learned[0].name} is Connected; its routes are learned, so whether {address} is "
            "among them could not be read.",
            "Check the gateway's learned routes for the configuration server's network.",
        )
    prefixes = ", ".join(p for c in live for p in c.remote_prefixes) or "none"
    return blocking(
        f"No connected site holds the configuration server {address}: the routes are {prefixes}.",
        "Add its network to the local network gateway's address space.",
    )


async def ports(look: Look) -> Said:
    """443 from the server to the configuration server, 9443 from the network to the server; for
    Unified Setup also 443 to where it is loaded from."""
    here = await look.subnet()
    if not here.security_group_id:
        return ok(f"{here.name} has no security group: ports 443 and 9443 pass.")
    network_found, address = await look.network(), await look.address()
    server = (await look.fabric()).server
    group = await security.get(look.azure, here.security_group_id)
    inside = await _inside(look, network_found)
    asked = [(security.Direction.OUTBOUND, 443, address, server.address if server else INTERNET)]
    asked += [
        (security.Direction.INBOUND, 9443, prefix, address) for prefix in network_found.prefixes
    ]
    if (await made.source(look)).unattended:
        asked.append((security.Direction.OUTBOUND, 443, address, INTERNET))
    shut: list[str] = []
    unsure: list[str] = []
    for direction, port, source, destination in asked:
        verdict = security.verdict(
            group,
            direction=direction,
            port=port,
            source=source,
            destination=destination,
            inside=inside,
        )
        if not verdict.allowed:
            there = "the Internet" if destination == INTERNET else destination
            shut.append(f"{port} from {source} to {there} (rule {verdict.rule})")
        unsure += verdict.unsure
    name = ids.name_of(here.security_group_id)
    if shut:
        return blocking(
            f"The security group {name} blocks {'; '.join(shut)}.",
            f"Add rules to {name} that allow TCP 443 out to the configuration server"
            f"{' and to the Internet' if asked[-1][3] == INTERNET else ''} and TCP 9443 "
            "in from the failed-over machines, before the blocking ones.",
        )
    if unsure:
        return warning(
            f"{name} seems to let 443 and 9443 pass, but these rules could not be judged: "
            f"{', '.join(sorted(set(unsure)))}.",
            "Look whether they block TCP 443 out or TCP 9443 in.",
        )
    return ok(f"{name} lets 443 out to the configuration server and 9443 in from the network.")


async def _inside(look: Look, here: networks.Network) -> tuple[str, ...]:
    """What the tag VirtualNetwork stands for: own space, peers, the site."""
    peers = tuple(prefix for p in here.peerings for prefix in p.remote_prefixes)
    try:
        site = tuple(prefix for c in await connections(look) for prefix in c.remote_prefixes)
    except Missing:  # said by its own check; the site's prefixes are then not known
        site = ()
    return (*here.prefixes, *peers, *site)


async def way_out(look: Look) -> Said:
    """For updates; Unified Setup cannot even be loaded without."""
    here = await look.subnet()
    try:
        found = await outbound.path(look.azure, await look.network(), here)
    except AzureError as refused:
        return warning(f"The way to the Internet could not be read. {refused.sentence}")
    loads = (await made.source(look)).unattended
    through = f"{found.way.value} {ids.name_of(found.through) if found.through else ''}".strip()
    if found.works:
        return _out(here.name, through, filtered=loads and found.way in FILTERED)
    remedy = (
        f"Attach a NAT gateway to {here.name}, or route 0.0.0.0/0 to a firewall. The server gets "
        "no public address."
    )
    if found.way is outbound.Way.UNKNOWN:
        return warning(f"Azure does not say whether {here.name} reaches the Internet.", remedy)
    if loads:
        return blocking(
            f"{here.name} has no way to the Internet ({through}): the server could not load "
            "Unified Setup.",
            remedy,
        )
    if found.way is outbound.Way.LOAD_BALANCER:
        return warning(
            f"{here.name} reaches the Internet only through the {through}, and only machines in "
            "its pool do.",
            remedy,
        )
    return warning(
        f"{here.name} has no way to the Internet ({through}): the server could load neither "
        "updates nor the installer of its next version.",
        remedy,
    )


def _out(subnet: str, through: str, *, filtered: bool) -> Said:
    """`filtered`: something on the way may stop the download, and its rules are not read here."""
    if not filtered:
        return ok(f"{subnet} reaches the Internet: {through}.")
    return warning(
        f"{subnet} reaches the Internet through its {through}; what that lets out could not be "
        "read.",
        "It must let the server load Unified Setup: TCP 443 to aka.ms and download.microsoft.com.",
    )

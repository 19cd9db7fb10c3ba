"""The check of the ports: what the subnet's security group lets pass."""

from __future__ import annotations

from azureops import ids, networks, security
from commands.deploy.preflight import made, site
from commands.deploy.preflight.look import Look
from commands.preflight.said import Missing, Said, blocking, ok, warning
from core.sentences import join, say

INTERNET = "20.60.0.1/32"
"""Stands for where installers come from; any public address would do."""


async def passing(look: Look) -> Said:
    """443 from the server to the configuration server, 9443 from the network to the server; for
    Unified Setup also 443 to where it is loaded from."""
    here = await look.subnet()
    if not here.security_group_id:
        return ok(
            say(
                "network-open",
                "{subnet} has no security group: ports 443 and 9443 pass.",
                subnet=here.name,
            )
        )
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
            shut.append(_shut(str(port), source, destination, verdict.rule))
        unsure += verdict.unsure
    name = ids.name_of(here.security_group_id)
    if shut:
        return blocking(
            say(
                "network-shut",
                "The security group {group} blocks {ports}.",
                group=name,
                ports=join(shut, "; "),
            ),
            _opening(name, internet=asked[-1][3] == INTERNET),
        )
    if unsure:
        return warning(
            say(
                "network-unsure",
                "{group} seems to let 443 and 9443 pass, but these rules could not be judged: "
                "{rules}.",
                group=name,
                rules=", ".join(sorted(set(unsure))),
            ),
            say("network-unsure-remedy", "Look whether they block TCP 443 out or TCP 9443 in."),
        )
    return ok(
        say(
            "network-passes",
            "{group} lets 443 out to the configuration server and 9443 in from the network.",
            group=name,
        )
    )


def _shut(port: str, source: str, destination: str, rule: str) -> str:
    if destination == INTERNET:
        return say(
            "network-shut-internet",
            "{port} from {source} to the Internet (rule {rule})",
            port=port,
            source=source,
            rule=rule,
        )
    return say(
        "network-shut-port",
        "{port} from {source} to {destination} (rule {rule})",
        port=port,
        source=source,
        destination=destination,
        rule=rule,
    )


def _opening(group: str, *, internet: bool) -> str:
    if internet:
        return say(
            "network-opening-internet",
            "Add rules to {group} that allow TCP 443 out to the configuration server and to the "
            "Internet and TCP 9443 in from the failed-over machines, before the blocking ones.",
            group=group,
        )
    return say(
        "network-opening",
        "Add rules to {group} that allow TCP 443 out to the configuration server and TCP 9443 in "
        "from the failed-over machines, before the blocking ones.",
        group=group,
    )


async def _inside(look: Look, here: networks.Network) -> tuple[str, ...]:
    """What the tag VirtualNetwork stands for: own space, peers, the site."""
    peers = tuple(prefix for p in here.peerings for prefix in p.remote_prefixes)
    try:
        remote = tuple(prefix for c in await site.connections(look) for prefix in c.remote_prefixes)
    except Missing:  # said by its own check; the site's prefixes are then not known
        remote = ()
    return (*here.prefixes, *peers, *remote)

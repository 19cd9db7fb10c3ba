"""Checks of the way to the site: a gateway, and its connection."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from azureops import gateways, ids, networks
from commands.deploy.preflight.look import Look
from commands.preflight.said import Missing, Said, blocking, ok, warning
from core.sentences import join, say


@dataclass(frozen=True, kw_only=True)
class Way:
    """How the network reaches the site. `via` is the peered network that lends its gateway."""

    gateways: tuple[gateways.Gateway, ...]
    via: str = ""


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
        say(
            "network-no-gateway",
            "{network} has no VPN or ExpressRoute gateway and borrows none from a peered network: "
            "the server could not reach the configuration server.",
            network=here.name,
        ),
        say(
            "network-no-gateway-remedy",
            "Add a gateway, or peer it with a network that has one (gateway transit there, use "
            "remote gateways here), or choose another network.",
        ),
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
            say(
                "network-peering",
                "{network} is peered with {remote}, which has a gateway, but the peering is "
                "{state} and gateway transit is {transit}.",
                network=here.name,
                remote=remote.name,
                state=peering.state,
                transit=say("network-transit-allowed", "allowed")
                if back and back.allow_gateway_transit
                else say("network-transit-not-allowed", "not allowed"),
            ),
            say(
                "network-peering-remedy",
                "Mend the peering on both sides; on {remote} allow gateway transit.",
                remote=remote.name,
            ),
        )
    return Way(gateways=there, via=remote.name)


async def gateway(look: Look) -> Said:
    found = await way(look)
    here = (await look.network()).name
    names = join((_gateway(one) for one in found.gateways), ", ")
    if not found.via:
        return ok(
            say(
                "network-gateway",
                "{network} reaches the site through {gateways}.",
                network=here,
                gateways=names,
            )
        )
    return ok(
        say(
            "network-gateway-via",
            "{network} reaches the site through {gateways} of {via}, by peering with gateway "
            "transit.",
            network=here,
            gateways=names,
            via=found.via,
        )
    )


def _gateway(one: gateways.Gateway) -> str:
    if one.kind is gateways.Kind.OTHER:
        return say("network-gateway-other", "{name} (other)", name=one.name)
    return f"{one.name} ({one.kind.value})"


async def connections(look: Look) -> tuple[gateways.Connection, ...]:
    """The gateways' connections to sites (not between networks)."""

    async def read() -> tuple[gateways.Connection, ...]:
        found = await asyncio.gather(
            *(gateways.connections(look.azure, g) for g in (await way(look)).gateways)
        )
        return tuple(c for group in found for c in group if c.kind.lower() != "vnet2vnet")

    return await look.once("connections", "site-connection", read)


async def connection(look: Look) -> Said:
    found = await connections(look)
    live = [c for c in found if c.connected]
    if not live:
        return blocking(
            _down(found),
            say(
                "network-connections-remedy",
                "Have the network team bring the connection up; the portal shows its state under "
                "the gateway's Connections.",
            ),
        )
    server = (await look.fabric()).server
    address = server.address if server else ""
    holding = [c for c in live if networks.holds(c.remote_prefixes, address)]
    if holding:
        return ok(
            say(
                "network-connected",
                "{connection} is Connected and routes to {ip}.",
                connection=holding[0].name,
                ip=address,
            )
        )
    learned = [c for c in live if c.learned]
    if learned:
        return warning(
            say(
                "network-learned",
                "{connection} is Connected; its routes are learned, so whether {ip} is among them "
                "could not be read.",
                connection=learned[0].name,
                ip=address,
            ),
            say(
                "network-learned-remedy",
                "Check the gateway's learned routes for the configuration server's network.",
            ),
        )
    prefixes = ", ".join(p for c in live for p in c.remote_prefixes)
    return blocking(
        say(
            "network-no-route",
            "No connected site holds the configuration server {ip}: the routes are {prefixes}.",
            ip=address,
            prefixes=prefixes or say("network-no-routes", "none"),
        ),
        say(
            "network-no-route-remedy",
            "Add its network to the local network gateway's address space.",
        ),
    )


def _down(found: tuple[gateways.Connection, ...]) -> str:
    if not found:
        return say(
            "network-no-connection",
            "No connection from the gateway to the site is up: there is none.",
        )
    states = (
        say("network-connection", "{name} is {state}", name=c.name, state=c.status) for c in found
    )
    return say(
        "network-connections",
        "No connection from the gateway to the site is up: {states}.",
        states=join(states, ", "),
    )

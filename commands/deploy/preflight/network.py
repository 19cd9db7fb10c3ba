"""Checks of the network and its subnet."""

from __future__ import annotations

from azureops import locations
from commands.deploy.preflight.look import Look
from commands.deploy.rules import NOT_FOR_MACHINES
from commands.preflight.said import Said, blocking, ok
from core.sentences import say


async def network(look: Look) -> Said:
    found, region = await look.network(), await look.region()
    if locations.plain(found.location) != region.name:
        return blocking(
            say(
                "network-elsewhere",
                "{network} is in {location}, not in {region}: a machine must be in its network's "
                "region.",
                network=found.name,
                location=found.location,
                region=region.name,
            ),
            say(
                "network-elsewhere-remedy",
                "Choose region={location}, or a network in {region}.",
                location=locations.plain(found.location),
                region=region.name,
            ),
        )
    return ok(
        say("network-here", "{network} is in {region}.", network=found.name, region=region.name)
    )


async def subnet(look: Look) -> Said:
    found = await look.subnet()
    another = say("network-other-subnet", "Choose another subnet.")
    if found.name.lower() in NOT_FOR_MACHINES:
        return blocking(
            say(
                "network-subnet-kept",
                "{subnet} is kept for an Azure service; machines may not be in it.",
                subnet=found.name,
            ),
            another,
        )
    if found.delegations:
        return blocking(
            say(
                "network-subnet-delegated",
                "{subnet} is delegated to {services}; machines may not be in it.",
                subnet=found.name,
                services=", ".join(found.delegations),
            ),
            another,
        )
    return ok(
        say(
            "network-subnet",
            "{subnet} ({prefixes}) takes machines.",
            subnet=found.name,
            prefixes=", ".join(found.prefixes),
        )
    )

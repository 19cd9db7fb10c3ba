"""Checks of Site Recovery: the vault, its configuration server, the machines, the passphrase."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from azureops import fabrics, ids, networks, secrets
from azureops.azure import Azure
from commands import carried
from commands.deploy.preflight.look import Look
from commands.preflight.said import Said, blocking, ok, warning

HEARTBEAT = timedelta(minutes=15)  # older is critical by the service's own rules
LAG = timedelta(minutes=10)  # heartbeats in answers are about this much behind


async def deployment_model(look: Look) -> Said:
    wish = look.wish
    for value in (wish.network, wish.resource_group, wish.storage, wish.vault, wish.subscription):
        if "microsoft.classic" in value.lower() or value.lower().startswith("classic/"):
            return blocking(
                f"“{value}” belongs to the Classic deployment model (ASM), which Azure has shut "
                "down: nothing can be deployed in it.",
                "Choose a virtual network of Azure Resource Manager.",
            )
    return ok("Everything is deployed with Azure Resource Manager.")


async def vault(look: Look) -> Said:
    found = await look.vault()
    return ok(f"The vault {found.name} is there.")


async def vmware_fabric(look: Look) -> Said:
    fabric = await look.fabric()
    return ok(
        f"{fabric.friendly_name} is a configuration server of the classic VMware architecture "
        "(retired in March 2026, still needed by machines that already failed over)."
    )


async def configuration_server(look: Look) -> Said:
    return alive(await look.fabric())


def alive(fabric: fabrics.Fabric) -> Said:
    """Whether a process server can be registered with it now."""
    server = fabric.server
    if server is None or not server.address:
        return blocking(
            f"Site Recovery does not say the address of {fabric.friendly_name}; without it no "
            "process server can be registered.",
            "Refresh the configuration server in the vault, and check that it is running.",
        )
    beat = server.last_heartbeat
    if beat is None or datetime.now(UTC) - beat > HEARTBEAT + LAG:
        since = f" since {beat:%Y-%m-%d %H:%M} UTC" if beat else ""
        return warning(
            f"Site Recovery has heard nothing from {fabric.friendly_name}{since}.",
            "A process server can only be registered while the configuration server runs.",
        )
    return ok(f"{fabric.friendly_name} ({server.address}) is alive, version {server.version_text}.")


async def registered_before(look: Look) -> Said:
    """Whether a process server of this address or name already is in the fabric."""
    fabric, address = await look.fabric(), await look.address()
    name = look.wish.name.lower()
    same = [ps for ps in fabric.process_servers if address == ps.address or ps.name.lower() == name]
    if not same:
        return ok(f"{fabric.friendly_name} knows no process server {look.wish.name} or {address}.")
    other = same[0]
    beat = other.last_heartbeat
    if beat is not None and datetime.now(UTC) - beat < HEARTBEAT + LAG:
        return blocking(
            f"{fabric.friendly_name} already has a live process server {other.name} at "
            f"{other.address}.",
            "Use that one, or choose another name and address.",
        )
    return warning(
        f"{fabric.friendly_name} still lists a dead process server {other.name} at "
        f"{other.address}.",
        "Remove it on the configuration server: "
        f"`perl Unregister-ASRComponent.pl -IPAddress {other.address} -Component PS`.",
    )


async def failed_over(look: Look) -> Said:
    here = await look.network()
    inside = [one.item.name for one in await placed(look) if ids.same(one.network_id, here.id)]
    if inside:
        return ok(f"{here.name} holds {_count(inside)}: {_some(inside)}.")
    return warning(
        f"No failed-over machine of {(await look.vault()).name} was found in {here.name}.",
        "A process server serves the machines of its own network: check that it is the right one.",
    )


async def already_served(look: Look) -> Said:
    here, fabric = await look.network(), await look.fabric()
    served = [ps.name for ps in carried.serving(here, fabric.process_servers)]
    if not served:
        return ok(f"{here.name} has no process server yet.")
    return warning(
        f"{here.name} already has {', '.join(served)}.",
        "A second one is right when the first is overloaded or outdated; else use that one.",
    )


async def other_networks(look: Look) -> Said:
    """Other networks with failed-over machines that still lack a process server."""
    here, fabric = await look.network(), await look.fabric()
    ours = [one for one in await placed(look) if one.item.fabric_name == fabric.name]
    machines = carried.by_network(one for one in ours if not ids.same(one.network_id, here.id))
    machines.pop("", None)
    found = await asyncio.gather(*(networks.get(look.azure, n) for n in machines))
    lacking = [
        f"{network.name} ({_some(machines[network.id.lower()])})"
        for network in found
        if network is not None and not carried.serving(network, fabric.process_servers)
    ]
    if not lacking:
        return ok("Every other network with failed-over machines has a process server.")
    return warning(
        f"Failed-over machines without a process server in their network: {'; '.join(lacking)}.",
        "Deploy one in each of these networks too; `/failback-ps coverage` shows them all.",
    )


async def placed(look: Look) -> tuple[carried.Placed, ...]:
    async def read() -> tuple[carried.Placed, ...]:
        return await carried.of_vault(look.azure, (await look.vault()).id)

    return await look.once("placed", "failed-over", read)


async def passphrase(look: Look) -> Said:
    return await stored(look.azure, look.passphrase_secret)


async def stored(azure: Azure, name: str) -> Said:
    """Whether Key Vault holds the passphrase under this name; it is not read."""
    if await secrets.exists(azure, name):
        return ok(f"Key Vault holds the passphrase as {name}.")
    return blocking(
        f"Key Vault has no secret {name}: without the configuration server's "
        "passphrase nobody can register the process server.",
        "Read it on the configuration server with `genpassphrase.exe -v` in "
        "`%ProgramData%\\ASR\\home\\svsystems\\bin` and store it in Key Vault under that name.",
    )


def _count(names_: list[str]) -> str:
    return f"{len(names_)} failed-over machine{'s' if len(names_) > 1 else ''}"


def _some(names_: list[str]) -> str:
    shown = ", ".join(sorted(names_)[:5])
    return shown if len(names_) <= 5 else f"{shown} and {len(names_) - 5} more"

"""Checks of Site Recovery: the vault, its configuration server, the machines, the passphrase."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from azureops import fabrics, ids, networks, secrets
from azureops.azure import Azure
from commands import carried
from commands.deploy.preflight.look import Look
from commands.preflight.said import Said, blocking, ok, warning
from core import clock
from core.sentences import join, say

HEARTBEAT = timedelta(minutes=15)  # older is critical by the service's own rules
LAG = timedelta(minutes=10)  # heartbeats in answers are about this much behind


async def deployment_model(look: Look) -> Said:
    wish = look.wish
    for value in (wish.network, wish.resource_group, wish.storage, wish.vault, wish.subscription):
        if "microsoft.classic" in value.lower() or value.lower().startswith("classic/"):
            return blocking(
                say(
                    "recovery-classic",
                    "“{value}” belongs to the Classic deployment model (ASM), which Azure has shut "
                    "down: nothing can be deployed in it.",
                    value=value,
                ),
                say(
                    "recovery-classic-remedy",
                    "Choose a virtual network of Azure Resource Manager.",
                ),
            )
    return ok(
        say("recovery-resource-manager", "Everything is deployed with Azure Resource Manager.")
    )


async def vault(look: Look) -> Said:
    found = await look.vault()
    return ok(say("recovery-vault", "The vault {vault} is there.", vault=found.name))


async def vmware_fabric(look: Look) -> Said:
    fabric = await look.fabric()
    return ok(
        say(
            "recovery-vmware",
            "{server} is a configuration server of the classic VMware architecture (retired in "
            "March 2026, still needed by machines that already failed over).",
            server=fabric.friendly_name,
        )
    )


async def configuration_server(look: Look) -> Said:
    return alive(await look.fabric())


def alive(fabric: fabrics.Fabric) -> Said:
    """Whether a process server can be registered with it now."""
    server = fabric.server
    if server is None or not server.address:
        return blocking(
            say(
                "recovery-no-address",
                "Site Recovery does not say the address of {server}; without it no process server "
                "can be registered.",
                server=fabric.friendly_name,
            ),
            say(
                "recovery-no-address-remedy",
                "Refresh the configuration server in the vault, and check that it is running.",
            ),
        )
    beat = server.last_heartbeat
    if beat is None or datetime.now(UTC) - beat > HEARTBEAT + LAG:
        return warning(
            _silent(fabric.friendly_name, beat),
            say(
                "recovery-silent-remedy",
                "A process server can only be registered while the configuration server runs.",
            ),
        )
    return ok(
        say(
            "recovery-alive",
            "{server} ({ip}) is alive, version {version}.",
            server=fabric.friendly_name,
            ip=server.address,
            version=server.version_text,
        )
    )


def _silent(server: str, beat: datetime | None) -> str:
    if beat is None:
        return say(
            "recovery-never-heard",
            "Site Recovery has heard nothing from {server}.",
            server=server,
        )
    return say(
        "recovery-silent",
        "Site Recovery has heard nothing from {server} since {since}.",
        server=server,
        since=clock.written(beat),
    )


async def registered_before(look: Look) -> Said:
    """Whether a process server of this address or name already is in the fabric."""
    fabric, address = await look.fabric(), await look.address()
    name = look.wish.name.lower()
    same = [ps for ps in fabric.process_servers if address == ps.address or ps.name.lower() == name]
    if not same:
        return ok(
            say(
                "recovery-new",
                "{server} knows no process server {name} or {ip}.",
                server=fabric.friendly_name,
                name=look.wish.name,
                ip=address,
            )
        )
    other = same[0]
    beat = other.last_heartbeat
    if beat is not None and datetime.now(UTC) - beat < HEARTBEAT + LAG:
        return blocking(
            say(
                "recovery-registered",
                "{server} already has a live process server {name} at {ip}.",
                server=fabric.friendly_name,
                name=other.name,
                ip=other.address,
            ),
            say(
                "recovery-registered-remedy",
                "Use that one, or choose another name and address.",
            ),
        )
    return warning(
        say(
            "recovery-dead",
            "{server} still lists a dead process server {name} at {ip}.",
            server=fabric.friendly_name,
            name=other.name,
            ip=other.address,
        ),
        say(
            "recovery-dead-remedy",
            "Remove it on the configuration server: "
            "`perl Unregister-ASRComponent.pl -IPAddress {ip} -Component PS`.",
            ip=other.address,
        ),
    )


async def failed_over(look: Look) -> Said:
    here = await look.network()
    inside = [one.item.name for one in await placed(look) if ids.same(one.network_id, here.id)]
    if inside:
        return ok(
            say(
                "recovery-failed-over",
                "{network} holds 1 failed-over machine: {names}."
                if len(inside) == 1
                else "{network} holds {count} failed-over machines: {names}.",
                network=here.name,
                count=len(inside),
                names=_some(inside),
            )
        )
    return warning(
        say(
            "recovery-none-failed-over",
            "No failed-over machine of {vault} was found in {network}.",
            vault=(await look.vault()).name,
            network=here.name,
        ),
        say(
            "recovery-none-failed-over-remedy",
            "A process server serves the machines of its own network: check that it is the right "
            "one.",
        ),
    )


async def already_served(look: Look) -> Said:
    here, fabric = await look.network(), await look.fabric()
    served = [ps.name for ps in carried.serving(here, fabric.process_servers)]
    if not served:
        return ok(
            say("recovery-unserved", "{network} has no process server yet.", network=here.name)
        )
    return warning(
        say(
            "recovery-served",
            "{network} already has {servers}.",
            network=here.name,
            servers=", ".join(served),
        ),
        say(
            "recovery-served-remedy",
            "A second one is right when the first is overloaded or outdated; else use that one.",
        ),
    )


async def other_networks(look: Look) -> Said:
    """Other networks with failed-over machines that still lack a process server."""
    here, fabric = await look.network(), await look.fabric()
    ours = [one for one in await placed(look) if one.item.fabric_name == fabric.name]
    machines = carried.by_network(one for one in ours if not ids.same(one.network_id, here.id))
    machines.pop("", None)
    found = await asyncio.gather(*(networks.get(look.azure, n) for n in machines))
    lacking = [
        say(
            "recovery-network",
            "{network} ({machines})",
            network=network.name,
            machines=_some(machines[network.id.lower()]),
        )
        for network in found
        if network is not None and not carried.serving(network, fabric.process_servers)
    ]
    if not lacking:
        return ok(
            say(
                "recovery-all-served",
                "Every other network with failed-over machines has a process server.",
            )
        )
    return warning(
        say(
            "recovery-others",
            "Failed-over machines without a process server in their network: {networks}.",
            networks=join(lacking, "; "),
        ),
        say(
            "recovery-others-remedy",
            "Deploy one in each of these networks too; `/failback-ps coverage` shows them all.",
        ),
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
        return ok(
            say("recovery-passphrase", "Key Vault holds the passphrase as {secret}.", secret=name)
        )
    return blocking(
        say(
            "recovery-no-passphrase",
            "Key Vault has no secret {secret}: without the configuration server's passphrase "
            "nobody can register the process server.",
            secret=name,
        ),
        say(
            "recovery-no-passphrase-remedy",
            "Read it on the configuration server with `genpassphrase.exe -v` in "
            "`%ProgramData%\\ASR\\home\\svsystems\\bin` and store it in Key Vault under that name.",
        ),
    )


def _some(names_: list[str]) -> str:
    shown = ", ".join(sorted(names_)[:5])
    if len(names_) <= 5:
        return shown
    return say("recovery-more", "{names} and {count} more", names=shown, count=len(names_) - 5)

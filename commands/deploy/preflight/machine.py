"""Checks of the machine: its address, name, size, quota, boot diagnostics."""

from __future__ import annotations

from azureops import ids, interfaces, locations, machines, networks, sizes
from commands.deploy import names, rules
from commands.deploy.preflight import made
from commands.deploy.preflight.look import Look
from commands.preflight.said import Said, blocking, ok, warning
from core.sentences import join, number, say


async def ip_free(look: Look) -> Said:
    subnet, network, address = await look.subnet(), await look.network(), await look.address()
    wrong = rules.in_subnet(address, subnet.prefixes)
    if wrong is not None:
        return blocking(*wrong)
    answer = await networks.check_ip(look.azure, network.id, address)
    if answer.available:
        if look.wish.ip.lower() == rules.AUTO:
            return ok(say("machine-ip-picked", "{ip} is free and was picked.", ip=address))
        return ok(say("machine-ip-free", "{ip} is free.", ip=address))
    free = [s for s in answer.suggestions if subnet.holds(s) and not subnet.reserved(s)]
    free = free or list(await networks.free_ips(look.azure, network.id, subnet))
    return blocking(
        say(
            "machine-ip-taken",
            "{ip} is already taken in {network}.",
            ip=address,
            network=network.name,
        ),
        say(
            "machine-ip-taken-remedy",
            "Free ones are {ips}; or give ip=auto.",
            ips=", ".join(free[:5]),
        )
        if free
        else say(
            "machine-ip-none",
            "{subnet} has no free address left; choose another subnet.",
            subnet=subnet.name,
        ),
    )


async def name_free(look: Look) -> Said:
    subscription, group, name = (
        await look.subscription_id(),
        look.wish.resource_group,
        look.wish.name,
    )
    nic = names.interface(name)
    machine = await machines.get(look.azure, ids.machine(subscription, group, name))
    interface = await interfaces.get(look.azure, ids.interface(subscription, group, nic))
    if not machine and not interface:
        return ok(
            say("machine-name-free", "The name {name} is free in {group}.", name=name, group=group)
        )
    return blocking(
        _taken(group, name if machine else "", nic if interface else ""),
        say(
            "machine-name-taken-remedy",
            "Choose another name; existing resources are never overwritten.",
        ),
    )


def _taken(group: str, machine: str, interface: str) -> str:
    """What is there already of the two; the other is empty."""
    if not interface:
        return say(
            "machine-name-machine",
            "{group} already has a virtual machine {machine}.",
            group=group,
            machine=machine,
        )
    if not machine:
        return say(
            "machine-name-interface",
            "{group} already has a network interface {interface}.",
            group=group,
            interface=interface,
        )
    return say(
        "machine-name-both",
        "{group} already has a virtual machine {machine} and a network interface {interface}.",
        group=group,
        machine=machine,
        interface=interface,
    )


async def size(look: Look) -> Said:
    found = await look.size()
    if not found.offered:
        return blocking(
            say(
                "machine-size-restricted",
                "{size} may not be used by this subscription in {region} ({reason}).",
                size=found.name,
                region=look.wish.region,
                reason=found.restriction,
            ),
            join(
                [
                    await _others(look),
                    say("machine-size-support", "Or ask Azure support to lift the restriction."),
                ]
            ),
        )
    unattended = (await made.source(look)).unattended
    if found.generations and "V1" not in found.generations and not unattended:
        return blocking(
            say(
                "machine-size-generation",
                "{size} starts only generation 2 images; the gallery's image is generation 1.",
                size=found.name,
            ),
            await _others(look)
            or say(
                "machine-size-generation-remedy", "Choose a size that takes generation 1 images."
            ),
        )
    if found.cores < 4 or found.memory_gb < 8:
        return warning(
            say(
                "machine-size-small",
                "{size} has {cores} cores and {memory} GB: less than the 4 cores and 8 GB that a "
                "process server needs for the smallest load.",
                size=found.name,
                cores=found.cores,
                memory=number(found.memory_gb),
            ),
            say("machine-size-small-remedy", "Choose a size with 8 cores and 16 GB."),
        )
    # The server is made without a zone, which a restriction of zones does not bar.
    zones = ", ".join(found.restricted_zones)
    offered = say(
        "machine-size",
        "{size} is offered in {region}: {cores} cores, {memory} GB.",
        size=found.name,
        region=look.wish.region,
        cores=found.cores,
        memory=number(found.memory_gb),
    )
    if not zones:
        return ok(offered)
    but = say(
        "machine-size-zones",
        "Not in zone {zones}, but the server is made without one.",
        zones=zones,
    )
    return ok(join([offered, but]))


async def _others(look: Look) -> str:
    """Up to three sizes that would do."""
    fitting = [
        s
        for s in await look.all_sizes()
        if s.offered and s.cores == 8 and s.memory_gb >= 16 and "V1" in (s.generations or ("V1",))
    ]
    fitting.sort(key=lambda s: (s.memory_gb, s.name))
    if not fitting:
        return ""
    return say("machine-size-try", "Try {sizes}.", sizes=", ".join(s.name for s in fitting[:3]))


async def quota(look: Look) -> Said:
    found, region = await look.size(), await look.region()
    usage = await sizes.quota(look.azure, await look.subscription_id(), region.name)
    short = []
    for key in (found.family.lower(), "cores"):
        line = usage.get(key)
        if line is not None and line.left < found.cores:
            short.append(_left(line))
    if short:
        return blocking(
            say(
                "machine-quota-short",
                "{size} needs {cores} cores, but {short} in {region}.",
                size=found.name,
                cores=found.cores,
                short=short[0]
                if len(short) == 1
                else say("machine-quota-both", "{one} and {other}", one=short[0], other=short[1]),
                region=region.name,
            ),
            say(
                "machine-quota-short-remedy",
                "Ask for more quota (portal: Quotas, Compute), choose a size of another family, or "
                "delete what is no longer used.",
            ),
        )
    if found.family.lower() not in usage:
        return warning(
            say(
                "machine-quota-unknown",
                "Azure shows no quota for the family {family} in {region}.",
                family=found.family,
                region=region.name,
            ),
            say(
                "machine-quota-unknown-remedy",
                "If the machine is refused for quota, ask for more in the portal under Quotas.",
            ),
        )
    return ok(
        say(
            "machine-quota",
            "{left} cores of {family} are left in {region}; {needed} needed.",
            left=usage[found.family.lower()].left,
            family=found.family,
            region=region.name,
            needed=found.cores,
        )
    )


def _left(line: sizes.Quota) -> str:
    return say(
        "machine-quota-left",
        "{label} has {left} of {limit} cores left",
        label=line.label or line.name,
        left=line.left,
        limit=line.limit,
    )


async def boot_diagnostics(look: Look) -> Said:
    account = await look.storage_account()
    if account is None:
        return ok(
            say(
                "machine-diagnostics-azure",
                "Azure keeps the boot diagnostics itself; disks are managed disks.",
            )
        )
    region = await look.region()
    remedy = say(
        "machine-diagnostics-remedy",
        "Choose another account, or leave the field out: Azure then keeps them itself.",
    )
    if not account.takes_diagnostics:
        return blocking(
            say(
                "machine-diagnostics-kind",
                "{account} ({sku}) cannot hold boot diagnostics: it needs a Standard account.",
                account=account.name,
                sku=account.sku,
            ),
            remedy,
        )
    if locations.plain(account.location) != region.name:
        return blocking(
            say(
                "machine-diagnostics-elsewhere",
                "{account} is in {location}; boot diagnostics need an account in {region}.",
                account=account.name,
                location=account.location,
                region=region.name,
            ),
            remedy,
        )
    return ok(
        say(
            "machine-diagnostics",
            "{account} will hold the boot diagnostics; disks are managed disks.",
            account=account.name,
        )
    )

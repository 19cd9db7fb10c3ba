"""Checks of the machine: its address, name, size, quota, boot diagnostics."""

from __future__ import annotations

from azureops import ids, interfaces, locations, machines, networks, sizes
from commands.deploy import names, rules
from commands.deploy.preflight import made
from commands.deploy.preflight.look import Look
from commands.preflight.said import Said, blocking, ok, warning


async def ip_free(look: Look) -> Said:
    subnet, network, address = await look.subnet(), await look.network(), await look.address()
    wrong = rules.in_subnet(address, subnet.prefixes)
    if wrong is not None:
        return blocking(*wrong)
    answer = await networks.check_ip(look.azure, network.id, address)
    if answer.available:
        picked = " and was picked" if look.wish.ip.lower() == rules.AUTO else ""
        return ok(f"{address} is free{picked}.")
    free = [s for s in answer.suggestions if subnet.holds(s) and not subnet.reserved(s)]
    free = free or list(await networks.free_ips(look.azure, network.id, subnet))
    return blocking(
        f"{address} is already taken in {network.name}.",
        f"Free ones are {', '.join(free[:5])}; or give ip=auto."
        if free
        else f"{subnet.name} has no free address left; choose another subnet.",
    )


async def name_free(look: Look) -> Said:
    subscription, group, name = (
        await look.subscription_id(),
        look.wish.resource_group,
        look.wish.name,
    )
    taken = []
    if await machines.get(look.azure, ids.machine(subscription, group, name)):
        taken.append(f"a virtual machine {name}")
    nic = names.interface(name)
    if await interfaces.get(look.azure, ids.interface(subscription, group, nic)):
        taken.append(f"a network interface {nic}")
    if not taken:
        return ok(f"The name {name} is free in {group}.")
    return blocking(
        f"{group} already has {' and '.join(taken)}.",
        "Choose another name; existing resources are never overwritten.",
    )


async def size(look: Look) -> Said:
    found = await look.size()
    if not found.offered:
        return blocking(
            f"{found.name} may not be used by this subscription in {look.wish.region} "
            f"({found.restriction}).",
            f"{await _others(look)} Or ask Azure support to lift the restriction.".strip(),
        )
    unattended = (await made.source(look)).unattended
    if found.generations and "V1" not in found.generations and not unattended:
        return blocking(
            f"{found.name} starts only generation 2 images; the gallery's image is generation 1.",
            await _others(look) or "Choose a size that takes generation 1 images.",
        )
    if found.cores < 4 or found.memory_gb < 8:
        return warning(
            f"{found.name} has {found.cores} cores and {found.memory_gb:g} GB: less than the 4 "
            "cores and 8 GB that a process server needs for the smallest load.",
            "Choose a size with 8 cores and 16 GB.",
        )
    # The server is made without a zone, which a restriction of zones does not bar.
    zones = ", ".join(found.restricted_zones)
    but = f" Not in zone {zones}, but the server is made without one." if zones else ""
    return ok(
        f"{found.name} is offered in {look.wish.region}: {found.cores} cores, "
        f"{found.memory_gb:g} GB.{but}"
    )


async def _others(look: Look) -> str:
    """Up to three sizes that would do."""
    fitting = [
        s
        for s in await look.all_sizes()
        if s.offered and s.cores == 8 and s.memory_gb >= 16 and "V1" in (s.generations or ("V1",))
    ]
    fitting.sort(key=lambda s: (s.memory_gb, s.name))
    return "Try " + ", ".join(s.name for s in fitting[:3]) + "." if fitting else ""


async def quota(look: Look) -> Said:
    found, region = await look.size(), await look.region()
    usage = await sizes.quota(look.azure, await look.subscription_id(), region.name)
    short = []
    for key in (found.family.lower(), "cores"):
        line = usage.get(key)
        if line is not None and line.left < found.cores:
            short.append(f"{line.label or line.name} has {line.left} of {line.limit} cores left")
    if short:
        return blocking(
            f"{found.name} needs {found.cores} cores, but {' and '.join(short)} in {region.name}.",
            "Ask for more quota (portal: Quotas, Compute), choose a size of another family, or "
            "delete what is no longer used.",
        )
    if found.family.lower() not in usage:
        return warning(
            f"Azure shows no quota for the family {found.family} in {region.name}.",
            "If the machine is refused for quota, ask for more in the portal under Quotas.",
        )
    left = usage[found.family.lower()].left
    return ok(f"{left} cores of {found.family} are left in {region.name}; {found.cores} needed.")


async def boot_diagnostics(look: Look) -> Said:
    account = await look.storage_account()
    if account is None:
        return ok("Azure keeps the boot diagnostics itself; disks are managed disks.")
    region = await look.region()
    remedy = "Choose another account, or leave the field out: Azure then keeps them itself."
    if not account.takes_diagnostics:
        return blocking(
            f"{account.name} ({account.sku}) cannot hold boot diagnostics: it needs a Standard "
            "account.",
            remedy,
        )
    if locations.plain(account.location) != region.name:
        return blocking(
            f"{account.name} is in {account.location}; boot diagnostics need an account in "
            f"{region.name}.",
            remedy,
        )
    return ok(f"{account.name} will hold the boot diagnostics; disks are managed disks.")

"""Checks of the place: subscription, provider, rights, resource group, region, locks, policies."""

from __future__ import annotations

from azureops import groups, ids, locations, locks, permissions, policies, providers
from commands import ordered
from commands.deploy.preflight import made
from commands.deploy.preflight.look import Look
from commands.preflight.said import Said, blocking, ok, warning

NEEDED = (
    "Microsoft.Compute/virtualMachines/read",
    "Microsoft.Compute/virtualMachines/write",
    "Microsoft.Compute/virtualMachines/delete",
    "Microsoft.Compute/disks/write",
    "Microsoft.Compute/disks/delete",
    "Microsoft.Network/networkInterfaces/write",
    "Microsoft.Network/networkInterfaces/join/action",
    "Microsoft.Network/networkInterfaces/delete",
)
GROUP_WRITE = "Microsoft.Resources/subscriptions/resourceGroups/write"
JOIN = "Microsoft.Network/virtualNetworks/subnets/join/action"


async def subscription(look: Look) -> Said:
    found = await look.subscription()
    if found.usable:
        return ok(f"{found.name} is reachable.")
    return blocking(
        f"{found.name} is {found.state}: Azure makes nothing new in it.",
        "Have it enabled again, or choose another subscription.",
    )


async def provider(look: Look) -> Said:
    needed = ["Microsoft.Compute", "Microsoft.Network"]
    if look.wish.storage:
        needed.append("Microsoft.Storage")
    states = await providers.states(look.azure, await look.subscription_id(), needed)
    lacking = [name for name, state in states.items() if state != "Registered"]
    if not lacking:
        return ok("The resource providers " + ", ".join(needed) + " are registered.")
    return blocking(
        f"Not registered in the subscription: {', '.join(lacking)}.",
        " ".join(f"Run `az provider register --namespace {name} --wait`." for name in lacking),
    )


async def rights(look: Look) -> Said:
    """What the bot's own identity may do, at the group (or subscription) and at the subnet."""
    subscription_id = await look.subscription_id()
    exists = await look.group() is not None
    scope = (
        ids.group(subscription_id, look.wish.resource_group)
        if exists
        else f"/subscriptions/{subscription_id}"
    )
    needed = NEEDED if exists else (*NEEDED, GROUP_WRITE)
    if (await made.source(look)).unattended:
        needed = (*needed, *ordered.RIGHTS)
    lacking = list(await permissions.missing(look.azure, scope, needed))
    lacking += await permissions.missing(look.azure, (await look.subnet()).id, (JOIN,))
    if not lacking:
        return ok("The bot's identity may do everything that is needed.")
    return blocking(
        f"The bot's identity lacks: {', '.join(lacking)}.",
        "Give it the roles Virtual Machine Contributor and Network Contributor on the resource "
        "group and the network (and Contributor on the subscription for new resource groups).",
    )


async def resource_group(look: Look) -> Said:
    found = await look.group()
    if found is None:
        return ok(f"{look.wish.resource_group} will be made in {(await look.region()).name}.")
    if found.state == "Deleting":
        return blocking(
            f"{found.name} is being deleted.", "Wait until it is gone, or choose another."
        )
    region = await look.region()
    if locations.plain(found.location) != region.name:
        return warning(
            f"{found.name} is in {found.location}, the server will be in {region.name}.",
            "This works; should that region be down, the group cannot be managed.",
        )
    return ok(f"{found.name} exists in {region.name}.")


async def region(look: Look) -> Said:
    return ok(f"{(await look.region()).display_name} is open to the subscription.")


async def no_lock(look: Look) -> Said:
    subscription_id = await look.subscription_id()
    scope = f"/subscriptions/{subscription_id}"
    if await look.group() is not None:
        scope = ids.group(subscription_id, look.wish.resource_group)
    found = await locks.reaching(look.azure, scope)
    frozen = [lock.name for lock in found if lock.level is locks.Level.READ_ONLY]
    if frozen:
        return blocking(
            f"A read-only lock forbids any change: {', '.join(frozen)}.",
            "Have its owner remove the lock, or choose another resource group.",
        )
    if found:
        return warning(
            f"A lock forbids deletion: {', '.join(lock.name for lock in found)}.",
            "The deployment works, but cleaning up and deleting the server later will not, "
            "until the lock is removed.",
        )
    return ok("No lock forbids it.")


async def policy(look: Look) -> Said:
    subscription_id = await look.subscription_id()
    group: groups.Group | None = await look.group()
    scope = group.id if group else f"/subscriptions/{subscription_id}"
    denials = await policies.denials(look.azure, scope)
    if not denials:
        return ok("No Azure Policy with the effect Deny applies.")
    names = ", ".join(denial.display_name or denial.name for denial in denials)
    return warning(
        f"Azure Policy may forbid it; in force with the effect Deny: {names}.",
        "Whether one forbids this server depends on its conditions. Ask the policy's owner if "
        "Azure refuses with RequestDisallowedByPolicy.",
    )

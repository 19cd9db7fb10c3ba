"""Checks of the place: subscription, provider, rights, resource group, region, locks, policies."""

from __future__ import annotations

from azureops import groups, ids, locations, locks, permissions, policies, providers
from commands import ordered
from commands.deploy.preflight import made
from commands.deploy.preflight.look import Look
from commands.preflight.said import Said, blocking, ok, warning
from core.sentences import join, say

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
        return ok(say("place-reachable", "{name} is reachable.", name=found.name))
    return blocking(
        say(
            "place-disabled",
            "{name} is {state}: Azure makes nothing new in it.",
            name=found.name,
            state=found.state,
        ),
        say("place-disabled-remedy", "Have it enabled again, or choose another subscription."),
    )


async def provider(look: Look) -> Said:
    needed = ["Microsoft.Compute", "Microsoft.Network"]
    if look.wish.storage:
        needed.append("Microsoft.Storage")
    states = await providers.states(look.azure, await look.subscription_id(), needed)
    lacking = [name for name, state in states.items() if state != "Registered"]
    if not lacking:
        return ok(
            say(
                "place-providers",
                "The resource providers {names} are registered.",
                names=", ".join(needed),
            )
        )
    return blocking(
        say(
            "place-providers-lacking",
            "Not registered in the subscription: {names}.",
            names=", ".join(lacking),
        ),
        join(
            say(
                "place-providers-remedy",
                "Run `az provider register --namespace {name} --wait`.",
                name=name,
            )
            for name in lacking
        ),
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
        return ok(say("preflight-rights", "The bot's identity may do everything that is needed."))
    return blocking(
        say(
            "preflight-rights-lacking",
            "The bot's identity lacks: {rights}.",
            rights=", ".join(lacking),
        ),
        say(
            "place-rights-remedy",
            "Give it the roles Virtual Machine Contributor and Network Contributor on the resource "
            "group and the network (and Contributor on the subscription for new resource groups).",
        ),
    )


async def resource_group(look: Look) -> Said:
    found = await look.group()
    if found is None:
        return ok(
            say(
                "place-group-new",
                "{group} will be made in {region}.",
                group=look.wish.resource_group,
                region=(await look.region()).name,
            )
        )
    if found.state == "Deleting":
        return blocking(
            say("place-group-deleting", "{group} is being deleted.", group=found.name),
            say("place-group-deleting-remedy", "Wait until it is gone, or choose another."),
        )
    region = await look.region()
    if locations.plain(found.location) != region.name:
        return warning(
            say(
                "place-group-elsewhere",
                "{group} is in {location}, the server will be in {region}.",
                group=found.name,
                location=found.location,
                region=region.name,
            ),
            say(
                "place-group-elsewhere-remedy",
                "This works; should that region be down, the group cannot be managed.",
            ),
        )
    return ok(
        say("place-group", "{group} exists in {region}.", group=found.name, region=region.name)
    )


async def region(look: Look) -> Said:
    found = await look.region()
    return ok(
        say("place-region", "{region} is open to the subscription.", region=found.display_name)
    )


async def no_lock(look: Look) -> Said:
    subscription_id = await look.subscription_id()
    scope = f"/subscriptions/{subscription_id}"
    if await look.group() is not None:
        scope = ids.group(subscription_id, look.wish.resource_group)
    found = await locks.reaching(look.azure, scope)
    frozen = [lock.name for lock in found if lock.level is locks.Level.READ_ONLY]
    if frozen:
        return blocking(
            say(
                "place-frozen",
                "A read-only lock forbids any change: {locks}.",
                locks=", ".join(frozen),
            ),
            say(
                "place-frozen-remedy",
                "Have its owner remove the lock, or choose another resource group.",
            ),
        )
    if found:
        return warning(
            say(
                "place-locked",
                "A lock forbids deletion: {locks}.",
                locks=", ".join(lock.name for lock in found),
            ),
            say(
                "place-locked-remedy",
                "The deployment works, but cleaning up and deleting the server later will not, "
                "until the lock is removed.",
            ),
        )
    return ok(say("place-unlocked", "No lock forbids it."))


async def policy(look: Look) -> Said:
    subscription_id = await look.subscription_id()
    group: groups.Group | None = await look.group()
    scope = group.id if group else f"/subscriptions/{subscription_id}"
    denials = await policies.denials(look.azure, scope)
    if not denials:
        return ok(say("place-no-policy", "No Azure Policy with the effect Deny applies."))
    names = ", ".join(denial.display_name or denial.name for denial in denials)
    return warning(
        say(
            "place-policy",
            "Azure Policy may forbid it; in force with the effect Deny: {names}.",
            names=names,
        ),
        say(
            "place-policy-remedy",
            "Whether one forbids this server depends on its conditions. Ask the policy's owner if "
            "Azure refuses with RequestDisallowedByPolicy.",
        ),
    )

"""The steps before the machine: resource group, password, network interface."""

from __future__ import annotations

from azureops import groups, interfaces, secrets
from commands import failing
from commands.deploy import names, password
from commands.deploy.steps import given
from core import json
from core.sentences import say
from workflow import procedures


async def group(context: procedures.Context, arguments: json.Object) -> json.Object:
    """The resource group; one that we make carries our tag, an existing one is left as it is.

    What was approved as existing is not made: it may be gone because somebody wants it gone.
    """
    g = given.read(context, arguments)
    found, made = await groups.ensure(
        context.world,
        g.subscription,
        g.group,
        g.plan["region"],
        g.tags,
        make=bool(g.plan["make_group"]),
    )
    await context.note(
        say("deploy-group-made", "{group} was made.", group=found.name)
        if made
        else say("deploy-group-there", "{group} is there.", group=found.name)
    )
    return {"id": found.id, "made": made or g.ours(found.tags)}


async def admin_password(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Generates the password into Key Vault unless it is there; gives only the secret's name."""
    g = given.read(context, arguments)
    if not await secrets.exists(context.world, g.secret):
        await secrets.put(context.world, g.secret, password.generate(), g.tags)
    await context.note(
        say("deploy-password", "The password is in Key Vault as {secret}.", secret=g.secret)
    )
    return {"secret": g.secret}


async def submit_interface(context: procedures.Context, arguments: json.Object) -> json.Object:
    g = given.read(context, arguments)
    found = await interfaces.get(context.world, g.interface_id)
    if found is not None and not g.ours(found.tags):
        kind = say("deploy-kind-interface", "network interface")
        raise failing.foreign(kind, names.interface(g.name), g.group)
    if found is not None and found.address == g.address and found.state == "Succeeded":
        return {"token": None}
    token = await interfaces.submit_create(
        context.world,
        g.interface_id,
        location=g.plan["region"],
        subnet_id=g.plan["subnet_id"],
        address=g.address,
        tags=g.tags,
    )
    return {"token": token}


async def follow_interface(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Proves that the interface has the address for good, and no public one."""
    g = given.read(context, arguments)
    token = g.results["interface-submit"]["token"]
    if token is not None:
        await interfaces.follow(context.world, token)
    found = await interfaces.get(context.world, g.interface_id)
    if found is None or found.address != g.address or not found.static or found.public:
        raise procedures.StepFailed(
            _otherwise(g.address, found),
            remedy=say(
                "deploy-interface-remedy",
                "Retry from this step; if it stays so, clean up and deploy again.",
            ),
            cause=say("deploy-interface-cause", "Something else changed it meanwhile."),
            code="not-as-planned",
        )
    await context.note(
        say(
            "deploy-interface",
            "The network interface has {ip}, fixed, without public address.",
            ip=found.address,
        )
    )
    return {"id": found.id, "ip": found.address}


def _otherwise(wanted: str, found: interfaces.Interface | None) -> str:
    if found is None:
        return say(
            "deploy-interface-missing",
            "The network interface should have the fixed address {ip}; it is missing.",
            ip=wanted,
        )
    return say(
        "deploy-interface-elsewhere",
        "The network interface should have the fixed address {ip}; it is at {found}.",
        ip=wanted,
        found=found.address,
    )

"""The steps before the machine: resource group, password, network interface."""

from __future__ import annotations

from azureops import groups, interfaces, secrets
from commands import failing
from commands.deploy import names, password
from commands.deploy.steps import given
from core import json
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
    await context.note(f"{found.name} {'was made' if made else 'is there'}.")
    return {"id": found.id, "made": made or g.ours(found.tags)}


async def admin_password(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Generates the password into Key Vault unless it is there; gives only the secret's name."""
    g = given.read(context, arguments)
    if not await secrets.exists(context.world, g.secret):
        await secrets.put(context.world, g.secret, password.generate(), g.tags)
    await context.note(f"The password is in Key Vault as {g.secret}.")
    return {"secret": g.secret}


async def submit_interface(context: procedures.Context, arguments: json.Object) -> json.Object:
    g = given.read(context, arguments)
    found = await interfaces.get(context.world, g.interface_id)
    if found is not None and not g.ours(found.tags):
        raise failing.foreign("network interface", names.interface(g.name), g.group)
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
        shown = f"at {found.address}" if found else "missing"
        raise procedures.StepFailed(
            f"The network interface should have the fixed address {g.address}; it is {shown}.",
            remedy="Retry from this step; if it stays so, clean up and deploy again.",
            cause="Something else changed it meanwhile.",
            code="not-as-planned",
        )
    await context.note(f"The network interface has {found.address}, fixed, without public address.")
    return {"id": found.id, "ip": found.address}

"""The virtual machine: sent once, followed to its end, and seen to run."""

from __future__ import annotations

from datetime import datetime, timedelta

from azureops import longrunning, machines, secrets
from azureops.machines import Power
from commands import failing
from commands.deploy import names
from commands.deploy.steps import given
from core import clock, json
from workflow import procedures

POLL_SECONDS = 4.0  # Azure asks not to look at one machine's operation more often
START_LIMIT = timedelta(minutes=30)
AGENT_LIMIT = timedelta(minutes=10)


async def submit(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Looks for our machine first; a machine that is not ours is never touched."""
    g = given.read(context, arguments)
    found = await machines.get(context.world, g.machine_id)
    if found is not None and not g.ours(found.tags):
        raise failing.foreign("virtual machine", g.name, g.group)
    if found is not None and found.state not in {"Failed", "Canceled"}:
        return {"token": None}
    secret = await secrets.get(context.world, g.secret)
    if secret is None:
        raise procedures.StepFailed(
            f"Key Vault no longer holds the secret {g.secret} that this operation stored.",
            remedy="Recover it in Key Vault and retry, or clean up and deploy again.",
            cause="Somebody deleted it, or it has expired.",
            code="secret-missing",
        )
    token = await machines.submit_create(context.world, _wanted(g), admin_password=secret)
    return {"token": token}


def _wanted(g: given.Given) -> machines.Wanted:
    return machines.Wanted(
        id=g.machine_id,
        location=g.plan["region"],
        size=g.plan["size"],
        image=g.image,
        image_version=g.plan["image"]["version"],
        plan=g.image_plan,
        computer_name=g.name,
        admin_user=g.plan["user"],
        interface_id=g.interface_id,
        os_disk_name=g.plan["os_disk"],
        os_disk_kind=names.DISK_KIND,
        data_disk_name=g.plan["data_disk"],
        data_disk_gb=names.DATA_DISK_GB,
        data_disk_kind=names.DISK_KIND,
        diagnostics_uri=g.plan["diagnostics"],
        tags=g.tags,
    )


async def follow(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Waits for Azure to have made it; what Azure accepted is followed to its end."""
    g = given.read(context, arguments)
    token = g.results["machine-submit"]["token"]
    await context.note("Azure is making the machine; this takes some minutes.")
    if token is not None:
        await machines.follow(context.world, token)
    found = await _settled(context, g)
    await context.note(f"Azure has made {found.name} with {1 + len(found.data_disks)} disks.")
    return {"id": found.id, "vm_id": found.unique, "image_version": found.image_version}


async def _settled(context: procedures.Context, g: given.Given) -> machines.Machine:
    """The machine once its provisioning has ended well; also after another process sent it."""
    until = context.clock.now() + START_LIMIT
    while True:
        found = await machines.get(context.world, g.machine_id)
        if found is None:
            raise _lost(g.name, "it is gone")
        if found.state == "Succeeded":
            return found
        if found.state in {"Failed", "Canceled", "Deleting"}:
            raise _lost(g.name, "; ".join(found.messages) or f"its state is {found.state}")
        if context.clock.now() > until:
            raise longrunning.overdue(g.machine_id, START_LIMIT)
        await context.sleep(POLL_SECONDS)


def _lost(name: str, why: str) -> procedures.StepFailed:
    return procedures.StepFailed(
        f"Azure did not finish making {name}: {why}.",
        remedy="Retry from this step: it is sent again. If it fails again, clean up.",
        cause="Azure's side failed, or somebody deleted or changed the machine.",
        code="machine-not-made",
    )


async def running(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Sees the machine run and its guest agent answer; the agent's silence alone is no failure."""
    g = given.read(context, arguments)
    began = context.clock.now()
    while True:
        found = await machines.get(context.world, g.machine_id)
        _still_there(found, g.name)
        if found is not None and found.power is Power.RUNNING:
            if found.agent == "Ready" or context.clock.now() > began + AGENT_LIMIT:
                break
            await context.note("The machine runs; Windows is still starting.")
        else:
            await context.note("Waiting for the machine to run.")
        _in_time(context.clock, began, g.name)
        await context.sleep(POLL_SECONDS)
    agent = found.agent or "silent"
    await context.note(f"{g.name} runs; its guest agent is {agent}.")
    return {"power": found.power.value, "agent": agent}


def _still_there(found: machines.Machine | None, name: str) -> None:
    if found is None:
        raise _lost(name, "it is gone")
    if found.power in {Power.STOPPED, Power.STOPPING, Power.DEALLOCATED, Power.DEALLOCATING}:
        raise procedures.StepFailed(
            f"{name} is {found.power.value} instead of running.",
            remedy="Start it in the portal, then retry from this step.",
            cause="Somebody stopped it, or an automatic shutdown did.",
            code="machine-stopped",
        )


def _in_time(now: clock.Clock, began: datetime, name: str) -> None:
    if now.now() > began + START_LIMIT:
        raise procedures.StepFailed(
            f"{name} was made but does not run after {START_LIMIT.seconds // 60} minutes.",
            remedy="Look at its boot diagnostics in the portal, then retry from this step.",
            cause="Windows does not start, or Azure is slow today.",
            code="machine-not-running",
        )

"""The virtual machine: sent once, followed to its end, and seen to run."""

from __future__ import annotations

from datetime import datetime, timedelta

from azureops import longrunning, machines, secrets
from azureops.machines import Power
from commands import failing
from commands.deploy import names
from commands.deploy.steps import given
from core import clock, json
from core.sentences import say
from workflow import procedures

POLL_SECONDS = 4.0  # Azure asks not to look at one machine's operation more often
START_LIMIT = timedelta(minutes=30)
AGENT_LIMIT = timedelta(minutes=10)
GONE = say("deploy-machine-gone", "it is gone")
SILENT = say("deploy-agent-silent", "silent")
OFF = {
    Power.STOPPED: say("deploy-power-stopped", "stopped"),
    Power.STOPPING: say("deploy-power-stopping", "stopping"),
    Power.DEALLOCATED: say("deploy-power-deallocated", "deallocated"),
    Power.DEALLOCATING: say("deploy-power-deallocating", "deallocating"),
}
"""What a machine is that does not come up by itself."""


async def submit(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Looks for our machine first; a machine that is not ours is never touched."""
    g = given.read(context, arguments)
    found = await machines.get(context.world, g.machine_id)
    if found is not None and not g.ours(found.tags):
        kind = say("deploy-kind-machine", "virtual machine")
        raise failing.foreign(kind, g.name, g.group)
    if found is not None and found.state not in {"Failed", "Canceled"}:
        return {"token": None}
    secret = await secrets.get(context.world, g.secret)
    if secret is None:
        raise procedures.StepFailed(
            say(
                "deploy-secret-gone",
                "Key Vault no longer holds the secret {secret} that this operation stored.",
                secret=g.secret,
            ),
            remedy=say(
                "deploy-secret-gone-remedy",
                "Recover it in Key Vault and retry, or clean up and deploy again.",
            ),
            cause=say("deploy-secret-gone-cause", "Somebody deleted it, or it has expired."),
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
    await context.note(
        say("deploy-making", "Azure is making the machine; this takes some minutes.")
    )
    if token is not None:
        await machines.follow(context.world, token)
    found = await _settled(context, g)
    await context.note(
        say(
            "deploy-made",
            "Azure has made {name} with {disks} disks.",
            name=found.name,
            disks=1 + len(found.data_disks),
        )
    )
    return {"id": found.id, "vm_id": found.unique, "image_version": found.image_version}


async def _settled(context: procedures.Context, g: given.Given) -> machines.Machine:
    """The machine once its provisioning has ended well; also after another process sent it."""
    until = context.clock.now() + START_LIMIT
    while True:
        found = await machines.get(context.world, g.machine_id)
        if found is None:
            raise _lost(g.name, GONE)
        if found.state == "Succeeded":
            return found
        if found.state in {"Failed", "Canceled", "Deleting"}:
            state = say("deploy-machine-state", "its state is {state}", state=found.state)
            raise _lost(g.name, "; ".join(found.messages) or state)
        if context.clock.now() > until:
            raise longrunning.overdue(g.machine_id, START_LIMIT)
        await context.sleep(POLL_SECONDS)


def _lost(name: str, why: str) -> procedures.StepFailed:
    return procedures.StepFailed(
        say("deploy-not-made", "Azure did not finish making {name}: {why}.", name=name, why=why),
        remedy=say(
            "deploy-not-made-remedy",
            "Retry from this step: it is sent again. If it fails again, clean up.",
        ),
        cause=say(
            "deploy-not-made-cause",
            "Azure's side failed, or somebody deleted or changed the machine.",
        ),
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
            await context.note(
                say("deploy-windows-starting", "The machine runs; Windows is still starting.")
            )
        else:
            await context.note(say("deploy-waiting", "Waiting for the machine to run."))
        _in_time(context.clock, began, g.name)
        await context.sleep(POLL_SECONDS)
    agent = found.agent or SILENT
    await context.note(
        say(
            "deploy-running",
            "{name} runs; its guest agent is {agent}.",
            name=g.name,
            agent=agent,
        )
    )
    return {"power": found.power.value, "agent": str(agent)}


def _still_there(found: machines.Machine | None, name: str) -> None:
    if found is None:
        raise _lost(name, GONE)
    if found.power in OFF:
        raise procedures.StepFailed(
            say(
                "deploy-stopped",
                "{name} is {power} instead of running.",
                name=name,
                power=OFF[found.power],
            ),
            remedy=say(
                "deploy-stopped-remedy", "Start it in the portal, then retry from this step."
            ),
            cause=say("deploy-stopped-cause", "Somebody stopped it, or an automatic shutdown did."),
            code="machine-stopped",
        )


def _in_time(now: clock.Clock, began: datetime, name: str) -> None:
    if now.now() > began + START_LIMIT:
        raise procedures.StepFailed(
            say(
                "deploy-not-running",
                "{name} was made but does not run after {minutes} minutes.",
                name=name,
                minutes=START_LIMIT.seconds // 60,
            ),
            remedy=say(
                "deploy-not-running-remedy",
                "Look at its boot diagnostics in the portal, then retry from this step.",
            ),
            cause=say(
                "deploy-not-running-cause", "Windows does not start, or Azure is slow today."
            ),
            code="machine-not-running",
        )

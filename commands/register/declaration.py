"""`/failback-ps register`."""

from __future__ import annotations

import dataclasses
from typing import Any

from commands.existing import plan
from commands.register import checks, steps
from commands.register.fields import FIELDS
from commands.register.look import Look
from commands.verbs import Authority, Verb
from core import json
from core.sentences import say
from workflow import plans, procedures

UNDO = say(
    "register-undo", "`/failback-ps unregister` takes it off the configuration server again."
)


def summary(look: Look) -> str:
    return say(
        "register-summary",
        "Register {server} with the configuration server {fabric}: a person does it by Remote "
        "Desktop, guided by the bot; the bot watches until Site Recovery shows it with a fresh "
        "heartbeat.",
        server=look.name,
        fabric=look.wish["configuration_server"],
    )


async def changes(look: Look) -> tuple[plans.Change, ...]:
    """An entry on the configuration server; the machine stays as it is."""
    fabric = await look.fabric()
    entry = plans.Change(
        action=plans.Action.CHANGE,
        kind=say("unregister-entry", "registration"),
        name=look.name,
        id=f"{fabric.id}#{look.subject.address}",
        properties={
            "on": fabric.friendly_name,
            "address": fabric.server.address if fabric.server else "",
            "port": look.wish["port"],
            "data transfer port": look.wish["data_port"],
            "passphrase in": look.passphrase_secret,
        },
    )
    machine = look.machine()
    stays = plans.Change(
        action=plans.Action.KEEP,
        kind=say("power-machine", "virtual machine"),
        name=machine.name,
        id=machine.id,
    )
    return entry, stays


async def arguments(look: Look) -> json.Object:
    fabric = await look.fabric()
    return {
        "vault_id": fabric.vault_id,
        "fabric_id": fabric.id,
        "configuration_server": fabric.friendly_name,
        "configuration_server_ip": fabric.server.address if fabric.server else "",
        "port": look.wish["port"],
        "data_port": look.wish["data_port"],
        "passphrase_secret": look.passphrase_secret,
        "user": look.machine().admin_user,
        "password_secret": await look.password_secret(),
    }


_MADE = plan.maker(
    verb="register",
    look=Look,
    summary=summary,
    checks=checks.CHECKS,
    changes=changes,
    steps=steps.STEPS,
    undo=UNDO,
    more=arguments,
)


async def make(azure: Any, values: json.Object, request: procedures.Request) -> plans.Plan:
    """The vault that rules look at is that of the chosen configuration server."""
    made = await _MADE(azure, values, request)
    vault = str(made.arguments["vault_id"])
    environment = {**made.environment, **({"vault": vault} if vault else {})}
    return dataclasses.replace(made, environment=environment)


VERB = Verb(
    name="register",
    summary="register a process server that is in Azure with its configuration server",
    description=(
        "Guides a person through registering a process server that is in Azure but that no "
        "configuration server knows (any more), after an approval, and watches until Site Recovery "
        "shows it with a fresh heartbeat. The guide comes with every value filled in; the "
        "passphrase stays in Key Vault, only its secret's name is given. *Done* on the card makes "
        "the bot look at once and say what is missing, a closed port to the configuration server "
        "among it. `/failback-ps deploy` registers what it makes itself."
    ),
    authority=Authority.APPROVAL,
    fields=FIELDS,
    make_plan=make,
    steps=steps.STEPS,
    examples=(
        "/failback-ps register ps-weu-1 192.168.10.20",
        "/failback-ps register ps-weu-1 192.168.10.20 passphrase_secret=asr-passphrase",
    ),
    words=("server", "configuration_server"),
)

"""`/failback-ps renew-certificate`."""

from __future__ import annotations

from typing import Any

from azureops import ids
from commands import configuration_servers, preflight
from commands.certificate import checks, look, steps
from commands.verbs import Authority, Verb
from core import json
from core.sentences import say
from workflow import holds, plans, procedures


async def _plan(azure: Any, values: json.Object, request: procedures.Request) -> plans.Plan:
    del request
    fabric = await configuration_servers.one(azure, str(values["server"]))
    seen = look.Look(azure, fabric)
    expires = seen.server.certificate_expires
    return plans.Plan(
        verb="renew-certificate",
        target=seen.name,
        environment={
            "subscription": ids.subscription_of(fabric.id),
            "resource_group": ids.group_of(fabric.id),
            "vault": fabric.vault_id,
        },
        summary=say(
            "certificate-summary",
            "Renew the certificate of {server}, of its process servers and agents, for three "
            "years.",
            server=seen.name,
        ),
        changes=(
            plans.Change(
                action=plans.Action.CHANGE,
                kind=say("certificate-kind", "certificate"),
                name=seen.name,
                id=fabric.id,
                properties={"now valid until": expires.date().isoformat() if expires else ""},
            ),
        ),
        findings=await preflight.run(checks.CHECKS, seen),
        steps=tuple(step.name for step in steps.STEPS),
        undo=say(
            "certificate-undo",
            "There is no way back, and none is needed: the old certificate is replaced.",
        ),
        arguments={
            "name": seen.name,
            "fabric_id": fabric.id,
            "vault_id": fabric.vault_id,
            "expires": expires.isoformat() if expires else "",
        },
        locks=(holds.server(seen.name), holds.vault(fabric.vault_id)),
    )


VERB = Verb(
    name="renew-certificate",
    summary="renew a configuration server's certificate before it expires",
    description=(
        "Renews the certificate of a configuration server with its process servers and agents. "
        "Everything must be connected and on the newest version first, and it must not have "
        "expired: then it can only be renewed by hand. Done when the vault shows the new date."
    ),
    authority=Authority.APPROVAL,
    fields=(configuration_servers.field(),),
    make_plan=_plan,
    steps=steps.STEPS,
    examples=("/failback-ps renew-certificate cs-onprem-01",),
    words=("server",),
)

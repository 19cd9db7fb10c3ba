"""Who replicates through a server, looked at again in a step: a retry may come days later."""

from __future__ import annotations

from azureops import protected_items
from commands.existing import checks, given
from core.sentences import say
from workflow import procedures


async def nobody(context: procedures.Context, g: given.Given) -> None:
    """Raises `StepFailed` where a protected machine uses it by now. One that no fabric knows is
    used by nobody."""
    if not g.plan["process_server_id"]:
        return
    wanted = str(g.plan["process_server_id"]).lower()
    listed = await protected_items.list_all(context.world, str(g.plan["vault_id"]))
    using = [item.name for item in listed if item.process_server_id.lower() == wanted]
    if using:
        raise procedures.StepFailed(
            say(
                "existing-using",
                "{machines} replicates through {server}: {names}."
                if len(using) == 1
                else "{machines} replicate through {server}: {names}.",
                machines=checks.machines(len(using)),
                server=g.name,
                names=checks.some(using),
                count=len(using),
            ),
            remedy=say(
                "existing-using-remedy",
                "Cancel this, move them (`/failback-ps switch {server} <another server>`), then "
                "ask again.",
                server=g.name,
            ),
            cause=say("existing-using-cause", "Somebody moved them to it after the checks."),
            code="in-use",
        )

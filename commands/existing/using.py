"""Who replicates through a server, looked at again in a step: a retry may come days later."""

from __future__ import annotations

from azureops import protected_items
from commands.existing import checks, given
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
        verb = "replicates" if len(using) == 1 else "replicate"
        raise procedures.StepFailed(
            f"{checks.machines(len(using))} {verb} through {g.name}: {checks.some(using)}.",
            remedy=f"Cancel this, move them (`/failback-ps switch {g.name} <another server>`), "
            "then ask again.",
            cause="Somebody moved them to it after the checks.",
            code="in-use",
        )

"""A plan about an existing process server: what is common to all verbs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from azureops import ids
from azureops.errors import AzureError
from commands import preflight
from commands.existing import subject
from commands.existing.look import Look
from commands.preflight.said import Missing
from core import json
from workflow import holds, plans, procedures
from workflow.procedures import Step


def maker(
    *,
    verb: str,
    summary: Callable[[Look], str],
    checks: Mapping[str, preflight.Check[Look]],
    changes: Callable[[Look], tuple[plans.Change, ...]],
    steps: Sequence[Step],
    undo: str,
) -> Callable[[Any, json.Object, procedures.Request], Awaitable[plans.Plan]]:
    """The `make_plan` of a verb whose field `server` names one process server.

    Raises `pick.UnknownServer` where nobody knows it, `AzureError` where Azure gives no answer.
    """

    async def make(azure: Any, values: json.Object, request: procedures.Request) -> plans.Plan:
        del request
        look = Look(azure, await subject.find(azure, str(values["server"])))
        return plans.Plan(
            verb=verb,
            target=look.name,
            environment={**subject.environment(look.subject), **await _tags(look)},
            summary=summary(look),
            changes=changes(look),
            findings=await preflight.run(checks, look),
            steps=tuple(step.name for step in steps),
            undo=undo,
            arguments=arguments(look.subject),
            locks=locks(look.subject),
        )

    return make


def arguments(found: subject.Subject) -> dict[str, Any]:
    """What the steps are given: who it is, by the ids that stay."""
    return {
        "name": found.name,
        "ip": found.address,
        "machine_id": found.machine.id if found.machine else "",
        "vault_id": found.server.fabric.vault_id if found.server else "",
        "fabric_id": found.server.fabric.id if found.server else "",
        "process_server_id": found.server.ps.id if found.server else "",
    }


def locks(found: subject.Subject) -> tuple[str, ...]:
    """The same keys as a deployment's: one operation at a time per server and per address."""
    names = {found.name, found.machine.name if found.machine else found.name}
    keys = sorted(map(holds.server, names))
    if found.interface is not None:
        network = ids.name_of(ids.parent_of(found.interface.subnet_id))
        keys.append(holds.address(network, found.address))
    return tuple(keys)


async def _tags(look: Look) -> dict[str, str]:
    """Of the resource group, as rules look at them."""
    try:
        group = await look.group()
    except (Missing, AzureError):
        return {}
    return {f"tag:{name.lower()}": value for name, value in group.tags.items()} if group else {}

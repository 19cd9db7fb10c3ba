"""A plan about an existing process server: what is common to all verbs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from azureops import ids
from azureops.errors import AzureError
from commands import preflight
from commands.existing import subject
from commands.existing.look import Look
from commands.preflight.said import Missing
from core import json
from workflow import holds, plans, procedures
from workflow.procedures import Step

L = TypeVar("L", bound=Look)
T = TypeVar("T")


async def nothing(look: Look) -> json.Object:
    """No arguments besides those that all verbs have."""
    del look
    return {}


def maker(
    *,
    verb: str,
    look: Callable[[Any, subject.Subject, dict[str, str]], L],
    summary: Callable[[L], str],
    checks: Mapping[str, preflight.Check[L]],
    changes: Callable[[L], Awaitable[tuple[plans.Change, ...]]],
    steps: Sequence[Step],
    undo: str,
    more: Callable[[L], Awaitable[json.Object]] = nothing,
    names: Callable[[L], Awaitable[tuple[str, ...]]] | None = None,
) -> Callable[[Any, json.Object, procedures.Request], Awaitable[plans.Plan]]:
    """The `make_plan` of a verb whose field `server` names one process server.

    `more` are arguments besides `arguments`, `names` those of the steps that this plan has; all of
    them, unless given. Where a fact is missing that one of them or `changes` stands on, a check
    says so, and it is left out.
    Raises `pick.UnknownServer` where nobody knows it, `AzureError` where Azure gives no answer.
    """

    async def make(azure: Any, values: json.Object, request: procedures.Request) -> plans.Plan:
        del request
        given = {name: str(value) for name, value in values.items()}
        seen = look(azure, await subject.find(azure, given["server"]), given)
        findings = await preflight.run(checks, seen)
        return plans.Plan(
            verb=verb,
            target=seen.name,
            environment={**subject.environment(seen.subject), **await _tags(seen)},
            summary=summary(seen),
            changes=await known(changes(seen), ()),
            findings=findings,
            steps=await known(names(seen), ()) if names else tuple(step.name for step in steps),
            undo=undo,
            arguments={**arguments(seen.subject), **await known(more(seen), {})},
            locks=locks(seen.subject),
        )

    return make


def arguments(found: subject.Subject) -> dict[str, Any]:
    """What the steps are given: who it is, by the ids that stay; `uniques` say which very machine
    has its id now, so that another one made under its name is not the one that was approved."""
    machine = found.machine
    return {
        "name": found.name,
        "ip": found.address,
        "machine_id": machine.id if machine else "",
        "uniques": {machine.id.lower(): machine.unique} if machine else {},
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


async def known(fact: Awaitable[T], otherwise: T) -> T:
    """A fact; where it is not to be had, a check says why."""
    try:
        return await fact
    except (Missing, AzureError):
        return otherwise


async def _tags(look: Look) -> dict[str, str]:
    """Of the resource group, as rules look at them."""
    group = await known(look.group(), None)
    return {f"tag:{name.lower()}": value for name, value in group.tags.items()} if group else {}

"""The plan of a switch."""

from __future__ import annotations

from typing import Any

from azureops import ids
from azureops.errors import AzureError
from commands import preflight
from commands.existing import plan as shared
from commands.existing import subject
from commands.preflight.said import Missing
from commands.switch import checks, look, steps
from core import json
from core.sentences import say
from workflow import holds, plans, procedures


async def make(azure: Any, values: json.Object, request: procedures.Request) -> plans.Plan:
    del request
    seen = await look.of(azure, {name: str(value) for name, value in values.items()})
    findings = await preflight.run(checks.CHECKS, seen)
    chosen = await _chosen(seen)
    return plans.Plan(
        verb="switch",
        target=seen.name,
        environment=subject.environment(seen.subject),
        summary=_summary(seen),
        changes=tuple(_change(item, seen.target.label) for item in chosen),
        findings=findings,
        steps=tuple(step.name for step in steps.STEPS),
        undo=say(
            "switch-undo",
            "Switch back: `/failback-ps switch {back}`.",
            back=" ".join(_back(seen, chosen)),
        ),
        arguments={
            **shared.arguments(seen.subject),
            "target_id": seen.target.ps.id,
            "target_name": seen.target.label,
            "items": [item.id for item in chosen],
            # By name also where it is all of them: who came since was not approved.
            "machines": [ids.name_of(i.protectable_item_id) for i in chosen],
        },
        locks=_locks(seen),
    )


def _summary(seen: look.Look) -> str:
    of, to = seen.name, seen.target.label
    if seen.named:
        return say(
            "switch-some", "Move the named machines that use {server} to {to}.", server=of, to=to
        )
    return say("switch-all", "Move all machines that use {server} to {to}.", server=of, to=to)


async def _chosen(seen: look.Look) -> look.Items:
    try:
        return await seen.chosen()
    except (Missing, AzureError):
        return ()


def _change(item: Any, target: str) -> plans.Change:
    return plans.Change(
        action=plans.Action.CHANGE,
        kind=say("switch-machine", "protected machine"),
        name=item.name,
        id=item.id,
        properties={"process server": target},
    )


def _back(seen: look.Look, chosen: look.Items) -> list[str]:
    return [seen.target.label, seen.name, *(item.name for item in chosen)]


def _locks(seen: look.Look) -> tuple[str, ...]:
    """Both servers, and the vault: of its switches there is one at a time, so that a new job is
    known to be ours."""
    target = holds.server(seen.target.label)
    return (*shared.locks(seen.subject), target, holds.vault(seen.target.fabric.vault_id))

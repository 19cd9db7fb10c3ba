"""What a forgotten server costs: asked of Azure for those only that are told."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from azureops import azure, machines
from azureops.errors import AzureError
from commands.existing import cost
from core import language, phrases
from watch import judging, readings, rules_usage
from workflow import findings


async def told(cloud: azure.Azure, looks: Sequence[findings.Look]) -> list[findings.Look]:
    """The looks, with each forgotten server's cost a month in its sentence."""

    async def one(look: findings.Look) -> findings.Look:
        if look.kind != rules_usage.FORGOTTEN or not look.observations:
            return look
        priced = await readings.bounded(lambda seen: _priced(cloud, seen), look.observations, 2)
        return dataclasses.replace(look, observations=priced)

    return [await one(look) for look in looks]


async def _priced(cloud: azure.Azure, seen: findings.Observation) -> findings.Observation:
    machine_id = str(seen.evidence.get("machine", ""))
    try:
        machine = await machines.get(cloud, machine_id) if machine_id else None
    except AzureError:
        machine = None
    if machine is None:
        return seen
    said = await cost.said(cloud, machine)
    known = phrases.restore(seen.evidence.get(findings.SAID), language.of("en"))
    more = [*known, phrases.phrase("rule-forgotten-cost", cost=said)]
    return dataclasses.replace(seen, **judging.told(more, seen.evidence))

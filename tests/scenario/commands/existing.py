"""Contoso's process servers, and what tests of verbs on them ask."""

from __future__ import annotations

from commands.registry import VERBS
from tests.scenario.commands.conftest import Cloud
from workflow import plans, procedures

PRODUCTION = "5b000000-0000-4000-8000-000000000001"
NORTH = f"/subscriptions/{PRODUCTION}/resourceGroups/rg-dr-neu"
REQUEST = procedures.Request(operation_id="op-end4k2qhd45", requester="U0RITA001")


def machine(name: str) -> str:
    return f"{NORTH}/providers/Microsoft.Compute/virtualMachines/{name}"


def interface(name: str) -> str:
    return f"{NORTH}/providers/Microsoft.Network/networkInterfaces/{name}-nic"


def disk(name: str) -> str:
    return f"{NORTH}/providers/Microsoft.Compute/disks/{name}-osdisk"


async def plan(cloud: Cloud, verb: str, server: str, **more: str) -> plans.Plan:
    return await VERBS[verb].plan(cloud.world, {"server": server, **more}, REQUEST)


def only(verb: str, *names: str) -> list[procedures.Step]:
    """These parts of the verb's steps."""
    parts = tuple(part for step in VERBS[verb].steps for part in step.parts if part[0] in names)
    assert len(parts) == len(names)
    return [procedures.Step(name="some", title="", parts=parts)]


def finding(made: plans.Plan, check: str) -> plans.Finding:
    return next(one for one in made.findings if one.check == check)


def blocking(made: plans.Plan) -> dict[str, str]:
    return {one.check: f"{one.sentence} {one.remedy}" for one in made.blocking}

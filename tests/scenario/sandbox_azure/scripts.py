"""Scripts put on machines of the local Azure as run commands, and what they showed."""

from __future__ import annotations

from typing import Any

from tests.scenario.sandbox_azure.conftest import World

PLACE = "westeurope"
CONFIGURATION_SERVER = "192.168.10.20"


def body(script: str, **more: Any) -> dict[str, Any]:
    return {"location": PLACE, "properties": {"source": {"script": script}, **more}}


def pairs(**values: str) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in values.items()]


async def run(
    world: World, script: str, machine: str = "app-01", name: str = "check", **more: Any
) -> Any:
    """Put a run command, wait for it, and read its instance view."""
    commands = world.compute().virtual_machine_run_commands
    group = "rg-dr-neu" if "neu" in machine else "rg-dr-weu"
    wanted = body(script, **more)
    wanted["location"] = "northeurope" if "neu" in machine else PLACE
    poller = await commands.begin_create_or_update(group, machine, name, wanted)
    await poller.result()
    shown = await commands.get_by_virtual_machine(group, machine, name, expand="instanceView")
    return shown.instance_view


async def seen(world: World, name: str, machine: str = "app-01") -> Any:
    commands = world.compute().virtual_machine_run_commands
    shown = await commands.get_by_virtual_machine("rg-dr-weu", machine, name, expand="instanceView")
    return shown.instance_view

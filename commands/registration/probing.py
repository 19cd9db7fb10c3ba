"""Whether the configuration server answers the machine: asked of the machine itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from azureops import machines, orders, run_commands
from azureops.errors import AzureError
from commands.existing import checks
from core.sentences import say
from workflow import procedures

LIMIT = 300.0  # seconds: a person waits for what is said


@dataclass(frozen=True, kw_only=True)
class Way:
    """`said`: in words, to stand beside what Site Recovery shows. `open`: None where that could
    not be tested."""

    said: str
    open: bool | None = None


async def way(
    context: procedures.Context, machine_id: str, server_address: str, port: str, name: str
) -> Way:
    """`name` tells one test from another: the same one is not made twice. What cannot be tested is
    said, and is no failure."""
    try:
        machine = await machines.get(context.world, machine_id)
        if machine is None:
            return Way(said=say("registration-machine-gone", "Its machine is gone from Azure."))
        if machine.power in run_commands.OFF:
            power = checks.POWERS[machine.power]
            off = say(
                "registration-machine-off",
                "Its machine is {power}: start it, then register it.",
                power=power,
            )
            return Way(said=off)
        async with asyncio.timeout(LIMIT):
            reachable = await _asked(context, machine, server_address, port, name)
    except AzureError as refused:
        return Way(said=_untested(server_address, port, refused.whole))
    except TimeoutError:
        late = say("registration-no-answer", "The machine gave no answer in time.")
        return Way(said=_untested(server_address, port, late))
    known = reachable if isinstance(reachable, bool) else None
    return Way(said=_said(known, server_address, port), open=known)


def _untested(server_address: str, port: str, why: str) -> str:
    return say(
        "registration-untested",
        "Whether port {port} of {address} is open could not be tested. {why}",
        port=port,
        address=server_address,
        why=why,
    )


def _said(reachable: bool | None, server_address: str, port: str) -> str:
    if reachable:
        return say(
            "registration-answers",
            "Tested from the machine: {address} answers on port {port}, so the network is not "
            "what hinders it.",
            address=server_address,
            port=port,
        )
    if reachable is False:
        return say(
            "registration-no-way",
            "Tested from the machine: {address} does not answer on port {port}. Look at the "
            "security groups of its subnet and interface, the routes to the site, and the site's "
            "firewall.",
            address=server_address,
            port=port,
        )
    return say(
        "registration-unsaid",
        "The machine did not say whether port {port} of {address} is open.",
        port=port,
        address=server_address,
    )


async def _asked(
    context: procedures.Context,
    machine: machines.Machine,
    server_address: str,
    port: str,
    name: str,
) -> object:
    azure = context.world
    token = await run_commands.submit(
        azure,
        machine,
        orders.probe(server_address, port=port),
        operation=context.operation_id,
        part=name,
    )
    try:
        return (await run_commands.follow(azure, token)).said.get("reachable")
    finally:
        await _forget(azure, token["resource"])


async def _forget(azure: Any, resource: str) -> None:
    token = await run_commands.submit_delete(azure, resource)
    if token is not None:
        await run_commands.follow_delete(azure, token)

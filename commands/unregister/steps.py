"""The steps of an unregistration: a person is told what to do, and Site Recovery shows the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from azureops import fabrics, protected_items
from commands import failing, servers, waiting
from commands.existing import checks, given, guide
from commands.unregister.ways import Way
from core import json
from workflow import procedures
from workflow.procedures import Step

LOOKS = 2
Begin = Callable[[procedures.Context, given.Given], Awaitable[None]]
"""Sets the unregistration going; it is run again after a crash or a retry."""


async def begin(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Whether nobody uses it is looked at again: a retry may come days after the checks."""
    g = given.read(arguments)
    await _unused(context, g)
    await BEGIN[Way(str(g.plan["way"]))](context, g)
    return waiting.begin(context)


async def _unused(context: procedures.Context, g: given.Given) -> None:
    wanted = str(g.plan["process_server_id"]).lower()
    listed = await protected_items.list_all(context.world, str(g.plan["vault_id"]))
    using = [item.name for item in listed if item.process_server_id.lower() == wanted]
    if using:
        raise procedures.StepFailed(
            f"{checks.machines(len(using))} replicate through {g.name}: {checks.some(using)}.",
            remedy=f"Move them first: `/failback-ps switch {g.name} <another server>`.",
            cause="Somebody moved them to it after the checks.",
            code="in-use",
        )


async def _uninstall(context: procedures.Context, g: given.Given) -> None:
    """By a person's hand on the server."""
    await _post(context, guide.connected(_values(g)))


async def _forget(context: procedures.Context, g: given.Given) -> None:
    """By a person's hand on the configuration server, which the bot cannot reach."""
    await _post(context, guide.disconnected(_values(g)))


async def _post(context: procedures.Context, text: str) -> None:
    await context.say(f"unregistration-guide-{context.attempt}", text)


BEGIN: dict[Way, Begin] = {Way.CONNECTED: _uninstall, Way.DISCONNECTED: _forget}


def _values(g: given.Given) -> guide.Values:
    return guide.Values(
        name=g.name,
        address=g.address,
        server=str(g.plan["configuration_server"]),
        server_address=str(g.plan["configuration_server_ip"]),
        hours=waiting.HOURS,
    )


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Waits until the fabric no longer shows it, seen twice: one odd answer proves nothing."""
    g = given.read(arguments)
    absent = 0

    def look(fabric: fabrics.Fabric | None) -> tuple[dict[str, Any] | None, str]:
        nonlocal absent
        now = context.clock.now()
        seen = _seen(g, fabric, now)
        absent = 0 if seen else absent + 1
        if absent < LOOKS:
            return None, seen or "Site Recovery does not show it; I look once more."
        where = str(g.plan["configuration_server"])
        return {"ip": g.address, "unregistered_from": where, "gone_since": now.isoformat()}, ""

    gone = await waiting.Wait(
        context,
        g.fabric_id,
        g.results["unregister-begin"],
        doing="to unregister the server",
        look=look,
        late=lambda seen: _timed_out(g, seen),
    ).until_seen()
    await context.note(f"Site Recovery no longer shows {g.name}.")
    return gone


def _seen(g: given.Given, fabric: fabrics.Fabric | None, now: datetime) -> str:
    """By its id: another server may have its address later. Empty: it is not shown."""
    wanted = str(g.plan["process_server_id"]).lower()
    listed = fabric.process_servers if fabric is not None else ()
    found = next((ps for ps in listed if ps.id.lower() == wanted), None)
    if found is None:
        return ""
    beat = servers.heartbeat(found.last_heartbeat, now)
    return f"Site Recovery still shows {found.name}, heartbeat {beat}."


def _timed_out(g: given.Given, seen: str) -> procedures.StepFailed:
    values = _values(g)
    apart = (
        f"(1) Nobody has done it yet: run on {values.server} again, the command "
        f"`{guide.command(g.address)}` lists {g.name}. "
        "(2) It asked for a serial number and got none, or another server's: it then did not say "
        f"`Successfully unregistered {g.name} ({g.address})`. "
        f"(3) {values.server} does not report to Site Recovery: the vault shows its own heartbeat "
        "as old."
    )
    if g.plan["way"] == Way.CONNECTED:
        apart = (
            f"(1) Nobody has done it yet: the three programs are still listed on {g.name}. "
            f"(2) Port 443 from {g.name} to {values.server} was blocked while uninstalling: run "
            f"on {values.server} `{guide.command(g.address)}`. "
            f"(3) {values.server} does not report to Site Recovery: the vault shows its own "
            "heartbeat as old."
        )
    return procedures.StepFailed(
        f"Site Recovery still shows {g.name} after {waiting.HOURS} hours.",
        remedy=f"{seen} Look in this order. {apart} Then retry from this step.",
        cause="Nobody has done it yet, the command was given another serial number, or the "
        "configuration server does not report.",
        code="still-registered",
    )


DOING = "waiting for the unregistration"
STEPS: tuple[Step, ...] = (
    Step(
        name="unregister",
        title="Site Recovery no longer shows it",
        parts=(
            ("unregister-begin", failing.during("posting the guide", begin)),
            ("unregister-proof", failing.during(DOING, prove)),
        ),
    ),
)

"""The steps of an unregistration: the software goes by a script where one can run, else a person
is told what to do; Site Recovery shows the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from azureops import fabrics, orders
from azureops.orders import Order
from commands import failing, ordered, restarting, servers, waiting
from commands.existing import given, guide, using
from commands.unregister.ways import Way
from core import json
from core.sentences import say
from workflow import procedures
from workflow.procedures import Step

LOOKS = 2
ONCE_MORE = say("unregister-once-more", "Site Recovery does not show it; I look once more.")
GOODBYE = timedelta(minutes=30)  # news come within a quarter of an hour, if they come
GUIDES: dict[Way, Callable[[guide.Values], str]] = {
    Way.UNATTENDED: guide.left_behind,
    Way.CONNECTED: guide.connected,
    Way.DISCONNECTED: guide.disconnected,
}
"""What a person has to do; on the unattended way only if the server could not say goodbye."""


class StillShown(procedures.StepFailed):
    """The software is gone, but the entry is not: a person goes on."""

    code = "still-registered"


# ---- by a script on the server -----------------------------------------------------------------
async def _uninstall(context: procedures.Context, g: given.Given) -> Order:
    await using.nobody(context, g)
    return orders.uninstall()


async def uninstalled(context: procedures.Context, arguments: json.Object) -> json.Object:
    """The script is forgotten; now the goodbye is waited for, whatever restarts meanwhile."""
    await ordered.forget(context, given.read(arguments).machine_id)
    return waiting.begin(context, GOODBYE)


async def goodbye(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Not gone by then is no failure yet: the next step has a person take the entry away."""
    g = given.read(arguments)
    try:
        return await _gone(context, g, "uninstall-shown", late=StillShown)
    except StillShown:
        await context.note(
            say(
                "unregister-uninstalled",
                "Uninstalled, but Site Recovery still shows {server}.",
                server=g.name,
            )
        )
        return {}


# ---- until it is gone --------------------------------------------------------------------------
async def begin(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Whether nobody uses it is looked at again: a retry may come days after the checks."""
    g = given.read(arguments)
    if not _left(g):
        await using.nobody(context, g)
        text = GUIDES[Way(str(g.plan["way"]))](_values(g))
        await context.say(f"unregistration-guide-{context.attempt}", text)
    return waiting.begin(context)


def _left(g: given.Given) -> json.Object:
    """The proof, where the server was seen to have said goodbye by itself."""
    return g.results.get("uninstall-goodbye") or {}


def _values(g: given.Given) -> guide.Values:
    return guide.Values(
        name=g.name,
        address=g.address,
        server=str(g.plan["configuration_server"]),
        server_address=str(g.plan["configuration_server_ip"]),
        hours=waiting.HOURS,
    )


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    g = given.read(arguments)
    gone = _left(g) or await _gone(
        context,
        g,
        "unregister-begin",
        doing=say("unregister-person-does", "to unregister the server"),
        late=lambda seen: _timed_out(g, seen),
    )
    await context.note(
        say("unregister-done", "Site Recovery no longer shows {server}.", server=g.name)
    )
    return gone


async def _gone(
    context: procedures.Context,
    g: given.Given,
    begun: str,
    *,
    late: Callable[[str], procedures.StepFailed],
    doing: str = "",
) -> json.Object:
    """Waits until the fabric no longer shows it, seen twice: one odd answer proves nothing."""
    absent = 0

    def look(fabric: fabrics.Fabric | None) -> tuple[dict[str, Any] | None, str]:
        nonlocal absent
        now = context.clock.now()
        seen = _seen(g, fabric, now)
        absent = 0 if seen else absent + 1
        if absent < LOOKS:
            return None, seen or ONCE_MORE
        where = str(g.plan["configuration_server"])
        gone = {"ip": g.address, "unregistered_from": where, "gone_since": now.isoformat()}
        return gone | _machine(g), ""

    return await waiting.Wait(
        context, g.fabric_id, g.results[begun], doing=doing, look=look, late=late
    ).until_seen()


def _machine(g: given.Given) -> dict[str, str]:
    """What is left of it, and what to do with that."""
    if not g.machine_id:
        return {}
    return {
        "machine": say(
            "unregister-still-there",
            "still there and paid for; /failback-ps delete {server} removes it",
            server=g.name,
        )
    }


def _seen(g: given.Given, fabric: fabrics.Fabric | None, now: datetime) -> str:
    """By its id: another server may have its address later. Empty: it is not shown."""
    if fabric is None:  # that nothing is shown of it proves nothing of the server
        return waiting.GONE
    wanted = str(g.plan["process_server_id"]).lower()
    found = next((ps for ps in fabric.process_servers if ps.id.lower() == wanted), None)
    if found is None:
        return ""
    beat = servers.heartbeat(found.last_heartbeat, now)
    return say(
        "unregister-shown",
        "Site Recovery still shows {server}, heartbeat {beat}.",
        server=found.name,
        beat=beat,
    )


def _timed_out(g: given.Given, seen: str) -> procedures.StepFailed:
    values = _values(g)
    apart = say(
        "unregister-apart",
        "(1) Nobody has done it yet: run on {fabric} again, the command `{command}` lists "
        "{server}. (2) It asked for a serial number and got none, or another server's: it then "
        "did not say `Successfully unregistered {server} ({address})`. (3) {fabric} does not "
        "report to Site Recovery: the vault shows its own heartbeat as old.",
        fabric=values.server,
        command=guide.command(g.address),
        server=g.name,
        address=g.address,
    )
    if g.plan["way"] == Way.CONNECTED:
        apart = say(
            "unregister-apart-connected",
            "(1) Nobody has done it yet: the three programs are still listed on {server}. "
            "(2) Port 443 from {server} to {fabric} was blocked while uninstalling: run on "
            "{fabric} `{command}`. (3) {fabric} does not report to Site Recovery: the vault shows "
            "its own heartbeat as old.",
            fabric=values.server,
            command=guide.command(g.address),
            server=g.name,
        )
    return procedures.StepFailed(
        say(
            "unregister-late",
            "Site Recovery still shows {server} after {hours} hours.",
            server=g.name,
            hours=waiting.HOURS,
        ),
        remedy=say(
            "unregister-late-remedy",
            "{seen} Look in this order. {apart} Then retry from this step.",
            seen=seen,
            apart=apart,
        ),
        cause=say(
            "unregister-late-cause",
            "Nobody has done it yet, the command was given another serial number, or the "
            "configuration server does not report.",
        ),
        code="still-registered",
    )


DOING = say("unregister-doing", "waiting for the unregistration")
DOING_GUIDE = say("unregister-doing-guide", "posting the guide")
DOING_UNINSTALL = say("unregister-doing-uninstall", "uninstalling Site Recovery's software on")
UNINSTALL = Step(
    name="uninstall",
    title="Site Recovery's software is uninstalled",
    parts=(
        *ordered.parts("uninstall", _uninstall, doing=DOING_UNINSTALL),
        *restarting.parts("uninstall-restart", "uninstall-follow"),
        ("uninstall-shown", uninstalled),
        ("uninstall-goodbye", failing.during(DOING, goodbye)),
    ),
)
UNREGISTER = Step(
    name="unregister",
    title="Site Recovery no longer shows it",
    parts=(
        ("unregister-begin", failing.during(DOING_GUIDE, begin)),
        ("unregister-proof", failing.during(DOING, prove)),
    ),
)
STEPS: tuple[Step, ...] = (UNINSTALL, UNREGISTER)


def names(way: Way) -> tuple[str, ...]:
    """Of an unregistration that goes this way."""
    wanted = STEPS if way is Way.UNATTENDED else (UNREGISTER,)
    return tuple(step.name for step in wanted)

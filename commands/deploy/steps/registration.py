"""The step that a person does, and the proof that it was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from azureops import fabrics, process_servers
from commands import waiting, world
from commands.deploy import guide
from commands.deploy.steps import given
from core import clock, json
from workflow import procedures

Late = Callable[[str], procedures.StepFailed]
"""Of what was seen last, the failure at the end of the waiting."""
FRESH = timedelta(minutes=15)  # an older heartbeat is critical by the service's own rules


async def announce(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Posts the guide once, and fixes when the waiting ends."""
    g = given.read(context, arguments)
    await context.say(f"registration-guide-{context.attempt}", guide.registration(_values(g)))
    return waiting.begin(context)


def _values(g: given.Given) -> guide.Values:
    return guide.Values(
        name=g.name,
        address=g.address,
        user=g.plan["user"],
        password_secret=g.secret,
        passphrase_secret=g.plan["passphrase_secret"],
        server=g.plan["configuration_server"],
        server_address=g.plan["configuration_server_ip"],
        hours=waiting.HOURS,
    )


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Waits until the fabric shows a process server with our address and a fresh heartbeat."""
    g = given.read(context, arguments)
    found = await shown(
        context,
        g,
        "registration-guide",
        doing="to register the server",
        late=lambda seen: _timed_out(g, seen),
    )
    return result(context, g, found)


async def shown(
    context: procedures.Context, g: given.Given, begun: str, *, late: Late, doing: str = ""
) -> process_servers.ProcessServer:
    """Waited for since the part `begun`; `doing` says what a person has to do meanwhile."""
    found = await waiting.Wait(
        context,
        g.plan["fabric_id"],
        g.results[begun],
        doing=doing,
        look=lambda fabric: _look(g, fabric, context.clock),
        late=late,
    ).until_seen()
    await context.note(f"{found.name} is registered, version {found.version_text or 'not given'}.")
    return found


def _look(
    g: given.Given, fabric: fabrics.Fabric | None, now: clock.Clock
) -> tuple[process_servers.ProcessServer | None, str]:
    if fabric is None:
        return None, waiting.GONE
    found = fabric.process_server_at(g.address)
    if found is None:
        return None, _nothing(g, fabric)
    beat = found.last_heartbeat
    if beat is not None and now.now() - beat < FRESH:
        return found, ""
    since = f"since {beat:%H:%M} UTC" if beat else "at all"
    return None, (
        f"Site Recovery shows a process server at {g.address}, but no heartbeat "
        f"{since}: its services may be stopped, or it is an old entry."
    )


def _nothing(g: given.Given, fabric: fabrics.Fabric) -> str:
    name = g.name.lower()
    other = next((ps for ps in fabric.process_servers if ps.name.lower() == name), None)
    if other is not None:
        return f"Site Recovery shows {other.name}, but at {other.address} instead of {g.address}."
    return f"Site Recovery shows no process server at {g.address}."


def _timed_out(g: given.Given, seen: str) -> procedures.StepFailed:
    return procedures.StepFailed(
        f"{g.name} did not appear in Site Recovery within {waiting.HOURS} hours.",
        remedy=guide.timed_out(_values(g), seen),
        cause="Port 443 is blocked, the passphrase is wrong, a name was typed instead of the "
        "IP address, or nobody has registered it yet.",
        code="not-registered",
    )


def result(
    context: procedures.Context, g: given.Given, found: process_servers.ProcessServer
) -> dict[str, Any]:
    """The proof."""
    beat = found.last_heartbeat
    return {
        "name": g.name,
        "machine_id": g.machine_id,
        "ip": g.address,
        "process_server_id": found.id,
        "version": found.version_text,
        "heartbeat": beat.isoformat() if beat else "",
        "portal": world.portal_url(context.world, g.machine_id),
        "password_secret": g.secret,
    }

"""The step that a person does, and the proof that it was done, by a person or a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from azureops import fabrics, process_servers
from commands import onward, servers, waiting, world
from commands.existing import given
from commands.registration import guide, probing, switching
from core import clock, json
from core.sentences import join, say
from workflow import procedures

FRESH = timedelta(minutes=15)  # an older heartbeat is critical by the service's own rules


async def announce(context: procedures.Context, g: given.Given) -> json.Object:
    """Posts the guide once, and fixes when the waiting ends."""
    await context.say(f"registration-guide-{context.attempt}", guide.registration(_values(g)))
    return waiting.begin(context)


def _values(g: given.Given) -> guide.Values:
    return guide.Values(
        name=g.name,
        address=g.address,
        user=g.plan["user"],
        password_secret=g.plan["password_secret"],
        passphrase_secret=g.plan["passphrase_secret"],
        server=g.plan["configuration_server"],
        server_address=g.plan["configuration_server_ip"],
        hours=waiting.HOURS,
        port=str(g.plan.get("port") or guide.PORT),
        data_port=str(g.plan.get("data_port") or guide.DATA_PORT),
    )


async def prove(
    context: procedures.Context, g: given.Given, begun: dict[str, Any]
) -> dict[str, Any]:
    """Waits until the fabric shows a process server with our address and a fresh heartbeat.

    `begun` is what `announce` answered."""
    values = _values(g)
    way = probing.Way(said="")

    async def find_out(name: str) -> str:
        nonlocal way
        way = await probing.way(
            context, g.machine_id, values.server_address, values.port, f"way-{name}"
        )
        # At the end the remedy says how to tell the causes apart.
        late = name.startswith("late")
        return way.said if late else join([way.said, guide.apart(values, way.open)])

    return await shown(
        context,
        g,
        begun,
        doing=say("registration-person", "to register the server"),
        late=lambda seen: _timed_out(values, seen, way.open),
        find_out=find_out,
    )


async def shown(
    context: procedures.Context,
    g: given.Given,
    begun: dict[str, Any],
    *,
    late: Callable[[str], procedures.StepFailed],
    find_out: waiting.FindOut,
    doing: str = "",
) -> dict[str, Any]:
    """The proof, whoever registered the server; the rest as for `waiting.Wait`."""
    found = await waiting.Wait(
        context,
        g.fabric_id,
        begun,
        doing=doing,
        look=lambda fabric: _look(g, fabric, context.clock),
        late=late,
        find_out=find_out,
    ).until_seen()
    await context.note(
        say(
            "registration-done",
            "{server} is registered, version {version}.",
            server=found.name,
            version=found.version_text or servers.NOT_GIVEN,
        )
    )
    then = await switching.onward(context.world, g, found)
    return {**_result(context, g, found), onward.KEY: onward.keep(then)}


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
    if beat is None:
        return None, say(
            "registration-never",
            "Site Recovery shows a process server at {address}, but no heartbeat at all: its "
            "services may be stopped, or it is an old entry.",
            address=g.address,
        )
    return None, say(
        "registration-stale",
        "Site Recovery shows a process server at {address}, but no heartbeat since {time}: "
        "its services may be stopped, or it is an old entry.",
        address=g.address,
        time=clock.written(beat),
    )


def _nothing(g: given.Given, fabric: fabrics.Fabric) -> str:
    name = g.name.lower()
    other = next((ps for ps in fabric.process_servers if ps.name.lower() == name), None)
    if other is not None:
        return say(
            "registration-elsewhere",
            "Site Recovery shows {server}, but at {theirs} instead of {address}.",
            server=other.name,
            theirs=other.address,
            address=g.address,
        )
    return say(
        "registration-nothing",
        "Site Recovery shows no process server at {address}.",
        address=g.address,
    )


def _timed_out(v: guide.Values, seen: str, way_open: bool | None) -> procedures.StepFailed:
    return procedures.StepFailed(
        say(
            "registration-late",
            "{server} did not appear in Site Recovery within {hours} hours.",
            server=v.name,
            hours=waiting.HOURS,
        ),
        remedy=guide.timed_out(v, seen, way_open),
        cause=_cause(v, way_open),
        code="not-registered",
    )


def _cause(v: guide.Values, way_open: bool | None) -> str:
    if way_open:
        return say(
            "registration-late-typed",
            "Nobody has registered it yet, the passphrase is wrong, or a name was typed instead of "
            "the IP address.",
        )
    return say(
        "registration-late-cause",
        "Port {port} is blocked, the passphrase is wrong, a name was typed instead of the IP "
        "address, or nobody has registered it yet.",
        port=v.port,
    )


def _result(
    context: procedures.Context, g: given.Given, found: process_servers.ProcessServer
) -> dict[str, Any]:
    beat = found.last_heartbeat
    return {
        "name": g.name,
        "machine_id": g.machine_id,
        "ip": g.address,
        "process_server_id": found.id,
        "version": found.version_text,
        "heartbeat": beat.isoformat() if beat else "",
        "portal": world.portal_url(context.world, g.machine_id),
        "password_secret": g.plan["password_secret"],
    }

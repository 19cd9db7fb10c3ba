"""Windows on the server's machine starts again where a set-up asks for it, and is seen back."""

from __future__ import annotations

from datetime import timedelta

from azureops import longrunning, orders
from azureops.errors import AzureError
from azureops.orders import Order
from commands import failing, ordered
from commands.existing import given
from core import clock, json
from core.sentences import say
from workflow import procedures

PAUSE = 20.0  # seconds between two looks
LIMIT = timedelta(minutes=30)
DOING = say("ordered-doing-restart", "restarting Windows on")
DOING_BACK = say("ordered-doing-back", "waiting for Windows to come back")


def parts(name: str, after: str) -> tuple[tuple[str, procedures.Act], ...]:
    """Restart if the script whose result is `after` asks for it: its two parts, and the return."""

    async def order(context: procedures.Context, g: given.Given) -> Order | None:
        del context
        before = g.results[after]
        if not before["restart"]:
            return None
        return orders.restart(unless_since=ordered.ended(before))

    async def back(context: procedures.Context, arguments: json.Object) -> json.Object:
        g = given.read(arguments)
        asked = g.results[f"{name}-follow"]
        if not asked["said"]:
            return {"back": ""}
        since = str(asked["said"]["lastBoot"])
        if not asked["said"]["restarting"]:
            return {"back": since}
        return {"back": await _back(context, g, name, since)}

    return (
        *ordered.parts(name, order, doing=DOING),
        (f"{name}-begun", _begun),
        (f"{name}-back", failing.during(DOING_BACK, back)),
    )


async def _begun(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Fixes when the waiting began: a crash does not prolong it."""
    del arguments
    return {"began": context.clock.now().isoformat()}


async def _back(context: procedures.Context, g: given.Given, name: str, since: str) -> str:
    """When Windows started; as long as it is down, scripts are refused or die with it."""
    until = clock.parse(g.results[f"{name}-begun"]["began"]) + LIMIT
    while True:
        await context.note(say("ordered-restarts", "Windows on {server} restarts.", server=g.name))
        try:
            seen = await ordered.now(context, g.machine_id, orders.probe(), f"{name}-back")
        except AzureError as refused:
            if not refused.retriable:
                raise
        else:
            booted = str(seen.said.get("lastBoot", ""))
            if booted > since:
                await context.note(
                    say("ordered-is-back", "Windows on {server} is up again.", server=g.name)
                )
                return booted
        if context.clock.now() > until:
            raise longrunning.overdue(g.machine_id, LIMIT)
        await context.sleep(PAUSE)

"""A script on the server's machine as parts of a step: sent once, then followed to its end.

Killed in between, the same script is followed. A retry is a new attempt: it sends the script anew,
unless what an earlier attempt sent still runs.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from azureops import machines, orders, run_commands
from azureops.errors import AzureError
from azureops.orders import Order
from azureops.script_results import Result, ScriptFailed
from commands import attempts, failing
from commands.existing import checks, given, identity
from core import clock, ids, json
from core.sentences import join, say
from workflow import procedures

LOOK_EVERY = 45.0  # seconds between two looks at the setup log
SHOWN = 160  # characters of its last line
TAIL = 12  # of its lines, when a set-up failed
HIDDEN = "[removed]"
RUN = "Microsoft.Compute/virtualMachines/runCommands/"
RIGHTS = (f"{RUN}read", f"{RUN}write", f"{RUN}delete")
"""What the bot's identity must be allowed to on the machine."""
Ordered = Callable[[procedures.Context, given.Given], Awaitable[Order | None]]
"""The order, made when it is sent: secrets in it are read then. None: there is nothing to do."""
Secret = Callable[[procedures.Context, given.Given], Awaitable[str]]


async def no_secret(context: procedures.Context, g: given.Given) -> str:
    del context, g
    return ""


async def machine(context: procedures.Context, machine_id: str) -> machines.Machine:
    """Raises `StepFailed` when it is gone or does not run: no script can reach it then."""
    found = await machines.get(context.world, machine_id)
    if found is None:
        raise procedures.StepFailed(
            say("ordered-gone", "The machine is gone."),
            remedy=say(
                "ordered-gone-remedy",
                "See the resource group's activity log in the portal for who deleted it, then ask "
                "again: the new plan is made for what is there.",
            ),
            cause=say("ordered-gone-cause", "Somebody deleted it after the checks."),
            code="machine-gone",
        )
    if found.power in run_commands.OFF:
        raise procedures.StepFailed(
            say(
                "ordered-off",
                "{machine} is {power}: no script can run on it.",
                machine=found.name,
                power=checks.POWERS[found.power],
            ),
            remedy=say(
                "ordered-off-remedy",
                "Start it in the portal, then retry from this step. This operation holds the "
                "server: `/failback-ps start` is refused until it is cancelled.",
            ),
            cause=say("ordered-off-cause", "Somebody switched it off after the checks."),
            code="script-machine-off",
        )
    return found


def parts(
    name: str,
    order: Ordered,
    *,
    doing: str,
    logged: bool = False,
    secret: Secret = no_secret,
) -> tuple[tuple[str, procedures.Act], ...]:
    """`<name>-before`, `-submit` and `-follow`. `doing` is the note meanwhile, in words that go on
    “I am …” and end before the server's name. `logged`: with the setup log's last line, for what
    takes many minutes, and with its end in the thread where it failed; `secret` is taken out of
    both.
    """

    at = say("ordered-doing", "{doing} the server", doing=doing)

    async def submit(context: procedures.Context, arguments: json.Object) -> json.Object:
        g = given.read(arguments)
        await identity.look(context, g)
        wanted = await order(context, g)
        if wanted is None:
            return {"token": None}
        token = await _once(context, g, wanted, name)
        return {"token": token, "began": context.clock.now().isoformat()}

    async def follow(context: procedures.Context, arguments: json.Object) -> json.Object:
        g = given.read(arguments)
        sent = g.results[f"{name}-submit"]
        token = sent["token"]
        if token is None:
            return {"said": {}, "restart": False, "ended": ""}
        await context.note(say("ordered-now", "Now {doing} {server}.", doing=doing, server=g.name))
        waited = context.clock.now() - clock.parse(sent["began"])
        following = run_commands.follow(context.world, token, waited=waited)
        if not logged:
            return told(await following)
        log = _Log(context, g, f"{name}-log", secret)
        try:
            return told(await _watched(log, doing, following))
        except ScriptFailed:
            await log.tell()
            raise

    return (
        (f"{name}-before", before),
        (f"{name}-submit", failing.during(at, submit)),
        (f"{name}-follow", failing.during(at, follow)),
    )


async def before(context: procedures.Context, arguments: json.Object) -> json.Object:
    """In which process it begins: so a restart is known."""
    del arguments
    return {"connection": context.world.born}


async def _once(
    context: procedures.Context, g: given.Given, order: Order, name: str
) -> dict[str, Any]:
    """The token to follow it by. What was sent before a restart, or by an earlier attempt, is
    looked for once Azure's reads show it."""
    on = await machine(context, g.machine_id)
    restarted = g.results[f"{name}-before"]["connection"] != context.world.born
    if restarted or context.attempt > 1:
        await _settle(context, on, order, name)

    async def booted() -> datetime:
        seen = await now(context, g.machine_id, orders.probe(), f"{name}-booted")
        return clock.parse(str(seen.said["lastBoot"]))

    standing = await attempts.standing(context, on.id, order, name, booted)
    return standing or await _send(context, on, order, name)


async def _settle(
    context: procedures.Context, on: machines.Machine, order: Order, name: str
) -> None:
    """Until it is seen, or would be; what only looks may run twice."""
    part = attempts.part(name, context.attempt)
    sent = run_commands.id_of(on.id, order, context.operation_id, part)
    if order.script not in attempts.LOOKS and await run_commands.get(context.world, sent) is None:
        await context.sleep(context.world.settling)


async def _send(
    context: procedures.Context, on: machines.Machine, order: Order, name: str
) -> dict[str, Any]:
    part = attempts.part(name, context.attempt)
    return await run_commands.submit(
        context.world, on, order, operation=context.operation_id, part=part
    )


def told(result: Result) -> json.Object:
    """What a step keeps of a script's end."""
    return {
        "said": result.said,
        "restart": result.exit.restart,
        "ended": result.ended_at.isoformat() if result.ended_at else "",
    }


async def now(context: procedures.Context, machine_id: str, order: Order, part: str) -> Result:
    """Run a short script that only looks, and forget it: it may be run as often as one likes."""
    once = ids.new_id("look")  # never the name of one that is just being forgotten
    token = await _send(context, await machine(context, machine_id), order, f"{part}-{once}")
    try:
        return await run_commands.follow(context.world, token)
    finally:
        with contextlib.suppress(AzureError):
            await run_commands.submit_delete(context.world, token["resource"])


async def forget(context: procedures.Context, machine_id: str) -> None:
    """The run commands of all attempts go: Azure keeps them on the machine, and not many. A
    courtesy, done when all else is: on a machine that was switched off meanwhile they stay."""
    with contextlib.suppress(AzureError):
        listed = await run_commands.list_all(context.world, machine_id, context.operation_id)
        for resource in listed:
            with contextlib.suppress(AzureError):
                await run_commands.submit_delete(context.world, resource)


@dataclass(frozen=True)
class _Log:
    """The setup log on the server. A courtesy: whatever keeps it away, the script is followed."""

    context: procedures.Context
    g: given.Given
    part: str
    secret: Secret

    async def lines(self, count: int) -> list[str]:
        """The last ones, without the secret and whatever else looks like one."""
        try:
            hidden = await self.secret(self.context, self.g)
            result = await now(self.context, self.g.machine_id, orders.tail_log(count), self.part)
        except (AzureError, procedures.StepFailed):
            return []
        found = result.said.get("lines")
        listed = [str(line).strip() for line in found] if isinstance(found, list) else []
        return [line.replace(hidden, HIDDEN) if hidden else line for line in listed]

    async def last(self) -> str:
        found = await self.lines(3)
        last = found[-1] if found else ""
        return last if len(last) <= SHOWN else f"{last[:SHOWN]}…"

    async def tell(self) -> None:
        """Its end, in the operation's thread."""
        found = await self.lines(TAIL)
        if found:
            quoted = [line.replace("`", " ") for line in found]
            said = "\n".join(f"`{line}`" for line in quoted)
            lead = say(
                "ordered-log",
                "The end of the setup log (C:\\ProgramData\\ASRSetupLogs) on {server}:",
                server=self.g.name,
            )
            key = f"{self.part}-{self.context.attempt}"
            await self.context.say(key, join([lead, said], "\n"))


async def _watched(log: _Log, doing: str, following: Awaitable[Result]) -> Result:
    """Follow it, and show now and then what the machine's own log says."""
    context = log.context
    end = asyncio.ensure_future(following)
    try:
        while not end.done():
            pause = asyncio.ensure_future(context.sleep(LOOK_EVERY))
            await asyncio.wait({end, pause}, return_when=asyncio.FIRST_COMPLETED)
            pause.cancel()
            if not end.done() and (line := await log.last()):
                await context.note(
                    say(
                        "ordered-now-log",
                        "Now {doing} {server}. Its log: {line}",
                        doing=doing,
                        server=log.g.name,
                        line=line,
                    )
                )
        return await end
    finally:
        end.cancel()


def ended(result: dict[str, Any]) -> datetime | None:
    """When a script ended, by its `told` result."""
    return datetime.fromisoformat(result["ended"]) if result["ended"] else None

"""`/failback-ps start` and `stop`: the machine of a process server, on and off.

Stopping deallocates: only then is the machine not paid for.
Source: learn.microsoft.com/azure/virtual-machines/states-billing
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from azureops import longrunning, machines, power
from azureops.errors import AzureError
from azureops.longrunning import Token
from azureops.machines import Power
from commands import failing, pick, preflight
from commands.existing import checks, given, identity, plan, using
from commands.existing.look import Look
from commands.verbs import Authority, Verb
from core import json
from core.sentences import say
from workflow import plans, procedures
from workflow.procedures import Step

PAUSE = 4.0  # seconds between two looks
LIMIT = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One way to turn a machine. `on_the_way` are the states that lead there by themselves."""

    verb: str
    doing: str
    wanted: Power
    on_the_way: Power
    submit: Callable[[Any, str], Awaitable[Token]]
    harms_users: bool = False  # whoever replicates through it would stop doing so

    async def send(self, context: procedures.Context, arguments: json.Object) -> json.Object:
        """Looks first: what is there, or on its way there, is not asked for again."""
        g = given.read(arguments)
        if await self._under_way(context, g):
            return {"token": None}
        if self.harms_users:
            await using.nobody(context, g)
        try:
            return {"token": await self.submit(context.world, g.machine_id)}
        except AzureError as refused:
            # Asked for before a restart, and Azure's reads did not show it yet.
            if refused.code != "azure-conflict":
                raise
            await context.sleep(context.world.settling)
            if not await self._under_way(context, g):
                raise
            return {"token": None}

    async def _under_way(self, context: procedures.Context, g: given.Given) -> bool:
        return (await _machine(context, g)).power in {self.wanted, self.on_the_way}

    async def prove(self, context: procedures.Context, arguments: json.Object) -> json.Object:
        """Follows it to its end and sees the machine's power as wanted."""
        g = given.read(arguments)
        token = g.results[f"{self.verb}-submit"]["token"]
        await context.note(
            say("power-doing", "Azure is {doing} {server}.", doing=self.doing, server=g.name)
        )
        if token is not None:
            await _followed(context, token)
        until = context.clock.now() + LIMIT
        while (found := await _machine(context, g)).power is not self.wanted:
            if context.clock.now() > until:
                raise longrunning.overdue(g.machine_id, LIMIT)
            await context.sleep(PAUSE)
        stands = checks.POWERS[found.power]
        await context.note(say("power-now", "{server} is {power}.", server=g.name, power=stands))
        return {"machine_id": found.id, "power": found.power.value}

    @property
    def steps(self) -> tuple[Step, ...]:
        doing = say("power-doing-machine", "{doing} the machine", doing=self.doing)
        parts = (
            (f"{self.verb}-submit", failing.during(doing, self.send)),
            (f"{self.verb}-follow", failing.during(doing, self.prove)),
        )
        return (Step(name=self.verb, title=f"Machine is {self.wanted.value}", parts=parts),)

    async def changes(self, look: Look) -> tuple[plans.Change, ...]:
        found = look.subject.machine
        if found is None:
            return ()
        return (
            plans.Change(
                action=plans.Action.CHANGE,
                kind=say("power-machine", "virtual machine"),
                name=found.name,
                id=found.id,
                properties={"power": checks.POWERS[self.wanted]},
            ),
        )


async def _followed(context: procedures.Context, token: Token) -> None:
    """Where Azure has no room for a machine that is there already, another size is no remedy."""
    try:
        await power.follow(context.world, token)
    except AzureError as refused:
        if refused.code == "azure-capacity":
            refused.remedy = say(
                "power-no-room",
                "Retry in a while: room often comes back. If it does not, deploy another server in "
                "another size (`/failback-ps deploy`).",
            )
        raise


async def _machine(context: procedures.Context, g: given.Given) -> machines.Machine:
    found = await machines.get(context.world, g.machine_id)
    if found is None:
        raise procedures.StepFailed(
            say("power-gone", "The machine of {server} is gone.", server=g.name),
            remedy=say(
                "power-gone-remedy",
                "See the resource group's activity log in the portal for who deleted it.",
            ),
            cause=say("ordered-gone-cause", "Somebody deleted it after the checks."),
            code="machine-gone",
        )
    identity.expect(g, found)
    return found


def _checks(turn: Turn, **more: preflight.Check[Look]) -> Mapping[str, preflight.Check[Look]]:
    action = f"Microsoft.Compute/virtualMachines/{turn.submit.__name__.removeprefix('submit_')}"
    return {
        "known": checks.known,
        "machine": checks.machine,
        "power": checks.power(turn.wanted, turn.doing),
        **more,
        "permissions": checks.rights(f"{action}/action"),
        "no-lock": checks.no_lock(deletes=False),
    }


def _verb(
    turn: Turn,
    summary: Callable[[Look], str],
    undo: str,
    words: str,
    **more: preflight.Check[Look],
) -> Verb:
    return Verb(
        name=turn.verb,
        summary=words,
        description=f"{words[0].upper()}{words[1:]}, after an approval. {undo}",
        authority=Authority.APPROVAL,
        fields=(pick.field(required=True, explained="The process server, by name or address."),),
        make_plan=plan.maker(
            verb=turn.verb,
            look=Look,
            summary=summary,
            checks=_checks(turn, **more),
            changes=turn.changes,
            steps=turn.steps,
            undo=undo,
        ),
        steps=turn.steps,
        examples=(f"/failback-ps {turn.verb} ps-weu-1",),
        words=("server",),
    )


START = _verb(
    Turn(
        verb="start",
        doing=say("power-starting", "starting"),
        wanted=Power.RUNNING,
        on_the_way=Power.STARTING,
        submit=power.submit_start,
    ),
    lambda look: say(
        "power-start",
        "Start the machine of {server}. It costs money again while it runs.",
        server=look.name,
    ),
    say("power-start-undo", "`/failback-ps stop` turns it off again."),
    "start the machine of a process server",
)
STOP = _verb(
    Turn(
        verb="stop",
        doing=say("power-stopping", "stopping"),
        wanted=Power.DEALLOCATED,
        on_the_way=Power.DEALLOCATING,
        submit=power.submit_deallocate,
        harms_users=True,
    ),
    lambda look: say(
        "power-stop",
        "Stop the machine of {server} and give it back to Azure, so that only its disks are paid "
        "for.",
        server=look.name,
    ),
    say(
        "power-stop-undo",
        "`/failback-ps start` turns it on again; what is on the temporary disk D: is lost.",
    ),
    "stop and deallocate the machine of a process server that nobody uses",
    **{"in-use": checks.unused},
)
VERBS = (START, STOP)

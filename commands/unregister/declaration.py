"""`/failback-ps unregister`."""

from __future__ import annotations

from datetime import UTC, datetime

from commands import pick
from commands.existing import guide, plan
from commands.unregister import checks, steps, ways
from commands.unregister.look import Look
from commands.unregister.ways import Way
from commands.verbs import Authority, Verb
from core import json
from core.sentences import say
from workflow import plans
from workflow.plans import Action, Change

UNDO = say(
    "unregister-undo",
    "It cannot be undone. A server whose software is still installed may be registered again "
    "(`/failback-ps register`); after it was uninstalled, `/failback-ps deploy` makes a new one.",
)
BY = {
    Way.UNATTENDED: say(
        "unregister-script", "a script, which restarts Windows if an uninstaller asks for it"
    ),
    Way.CONNECTED: say("unregister-person", "a person, by Remote Desktop"),
}


def summary(look: Look) -> str:
    found = look.subject.server
    if found is None:
        return say("unregister-alone", "Unregister {server}.", server=look.name)
    where = found.fabric.friendly_name
    if ways.silent(look, datetime.now(UTC)):
        return say(
            "unregister-silent",
            "Unregister {server}, which is silent, from {fabric}: a person runs `{command}` "
            "there; the bot watches until it is gone.",
            server=look.name,
            fabric=where,
            command=guide.command(look.subject.address),
        )
    return say(
        "unregister-summary",
        "Unregister {server} from {fabric}: Site Recovery's software is uninstalled on it; the "
        "bot watches until it is gone.",
        server=look.name,
        fabric=where,
    )


async def changes(look: Look) -> tuple[plans.Change, ...]:
    """The entry goes; the machine stays, without the software if that is the way."""
    found, machine = look.server(), look.subject.machine
    way = await ways.of(look, datetime.now(UTC))
    uninstalls = way is not Way.DISCONNECTED
    gone = Change(
        action=Action.DELETE,
        kind=say("unregister-entry", "registration"),
        name=look.name,
        id=f"{found.fabric.id}#{found.ps.id}",
        properties={"on": found.fabric.friendly_name},
    )
    if machine is None:
        return (gone,)
    stays = Change(
        action=Action.CHANGE if uninstalls else Action.KEEP,
        kind=say("power-machine", "virtual machine"),
        name=machine.name,
        id=machine.id,
        properties={"uninstall": list(guide.PROGRAMS), "by": BY[way]} if uninstalls else {},
    )
    return gone, stays


async def arguments(look: Look) -> json.Object:
    fabric = look.server().fabric
    return {
        "way": (await ways.of(look, datetime.now(UTC))).value,
        "configuration_server": fabric.friendly_name,
        "configuration_server_ip": fabric.server.address if fabric.server else "",
    }


async def names(look: Look) -> tuple[str, ...]:
    return steps.names(await ways.of(look, datetime.now(UTC)))


VERB = Verb(
    name="unregister",
    summary="take a process server off its configuration server",
    description=(
        "Takes a process server off its configuration server, after an approval, and watches until "
        "Site Recovery no longer shows it. On one that runs a script uninstalls Site Recovery's "
        "software, in the documented order; where no script can run, a person is guided to do so. "
        "One that is silent and whose machine is gone or off is forgotten by a command on the "
        "configuration server, which the bot gives with the address filled in. It refuses a server "
        "that protected machines use. The machine in Azure stays: `/failback-ps delete` removes it "
        "afterwards."
    ),
    authority=Authority.APPROVAL,
    fields=(pick.field(required=True, explained="The process server, by name or address."),),
    make_plan=plan.maker(
        verb="unregister",
        look=Look,
        summary=summary,
        checks=checks.CHECKS,
        changes=changes,
        steps=steps.STEPS,
        names=names,
        undo=UNDO,
        more=arguments,
    ),
    steps=steps.STEPS,
    examples=("/failback-ps unregister ps-weu-1",),
    words=("server",),
)

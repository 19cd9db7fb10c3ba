"""Toy verbs: everything a verb can declare, and a world without Azure."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from azureops.errors import AzureError
from commands import chart, fields, findings, incident, status, verbs
from commands import help as helping
from core import errors, json
from workflow import plans, procedures


class Broken(errors.BotError):
    code = "broken"


@dataclass(eq=False)
class World:
    """What steps touch. A name in `failing` fails; `gate` holds the last step."""

    made: list[str] = field(default_factory=list)
    failing: set[str] = field(default_factory=set)
    asking: set[str] = field(default_factory=set)  # names whose last step a person does
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    slow_lists: asyncio.Event | None = None
    street: str = "Elm Street"  # what a plan finds; when it changes, the plan is another

    @property
    def estate(self) -> Any:
        """There is no Azure here: an incident begins all the same."""
        raise AzureError("Azure gave no answer.", remedy="Try again.", code="no-answer")


SIZES = tuple(fields.Choice(value=f"size-{n:04}", label=f"Size {n:,}") for n in range(2314))
HOUSES = {
    "north": ("pine", "birch"),
    "south": ("olive",),
}


def _found(items: tuple[fields.Choice, ...], typed: str) -> fields.Choices:
    hits = tuple(one for one in items if typed.lower() in one.label.lower())
    return fields.Choices(items=hits[:100], total=len(hits))


async def places(world: World, _: fields.Values, typed: str) -> fields.Choices:
    if world.slow_lists is not None:
        await world.slow_lists.wait()
    items = tuple(fields.Choice(value=one, label=one.capitalize()) for one in HOUSES)
    return _found(items, typed)


async def woods(_: World, values: fields.Values, typed: str) -> fields.Choices:
    items = tuple(fields.Choice(value=one, label=one) for one in HOUSES[values["place"]])
    return _found(items, typed)


async def sizes(_: World, __: fields.Values, typed: str) -> fields.Choices:
    return _found(SIZES, typed)


async def broken(_: World, __: fields.Values, ___: str) -> fields.Choices:
    raise Broken("The list of paints is out of reach.", remedy="Try again.")


def check_name(value: str, _: fields.Values) -> fields.Fault | None:
    if value.islower():
        return None
    return fields.Fault(
        field="name", value=value, sentence=f"“{value}” has capitals.", remedy="Use small letters."
    )


async def plan(world: World, values: json.Object, request: procedures.Request) -> plans.Plan:
    name = str(values["name"])
    if name.startswith("unknown"):
        raise procedures.Unplannable(f"Nobody knows {name}.", remedy="Did you mean hut?")
    if name.startswith("away"):
        raise AzureError("Azure gave no answer.", remedy="Try again.", code="no-answer")
    blocking = "blocked" in name
    severity = plans.Severity.BLOCKING if blocking else plans.Severity.WARNING
    return plans.Plan(
        verb="build",
        target=name,
        environment={"subscription": "toy", "region": str(values["place"])},
        summary=f"Build {name} of {values['wood']}.",
        changes=(
            plans.Change(action=plans.Action.CREATE, kind="house", name=name, id=f"/toy/{name}"),
        ),
        findings=(
            plans.Finding(check="ground", severity=plans.Severity.OK, sentence="The ground holds."),
            plans.Finding(
                check="rain", severity=severity, sentence="It may rain.", remedy="Take a roof."
            ),
        ),
        steps=("walls", "roof"),
        undo="Takes the house down.",
        arguments={"name": name, "street": world.street},
        locks=(f"house:{name}",),
        cost=plans.Cost(currency="USD", monthly=12.5, lines=(("wood", 12.5),)),
    )


async def walls(context: procedures.Context, arguments: json.Object) -> json.Object:
    name = _name(arguments)
    await context.note("Laying the first row.")
    await context.say("walls", f"Walls of {name}: <!channel> & four.")
    if name in context.world.failing:
        raise procedures.StepFailed(
            "The wall fell over.",
            cause="Wind from the side.",
            remedy="Wait for the wind, then retry.",
            provider_code="WindTooStrong",
            provider_message="Gusts of 90 <km/h>.",
        )
    context.world.made.append(f"walls {name}")
    return {}


async def roof(context: procedures.Context, arguments: json.Object) -> json.Object:
    name = _name(arguments)
    if name in context.world.asking:
        began = context.clock.now()
        await context.waiting(True)
        while await context.reported(began) is None:
            await context.sleep(0.05)
    else:
        await context.world.gate.wait()
    context.world.made.append(f"roof {name}")
    return {"house": name, "rooms": 4}


async def down(context: procedures.Context, arguments: json.Object) -> json.Object:
    context.world.made.append(f"down {_name(arguments)}")
    return {}


def _name(arguments: json.Object) -> str:
    raw: Any = arguments["plan"]
    return str(raw["name"])


async def state(world: World, _: fields.Values, asking: verbs.Asking) -> verbs.Answer:
    rows = tuple((one, "done") for one in world.made) or (("nothing", "yet"),)
    offers = (
        verbs.Offer(verb="build", label="Build in the south…", values={"place": "south", "x": "1"}),
        verbs.Offer(verb="build", label="Build in the north…", values={"place": "north"}),
        verbs.Offer(verb="build", label="Too long", values={"name": "n" * 2000}),
    )
    sections = (verbs.Section(text="Built:", rows=rows),)
    return verbs.Answer(title="Houses", sections=sections, offers=offers)


async def guide(_: World, values: fields.Values, __: verbs.Asking) -> verbs.Answer:
    text = f"1. Log in to {values['server']}. See https://learn.microsoft.com/azure/site-recovery/."
    return verbs.Answer(title="Upgrade", sections=(verbs.Section(heading="Steps", text=text),))


BUILD = verbs.Verb(
    name="build",
    summary="build a house",
    description="Builds a house after an approval.",
    authority=verbs.Authority.APPROVAL,
    fields=(
        fields.Field(
            name="place", label="Place", help="Where.", kind=fields.Kind.LOOKUP, lookup=places
        ),
        fields.Field(
            name="wood",
            label="Wood",
            help="Grows in the place.",
            kind=fields.Kind.LOOKUP,
            lookup=woods,
            depends_on=("place",),
            free_text=True,
        ),
        fields.Field(name="name", label="Name", help="Small letters.", check=check_name),
        fields.Field(
            name="size",
            label="Size",
            help="How big.",
            kind=fields.Kind.LOOKUP,
            lookup=sizes,
            required=False,
        ),
        fields.Field(
            name="paint",
            label="Paint",
            help="What colour.",
            kind=fields.Kind.LOOKUP,
            lookup=broken,
            required=False,
        ),
        fields.Field(
            name="door",
            label="Door",
            help="Open or shut.",
            kind=fields.Kind.CHOICE,
            choices=(
                fields.Choice(value="open", label="Open"),
                fields.Choice(value="shut", label="Shut"),
            ),
            default="shut",
            required=False,
        ),
    ),
    make_plan=plan,
    steps=(
        procedures.Step(name="walls", title="Put up the walls", parts=(("walls", walls),)),
        procedures.Step(name="roof", title="Put on the roof", parts=(("roof", roof),)),
    ),
    undo=(procedures.Step(name="down", title="Take it down", parts=(("down", down),)),),
)
HOUSES_VERB = verbs.Verb(
    name="houses",
    summary="what is built",
    description="Lists houses.",
    authority=verbs.Authority.READ,
    make_answer=state,
)
UPGRADE = verbs.Verb(
    name="upgrade",
    summary="how to upgrade a server",
    description="The steps.",
    authority=verbs.Authority.READ,
    fields=(fields.Field(name="server", label="Server", help="Which."),),
    make_answer=guide,
)
DEPLOY = verbs.Verb(
    name="deploy",
    summary="how to deploy a server",
    description="The steps.",
    authority=verbs.Authority.READ,
    fields=tuple(
        fields.Field(name=name, label=name.title(), help="Which.")
        for name in ("server", "vault", "region", "network")
    ),
    make_answer=guide,
)
_DECLARED = (
    BUILD,
    HOUSES_VERB,
    UPGRADE,
    DEPLOY,
    incident.VERB,
    chart.VERB,
    status.VERB,
    findings.SNOOZE,
)
_ALL = {one.name: one for one in _DECLARED}
VERBS = {**_ALL, "help": helping.declare(_ALL)}

"""`/failback-ps upgrade`."""

from __future__ import annotations

from azureops import versions
from commands import pick
from commands.existing import plan
from commands.fields import Choice, Fault, Field, Kind, Values
from commands.preflight.said import Missing
from commands.upgrade import checks, steps
from commands.upgrade.look import Look
from commands.verbs import Authority, Verb
from core import json
from core.sentences import say
from workflow import plans

UNDO = say(
    "upgrading-undo",
    "It cannot be undone: there is no way back to an older version. If the server does not work "
    "afterwards, deploy a new one (`/failback-ps deploy`), move the machines to it "
    "(`/failback-ps switch`), then unregister and delete this one.",
)


def _check_version(value: str, values: Values) -> Fault | None:
    del values
    if versions.parse(value) is not None:
        return None
    return Fault(
        field="version",
        value=value,
        sentence=say("upgrading-no-number", "“{value}” is no version.", value=value),
        remedy=say(
            "upgrading-no-number-remedy",
            "Write all four numbers (9.61.7016.1) or the first two (9.61).",
        ),
    )


def summary(look: Look) -> str:
    try:
        if look.installed() == look.target():
            return _plainly(look, str(look.target()))
        return say(
            "upgrading-summary",
            "Upgrade {server} from {mine} to {target}, by scripts on its machine.",
            server=look.name,
            mine=str(look.installed()),
            target=str(look.target()),
        )
    except Missing:  # a check says what is missing
        return _unsure(look)


def _unsure(look: Look) -> str:
    if look.typed:
        return _plainly(look, look.typed)
    return say(
        "upgrading-summary-theirs",
        "Upgrade {server} to version of its configuration server, by scripts on its machine.",
        server=look.name,
    )


def _plainly(look: Look, target: str) -> str:
    return say(
        "upgrading-summary-to",
        "Upgrade {server} to version {target}, by scripts on its machine.",
        server=look.name,
        target=target,
    )


async def changes(look: Look) -> tuple[plans.Change, ...]:
    """One for each hop; Windows restarts in between where the set-up asks for it."""
    machine = look.machine()
    return tuple(
        plans.Change(
            action=plans.Action.CHANGE,
            kind=say("upgrading-server", "process server"),
            name=look.name,
            id=f"{machine.id}#{one.version}",
            properties={"version": str(one.version)},
        )
        for one in look.hops()
    )


async def arguments(look: Look) -> json.Object:
    return {
        "installed": str(look.installed()),
        "pauses": look.pauses,
        "target": str(look.target()),
        "hops": [
            {"version": str(one.version), "url": one.url, "sha256": one.sha256}
            for one in look.hops()
        ],
    }


async def names(look: Look) -> tuple[str, ...]:
    return steps.names(len(look.hops()))


VERB = Verb(
    name="upgrade",
    summary="upgrade one process server, in legal hops, unattended",
    description=(
        "Installs the next versions of Unified Setup on a process server in Azure, after an "
        "approval: as many hops as are needed, each at most four minor versions, never beyond the "
        "configuration server's version. Scripts on the machine load the installer, run it and "
        "restart Windows where it asks for it; what Windows and Site Recovery then show is the "
        "proof. The order is configuration server, process servers, mobility agents."
    ),
    authority=Authority.APPROVAL,
    fields=(
        pick.field(required=True, explained="The process server to upgrade."),
        Field(
            name="version",
            label="Version",
            help="9.61.7016.1 or 9.61; the configuration server's if absent.",
            required=False,
            example="9.61",
            check=_check_version,
        ),
        Field(
            name="replication",
            label="Machines that replicate through it",
            help="Whether their replication may pause for half an hour or so for each hop.",
            kind=Kind.CHOICE,
            required=False,
            default="refuse",
            choices=(
                Choice(value="refuse", label="Refuse while there are any"),
                Choice(value="pause", label="Let it pause"),
            ),
        ),
    ),
    make_plan=plan.maker(
        verb="upgrade",
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
    examples=(
        "/failback-ps upgrade ps-neu-1",
        "/failback-ps upgrade ps-neu-1 9.60 replication=pause",
    ),
    words=("server", "version"),
)

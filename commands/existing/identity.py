"""Whether what is found under an approved id still is the very one that was approved.

A machine that was deleted and made anew under its name has its id, but not its `vmId`.
Source: learn.microsoft.com/rest/api/compute/virtual-machines/get (`vmId`, the VM's unique ID)
"""

from __future__ import annotations

from azureops import machines
from commands.existing.given import Given
from commands.removal import Found
from core.sentences import say
from workflow import procedures

ANOTHER = say("existing-another", "another one of this name is there now")


def foreign(g: Given, found: Found) -> str:
    """Why it is not to be touched; empty: it is the one that the plan was made for, or Azure gave
    no unique id to tell by."""
    wanted = g.uniques.get(found.id.lower(), "")
    return ANOTHER if wanted and found.unique and found.unique != wanted else ""


async def look(context: procedures.Context, g: Given) -> None:
    """Looks before something is sent to the machine. That it is gone, the sending says."""
    found = await machines.get(context.world, g.machine_id) if g.uniques else None
    if found is not None:
        expect(g, found)


def expect(g: Given, found: machines.Machine) -> None:
    """Raises `StepFailed` where it is another machine."""
    if foreign(g, found):
        raise procedures.StepFailed(
            say(
                "existing-foreign",
                "{server} is another machine now than the one that was approved: it was left as "
                "it is.",
                server=g.name,
            ),
            remedy=say(
                "existing-foreign-remedy",
                "Cancel this and ask anew, so that this one is looked at and approved.",
            ),
            cause=say(
                "existing-foreign-cause", "Somebody deleted it and made another one of its name."
            ),
            code="foreign-resource",
        )

"""The steps of a registration: a person is told what to do, and Site Recovery shows the end."""

from __future__ import annotations

from commands import failing
from commands.existing import given
from commands.registration import proof
from core import json
from core.sentences import say
from workflow import procedures
from workflow.procedures import Step


async def announce(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Posts the guide once, and fixes when the waiting ends."""
    return await proof.announce(context, given.read(arguments))


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Waits until the fabric shows a process server with its address and a fresh heartbeat."""
    g = given.read(arguments)
    return await proof.prove(context, g, g.results["register-guide"])


DOING_GUIDE = say("unregister-doing-guide", "posting the guide")
DOING_PROOF = say("register-doing", "waiting for the registration")
STEPS: tuple[Step, ...] = (
    Step(
        name="register",
        title="Registration with the configuration server",
        parts=(
            ("register-guide", failing.during(DOING_GUIDE, announce)),
            ("register-proof", failing.during(DOING_PROOF, prove)),
        ),
    ),
)

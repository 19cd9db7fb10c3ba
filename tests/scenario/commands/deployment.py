"""The steps of a deployment, their arguments, and the person who registers the server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from commands.deploy import VERB, steps
from commands.deploy.sources import Source
from core import json
from tests.scenario.commands.conftest import VALUES, Cloud, Running
from workflow import procedures

STEPS = steps.of(Source.GALLERY)
REGISTRATION = STEPS[-1]
BEFORE = STEPS[:-1]
IP = "10.60.2.5"
PRODUCTION = "5b000000-0000-4000-8000-000000000001"


REGISTRATION_GUIDE = procedures.Step(name="g", title="", parts=REGISTRATION.parts[:1])
REGISTRATION_PROOF = procedures.Step(name="p", title="", parts=REGISTRATION.parts[1:])


async def arguments(cloud: Cloud, request: procedures.Request, **changed: str) -> json.Object:
    made = await VERB.plan(cloud.world, {**VALUES, **changed}, request)
    assert made.blocking == ()
    return made.arguments


async def register_when_asked(cloud: Cloud, context: Running) -> None:
    """The person at the desk: does what the guide says once it is posted."""
    await context.asked.wait()
    await cloud.act("register", ip=IP)


class Later:
    """A clock that is some hours ahead."""

    def __init__(self, ahead: timedelta) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

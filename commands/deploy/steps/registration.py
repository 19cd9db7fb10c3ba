"""The step that a person does, and the proof that it was done."""

from __future__ import annotations

from commands.deploy.steps import given
from commands.registration import proof
from core import json
from workflow import procedures


async def announce(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Posts the guide once, and fixes when the waiting ends."""
    return await proof.announce(context, given.read(context, arguments))


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Waits until the fabric shows a process server with our address and a fresh heartbeat."""
    g = given.read(context, arguments)
    return await proof.prove(context, g, g.results["registration-guide"])

"""The step that a person does, and the proof that it was done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from azureops import fabrics, process_servers
from azureops.errors import AzureError
from commands import world
from commands.deploy import guide
from commands.deploy.steps import given
from core import clock, json
from workflow import procedures

TIME_LIMIT = timedelta(hours=4)
FRESH = timedelta(minutes=15)  # an older heartbeat is critical by the service's own rules
REFRESH_EVERY = timedelta(minutes=5)
QUICK, STEADY, SLOW = 2.0, 10.0, 30.0  # seconds between two looks


async def announce(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Posts the guide once, and fixes when the waiting ends: a restart does not prolong it."""
    g = given.read(context, arguments)
    await context.say(f"registration-guide-{context.attempt}", guide.registration(_values(g)))
    began = context.clock.now()
    return {"began": began.isoformat(), "deadline": (began + TIME_LIMIT).isoformat()}


def _values(g: given.Given) -> guide.Values:
    return guide.Values(
        name=g.name,
        address=g.address,
        user=g.plan["user"],
        password_secret=g.secret,
        passphrase_secret=g.plan["passphrase_secret"],
        server=g.plan["configuration_server"],
        server_address=g.plan["configuration_server_ip"],
        hours=int(TIME_LIMIT.total_seconds() // 3600),
    )


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Waits until the fabric shows a process server with our address and a fresh heartbeat."""
    g = given.read(context, arguments)
    announced = g.results["registration-guide"]
    wait = _Wait(context, g, clock.parse(announced["began"]), clock.parse(announced["deadline"]))
    await context.waiting(True)
    found = await wait.until_seen()
    await context.waiting(False)
    await context.note(f"{found.name} is registered, version {found.version_text or 'not given'}.")
    return _result(context, g, found)


class _Wait:
    def __init__(
        self, context: procedures.Context, g: given.Given, began: datetime, deadline: datetime
    ) -> None:
        self.context = context
        self.given = g
        self.began = began
        self.deadline = deadline
        self.refreshed = began
        self.seen = "Site Recovery shows no process server with this address."

    async def until_seen(self) -> process_servers.ProcessServer:
        while True:
            if await self.context.cancelled():
                raise procedures.CancelAsked("Cancelled while waiting for the registration.")
            found = await self._look()
            if found is not None:
                return found
            if self.context.clock.now() >= self.deadline:
                raise self._timed_out()
            await self.context.note(self._note())
            await self.context.sleep(self._pause())

    async def _look(self) -> process_servers.ProcessServer | None:
        """Azure's silence is waited out: only the deadline ends the waiting."""
        try:
            fabric = await fabrics.get(self.context.world, self.given.plan["fabric_id"])
            if fabric is None:
                self.seen = "The configuration server is no longer in the vault."
                return None
            found = self._fresh(fabric)
            if found is None:
                await self._refresh(fabric)
        except AzureError as refused:
            if not refused.retriable and refused.status in {401, 403}:
                raise
            self.seen = f"Azure could not be asked: {refused.sentence}"
            return None
        return found

    def _fresh(self, fabric: fabrics.Fabric) -> process_servers.ProcessServer | None:
        found = fabric.process_server_at(self.given.address)
        if found is None:
            self.seen = self._nothing(fabric)
            return None
        beat = found.last_heartbeat
        if beat is not None and self.context.clock.now() - beat < FRESH:
            return found
        since = f"since {beat:%H:%M} UTC" if beat else "at all"
        self.seen = (
            f"Site Recovery shows a process server at {self.given.address}, but no heartbeat "
            f"{since}: its services may be stopped, or it is an old entry."
        )
        return None

    def _nothing(self, fabric: fabrics.Fabric) -> str:
        name = self.given.name.lower()
        other = next((ps for ps in fabric.process_servers if ps.name.lower() == name), None)
        if other is not None:
            return (
                f"Site Recovery shows {other.name}, but at {other.address} instead of "
                f"{self.given.address}."
            )
        return f"Site Recovery shows no process server at {self.given.address}."

    async def _refresh(self, fabric: fabrics.Fabric) -> None:
        """Now and then the configuration server is asked for news: else they come in 15 minutes."""
        now = self.context.clock.now()
        if now - self.refreshed < REFRESH_EVERY:
            return
        self.refreshed = now
        await fabrics.submit_refresh(self.context.world, fabric)

    def _note(self) -> str:
        return (
            f"Waiting for a person to register the server (guide in the thread). {self.seen} "
            f"I wait until {self.deadline:%H:%M} UTC."
        )

    def _pause(self) -> float:
        waited = self.context.clock.now() - self.began
        if waited < timedelta(minutes=10):
            return QUICK
        return STEADY if waited < timedelta(minutes=40) else SLOW

    def _timed_out(self) -> procedures.StepFailed:
        return procedures.StepFailed(
            f"{self.given.name} did not appear in Site Recovery within "
            f"{int(TIME_LIMIT.total_seconds() // 3600)} hours.",
            remedy=guide.timed_out(_values(self.given), self.seen),
            cause="Port 443 is blocked, the passphrase is wrong, a name was typed instead of the "
            "IP address, or nobody has registered it yet.",
            code="not-registered",
        )


def _result(
    context: procedures.Context, g: given.Given, found: process_servers.ProcessServer
) -> dict[str, Any]:
    beat = found.last_heartbeat
    return {
        "name": g.name,
        "machine_id": g.machine_id,
        "ip": g.address,
        "process_server_id": found.id,
        "version": found.version_text,
        "heartbeat": beat.isoformat() if beat else "",
        "portal": world.portal_url(context.world, g.machine_id),
        "password_secret": g.secret,
    }

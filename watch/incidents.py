"""What the watch does while an incident goes on: looks at its servers every minute, brings its
board up to date, and asks once about one that is open for very long."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from commands.incident import scope
from core import json
from watch import checks, schedules, sweeps
from workflow import incidents

NAME = "incidents"
EVERY = schedules.Schedule(every=timedelta(minutes=1))
HEALTH = "health"
LONG = timedelta(hours=72)
"""Open for so long, an incident is asked about."""


class Looks:
    """A tick of all open incidents; its durable run is the same for all replicas."""

    def __init__(
        self, checks: checks.Checks, kept: incidents.Incidents, watch: sweeps.Watch
    ) -> None:
        self._checks = checks
        self._kept = kept
        self._watch = watch

    async def wanted(self) -> bool:
        """Whether any incident goes on."""
        return bool(await self._kept.open())

    async def run(self, what: str) -> json.JSON:
        """Only the vaults concerned, and never two looks at once."""

        async def look() -> str:
            going_on = await self._kept.open()
            now = self._watch.clock.now()
            await self._kept.ask_about(now - LONG)
            if not going_on:
                return "no incident goes on"
            checks_ = await self._checks.beside(HEALTH)
            swept = await sweeps.sweep(self._watch, checks_, vaults(going_on))
            fabrics = [one for vault in swept.reading.vaults for one in vault.fabrics]
            for incident in going_on:
                if _read(incident, swept):
                    seen = scope.of(fabrics, incident.scope, now)
                    await self._kept.saw(incident.id, seen, now)
            return str(swept)

        return await self._checks.alone(what, look)


def vaults(going_on: Sequence[incidents.Incident]) -> Collection[str] | None:
    """Those to look at for all of them. None: all."""
    wanted = [one.scope.looked_at for one in going_on]
    if any(one is None for one in wanted):
        return None
    return frozenset(vault for one in wanted for vault in one or ())


def _read(incident: incidents.Incident, swept: sweeps.Swept) -> bool:
    """Whether all of its vaults answered: what a silent one shows is not forgotten, nor what one
    shows that the bot no longer looks after."""
    wanted = incident.scope.looked_at
    answered = {vault.id.lower(): vault.refused is None for vault in swept.reading.vaults}
    return all(answered.get(one, False) for one in (answered if wanted is None else wanted))

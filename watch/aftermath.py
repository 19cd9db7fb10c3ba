"""What the watch does once an operation has ended: it looks at what was being worked on, at once.

Without it a prompt would go on to say that an operation is at work until the next look."""

from __future__ import annotations

from datetime import timedelta

from core import json
from watch import checks, schedules, sweeps

NAME = "aftermath"
EVERY = schedules.Schedule(every=timedelta(seconds=20))
VERSIONS = "versions"


class Aftermath:
    """A tick that begins a durable run only where an operation has ended."""

    def __init__(self, checks: checks.Checks, watch: sweeps.Watch) -> None:
        self._checks = checks
        self._watch = watch

    async def wanted(self) -> bool:
        return bool(await self._watch.kept.overtaken())

    async def run(self, what: str) -> json.JSON:
        """Only the vaults concerned. What still stands is open again, the rest is resolved."""

        async def look() -> str:
            vaults = {one.scope.lower() for one in await self._watch.kept.overtaken()}
            if not vaults:
                return "nothing was being worked on"
            wanted = await self._checks.beside(VERSIONS)
            return str(await sweeps.sweep(self._watch, wanted, vaults))

        return await self._checks.alone(what, look)

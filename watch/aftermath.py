"""What the watch does once an operation has ended: it looks at what was being worked on, at once.

Without it a prompt would go on to say that an operation is at work until the next look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core import json
from watch import checks, rules, schedules, sweeps
from workflow import findings

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
        """Only the vaults concerned, by all that judges what is found there: what still stands is
        open again, the rest is resolved."""

        async def look() -> str:
            overtaken = await self._watch.kept.overtaken()
            if not overtaken:
                return "nothing was being worked on"
            vaults = {one.scope.lower() for one in overtaken}
            wanted = {*await self._checks.beside(VERSIONS), *_judging(overtaken)}
            only = None if sweeps.ESTATE in vaults else vaults
            return str(await sweeps.sweep(self._watch, wanted, only))

        return await self._checks.alone(what, look)


def _judging(found: Sequence[findings.Finding]) -> set[str]:
    kinds = {one.kind for one in found}
    return {rule.check for rule in rules.RULES if rule.kind in kinds}

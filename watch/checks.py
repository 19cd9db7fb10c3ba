"""Every check by its name. A tick runs one of them, `/failback-ps check` all, by the same code."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

import structlog

from commands import pick, world
from core import json
from watch import rules, shown, sweeps

log = structlog.get_logger(__name__)

ALL = "all"
FREE = frozenset(rule.check for rule in rules.RULES) - {
    rule.check for rule in rules.RULES if rule.items or rule.nics or rule.regions
}
"""Checks that need nothing but the fabrics, which every look reads."""
SKIPPED = "skipped: the look before it is not done yet"


class Checks:
    """Looks for ticks and for people. A tick never waits for the one before it: it is skipped."""

    def __init__(self, watch: sweeps.Watch, shown: shown.Shown | None = None) -> None:
        self._watch = watch
        self._shown = shown
        self._running: set[str] = set()

    async def run(self, what: str) -> json.JSON:
        """One check, as a durable run calls it; `KeyError` for a name that is none."""
        if what not in rules.CHECKS:
            raise KeyError(what)

        async def look() -> str:
            return str(await sweeps.sweep(self._watch, await self.beside(what)))

        return await self.alone(what, look)

    async def alone(self, what: str, look: Callable[[], Awaitable[str]]) -> json.JSON:
        """The look, unless the one before it is not done yet: looks are never queued up."""
        if what in self._running:
            log.warning("check-skipped", what=what, why=SKIPPED)
            return {"what": what, "told": SKIPPED}
        self._running.add(what)
        try:
            told = await look()
        finally:
            self._running.discard(what)
        log.info("checked", what=what, told=told)
        return {"what": what, "told": told}

    async def beside(self, what: str) -> Collection[str]:
        """The check, with those whose findings stand and which the same listing answers: what was
        mended is closed by the next look of any kind, not hours later."""
        standing = {one.kind for one in await self._watch.kept.open()}
        free = {
            rule.check
            for rule in rules.RULES
            if rule.kind in standing and rule.vault is not None and rule.check in FREE
        }
        return {what, *free}

    async def run_all(self, where: str = ALL) -> str:
        """All of them now, of one server, one vault, or everything; what to tell who asked.

        Raises `pick.UnknownServer`, `AzureError`."""
        only = None if where in {"", ALL} else await self._vaults(where)
        swept = await sweeps.sweep(self._watch, rules.CHECKS, only)
        return swept.said(await self._shown.unseen(swept.found) if self._shown else "")

    async def _vaults(self, where: str) -> Collection[str]:
        """The vault of that name or id, else that of the server."""
        cloud, low = self._watch.cloud, where.strip().lower()
        watched = [vault.lower() for vault in await world.vault_ids(cloud)]
        named = {vault for vault in watched if low in {vault, vault.rsplit("/", 1)[-1]}}
        if named:
            return named
        names = sorted({vault.rsplit("/", 1)[-1] for vault in watched})
        server = await pick.one(cloud, where, names)
        return {server.fabric.vault_id.lower()}

"""Every check by its name. A tick runs one of them, `/failback-ps check` all, by the same code."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Mapping

import structlog

from azureops import azure
from core import json
from watch import versions
from workflow import findings

log = structlog.get_logger(__name__)

Check = Callable[[], Awaitable[object]]
"""Looks once and keeps what it found; `str` of the answer is what a person is told."""


class Checks:
    """A new check is one line here, and one interval in the settings."""

    def __init__(self, cloud: azure.Azure, kept: findings.Findings, channel: str) -> None:
        self._known: Mapping[str, Check] = {
            "versions": functools.partial(versions.sweep, cloud, kept, channel),
        }

    async def run(self, what: str) -> json.JSON:
        """One check, as a durable run calls it; `KeyError` for a name that is none."""
        told = str(await self._known[what]())
        log.info("checked", what=what, told=told)
        return {"what": what, "told": told}

    async def run_all(self) -> str:
        """All of them now; what to tell the person who asked."""
        return "\n".join([str(await check()) for check in self._known.values()])

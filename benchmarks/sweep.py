"""The watch over the big estate: 1,000 process servers, 100 fabrics, 20 subscriptions.

Each look is judged and recorded as the bot does it, on a database of its own; the local Azure is
another process. The loop's lag is how late a task wakes that asks to be woken each 5 ms.
"""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psutil

from azureops import azure
from benchmarks import azure as local
from benchmarks import report
from core import clock, language
from tests import keys
from watch import judging, sweeps
from workflow import estate, findings, routes, samples, sightings, store

PROBE = 0.005  # seconds
THROTTLED = {
    "service": "arm",
    "times": -1,
    "every": 3,
    "then": {
        "status": 429,
        "headers": {"Retry-After": "1"},
        "body": {"error": {"code": "TooManyRequests", "message": "Too many requests."}},
    },
}


@dataclass(kw_only=True)
class Seen:
    """What was noticed while it ran."""

    lag: float = 0.0
    peak: int = 0


async def _probe(seen: Seen) -> None:
    process = psutil.Process()
    while True:
        began = time.perf_counter()
        await asyncio.sleep(PROBE)
        seen.lag = max(seen.lag, time.perf_counter() - began - PROBE)
        seen.peak = max(seen.peak, process.memory_info().rss)


@asynccontextmanager
async def _watch(folder: Path, said: dict[str, Any]) -> AsyncIterator[sweeps.Watch]:
    os.environ.update(said["settings"])
    cloud = await azure.connect(
        azure.Endpoints(
            arm_url=said["urls"]["arm"],
            authority_host=said["urls"]["authority"],
            key_vault_url=said["urls"]["keyvault"],
            prices_url=said["urls"]["prices"],
            ca_bundle=said["bundle"],
        )
    )
    rows = await store.open(f"sqlite:///{folder}/sweep.db", audit_key=keys.AUDIT)
    try:
        now = clock.SystemClock()
        yield sweeps.Watch(
            cloud=cloud,
            kept=findings.Findings(rows, now),
            memory=sightings.Sightings(rows),
            estate=estate.Estate(rows),
            samples=samples.Samples(rows, clock.SystemClock()),
            clock=now,
            terms=judging.Terms(),
            routing=routes.Routing(routes.Routes(default="C0INCIDENT")),
        )
    finally:
        await rows.close()
        await cloud.close()


class Control:
    """The local Azure's own: how many calls it had, and the refusals it is to give."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = f"{url}/_control"
        self._at = 0

    async def calls(self) -> int:
        """Of Resource Manager, since the last time."""
        params = {"service": "arm", "since": str(self._at)}
        async with self._session.get(f"{self._url}/journal", params=params) as answer:
            entries = (await answer.json())["entries"]
        self._at = max((int(one["n"]) for one in entries), default=self._at)
        return len(entries)

    async def throttle(self) -> None:
        async with self._session.post(f"{self._url}/faults", json=THROTTLED) as answer:
            assert answer.status == 200, await answer.text()


async def measure(folder: Path) -> report.Report:
    rows: list[report.Row] = []
    # As the bot does before it serves: neither is the looks' work.
    language.load()
    gc.collect()
    gc.freeze()
    async with (
        local.contestant("ours", str(folder / "ours")) as (said, _),
        _watch(folder, said) as watch,
        aiohttp.ClientSession() as session,
    ):
        control = Control(session, said["urls"]["control"])
        rows += await _look(watch, control, "first, health", {"health"}, "<= 120 fabrics + 21")
        rows += await _look(watch, control, "again, health", {"health"}, "<= 120 fabrics + 21")
        rows += await _look(watch, control, "versions", {"versions"}, "<= 120 fabrics + 21")
        rows += await _look(watch, control, "usage", {"usage"}, "2 a classic fabric, + 42")
        await control.throttle()
        rows += await _look(watch, control, "health, each third call 429", {"health"}, "completes")
    return report.Report(name="the watch over 1,000 servers in 100 fabrics", rows=tuple(rows))


async def _look(
    watch: sweeps.Watch, control: Control, what: str, checks: Collection[str], aim: str
) -> list[report.Row]:
    await control.calls()
    seen = Seen()
    before = psutil.Process().memory_info().rss
    probe = asyncio.create_task(_probe(seen))
    began = time.perf_counter()
    swept = await sweeps.sweep(watch, checks)
    took = time.perf_counter() - began
    probe.cancel()
    calls = await control.calls()
    note = f"{swept.servers} servers, {swept.vaults} vaults, {len(swept.found)} findings"
    grown = max(seen.peak - before, 0) / 2**20
    return [
        report.Row(what=f"{what}: time", value=took, unit="s", note=note),
        report.Row(what=f"{what}: Azure calls", value=calls, unit="", aim=aim),
        report.Row(what=f"{what}: peak memory above", value=grown, unit="MiB"),
        report.Row(what=f"{what}: loop lag at most", value=seen.lag * 1000, unit="ms"),
    ]
